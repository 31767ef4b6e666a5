"""What PDFium sees on a page: characters with their place, rules, pictures.

Guarantees coordinates in points from the top left corner. A character drawn at an angle has no
place in lines: it is given apart, in the order of the file.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

RULE_WIDTH = 3.0  # points; a rectangle thinner than this is a line
LEVEL = 0.05  # radians of slant under which a character stands upright
MAX_DEPTH = 4  # forms inside forms
MAX_PATHS = 20_000  # past this the page is a drawing, and has no table to find
HYPHENS = frozenset({0x02, 0xFFFE})


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: its ends, its baseline from the top, its size; whether a space is before it."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    spaced: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, horizontal or vertical: from (x0, y0) to (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page: its height, upright characters, lines of turned text, rules, number of pictures."""

    height: float
    glyphs: tuple[Glyph, ...]
    turned: tuple[str, ...]
    rules: tuple[Rule, ...]
    images: int

    @property
    def is_silent(self) -> bool:
        """Whether no character is on the page."""
        return not self.glyphs and not self.turned


def content(document: pypdfium2.PdfDocument, index: int, has_form: bool) -> PageContent:
    """The content of the page at `index`, from 0; the values of a form's fields are part of it."""
    page = document[index]
    if has_form and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == 1:
        page.close()
        page = document[index]
    left, bottom, right, top = page.get_bbox()
    box = (right - left, top - bottom)
    glyphs, turned = _characters(page, left, top)
    rules, images = _shapes(page, left, top, box)
    page.close()
    return PageContent(top - bottom, tuple(glyphs), tuple(turned), tuple(rules), images)


def _characters(page: pypdfium2.PdfPage, left: float, top: float) -> tuple[list[Glyph], list[str]]:
    text_page = page.get_textpage()
    glyphs: list[Glyph] = []
    turned = [""]
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    spaced, high = False, 0
    for at in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, at)
        if code in {0x0A, 0x0D}:
            spaced = True
            if turned[-1]:
                turned.append("")
            continue
        if code in {0x20, 0x09, 0x00}:
            spaced = True
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
        char = "-" if code in HYPHENS else chr(code)
        angle = pdfium.FPDFText_GetCharAngle(text_page, at)
        if LEVEL < angle < 2 * math.pi - LEVEL:
            turned[-1] += f" {char}" if spaced and turned[-1] else char
        else:
            pdfium.FPDFText_GetLooseCharBox(text_page, at, box)
            pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
            size = min(abs(box.top - box.bottom), 200.0) / 1.2 or 1.0
            glyphs.append(
                Glyph(char, box.left - left, box.right - left, top - y.value, size, spaced)
            )
        spaced = False
    text_page.close()
    return glyphs, [line for line in turned if line]


def _shapes(
    page: pypdfium2.PdfPage, left: float, top: float, box: tuple[float, float]
) -> tuple[list[Rule], int]:
    rules: list[Rule] = []
    images, paths = 0, 0
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    for shape in page.get_objects(filter=kinds, max_depth=MAX_DEPTH):
        if shape.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += 1
            continue
        paths += 1
        if paths <= MAX_PATHS:
            rules.extend(_rules(shape, left, top, box))
    return (rules if paths <= MAX_PATHS else []), images


def _rules(shape: Any, left: float, top: float, page: tuple[float, float]) -> Iterator[Rule]:  # noqa: ANN401 - of PDFium
    """The straight lines of a path; a thin rectangle is one, a wide one has four.

    One as large as the page is its background.
    """
    try:
        x0, y0, x1, y1 = shape.get_bounds()
    except pypdfium2.PdfiumError:
        return
    x0, x1, y0, y1 = x0 - left, x1 - left, top - y1, top - y0
    count = pdfium.FPDFPath_CountSegments(shape)
    if x1 - x0 <= RULE_WIDTH or y1 - y0 <= RULE_WIDTH:
        if x1 - x0 > y1 - y0:
            yield Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
        else:
            yield Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    elif x1 - x0 > 0.9 * page[0] and y1 - y0 > 0.9 * page[1]:
        return
    elif 4 <= count <= 6 and _is_straight(shape, count):
        yield Rule(x0, y0, x1, y0)
        yield Rule(x0, y1, x1, y1)
        yield Rule(x0, y0, x0, y1)
        yield Rule(x1, y0, x1, y1)


def _is_straight(shape: Any, count: int) -> bool:  # noqa: ANN401 - of PDFium
    """Whether a path has four corners at two abscissas and two ordinates: a rectangle."""
    xs, ys = set(), set()
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(shape, at)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_BEZIERTO:
            return False
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        xs.add(round(x.value))
        ys.add(round(y.value))
    return len(xs) <= 2 and len(ys) <= 2
