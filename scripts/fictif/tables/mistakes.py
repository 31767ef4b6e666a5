"""The mistakes that people make in a spreadsheet, planted and written down cell by cell."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from scripts.fictif.plan import CALL, Project
from scripts.fictif.tables.layouts import AMOUNT, DATE, HOLDER, PLACE, SIRET, TEXT, TITLE

Cell = str | int | float | date | None
# A mistake's kind: the field it spoils and the share of the rows that have that field.
KINDS: dict[str, tuple[str, float]] = {
    "siret_notation_scientifique": (SIRET, 0.05),
    "siret_zero_perdu": (SIRET, 0.09),
    "siret_cle_fausse": (SIRET, 0.03),
    "espaces_autour": (HOLDER, 0.06),
    "titre_est_l_appel": (TITLE, 0.02),
    "titre_est_la_description": (TEXT, 0.04),
    "contact_dans_le_texte": (TEXT, 0.06),
    "commune_mal_ecrite": (PLACE, 0.05),
    "commune_inconnue": (PLACE, 0.01),
    "montant_nul": (AMOUNT, 0.02),
    "montant_absurde": (AMOUNT, 0.02),
    "date_impossible": (DATE, 0.025),
    "date_lointaine": (DATE, 0.012),
    "cellule_vide": ("", 0.05),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One planted mistake: where it is, what is written and what should be."""

    kind: str
    file: str
    sheet: str
    row: int
    column: str
    field: str
    project: str
    written: str
    expected: str


def spoil(
    values: dict[str, Cell], project: Project, rng: random.Random
) -> list[tuple[str, str, Cell]]:
    """Spoil a row's values in place; gives the kind, field and right value of each mistake."""
    done: list[tuple[str, str, Cell]] = []
    for kind, (field, share) in KINDS.items():
        named = field or rng.choice(sorted(set(values) - {TITLE}))
        if rng.random() >= share or values.get(named) is None:
            continue
        if any(named == other for _, other, _ in done):
            continue
        right = values[named]
        values[named] = _WAYS[kind](right, values, project, rng)
        if values[named] != right:
            done.append((kind, named, right))
    return done


Way = Callable[[Cell, dict[str, Cell], Project, random.Random], Cell]


def _scientific(right: Cell, *_: object) -> Cell:
    return f"{int(str(right)):.5E}".replace(".", ",")


def _unzeroed(right: Cell, *_: object) -> Cell:
    return int(str(right))


def _wrong_key(right: Cell, *_: object) -> Cell:
    text = str(right)
    return text[:-1] + str((int(text[-1]) + 3) % 10)


def _spaces(right: Cell, _values: object, _project: object, rng: random.Random) -> Cell:
    return rng.choice(("{}  ", " {}", "{}\u00a0")).format(right)


def _call(_right: Cell, _values: object, project: Project, _rng: object) -> Cell:
    return f"{CALL} {project.year}"


def _title(_right: Cell, values: dict[str, Cell], *_: object) -> Cell:
    return values[TITLE]


def _contact(right: Cell, _values: object, project: Project, rng: random.Random) -> Cell:
    said = rng.choice(
        (f" Contact : {project.holder.email}", f" (appeler le {project.holder.phone})")
    )
    return f"{right}{said}"


def _misspelt(right: Cell, _values: object, _project: object, rng: random.Random) -> Cell:
    name = str(right)
    ways = (
        lambda: name.replace("-", " ").upper(),
        lambda: name.replace("Saint-", "St "),
        lambda: name[: len(name) // 2] + name[len(name) // 2 + 1 :],
        lambda: name + " (à confirmer)",
        lambda: name.replace("é", "e").replace("è", "e").replace("â", "a"),
    )
    return rng.choice(ways)()


def _unknown(*_: object) -> Cell:
    return "Trifouillac-le-Neuf"


def _zero(*_: object) -> Cell:
    return 0


def _absurd(right: Cell, *_: object) -> Cell:
    return int(float(str(right))) * 1000


def _impossible(_right: Cell, _values: object, project: Project, _rng: object) -> Cell:
    return f"31/02/{project.year}"


def _far(right: Cell, *_: object) -> Cell:
    return right.replace(year=right.year + 100) if isinstance(right, date) else right


def _empty(*_: object) -> Cell:
    return None


_WAYS: dict[str, Way] = {
    "siret_notation_scientifique": _scientific,
    "siret_zero_perdu": _unzeroed,
    "siret_cle_fausse": _wrong_key,
    "espaces_autour": _spaces,
    "titre_est_l_appel": _call,
    "titre_est_la_description": _title,
    "contact_dans_le_texte": _contact,
    "commune_mal_ecrite": _misspelt,
    "commune_inconnue": _unknown,
    "montant_nul": _zero,
    "montant_absurde": _absurd,
    "date_impossible": _impossible,
    "date_lointaine": _far,
    "cellule_vide": _empty,
}
