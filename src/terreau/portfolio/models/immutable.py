"""Rows that are added and never changed: the base of text layers, passages and judgements.

What such a row points to is protected, so that no row of evidence goes with another's deletion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class ImmutableRow(Exception):
    """Something tried to change or delete a row that only ever gets successors."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(f"{model.__name__} rows are added, never changed")


class ImmutableQuerySet(models.QuerySet[Row_co]):
    """A query set that refuses bulk changes, and rows that would replace others."""

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002, D102  (Django's signature)
        raise ImmutableRow(self.model)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002, D102
        raise ImmutableRow(self.model)

    def bulk_create(  # noqa: D102
        self,
        objs: Iterable[Row_co],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[Row_co]:
        if update_conflicts or update_fields or unique_fields:
            raise ImmutableRow(self.model)
        return super().bulk_create(objs, batch_size, ignore_conflicts=ignore_conflicts)

    def delete(self) -> NoReturn:  # noqa: D102
        raise ImmutableRow(self.model)


class ImmutableModel(models.Model):
    """A model whose saved rows refuse to be saved again or deleted."""

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *, using: str | None = None, **options: Any) -> None:  # noqa: ANN401, D102
        if not self._state.adding or options.get("force_update") or options.get("update_fields"):
            raise ImmutableRow(type(self))
        # An instance made by hand with the key of a saved row would otherwise replace that row.
        super().save(using=using, force_insert=True)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002, D102
        raise ImmutableRow(type(self))
