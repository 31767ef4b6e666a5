"""The sentence around a name, from the text that it was read in.

Guarantees that what stands before, the name and what stands after are the text itself, spaces
made even, cut between two words where the sentence is long.
"""

from __future__ import annotations

import re
from dataclasses import replace

from terreau.identify.desk.model import NamedCase
from terreau.portfolio.models import Mention, Portfolio

MOST = 240  # characters shown on each side
ENDS = re.compile(r"[.!?…][»\"”)]*\s+(?=[«\"“(]?[A-ZÀ-ÖØ-Þ0-9])|\n\s*\n")


def in_its_sentence(portfolio: Portfolio, case: NamedCase) -> NamedCase:
    """The case with its whole sentence quoted, where the name was read in a text; one query."""
    row = Mention.objects.filter(
        portfolio=portfolio, pk=int(case.key.rpartition(":")[2]), passage__isnull=False
    ).values_list("passage__layer__text", "passage__start", "passage__end")
    found = row.first()
    if found is None:
        return case
    text, start, end = found
    before, after = around(text, start, end)
    return replace(case, quoted=replace(case.quoted, before=before, after=after))


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after `text[start:end]` in its sentence."""
    before, after = text[max(0, start - MOST) : start], text[end : end + MOST]
    ends = list(ENDS.finditer(before))
    if ends:
        before = before[ends[-1].end() :]
    elif start > MOST:
        before = before.partition(" ")[2]
    stop = ENDS.search(after)
    if stop:
        after = after[: stop.end()].rstrip()
    elif end + MOST < len(text):
        after = after.rpartition(" ")[0]
    return _even(before), _even(after)


def _even(text: str) -> str:
    """Spaces and line ends as one space each; those at the ends are kept, as one."""
    return re.sub(r"\s+", " ", text)
