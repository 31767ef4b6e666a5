"""Registers the package with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The package, as Django knows it."""

    name = "terreau.accounts"
    verbose_name = "Comptes"
    default_auto_field = "django.db.models.BigAutoField"
