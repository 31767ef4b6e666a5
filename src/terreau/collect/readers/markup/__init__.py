"""The text layer: plain words out of a file that holds HTML and Markdown, with exact offsets.

Guarantees a layer for any input, in time linear in its length: HTML and Markdown marks removed,
entities decoded, line ends LF, nothing else changed.
"""

import html
import re

from terreau.collect.readers.decoding import decode
from terreau.collect.readers.markup.edits import Edit, Shift, apply
from terreau.collect.readers.markup.markdown import parse
from terreau.collect.readers.markup.model import Kind, Layer, Mark, nested
from terreau.collect.readers.markup.tags import strip

__all__ = ["EXTRACTOR", "EXTRACTOR_VERSION", "Kind", "Layer", "Mark", "decode", "extract"]

#: What a stored layer says of the code that drew it; a change of behaviour is a new version.
EXTRACTOR = "markup"
EXTRACTOR_VERSION = "1"

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def extract(text: str) -> Layer:
    """Draw the text layer.

    Sources: the HTML standard's element names and character references; CommonMark 0.31 for
    Markdown, less what a text drawn from a PDF never holds (reference links, indented code).
    """
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    stripped = strip(source)
    shift = Shift(stripped.edits)
    words = apply(source, stripped.edits)
    soft = frozenset(shift.inserted(rank) for rank in stripped.soft_edits) | frozenset(
        shift.opening(at) for start, end in stripped.soft_feeds for at in _feeds(source, start, end)
    )
    marks = _moved(stripped.marks, shift)
    parsed = parse(words, soft, marks)
    marks = _moved([*marks, *parsed.marks], Shift(parsed.edits))
    words = apply(words, parsed.edits)
    entities = _entities(words)
    marks = _moved(marks, Shift(entities))
    words = apply(words, entities)
    return Layer(words, nested(_tidy(marks, words), len(words)))


def _feeds(source: str, start: int, end: int) -> list[int]:
    """Offsets of the line feeds between two offsets."""
    found: list[int] = []
    while (start := source.find("\n", start, end)) >= 0:
        found.append(start)
        start += 1
    return found


def _moved(marks: list[Mark], shift: Shift) -> list[Mark]:
    moved: list[Mark] = []
    for mark in marks:
        start = shift.opening(mark.start)
        moved.append(Mark(mark.kind, start, max(start, shift.closing(mark.end)), mark.level))
    return moved


def _entities(text: str) -> list[Edit]:
    edits: list[Edit] = []
    for match in ENTITY.finditer(text):
        decoded = html.unescape(match[0]).replace("\r", "\n")
        if decoded != match[0]:
            edits.append(Edit(match.start(), match.end(), decoded))
    return edits


def _tidy(marks: list[Mark], text: str) -> list[Mark]:
    """Marks without the white space at their ends; bold stretches that touch or overlap made one.

    Empty marks go, but for cells and rows, whose rank in a table counts.
    """
    tidy: list[Mark] = []
    bold: list[Mark] = []
    for mark in marks:
        quote = text[mark.start : mark.end]
        lead = len(quote) - len(quote.lstrip())
        if mark.kind is Kind.ROW:
            tidy.append(mark)
        elif not quote.strip():
            if mark.kind is Kind.CELL:
                tidy.append(Mark(mark.kind, mark.start, mark.start))
        else:
            start = mark.start + lead
            trimmed = Mark(mark.kind, start, start + len(quote.strip()), mark.level)
            (bold if mark.kind is Kind.BOLD else tidy).append(trimmed)
    bold.sort(key=lambda mark: (mark.start, -mark.end))
    for mark in bold:
        last = tidy[-1] if tidy else None
        if last is not None and last.kind is Kind.BOLD and mark.start <= last.end:
            tidy[-1] = Mark(Kind.BOLD, last.start, max(last.end, mark.end))
        else:
            tidy.append(mark)
    return tidy
