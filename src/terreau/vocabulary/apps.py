"""Registers the package with Django."""

from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    """The frameworks' models, and their name in French."""

    name = "terreau.vocabulary"
    verbose_name = "Référentiels"
    default_auto_field = "django.db.models.BigAutoField"
