"""Words cut at a line end: joined, or their hyphen kept.

The rule, in this order. A capital or a figure after the cut: the hyphen is the word's own
(« Nouvelle-Aquitaine »). The joined word stands elsewhere in the document: joined. The word with
its hyphen does: kept. A first part that makes compounds (« porte- », « sous- ») or a last one that
follows a verb or a pronoun (« -là », « -même »): kept. Otherwise: joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from terreau.collect.readers.documents.pdf.order import Line

HYPHENS = "-\u2010\u00ad"
_LAST = re.compile(r"([^\W\d_]+(?:[-\u2010][^\W\d_]+)*)[-\u2010\u00ad]$")
_FIRST = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
COMPOUNDING = frozenset(
    {"porte", "sous", "semi", "demi", "mi", "non", "ex", "vice", "quasi", "grand", "grande"}
    | {"avant", "après", "arrière", "contre", "entre", "mini", "garde", "chef", "vis", "peut"}
    | {"celui", "celle", "ceux", "celles", "lui", "elle", "eux", "soi", "moi", "toi", "nous"}
    | {"quelques", "vingt", "trente", "quarante", "cinquante", "soixante", "quatre", "tiers"}
    | {"aide", "socio", "franco", "nord", "sud", "rendez", "savoir", "laissez", "est"}
)
FOLLOWING = frozenset(
    {"là", "ci", "même", "mêmes", "il", "elle", "on", "ils", "elles", "je", "tu", "nous", "vous"}
)


def words_of(pages: Iterable[Sequence[Line]]) -> frozenset[str]:
    """The words that the document writes whole, in lower case, those with a hyphen included."""
    words: set[str] = set()
    for page in pages:
        for line in page:
            found = [match[0].lower() for match in _WORD.finditer(line.text)]
            words.update(found[1:-1] if line.text.rstrip()[-1:] in HYPHENS else found)
    return frozenset(words)


def joint(before: str, after: str, words: frozenset[str]) -> tuple[str, str]:
    """The line before the end, as it goes on, and what comes between it and the line after."""
    last = _LAST.search(before)
    first = _FIRST.match(after)
    if last is None or first is None:
        return before, " "
    if before.endswith("\u00ad"):
        return before[:-1], ""
    if not after[0].islower():
        return before, ""
    start, end = last[1].lower(), first[0].lower()
    if start + end in words:
        return before[:-1], ""
    kept = f"{start}-{end}" in words or start.split("-")[-1] in COMPOUNDING or end in FOLLOWING
    return (before, "") if kept else (before[:-1], "")
