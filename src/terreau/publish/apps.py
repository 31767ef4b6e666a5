"""Registers the package with Django."""

from django.apps import AppConfig


class PublishConfig(AppConfig):
    name = "terreau.publish"
    verbose_name = "Publication"
    default_auto_field = "django.db.models.BigAutoField"
