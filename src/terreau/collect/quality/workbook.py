"""The report as a workbook, to send back to whoever made the file.

Guarantees the same bytes for the same report and date; every text is written as text, none as a
formula or a link; a text that a spreadsheet would run if the sheet were saved as CSV and opened
again begins with an apostrophe (OWASP, *CSV injection*), and the first sheet says so.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from textwrap import wrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from terreau.collect.quality.model import Finding, Importance
from terreau.collect.quality.report import Report
from terreau.collect.quality.wording import say, shortened
from terreau.collect.readers.tables.model import Table
from terreau.web.typography import accord, date_fr, nombre

__all__ = ["safe", "workbook"]

READ_ME, FINDINGS, CHECKS = "À lire", "Constats", "Contrôles"
MOST_ROWS = 100_000
"""Findings written at most: a spreadsheet that no office opens helps nobody."""
_RUNS = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS: tuple[tuple[str, int], ...] = (
    ("Importance", 19),
    ("Feuille", 18),
    ("Cellule", 10),
    ("En-tête", 24),
    ("Projet", 34),
    ("Valeur", 36),
    ("Constat", 58),
    ("À faire", 50),
)
_INK, _SOFT, _LINE = "#1F2A24", "#EEF3EE", "#C9D3CB"
_GREEN = "#1F5B45"
_TINTS = {
    Importance.BLOCKING: ("#FBE3DF", "#7A1D12"),
    Importance.SERIOUS: ("#FFF1D6", "#6B4300"),
    Importance.MINOR: ("#E7EEF7", "#1F3F66"),
}


@dataclass(frozen=True, slots=True)
class _Styles:
    title: Format
    heading: Format
    text: Format
    strong: Format
    header: Format
    cell: Format
    number: Format
    importance: dict[Importance, Format]


def workbook(report: Report, created: date, tables: Sequence[Table] = ()) -> bytes:
    """The report as XLSX; `created` is its date, `tables` the tables that were read, if any."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties(
        {
            "title": say("Contrôle de {source}", source=shortened(report.source)),
            "subject": "Constats sur les données reçues",
            "author": "Terreau",
            "created": datetime.combine(created, time(0)),
        }
    )
    book.set_size(1920, 1200)
    styles = _styles(book)
    _read_me(book.add_worksheet(READ_ME), styles, report, tables)
    _findings(book.add_worksheet(FINDINGS), styles, report)
    _checks(book.add_worksheet(CHECKS), styles, report)
    book.close()
    return target.getvalue()


def safe(text: str) -> str:
    """`text` with an apostrophe first where a spreadsheet could run it, once saved as CSV."""
    return f"'{text}" if text.lstrip(" \u00a0\u202f").startswith(_RUNS) else text


def _read_me(sheet: Worksheet, styles: _Styles, report: Report, tables: Sequence[Table]) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 92)
    sheet.hide_gridlines(2)
    title = safe(say("Contrôle de {source}", source=shortened(report.source)))
    sheet.merge_range(0, 0, 0, 1, "", styles.title)
    sheet.write_string(0, 0, title, styles.title)
    sheet.set_row(0, 36)
    line = 2
    for heading, rows in _read_me_parts(report, tables):
        sheet.write_string(line, 0, heading, styles.heading)
        sheet.write_blank(line, 1, None, styles.heading)
        sheet.set_row(line, 22)
        line += 1
        for label, told in rows:
            sheet.write_string(line, 0, safe(label), styles.strong)
            sheet.write_string(line, 1, safe(told), styles.text)
            sheet.set_row(line, 16 * _lines(told, 92))
            line += 1
        line += 1
    _page(sheet, landscape=False)


def _read_me_parts(
    report: Report, tables: Sequence[Table]
) -> tuple[tuple[str, list[tuple[str, str]]], ...]:
    silent = len(report.silent)
    counts = [
        (_sentence(one.label), say(_MEANINGS[one], count=_counted(report.count(one))))
        for one in Importance
    ]
    read = [(_table_name(table), _table_size(table)) for table in tables]
    return (
        (
            say("Ce qui a été lu"),
            [
                ("Fichier", shortened(report.source)),
                ("Projets", nombre(report.read)),
                *read,
                ("Date du contrôle", date_fr(report.today)),
            ],
        ),
        (
            say("Ce qui a été trouvé"),
            [
                *counts,
                (
                    say("Contrôles"),
                    say(
                        "{made} contrôles ont été faits ; {silent} n’ont rien trouvé.",
                        made=nombre(len(report.checked)),
                        silent=nombre(silent),
                    ),
                ),
            ],
        ),
        (say("Comment s’en servir"), _HOW),
    )


_MEANINGS = {
    Importance.BLOCKING: "{count} : la valeur est fausse ou ne peut pas être gardée telle quelle.",
    Importance.SERIOUS: "{count} : la valeur est sans doute fausse ; quelqu’un doit regarder.",
    Importance.MINOR: "{count} : rien n’empêche l’import, mais le projet se lira moins bien.",
}
_HOW = [
    (
        "1.",
        say(
            "Ouvrez la feuille « Constats » : une ligne par constat, les plus importants d’abord. "
            "Les filtres de la première ligne permettent d’en choisir une partie."
        ),
    ),
    (
        "2.",
        say(
            "Chaque ligne donne la feuille et la cellule du fichier d’origine (« F14 » : colonne "
            "F, ligne 14), ce qui ne va pas et ce qu’il faut faire."
        ),
    ),
    ("3.", say("Corrigez le fichier d’origine, pas celui-ci, puis envoyez-le de nouveau.")),
    (
        "4.",
        say(
            "Un constat est une question : si la valeur est juste, laissez-la et dites-le à la "
            "personne qui vous a écrit."
        ),
    ),
    (
        say("À savoir"),
        say(
            "Les données personnelles sont masquées par des points. Une valeur qui commence par "
            "un signe de formule (égal, plus, moins, arobase) est précédée d’une apostrophe, "
            "pour qu’aucun tableur ne l’exécute ; l’apostrophe n’est pas dans votre fichier."
        ),
    ),
]


def _findings(sheet: Worksheet, styles: _Styles, report: Report) -> None:
    _header(sheet, styles, _COLUMNS)
    kept = report.findings[:MOST_ROWS]
    for line, finding in enumerate(kept, start=1):
        texts = _row(finding)
        sheet.write_string(line, 0, texts[0], styles.importance[finding.importance])
        for place, text in enumerate(texts[1:], start=1):
            sheet.write_string(line, place, safe(text), styles.cell)
        height = max(_lines(text, width) for text, (_, width) in zip(texts, _COLUMNS, strict=True))
        sheet.set_row(line, 15.5 * height + 3)
    if not kept:
        sheet.write_string(1, 6, say("Aucun constat : rien à corriger."), styles.cell)
    elif len(kept) < len(report.findings):
        left = nombre(len(report.findings) - len(kept))
        more = say("Et {left} autres constats, que cette feuille ne montre pas.", left=left)
        sheet.write_string(len(kept) + 1, 6, more, styles.cell)
    sheet.autofilter(0, 0, max(len(kept), 1), len(_COLUMNS) - 1)
    sheet.repeat_rows(0)
    _page(sheet, landscape=True)


def _row(finding: Finding) -> tuple[str, ...]:
    where = finding.where
    return (
        _sentence(finding.importance.label),
        "" if where is None else shortened(where.sheet),
        finding.cell,
        "" if where is None else shortened(where.header),
        finding.project,
        finding.value,
        finding.message,
        finding.advice,
    )


def _checks(sheet: Worksheet, styles: _Styles, report: Report) -> None:
    columns = (("Contrôle", 42), ("Importance", 19), ("Ce qu’il vérifie", 88), ("Constats", 12))
    _header(sheet, styles, columns)
    for line, one in enumerate(report.checked, start=1):
        check = one.check
        sheet.write_string(line, 0, safe(check.label), styles.cell)
        sheet.write_string(
            line, 1, _sentence(check.importance.label), styles.importance[check.importance]
        )
        sheet.write_string(line, 2, safe(say(check.explanation)), styles.cell)
        sheet.write_number(line, 3, one.count, styles.number)
        sheet.set_row(line, 15.5 * _lines(check.explanation, 88) + 3)
    sheet.autofilter(0, 0, max(len(report.checked), 1), len(columns) - 1)
    sheet.repeat_rows(0)
    _page(sheet, landscape=True)


def _header(sheet: Worksheet, styles: _Styles, columns: Sequence[tuple[str, int]]) -> None:
    for place, (name, width) in enumerate(columns):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, styles.header)
    sheet.set_row(0, 26)
    sheet.freeze_panes(1, 0)
    sheet.hide_gridlines(2)


def _page(sheet: Worksheet, *, landscape: bool) -> None:
    """A4, all columns on one page across, numbered."""
    sheet.set_paper(9)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&L&A&R&P / &N")


def _lines(text: str, width: int) -> int:
    """How many lines `text` takes in a column of `width` characters, words kept whole."""
    return max(1, len(wrap(text, width)))


def _counted(count: int) -> str:
    return f"{nombre(count)} {accord(count, 'constat')}"


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]


def _table_name(table: Table) -> str:
    return say("Feuille « {name} »", name=shortened(table.sheet, 40)) if table.sheet else "Tableau"


def _table_size(table: Table) -> str:
    rows, columns = len(table.rows), len(table.columns)
    size = f"{nombre(rows)} {accord(rows, 'ligne')}, {nombre(columns)} {accord(columns, 'colonne')}"
    if not table.set_aside:
        return size + "."
    aside = len(table.set_aside)
    what = accord(aside, "ligne mise à part", "lignes mises à part")
    return size + say(" ; {aside} {what} (titres, totaux).", aside=nombre(aside), what=what)


def _styles(book: xlsxwriter.Workbook) -> _Styles:
    base = {"font_name": "Calibri", "font_size": 11, "font_color": _INK, "valign": "top"}
    wrapped = {**base, "text_wrap": True}
    boxed = {**wrapped, "bottom": 1, "bottom_color": _LINE}
    return _Styles(
        title=book.add_format(
            {**base, "font_size": 18, "bold": True, "font_color": _GREEN, "valign": "vcenter"}
        ),
        heading=book.add_format(
            {
                **base,
                "font_size": 13,
                "bold": True,
                "font_color": _GREEN,
                "bg_color": _SOFT,
                "valign": "vcenter",
            }
        ),
        text=book.add_format(wrapped),
        strong=book.add_format({**wrapped, "bold": True}),
        header=book.add_format(
            {
                **wrapped,
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": _GREEN,
                "valign": "vcenter",
            }
        ),
        cell=book.add_format(boxed),
        number=book.add_format({**boxed, "num_format": "#,##0"}),
        importance={
            one: book.add_format({**boxed, "bold": True, "bg_color": back, "font_color": ink})
            for one, (back, ink) in _TINTS.items()
        },
    )
