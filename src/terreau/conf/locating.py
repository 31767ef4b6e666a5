"""What `terreau locate` does: places of a column to codes, then the figures where a truth is given.

Guarantees that the answers are made from the place and département columns alone: the truth is
read once they are all there. An answer is right where it means the same territory as the truth
today: the code of a former commune is that of the commune which holds it now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terreau.collect.readers.tables.model import Row
from terreau.collect.readers.values import insee_code
from terreau.conf.tabulated import Tabulated, tabulated
from terreau.territory.gazetteer import Entry, Level, load
from terreau.territory.matching import Form, Located, departements, locate

SHOWN = 20
#: What stands for an empty cell in a column of codes.
NO_TRUTH = frozenset({"", "-", "na", "n/a", "nan", "nc", "none", "null", "néant"})
Territory = tuple[Level, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """The headers of the columns to read; None for those that are not given."""

    place: str
    departement: str | None = None
    truth: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """A row of the file: its line in the sheet, what it says and what that means."""

    row: int
    place: str
    departement: str
    located: Located


def locate_file(
    file: Path, columns: Columns, *, levels: Sequence[Level] | None, with_rows: bool
) -> dict[str, Any]:
    """The report of the verb: see docs/reference/cli.md for its keys."""
    wanted = (columns.place, columns.departement, columns.truth)
    source = tabulated(file, wanted)
    answers = [_answer(source, row, columns, levels) for row in source.rows]
    report: dict[str, Any] = {
        "n": len(answers),
        "matched": sum(one.located.entry is not None for one in answers),
        "forms": _counted(Counter(str(one.located.form) for one in answers)),
    }
    if columns.truth is not None:
        report |= _scored(answers, [source.cell(row, columns.truth) for row in source.rows])
    report["doubtful"] = [_row(one) for one in answers if one.located.candidates][:SHOWN]
    if with_rows:
        report["rows"] = [_row(one) for one in answers]
    return report


def _counted(forms: Counter[str]) -> list[dict[str, Any]]:
    """How many rows each rule answered, the most frequent first."""
    ordered = sorted(forms.items(), key=lambda one: (-one[1], one[0]))
    return [{"form": form, "count": count} for form, count in ordered]


def _answer(
    source: Tabulated, row: Row, columns: Columns, levels: Sequence[Level] | None
) -> Answered:
    place, around = source.cell(row, columns.place), source.cell(row, columns.departement)
    return Answered(row.number, place, around, locate(place, departement=around, levels=levels))


def _scored(answers: Sequence[Answered], truths: Sequence[str]) -> dict[str, Any]:
    """Precision and recall over the rows whose truth is filled; null where nothing is counted."""
    pairs = zip(answers, truths, strict=True)
    filled = [(one, truth) for one, truth in pairs if truth.casefold() not in NO_TRUTH]
    answered = sum(one.located.entry is not None for one, _ in filled)
    right = sum(is_right(one.located.entry, truth) for one, truth in filled)
    return {
        "filled": len(filled),
        "answered": answered,
        "right": right,
        "precision": right / answered if answered else None,
        "recall": right / len(filled) if filled else None,
    }


def is_right(entry: Entry | None, truth: str) -> bool:
    """Whether a territory is the one that a code means today."""
    return entry is not None and (entry.level, entry.code) in meant(truth)


def meant(code: str) -> frozenset[Territory]:
    """The territories that a code means today: of a commune, a SIREN, a département, a région.

    The code of a commune that is no more, of a commune déléguée or of an arrondissement means the
    commune that holds it now. « 75 » is a département and a région. None for an unknown code.
    """
    gazetteer = load()
    bare = "".join(code.split()).upper()
    commune = insee_code(bare).value
    found = [
        gazetteer.current(commune) if commune else None,
        gazetteer.by_siren(bare),
        gazetteer.entry(Level.REGION, bare),
    ]
    if len(bare) <= 3:
        found += [gazetteer.entry(Level.DEPARTEMENT, one) for one in departements(bare)]
    return frozenset((one.level, one.code) for one in found if one)


def _row(one: Answered) -> dict[str, Any]:
    entry = one.located.entry
    return {
        "row": one.row,
        "place": one.place,
        "departement": one.departement,
        "code": entry.code if entry else None,
        "level": entry.level.value if entry else None,
        "name": entry.name if entry else None,
        "form": str(one.located.form),
        "reason": one.located.reason,
        "candidates": [_candidate(other) for other in one.located.candidates],
    }


def _candidate(entry: Entry) -> dict[str, str]:
    return {"level": entry.level.value, "code": entry.code, "name": entry.name}


def locate_text(report: dict[str, Any]) -> str:
    """The report in French: how many are found and by which rule, then what remains to decide."""
    lines = [f"Lignes\u00a0: {report['n']} · lieux trouvés\u00a0: {report['matched']}"]
    lines += [f"  {FORMS[Form(one['form'])]}\u00a0: {one['count']}" for one in report["forms"]]
    if "filled" in report:
        lines.append(
            f"Précision\u00a0: {_share(report['precision'])} ({report['right']} justes sur "
            f"{report['answered']} réponses) · rappel\u00a0: {_share(report['recall'])} "
            f"(sur {report['filled']} lignes dont la vérité est connue)"
        )
    if report["doubtful"]:
        lines.append("À décider\u00a0:")
        lines += [
            f"  ligne {one['row']}, «\u00a0{one['place'][:80]}\u00a0»\u00a0: {one['reason']}"
            for one in report["doubtful"]
        ]
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "sans objet" if value is None else f"{value:.4f}".replace(".", ",")


FORMS = {
    Form.CODE: "par un code",
    Form.NAME: "par le nom",
    Form.WORDS: "par les mêmes mots",
    Form.SOUND: "par le son",
    Form.BEGINNING: "par le début du nom",
    Form.LONGER: "nom suivi d’autres mots",
    Form.ACRONYM: "par les initiales",
    Form.SPELLING: "à une ou deux lettres près",
    Form.INSIDE: "lieu d’une commune nommée",
    Form.AROUND: "sans code, dans un territoire nommé",
    Form.SEVERAL: "plusieurs lieux",
    Form.AMBIGUOUS: "plusieurs territoires possibles",
    Form.ELSEWHERE: "connu hors du département indiqué seulement",
    Form.BODY: "organisme, et non territoire",
    Form.UNKNOWN: "inconnu",
    Form.UNREADABLE: "vide, ou pas un nom de lieu",
}
