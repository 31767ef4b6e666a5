"""The fiche as PDF/UA-1, through Typst: tagged, in French, its typefaces inside, no clock.

The template is a fixed file; everything the fiche says reaches it as JSON strings, so no text is
ever read as Typst markup.
"""

import datetime as dt
import json
import re
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from terreau import web
from terreau.publish.document import Fiche, RoleMark, as_data, figures, walk
from terreau.publish.renderers import prepare
from terreau.web import tokens
from terreau.web.signs import sign_svg

TEMPLATES: Final = Path(__file__).parent / "typst"
FONTS: Final = Path(web.__file__).parent / "fonts"
# All but ASCII, Latin-1 and French letters and signs, which a test shows to be drawn.
_UNUSUAL: Final = re.compile(
    "[^\\x00-\\x7f\\xa0-\\xff\\u0152\\u0153\\u2013\\u2014\\u2018\\u2019\\u2026\\u202f\\u20ac]"
)


@cache
def fonts() -> typst.Fonts:
    """The packaged typefaces, and none of the machine's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def render(fiche: Fiche) -> bytes:
    """A PDF/UA-1 file, A4. A character that no packaged typeface draws is shown as U+FFFD."""
    data = json.dumps(_inputs(fiche), ensure_ascii=False)
    data = _UNUSUAL.sub(lambda match: match[0] if drawn(match[0]) else "\ufffd", data)
    if _UNUSUAL.search(data):
        # A mark that is drawn alone may have no typeface in common with the letter that bears it.
        data = _accented().sub(
            lambda match: match[0] if drawn(match[0]) else f"{match[0][0]}\ufffd", data
        )
    return _compile(TEMPLATES / "fiche.typ", {"fiche": data}, midnight(fiche.date))


@cache
def _accented() -> re.Pattern[str]:
    """A character followed by combining marks (Unicode categories Mn, Mc and Me)."""
    marks = "".join(
        re.escape(char)
        for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char).startswith("M")
    )
    return re.compile(f"[^{marks}][{marks}]+", re.DOTALL)


def _compile(source: Path, inputs: dict[str, str], moment: dt.datetime) -> bytes:
    result = typst.compile(
        source,
        root=TEMPLATES,
        format="pdf",
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=["ua-1"],
        timestamp=moment,
    )
    assert isinstance(result, bytes)  # noqa: S101 - what the overload promises without `output`
    return result


@cache
def drawn(char: str) -> bool:
    """Whether the packaged typefaces draw a character with its marks: PDF/UA refuses any other."""
    try:
        _compile(TEMPLATES / "probe.typ", {"char": char}, midnight(dt.date(2000, 1, 1)))
    except typst.TypstError:
        return False
    return True


def midnight(date: dt.date) -> dt.datetime:
    """The first instant of a day, in UTC."""
    return dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)


def shortened(text: str, length: int) -> str:
    """`text` in at most `length` characters, cut at a space where there is one."""
    if len(text) <= length:
        return text
    head, space, _rest = text[:length].rpartition(" ")
    return f"{head if space else text[: length - 1]}…"


def _inputs(fiche: Fiche) -> dict[str, Any]:
    """What the template reads: the document, its colours, its signs and the fixed sentences."""
    shown = prepare.prepared(fiche)
    hue = tokens.ambition(fiche.position).light
    notations = sorted({node.notation for node in walk(shown) if isinstance(node, RoleMark)})
    return {
        "fiche": as_data(shown),
        "date": prepare.long_date(fiche.date),
        "identifier": fiche.identifier,
        "running": {
            "head": shortened(shown.title, 80),
            "foot": shortened(shown.publisher, 60),
        },
        "colophon": prepare.clean(prepare.colophon(fiche)),
        "notes": [
            {
                "number": note.number,
                "place": prepare.note_place(note),
                "quote": prepare.note_quote(note),
                "judged": note.judged,
                "url": note.url,
            }
            for note in shown.notes
        ],
        "tables": [as_data(one.data) for one in figures(shown)],
        "qr": prepare.qr_svg(fiche.living_url) if fiche.living_url else None,
        "paint": {
            "ink": tokens.INK,
            "soft": tokens.SOFT,
            "line": tokens.LINE,
            "accent": hue.ink,
            "tint": hue.tint,
            "band": hue.band,
            "on_band": hue.on_band,
        },
        "roles": {
            notation: {
                "colour": tokens.role(notation).light.ink,
                "sign": sign_svg(notation, tokens.role(notation).light.ink),
            }
            for notation in notations
        },
        "words": {
            "fictitious": prepare.FICTITIOUS,
            "no_role": prepare.NO_ROLE,
            "no_actor": prepare.NO_ACTOR,
            "no_contribution": prepare.NO_CONTRIBUTION,
            "header": prepare.TABLE_HEADER,
            "sources": prepare.SOURCES,
            "method": prepare.METHOD,
            "passages": prepare.PASSAGES,
            "see": prepare.SEE_PASSAGE,
            "data": prepare.DATA,
        },
    }
