"""What was a commune, or bears a name within one: what it is, and what it became, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from terreau.territory.gazetteer import Entry


class FormerKind(StrEnum):
    """How a code or a name came to be that of another commune; the value is the file's letter."""

    DELEGATED = "d"
    ASSOCIATED = "a"
    ARRONDISSEMENT = "m"
    ABSORBED = "x"
    RECODED = "c"
    RENAMED = "n"

    @property
    def label(self) -> str:
        """The kind in French, in lower case."""
        return _LABELS[self]


_LABELS = {
    FormerKind.DELEGATED: "commune déléguée",
    FormerKind.ASSOCIATED: "commune associée",
    FormerKind.ARRONDISSEMENT: "arrondissement municipal",
    FormerKind.ABSORBED: "ancienne commune",
    FormerKind.RECODED: "ancien code",
    FormerKind.RENAMED: "ancien nom",
}


@dataclass(frozen=True, slots=True)
class Former:
    """A former commune: its code and name then, and `current`.

    `current` is the commune of today that holds it or has replaced it. The code is that of
    `current` itself where only the name has changed, or where the seat gave its code to the whole.
    """

    code: str
    name: str
    kind: FormerKind
    current: Entry

    @property
    def words(self) -> str:
        """What it became, in French: « Arlod, devenue Valserhône »."""
        name, today = self.name, self.current.name
        if self.kind in (FormerKind.ABSORBED, FormerKind.RENAMED):
            return f"{name}, devenue {today}"
        if self.kind is FormerKind.RECODED:
            return f"{name}, dont le code {self.code} est devenu {self.current.code}"
        return f"{name}, {self.kind.label} ({today})"
