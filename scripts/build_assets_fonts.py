"""Cuts and merges typefaces deterministically, and adds the few characters that French needs.

The packages' subsets lack the narrow no-break space, the no-break hyphen and arrows; they are added
here. Both families are under the SIL Open Font License 1.1 without a reserved name.
Formats: OpenType 1.9 (name, OS/2, fvar, gvar, HVAR), WOFF2.
"""

import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.merge import Options as MergeOptions
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont

NARROW_SPACE, NO_BREAK_HYPHEN, HYPHEN = 0x202F, 0x2011, 0x2D
NARROW_EM = 0.16  # about a sixth of an em, and less than the space of every cut
NO_VARIATION = 0xFFFFFFFF
BOLD_FROM = 700
FS_ITALIC, FS_BOLD, FS_REGULAR, FS_TYPO_METRICS = 1 << 0, 1 << 5, 1 << 6, 1 << 7


@dataclass(frozen=True, slots=True)
class Cut:
    """One static font: family, style name, weight, and its place on the other axes."""

    family: str
    style: str
    weight: int
    axes: dict[str, float]

    @property
    def slope(self) -> str:
        return "italic" if "Italic" in self.style else "normal"

    @property
    def file(self) -> str:
        return f"{self.family}-{self.style}.ttf".replace(" ", "")


def page_font(source: Path, pinned: dict[str, float]) -> bytes:
    """The variable WOFF2 of a page: axes of `pinned` fixed, French characters added."""
    font = TTFont(source, recalcTimestamp=False)
    if pinned:
        font = instantiateVariableFont(font, pinned)
    if HYPHEN in font.getBestCmap():
        _add_characters(font)
    return _bytes(font, "woff2")


def print_font(sources: list[Path], cut: Cut) -> bytes:
    """One static TTF that holds every subset of `sources`, for documents to embed."""
    stamp = TTFont(sources[0])["head"].created
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for index, source in enumerate(sources):
            font = TTFont(source, recalcTimestamp=False)
            font = instantiateVariableFont(font, {"wght": cut.weight, **cut.axes})
            font.flavor = None
            parts.append(str(Path(folder) / f"{index}.ttf"))
            font.save(parts[-1])
        options = MergeOptions(drop_tables=["STAT", "DSIG", "MVAR", "HVAR", "avar"])
        merged = Merger(options=options).merge(parts)
    merged.recalcTimestamp = False
    merged["head"].created = merged["head"].modified = stamp
    _add_characters(merged)
    _name(merged, cut)
    return _bytes(merged, None)


def _add_characters(font: TTFont) -> None:
    font.ensureDecompiled()  # tables count glyphs as they are read
    cmap = font.getBestCmap()
    em = font["head"].unitsPerEm
    hyphen = font["glyf"][cmap[HYPHEN]]
    stroke = hyphen.yMax - hyphen.yMin
    middle = (hyphen.yMax + hyphen.yMin) // 2
    if NARROW_SPACE not in cmap:
        _add_glyph(font, "uni202F", NARROW_SPACE, Glyph(), round(em * NARROW_EM))
    for code, sign in ((0x2192, 1), (0x2190, -1)):
        if code not in cmap:
            arrow = _arrow(em, stroke, middle, sign)
            _add_glyph(font, f"uni{code:04X}", code, arrow, round(em * 0.9))
    if NO_BREAK_HYPHEN not in cmap:
        for table in font["cmap"].tables:
            table.cmap[NO_BREAK_HYPHEN] = cmap[HYPHEN]


def _arrow(em: int, stroke: int, middle: int, sign: int) -> Glyph:
    """A horizontal arrow at the height of the hyphen: `sign` 1 points right, -1 left."""
    half, head = stroke // 2, round(em * 0.2)
    tail, tip = (
        (round(em * 0.08), round(em * 0.82)) if sign > 0 else (round(em * 0.82), round(em * 0.08))
    )
    slant = round(stroke * 1.4) * sign
    points = [
        (tail, middle + half),
        (tip - slant, middle + half),
        (tip - sign * head, middle + head - half),
        (tip - sign * head + round(slant * 0.9), middle + head + half),
        (tip, middle),
        (tip - sign * head + round(slant * 0.9), middle - head - half),
        (tip - sign * head, middle - head + half),
        (tip - slant, middle - half),
        (tail, middle - half),
    ]
    pen = TTGlyphPen(None)
    outline = points if sign > 0 else points[::-1]
    pen.moveTo(outline[0])
    for point in outline[1:]:
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def _add_glyph(font: TTFont, name: str, code: int, glyph: Glyph, advance: int) -> None:
    font["glyf"][name] = glyph
    font.setGlyphOrder(font["glyf"].glyphOrder)
    left = getattr(glyph, "xMin", 0) if glyph.numberOfContours else 0
    font["hmtx"][name] = (advance, left)
    if "gvar" in font:
        font["gvar"].variations[name] = []
    if "HVAR" in font:
        widths = font["HVAR"].table.AdvWidthMap
        if widths is None:
            # Without a map, widths go by glyph number: the outlines' own variations serve instead.
            del font["HVAR"]
        else:
            widths.mapping[name] = NO_VARIATION
    for table in font["cmap"].tables:
        table.cmap[code] = name


def _name(font: TTFont, cut: Cut) -> None:
    bold, italic = cut.weight >= BOLD_FROM, cut.slope == "italic"
    linked = cut.style in ("Regular", "Italic", "Bold", "Bold Italic")
    full = cut.family if cut.style == "Regular" else f"{cut.family} {cut.style}"
    names = font["name"]
    kept = {0, 5, 7, 8, 9, 11, 13, 14}
    names.names = [record for record in names.names if record.nameID in kept]
    values = {
        1: cut.family if linked else full,
        2: cut.style if linked else "Regular",
        3: f"Terreau;{cut.file}",
        4: full,
        6: f"{cut.family}-{cut.style}".replace(" ", ""),
    }
    if not linked:
        values |= {16: cut.family, 17: cut.style}
    for name_id, value in values.items():
        names.setName(value, name_id, 3, 1, 0x409)
    os2 = font["OS/2"]
    os2.usWeightClass = cut.weight
    style = (FS_ITALIC * italic) | (FS_BOLD * bold)
    keep = os2.fsSelection & FS_TYPO_METRICS
    os2.fsSelection = keep | (style or FS_REGULAR)
    font["head"].macStyle = bold | (italic << 1)


def _bytes(font: TTFont, flavor: str | None) -> bytes:
    font.flavor = flavor
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()
