"""Registers the package with Django."""

from django.apps import AppConfig


class IdentifyConfig(AppConfig):
    """The package as Django knows it."""

    name = "terreau.identify"
    verbose_name = "Identification"
    default_auto_field = "django.db.models.BigAutoField"
