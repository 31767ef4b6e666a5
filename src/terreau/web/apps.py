"""Registers the package with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Holds no model: templates, static files and pure helpers only."""

    name = "terreau.web"
    verbose_name = "Interface"
    default_auto_field = "django.db.models.BigAutoField"
