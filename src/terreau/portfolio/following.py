"""Passages follow their quotation into a text drawn again: nothing that was cited is lost.

A passage's offsets stay valid for ever in its own layer. In a newer layer of the same document, the
same words are looked for; where they stand once, or once between the same neighbours, they are
cited there too. Judgements keep pointing to the passage they were made on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from terreau.portfolio.models import Passage, TextLayer
from terreau.portfolio.services import cite

NEIGHBOURS = 12  # characters of context that tell two places with the same words apart


@dataclass(frozen=True, slots=True)
class Followed:
    """How many passages were found again, and the quotations that were not."""

    found: int
    lost: tuple[str, ...]


def follow_passages(layer: TextLayer) -> Followed:
    """Cite in `layer` what the other layers of its document have cited in judgements."""
    earlier = Passage.objects.filter(layer__document=layer.document_id, uses__isnull=False)
    found = 0
    lost: list[str] = []
    for passage in earlier.exclude(layer=layer).distinct().order_by("layer", "start", "end"):
        place = relocate(layer.text, passage)
        if place is None:
            lost.append(passage.quote)
            continue
        cite(layer, *place)
        found += 1
    return Followed(found, tuple(lost))


def relocate(text: str, passage: Passage) -> tuple[int, int] | None:
    """Where `text` says the words of a passage, white space aside; None where that is not sure."""
    words = [re.escape(word) for word in passage.quote.split()]
    if not words:
        return None
    places = [match.span() for match in re.finditer(r"\s+".join(words), text)]
    if len(places) == 1:
        return places[0]
    before = "".join(passage.prefix.split())[-NEIGHBOURS:]
    after = "".join(passage.suffix.split())[:NEIGHBOURS]
    alike = [
        (start, end)
        for start, end in places
        if "".join(text[max(0, start - 64) : start].split()).endswith(before)
        and "".join(text[end : end + 64].split()).startswith(after)
    ]
    return alike[0] if len(alike) == 1 else None
