"""Registers the package with Django."""

from django.apps import AppConfig


class ExploreConfig(AppConfig):
    """The package, as Django knows it."""

    name = "terreau.explore"
    verbose_name = "Exploration"
    default_auto_field = "django.db.models.BigAutoField"
