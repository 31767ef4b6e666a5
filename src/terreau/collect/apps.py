"""Registers the package with Django."""

from django.apps import AppConfig


class CollectConfig(AppConfig):
    """The package, as Django knows it."""

    name = "terreau.collect"
    verbose_name = "Collecte"
    default_auto_field = "django.db.models.BigAutoField"
