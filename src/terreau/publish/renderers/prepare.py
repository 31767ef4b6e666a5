"""What the renderers share: our words typeset, unprintable characters gone, fixed sentences."""

import datetime as dt
import io
import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

import segno

from terreau.publish.document import ActorCell, Fiche, Figure, Note, typeset
from terreau.web.typography import MONTHS, NBSP, fr

Node = TypeVar("Node")

FICTITIOUS: Final = (
    f"Portefeuille fictif{NBSP}: les projets et les organismes de cette fiche sont inventés."
)
NO_ROLE: Final = "Rôle non renseigné"
NO_ACTOR: Final = "non renseigné"
NO_CONTRIBUTION: Final = "Contribution non renseignée."
TABLE_HEADER: Final = ("Projet", "Acteurs mobilisés", "Ce qu’il change, et comment")
SOURCES: Final = "Sur quoi repose cette fiche"
METHOD: Final = "Méthode"
PASSAGES: Final = "Passages cités"
SEE_PASSAGE: Final = "voir le passage"
DATA: Final = "Données des figures"

# What neither XML 1.0 nor a font can show: controls, lone surrogates, non-characters.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_ENDS: Final = re.compile("\r\n?|[\x85\u2028\u2029]")


def prepared(fiche: Fiche) -> Fiche:
    """The fiche as every renderer shows it: our words typeset, what cannot be shown as U+FFFD."""
    return typeset(_cleaned(fiche), fr)


def clean(text: str) -> str:
    """The same text with each character that no format can carry replaced by U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def _cleaned(node: Node) -> Node:
    if isinstance(node, str):
        return clean(node)  # type: ignore[return-value]
    if isinstance(node, tuple):
        return tuple(_cleaned(part) for part in node)  # type: ignore[return-value]
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changes: dict[str, Any] = {one.name: _cleaned(getattr(node, one.name)) for one in fields(node)}
    return replace(node, **changes)


def long_date(date: dt.date) -> str:
    """« 1er mars 2026 »."""
    day = "1er" if date.day == 1 else str(date.day)
    return f"{day}{NBSP}{MONTHS[date.month - 1]} {date.year}"


def colophon(fiche: Fiche) -> str:
    """Who publishes the fiche, in which state and on what date."""
    makers = f"{fiche.author}, {fiche.publisher}" if fiche.author else fiche.publisher
    return f"{makers}. État du {long_date(fiche.date)}, empreinte {fiche.identifier[:12]}."


def shared_tag(actor: ActorCell) -> str:
    """« 3 projets » for a body present in several projects, else nothing."""
    return f"{actor.projects}{NBSP}projets" if actor.projects > 1 else ""


def note_place(note: Note) -> str:
    """Where a passage is: its document, the kind of document, the page where there are pages."""
    page = f", p.{NBSP}{note.page}" if note.page is not None else ""
    kind = f" ({note.document_kind})" if note.document_kind else ""
    return f"{note.document_name}{kind}{page}"


def note_quote(note: Note) -> str:
    """The passage between guillemets, its own words untouched."""
    return f"«{NBSP}{' '.join(note.quote.split())}{NBSP}»"


def figure_caption(figure: Figure) -> str:
    """How to read the figure, and where its data come from."""
    source = f" Source{NBSP}: {figure.source}" if figure.source else ""
    return f"{figure.caption}{source}"


def qr_svg(address: str) -> str:
    """The QR code of an address (error correction M), as SVG without fixed size."""
    buffer = io.BytesIO()
    segno.make(address, micro=False, error="m").save(
        buffer, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=1, nl=False
    )
    return buffer.getvalue().decode()
