"""The page of the data model: tables and fields from Django, one French sentence a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from scripts.reference_pages import words

# Django's own tables are described by Django.
OURS = "terreau."


def tables() -> dict[str, type[models.Model]]:
    """Our models by label."""
    return {
        model._meta.label: model
        for config in apps.get_app_configs()
        if config.name.startswith(OURS)
        for model in config.get_models()
    }


def page() -> str:
    """The whole page."""
    found = tables()
    described = words.words("tables")
    kinds = {type(one).__name__ for model in found.values() for one in _plain(model)}
    words.same("[tables]", found, described)
    words.same("[kinds]", kinds, words.words("kinds"))
    blocks = []
    for label, meaning in described.items():
        rows = [_row(field) for field in _fields(found[label])]
        blocks += [
            f"## {label}",
            f"{meaning[0].upper()}{meaning[1:]} (table `{found[label]._meta.db_table}`).",
            words.table(("champ", "genre", "contenu"), rows),
        ]
    return words.page("Modèle de données", words.text("model"), *blocks)


def _fields(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    yield from (one for one in model._meta.get_fields() if isinstance(one, models.Field))


def _plain(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    yield from (one for one in _fields(model) if not one.is_relation)


def _row(field: models.Field[Any, Any]) -> tuple[str, str, str]:
    notes = []
    if str(field.verbose_name) not in {field.name.replace("_", " "), "ID"}:
        notes.append(str(field.verbose_name))
    if field.choices:
        notes.append(", ".join(f"`{value}` ({label})" for value, label in field.flatchoices))
    if field.null:
        notes.append("peut manquer")
    elif field.blank and not (field.many_to_many or field.primary_key):
        notes.append("peut être vide")
    if field.unique and not field.primary_key:
        notes.append("unique")
    return f"`{field.name}`", _kind(field), " ; ".join(notes)


def _kind(field: models.Field[Any, Any]) -> str:
    if isinstance(field.related_model, type):
        target = field.related_model._meta.label
        return f"plusieurs `{target}`" if field.many_to_many else f"un `{target}`"
    return words.words("kinds")[type(field).__name__]
