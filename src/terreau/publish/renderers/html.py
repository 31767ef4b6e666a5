"""The fiche as HTML: one file that needs nothing else, or the parts of a page of the site.

No script, no inline style attribute, nothing asked of another host.
"""

import base64
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.template.loader import render_to_string

from terreau import publish, web
from terreau.publish.document import Fiche, as_data, plain
from terreau.publish.renderers import prepare
from terreau.web import tokens

_WEB: Final = Path(web.__file__).parent / "static" / "web"
_STYLES: Final = (
    *(_WEB / f"{name}.css" for name in ("tokens", "base", "components", "data", "fiche")),
    Path(publish.__file__).parent / "static" / "publish" / "document.css",
    _WEB / "print.css",
)
# Latin Extended-A and B but œ and Œ, and Latin Extended Additional: the second half of each face.
_EXTENDED: Final = re.compile("[\u0100-\u0151\u0154-\u02ba\u1e00-\u1e9f\u1ef2-\u1eff]")
_EXTENDED_FACE: Final = re.compile(r"@font-face \{[^}]*-latin-ext-[^}]*\}\n*")
_ADDRESS: Final = re.compile(r'url\("([^":]+)"\)')


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note in words: where the passage is, and the passage between guillemets."""

    number: int
    place: str
    quote: str
    judged: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """The fixed sentences of a fiche."""

    fictitious: str = prepare.FICTITIOUS
    no_role: str = prepare.NO_ROLE
    no_actor: str = prepare.NO_ACTOR
    no_contribution: str = prepare.NO_CONTRIBUTION
    table_header: tuple[str, ...] = prepare.TABLE_HEADER
    sources: str = prepare.SOURCES
    method: str = prepare.METHOD
    passages: str = prepare.PASSAGES
    see: str = prepare.SEE_PASSAGE


@dataclass(frozen=True, slots=True)
class Page:
    """What the templates `publish/document*.html` read, under the name `page`.

    `hue` is the rank of the ambition's colour, `qr` an SVG or None.
    """

    fiche: Fiche
    hue: int
    notes: tuple[ShownNote, ...]
    colophon: str
    description: str
    qr: str | None
    words: Words = Words()


def page(fiche: Fiche) -> Page:
    """The fiche ready for the templates, its own words typeset."""
    shown = prepare.prepared(fiche)
    return Page(
        fiche=shown,
        hue=(fiche.position - 1) % len(tokens.AMBITIONS) + 1,
        notes=tuple(
            ShownNote(
                note.number,
                prepare.note_place(note),
                prepare.note_quote(note),
                note.judged,
                note.url,
            )
            for note in shown.notes
        ),
        colophon=prepare.clean(prepare.colophon(fiche)),
        description=plain(shown.lead),
        qr=prepare.qr_svg(fiche.living_url) if fiche.living_url else None,
    )


def render(fiche: Fiche) -> bytes:
    """One self-contained HTML file (UTF-8): styles and typefaces are inside."""
    shown = page(fiche)
    text = json.dumps(as_data(shown.fiche), ensure_ascii=False)
    context = {"page": shown, "styles": styles(extended=bool(_EXTENDED.search(text)))}
    return render_to_string("publish/document_standalone.html", context).encode()


@cache
def styles(*, extended: bool) -> str:
    """Every style sheet of the fiche in one, its typefaces as data.

    The half of the typefaces that only other languages' letters need comes when `extended`.
    """
    return "\n".join(_sheet(path, extended=extended) for path in _STYLES)


def _sheet(path: Path, *, extended: bool) -> str:
    rules = path.read_text("utf-8")
    if not extended:
        rules = _EXTENDED_FACE.sub("", rules)
    return _ADDRESS.sub(lambda match: _embedded(path.parent / match[1]), rules)


def _embedded(font: Path) -> str:
    data = base64.b64encode(font.read_bytes()).decode()
    return f'url("data:font/woff2;base64,{data}")'
