"""Registers the package with Django."""

from django.apps import AppConfig


class ExploreConfig(AppConfig):
    """The package, as Django knows it."""

    name = "terreau.explore"
    verbose_name = "Exploration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell accounts what roles are held on; models can be imported only now."""
        from terreau.accounts.scopes import register  # noqa: PLC0415
        from terreau.explore.scopes import Places  # noqa: PLC0415

        register(Places())
