"""Registers the package with Django."""

from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    name = "terreau.vocabulary"
    verbose_name = "Référentiels"
    default_auto_field = "django.db.models.BigAutoField"
