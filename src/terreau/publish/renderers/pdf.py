"""The fiche as PDF/UA-1, through Typst: tagged, in French, its fonts inside, nothing of the machine.

The template is a fixed file; everything the fiche says reaches it as JSON strings, so no text is
ever read as Typst markup.
"""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from terreau import web
from terreau.publish.document import Fiche, NoteRef, RoleMark, as_data, walk
from terreau.publish.renderers import prepare
from terreau.web import tokens
from terreau.web.signs import sign_svg

TEMPLATES: Final = Path(__file__).parent / "typst"
FONTS: Final = Path(web.__file__).parent / "fonts"


@cache
def fonts() -> typst.Fonts:
    """The packaged typefaces, and none of the machine's."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS]
    )


def render(fiche: Fiche) -> bytes:
    """A PDF/UA-1 file, A4."""
    result = typst.compile(
        TEMPLATES / "fiche.typ",
        root=TEMPLATES,
        format="pdf",
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"fiche": json.dumps(_inputs(fiche), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=midnight(fiche.date),
    )
    assert isinstance(result, bytes)  # noqa: S101 - what the overload promises without `output`
    return result


def midnight(date: dt.date) -> dt.datetime:
    """The first instant of a day, in UTC."""
    return dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)


def _inputs(fiche: Fiche) -> dict[str, Any]:
    """What the template reads: the document, its colours, its signs and the fixed sentences."""
    shown = prepare.prepared(fiche)
    hue = tokens.ambition(fiche.position).light
    notations = sorted({node.notation for node in walk(shown) if isinstance(node, RoleMark)})
    return {
        "fiche": as_data(shown),
        "date": prepare.long_date(fiche.date),
        "identifier": fiche.identifier,
        "colophon": prepare.clean(prepare.colophon(fiche)),
        "notes": [
            {
                "number": note.number,
                "place": prepare.note_place(note),
                "quote": prepare.note_quote(note),
                "judged": note.judged,
                "url": note.url,
                "cited": NoteRef(note.number) in walk(shown),
            }
            for note in shown.notes
        ],
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
        },
    }
