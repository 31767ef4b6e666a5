"""Which lever, challenge, sector or kind a wording speaks of, by the words they share: pure.

Guarantees an answer only where one entry stands out: most of the words of its label are in the
wording, and no other entry has as many.
"""

from __future__ import annotations

from collections.abc import Mapping

from terreau.territory.gazetteer import normalise

SHORTEST_WORD = 4
STEM_LENGTH = 6
ENOUGH = 0.6


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry meaning, without accents."""
    return frozenset(
        word[:STEM_LENGTH] for word in normalise(text).split() if len(word) >= SHORTEST_WORD
    )


def topic(wording: str, labels: Mapping[str, str]) -> str | None:
    """The notation whose label `wording` says; `labels` maps notations to labels."""
    said = stems(wording)
    scores = sorted(
        (
            (len(stems(label) & said) / len(stems(label)), len(stems(label)), notation)
            for notation, label in labels.items()
            if stems(label)
        ),
        reverse=True,
    )
    if not scores or scores[0][0] < ENOUGH:
        return None
    if len(scores) > 1 and scores[1][:2] == scores[0][:2]:
        return None
    return scores[0][2]
