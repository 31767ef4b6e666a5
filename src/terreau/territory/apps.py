"""Registers the package with Django."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """The package as Django knows it."""

    name = "terreau.territory"
    verbose_name = "Territoires"
    default_auto_field = "django.db.models.BigAutoField"
