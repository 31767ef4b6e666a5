"""Filters by facet over a list of records: pure, the same for a page, a command and a test.

Within a facet, values are alternatives; between facets, all must hold. A facet's counts ignore
its own filter, so that they say what choosing each value would give. A record without a value
counts under `UNSET`: missing is not « no ».
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

UNSET = "non-renseigne"
UNSET_LABEL = "non renseigné"

Values = frozenset[str]
Selection = Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class Record:
    """A thing with values by facet: `values["role"]` is the set of its roles."""

    slug: str
    values: Mapping[str, Values]

    def under(self, facet: str) -> Values:
        """The values to count under `facet`: `UNSET` where there is none."""
        return self.values.get(facet) or frozenset({UNSET})


def matching(
    records: Iterable[Record], selection: Selection, *, but: str = ""
) -> tuple[Record, ...]:
    """The records that satisfy the selection, leaving the facet `but` aside."""
    asked = [(facet, values) for facet, values in selection.items() if values and facet != but]
    return tuple(
        record for record in records if all(record.under(facet) & values for facet, values in asked)
    )


def counts(records: Sequence[Record], facet: str, selection: Selection) -> Counter[str]:
    """How many records each value of `facet` would give, beside what else is selected."""
    found: Counter[str] = Counter()
    for record in matching(records, selection, but=facet):
        found.update(record.under(facet))
    return found
