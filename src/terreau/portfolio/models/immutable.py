"""Rows that are added and never changed: the base of text layers, passages and judgements."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class ImmutableRow(Exception):
    """Something tried to change or delete a row that only ever gets successors."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(f"{model.__name__} rows are added, never changed")


class ImmutableQuerySet(models.QuerySet[Row_co]):
    """A query set that refuses bulk changes; deleting a whole portfolio cascades below it."""

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002, D102  (Django's signature)
        raise ImmutableRow(self.model)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002, D102
        raise ImmutableRow(self.model)

    def delete(self) -> NoReturn:  # noqa: D102
        raise ImmutableRow(self.model)


class ImmutableModel(models.Model):
    """A model whose saved rows refuse to be saved again or deleted."""

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401, D102  (Django's signature)
        if not self._state.adding:
            raise ImmutableRow(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ANN401, ARG002, D102
        raise ImmutableRow(type(self))
