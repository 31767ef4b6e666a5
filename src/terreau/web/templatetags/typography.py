"""Filters and tags that write French typography, numbers, dates and signs into every template."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from terreau.web import signs as drawing
from terreau.web import typography

register = template.Library()

Number = int | float | Decimal


@register.filter(is_safe=True)
def fr(value: object) -> str:
    """Set a text in French typography; None gives an empty text."""
    if value is None:
        return ""
    if isinstance(value, SafeString) and ("<" in value or "&" in value):
        # Marked-up text is not plain text: entities and attributes would be read as punctuation.
        return value
    return typography.fr(str(value))


@register.filter
def nombre(value: Number | None, decimals: int = 0) -> str:
    """Write a number with narrow no-break spaces; None gives « non renseigné »."""
    return "non renseigné" if value is None else typography.nombre(value, decimals)


@register.filter
def euros(value: Number | None) -> str:
    """Write an amount in euros; None gives « non renseigné »."""
    return "non renseigné" if value is None else typography.euros(value)


@register.filter
def date_fr(value: date | None) -> str:
    """Write a date in words; None gives « non renseigné »."""
    return "non renseigné" if value is None else typography.date_fr(value)


@register.filter
def accord(count: Number, words: str) -> str:
    """Make the noun agree: `{{ n|accord:"projet" }}` or `{{ n|accord:"appel,appels" }}`."""
    singular, _, plural = words.partition(",")
    return typography.accord(count, singular, plural)


@register.simple_tag
def compte(count: Number, words: str) -> str:
    """Write number and noun together: `{% compte n "projet" %}` gives « 14 projets »."""
    return f"{typography.nombre(count)}{typography.NBSP}{accord(count, words)}"


@register.simple_tag
def sign(notation: object) -> SafeString:
    """Draw the sign of a role, inline and decorative: its label must stand beside it."""
    return mark_safe(drawing.sign_svg(str(notation)))  # noqa: S308 (our own constant paths)


@register.simple_tag
def signs(notation: object, count: int) -> SafeString:
    """Draw the sign of a role `count` times: one per project."""
    return mark_safe(drawing.sign_svg(str(notation)) * count)  # noqa: S308 (constant paths)


@register.simple_tag
def cell_class(columns: Sequence[object], index: int, cell: object) -> str:
    """Class of a table cell: `number` under a column of numbers, `unset` without a value."""
    column = columns[index] if index < len(columns) else None
    number = column.get("number") if isinstance(column, dict) else getattr(column, "number", False)
    unset = cell is None or cell == ""
    return " ".join(name for name, on in (("number", number), ("unset", unset)) if on)


@register.simple_tag
def attributes(**values: object) -> SafeString:
    """Write those HTML attributes that are set: `{% attributes id=x aria_label=y %}`."""
    parts = []
    for name, value in values.items():
        key = name.rstrip("_").replace("_", "-")
        if value is True:
            parts.append(f" {key}")
        elif value not in (None, False, ""):
            parts.append(f' {key}="{conditional_escape(str(value))}"')
    return mark_safe("".join(parts))  # noqa: S308 (every value is escaped above)
