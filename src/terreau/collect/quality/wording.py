"""How the report writes: French typography, values quoted short and without personal data."""

from __future__ import annotations

import re
from functools import lru_cache

from terreau.collect.quality.personal import mask
from terreau.web.typography import NBSP, fr

LONGEST_QUOTE = 80
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\s]+")
_template = lru_cache(maxsize=None)(fr)


def say(template: str, **parts: str) -> str:
    """Fill a French sentence: typography is set in the template, the parts stay as they are."""
    return _template(template).format(**parts)


def shortened(value: str, limit: int = LONGEST_QUOTE) -> str:
    """`value` on one line of at most `limit` characters, personal data masked first."""
    line = _UNSEEN.sub(" ", mask(value[: 20 * limit])).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def quoted(value: str) -> str:
    """`value` shortened, between French quotation marks."""
    return f"«{NBSP}{shortened(value)}{NBSP}»"
