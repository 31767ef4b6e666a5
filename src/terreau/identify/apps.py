"""Registers the package with Django."""

from django.apps import AppConfig


class IdentifyConfig(AppConfig):
    """The package as Django knows it."""

    name = "terreau.identify"
    verbose_name = "Identification"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have what follows from decisions worked out again after each import."""
        # Models can be imported only now that the registry is full.
        from terreau.identify.standing import rebuild  # noqa: PLC0415
        from terreau.portfolio.changes import follow  # noqa: PLC0415

        follow(rebuild)
