"""Checks on how texts are written: short, repeated, cut, broken, shouted, with code or fillers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from terreau.collect.quality.columns import by_column, gathered
from terreau.collect.quality.fillers import is_null
from terreau.collect.quality.model import Cell, Check, Importance, Spot, Subject
from terreau.collect.quality.personal import mask
from terreau.collect.quality.wording import quoted, say
from terreau.territory.gazetteer import normalise
from terreau.web.typography import nombre

SHORT = 40
"""Characters under which a summary says too little to be read for an ambition."""
TELLTALE = frozenset({255, 256, 500, 512, 1000, 1024, 2000, 2048, 4000, 4096, 8000, 32767})
"""Lengths, in characters, at which forms and spreadsheets cut a text."""
SHOUTED = 20
"""Letters that a text must have before its capitals are called shouting."""
PROSE = ("name", "title", "summary")
WORDS = (*PROSE, "call", "holder.name", "partner.name", "seat.name", "action.name", "stage")
_ENDS = tuple('.!?…»")]')
_MOJIBAKE = re.compile(
    "\ufffd|Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u017d\u017e\u0178\u0192\u02c6\u02dc"
    '\u2013-\u2122]|Â[«»°\u00a0²³·]|â€[™œ\u009d“”˜¦"–]'
    r"|[a-zà-ÿ]\?[a-zà-ÿ]{2}|[A-ZÀ-Þ]\?(?:[A-ZÀ-Þ]{2}|[a-zà-ÿ]{2})"
)
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|strong|em|b|i|u|a|ul|ol|li|table|tr|td|font|h[1-6])\b[^<>]{0,200}/?>"
    r"|&(?:nbsp|amp|lt|gt|quot|eacute|egrave|agrave|rsquo|#\d{2,5});|_x000D_",
    re.IGNORECASE,
)
_FORMULA = re.compile(
    r"\s*(?:=\s*[\w(\"'$+-]|[+\-@]\s*(?:[A-Z][A-Z0-9.]+\(|\$?[A-Z]{1,3}\$?\d+\s*[-+*/^:]"
    r"|\d[\d.,]*\s*[*/^+]\s*[\dA-Z(]|.*\|.*!))"
)
_ERROR = re.compile(
    r"\s*#(?:N/A|REF!|VALUE!|VALEUR!|NAME\?|NOM\s?\?|DIV/0!|NUM!|NOMBRE!|NULL!|NUL!|####+)\s*"
    r"|\s*#{3,}\s*"
)


def title_is_summary(subject: Subject) -> Iterator[Spot]:
    """Summaries that only repeat the name or the title."""
    for record in subject.records:
        summary = record.first("summary")
        names = {normalise(record.text(field)) for field in ("name", "title")} - {""}
        if summary is not None and normalise(summary.text) in names:
            yield Spot(
                summary,
                say("Le résumé répète le nom du projet mot pour mot."),
                say("Décrivez en quelques phrases le besoin, l’action et le public."),
            )


def summary_missing(subject: Subject) -> Iterator[Spot]:
    """Projects without a summary; said once where most of the file has none."""
    lacking = [record for record in subject.records if record.lacks("summary")]
    yield from gathered(
        subject,
        lacking,
        say("Ce projet n’a pas de résumé."),
        "La plupart des projets n’ont pas de résumé : {count} sur {total}.",
        say("Ajoutez un résumé : sans lui, le projet ne peut pas être lu pour une ambition."),
    )


def summary_short(subject: Subject) -> Iterator[Spot]:
    """Summaries too short to say anything; said once for a column where most are."""
    yield from by_column(
        list(subject.cells("summary")),
        lambda cell: len(cell.text.strip()) < SHORT,
        lambda cell: Spot(
            cell,
            say(
                "Le résumé ne compte que {count} caractères : {value}.",
                count=str(len(cell.text.strip())),
                value=quoted(cell.text),
            ),
            say("Décrivez en quelques phrases le besoin, l’action et le public."),
        ),
        "La plupart des textes de la colonne {header} ont moins de 40 caractères : {count} sur "
        "{total}.",
    )


def cut(subject: Subject) -> Iterator[Spot]:
    """Texts that stop, unpunctuated, at a length where the texts of their column pile up."""
    walls = _walls(subject)
    for cell in subject.cells(*PROSE):
        length = len(cell.text)
        if length in walls[cell.column] and not cell.text.rstrip().endswith(_ENDS):
            yield Spot(
                cell,
                say(
                    "Le texte s’arrête net à {count} caractères : {end}.",
                    count=nombre(length),
                    end=quoted("…" + mask(cell.text)[-40:].strip()),
                ),
                say("Retrouvez la fin du texte dans le dossier d’origine."),
            )


def broken_accents(subject: Subject) -> Iterator[Spot]:
    """Texts whose accents were lost between two encodings."""
    for cell in subject.cells(*WORDS):
        if cell.text.isascii() and "?" not in cell.text:
            continue
        # The excerpt is cut in the masked text: half an address would not be known as one.
        text = _LINK.sub(" ", cell.text) if "?" in cell.text else cell.text
        text = mask(text) if _MOJIBAKE.search(text) else ""
        found = _MOJIBAKE.search(text)
        if found:
            around = text[max(0, found.start() - 20) : found.end() + 20].strip()
            yield Spot(
                cell,
                say("Des accents sont abîmés : {value}.", value=quoted(around)),
                say("Exportez de nouveau le fichier en « UTF-8 », ou corrigez ces lettres."),
            )


def shouting(subject: Subject) -> Iterator[Spot]:
    """Names and summaries all in capitals; said once for a column where most are."""
    yield from by_column(
        list(subject.cells(*PROSE)),
        lambda cell: _shouts(cell.text),
        lambda cell: Spot(
            cell,
            say("Le texte est tout en capitales : {value}.", value=quoted(cell.text)),
            say("Écrivez-le en minuscules accentuées ; il sera publié tel quel."),
        ),
        "La colonne {header} est écrite en capitales : {count} textes sur {total}.",
    )


def markup(subject: Subject) -> Iterator[Spot]:
    """Texts with marks of a web page."""
    for cell in subject.cells(*WORDS):
        found = _MARKUP.search(cell.text)
        if found:
            yield Spot(
                cell,
                say("Le texte contient du code de page web : {value}.", value=quoted(found[0])),
                say("Retirez ces marques et gardez le texte seul."),
            )


def formula(subject: Subject) -> Iterator[Spot]:
    """Texts that a spreadsheet would run as a formula, and errors left by one."""
    for cell in subject.cells(*WORDS, "external_id", "extra"):
        if _ERROR.fullmatch(cell.text):
            yield Spot(
                cell,
                say("La cellule contient une erreur de calcul : {value}.", value=quoted(cell.text)),
                say("Corrigez la formule, puis collez les valeurs seules."),
            )
        elif _FORMULA.match(cell.text):
            yield Spot(
                cell,
                say("Le texte serait lu comme une formule : {value}.", value=quoted(cell.text)),
                say("Remplacez la formule par le texte qu’elle devait donner."),
            )


def filler(subject: Subject) -> Iterator[Spot]:
    """Values that hold a place and say nothing."""
    for cell in subject.fillers:
        if not is_null(cell.text):
            yield Spot(
                cell,
                say("{value} n’est pas une vraie valeur.", value=quoted(cell.text)),
                say("Inscrivez la valeur attendue, ou laissez la cellule vide."),
            )


def null(subject: Subject) -> Iterator[Spot]:
    """Words by which a program writes that it has no value, said once a column."""
    columns: dict[tuple[str, str, str, str], list[Cell]] = {}
    for cell in subject.fillers:
        if is_null(cell.text):
            columns.setdefault(cell.column, []).append(cell)
    for cells in columns.values():
        yield Spot(
            cells[0],
            say(
                "{value} tient lieu de cellule vide ; la colonne en compte {count}.",
                value=quoted(cells[0].text),
                count=nombre(len(cells)),
            ),
            say("Laissez vides les cellules sans valeur."),
        )


def _walls(subject: Subject) -> dict[tuple[str, str, str, str], frozenset[int]]:
    """The lengths at which the texts of each column were cut.

    A telltale length that nothing exceeds, or that has more texts than the lengths just under it;
    any other length must be the longest, and have many more.
    """
    lengths: dict[tuple[str, str, str, str], Counter[int]] = {}
    for cell in subject.cells(*PROSE):
        lengths.setdefault(cell.column, Counter())[len(cell.text)] += 1
    walls = {}
    for column, counts in lengths.items():
        top = max(counts)
        found = {length for length in TELLTALE if _piles(counts, length, 3)}
        if top in TELLTALE or (top >= SHORT and _piles(counts, top, 5)):
            found.add(top)
        walls[column] = frozenset(found)
    return walls


def _piles(counts: Counter[int], length: int, least: int) -> bool:
    before = sum(counts[length - step] for step in range(1, 6)) / 5
    return counts[length] >= least and counts[length] > 4 * before


def _shouts(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= SHOUTED and sum(map(str.isupper, letters)) > 0.9 * len(letters)


CHECKS: tuple[Check, ...] = (
    Check(
        "title_is_summary",
        "Résumé identique au titre",
        Importance.SERIOUS,
        "Le résumé ne dit rien de plus que le nom du projet.",
        title_is_summary,
    ),
    Check(
        "summary_missing",
        "Résumé absent",
        Importance.MINOR,
        "Un projet sans résumé ne peut pas être lu pour une ambition.",
        summary_missing,
    ),
    Check(
        "summary_short",
        "Résumé très court",
        Importance.MINOR,
        "Un résumé de moins de 40 caractères ne décrit pas un projet.",
        summary_short,
    ),
    Check(
        "text_cut",
        "Texte coupé",
        Importance.SERIOUS,
        "Le texte s’arrête sans ponctuation à la longueur où s’entassent les textes de la colonne, "
        "comme le font ceux qu’un formulaire ou un tableur coupe (255, 1 000, 32 767 caractères…).",
        cut,
    ),
    Check(
        "accents_broken",
        "Accents abîmés",
        Importance.BLOCKING,
        "Des lettres accentuées ont été perdues lors d’un changement d’encodage.",
        broken_accents,
    ),
    Check(
        "capitals",
        "Texte en capitales",
        Importance.MINOR,
        "Un texte en capitales se lit mal et perd ses accents.",
        shouting,
    ),
    Check(
        "markup",
        "Code de page web",
        Importance.SERIOUS,
        "Des marques comme <br> ou &nbsp; sont restées dans le texte.",
        markup,
    ),
    Check(
        "formula",
        "Formule ou erreur de calcul",
        Importance.BLOCKING,
        "Un texte qui commence par =, +, - ou @ comme une formule, ou une erreur comme #N/A.",
        formula,
    ),
    Check(
        "filler",
        "Valeur de remplissage",
        Importance.SERIOUS,
        "« test », « xxx », « à compléter » ou « ??? » tiennent la place d’une valeur.",
        filler,
    ),
    Check(
        "null_marker",
        "Mot pour une cellule vide",
        Importance.MINOR,
        "« NULL », « None » ou « NaN » ont été laissés par un programme, dit une fois par colonne.",
        null,
    ),
)
