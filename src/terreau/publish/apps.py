"""Registers the package with Django."""

from django.apps import AppConfig


class PublishConfig(AppConfig):
    """The package, as Django knows it."""

    name = "terreau.publish"
    verbose_name = "Publication"
    default_auto_field = "django.db.models.BigAutoField"
