"""Registers the package with Django."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    """The package, as Django knows it."""

    name = "terreau.portfolio"
    verbose_name = "Portefeuille"
    default_auto_field = "django.db.models.BigAutoField"
