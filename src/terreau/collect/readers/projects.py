"""Reads what `terreau export projects` wrote: a list of projects, their documents beside it.

Guarantees that a passage it reports is the slice of the document's text that the file quotes:
where the offsets no longer fit, the quote is looked for, and the doubt reported; where it is not
found, or found twice, the passage is left out and the coding falls back to a proposal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from terreau.collect.errors import NotProjects
from terreau.collect.incoming import (
    Incoming,
    IncomingActor,
    IncomingCoding,
    IncomingDocument,
    IncomingGrant,
    IncomingPassage,
    IncomingPlace,
    IncomingProject,
    IncomingStatement,
    Remark,
)
from terreau.collect.readers.errors import ReaderError
from terreau.collect.readers.markup import EXTRACTOR, EXTRACTOR_VERSION, decode, extract
from terreau.territory.gazetteer import Level

NAME = "projects"
VERSION = "1"
MEDIA_TYPES = {".md": "text/markdown", ".html": "text/html", ".txt": "text/plain"}
STATUSES = frozenset({"proposed", "accepted", "rejected", "withdrawn"})
STATEMENT_TYPES = {
    "leviers": "levier",
    "defis": "defi",
    "filieres": "filiere",
    "acteurs": "acteur",
}


@dataclass(frozen=True, slots=True)
class PortfolioCard:
    """What the file beside the projects says of the portfolio; blank where it says nothing."""

    slug: str = ""
    name: str = ""
    funder: str = ""
    source: str = ""
    scheme: str = ""
    fictitious: bool = False
    concepts: tuple[ConceptCard, ...] = ()


@dataclass(frozen=True, slots=True)
class ConceptCard:
    """A concept that a document of the portfolio named, with its source."""

    scheme: str
    notation: str
    broader: str
    label: str
    definition: str
    source: str
    source_url: str


class FieldError(Exception):
    """One field of one record cannot be read."""


def card_path(projects: Path) -> Path:
    """Where the portfolio's card lies for this file of projects."""
    if projects.stem == "projects":
        return projects.with_name("portfolio.json")
    return projects.with_name(f"{projects.stem}.portfolio.json")


def _json(path: Path) -> Any:  # noqa: ANN401  (any JSON value)
    try:
        return json.loads(decode(path.read_bytes()))
    except json.JSONDecodeError as error:
        why = f"ce n’est pas du JSON (ligne {error.lineno}, colonne {error.colno})"
        raise NotProjects(path.name, why) from error


def _card(
    projects: Path, documents: _Documents
) -> tuple[PortfolioCard, tuple[IncomingStatement, ...]]:
    """The portfolio's card and the statements about its ambitions; blank without the file."""
    path = card_path(projects)
    if not path.is_file():
        return PortfolioCard(), ()
    data = _json(path)
    if not isinstance(data, Mapping):
        raise NotProjects(path.name, "un objet est attendu")
    try:
        _listed(documents, data)
        concepts = tuple(_concept(item) for item in data.get("concepts", []))
        statements = tuple(
            _statement(documents, position, item)
            for position, item in enumerate(data.get("statements", []), start=1)
        )
    except (FieldError, AttributeError) as error:
        raise NotProjects(path.name, str(error)) from error
    card = PortfolioCard(
        slug=_text(data, "slug"),
        name=_text(data, "name"),
        funder=_text(data, "funder"),
        source=_text(data, "source"),
        scheme=_text(data, "scheme"),
        fictitious=data.get("fictitious") is True,
        concepts=concepts,
    )
    return card, statements


def read(path: Path, default_scheme: str) -> tuple[PortfolioCard, Incoming]:
    """Read the projects at `path`, the card and the documents beside it.

    Raises NotProjects or ReaderError when the file as a whole cannot be used; a record that
    cannot be read is rejected with its place in the list and the reason.
    """
    data = _json(path)
    if not isinstance(data, list):
        raise NotProjects(path.name, "une liste est attendue")
    documents = _Documents(path.parent / "documents")
    card, statements = _card(path, documents)
    source = path.name
    projects: list[IncomingProject] = []
    rejections: list[Remark] = []
    warnings: list[Remark] = []
    for number, item in enumerate(data, start=1):
        where = f"projet {number}"
        try:
            project, doubts = _project(documents, item, where, card.scheme or default_scheme)
        except FieldError as error:
            rejections.append(Remark(source, where, "bad_field", str(error)))
            continue
        projects.append(project)
        warnings += [Remark(source, where, "quote_not_found", doubt) for doubt in doubts]
    return card, Incoming(
        source=source,
        reader=NAME,
        documents=documents.loaded,
        projects=tuple(projects),
        statements=statements,
        rejections=tuple(rejections),
        warnings=tuple(warnings),
        keeps_texts=False,
    )


class _Documents:
    """The files beside the list, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, IncomingDocument] = {}

    @property
    def loaded(self) -> tuple[IncomingDocument, ...]:
        return tuple(self._known[name] for name in sorted(self._known))

    def get(self, name: str, kind: str = "note", title: str = "") -> IncomingDocument:
        if name not in self._known:
            self._known[name] = self._load(name, kind, title)
        return self._known[name]

    def _load(self, name: str, kind: str, title: str) -> IncomingDocument:
        path = self._folder / name
        if Path(name).name != name or not path.is_file():
            raise FieldError(f"le document « {name} » n’est pas dans le dossier documents")
        data = path.read_bytes()
        try:
            layer = extract(decode(data))
        except ReaderError as error:
            raise FieldError(f"le document « {name} » ne se lit pas : {error}") from error
        return IncomingDocument(
            name=name,
            title=title,
            kind=kind,
            media_type=MEDIA_TYPES.get(path.suffix, "application/octet-stream"),
            data=data,
            sha256=hashlib.sha256(data).hexdigest(),
            text=layer.text,
            extractor=EXTRACTOR,
            version=EXTRACTOR_VERSION,
        )


def _text(item: Mapping[str, Any], key: str, *, required: bool = False) -> str:
    value = item.get(key)
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise FieldError(f"« {key} » devrait être un texte")
    if required and not value.strip():
        raise FieldError(f"« {key} » manque")
    return value


def _items(item: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = item.get(key, [])
    if not isinstance(value, list) or not all(isinstance(part, Mapping) for part in value):
        raise FieldError(f"« {key} » devrait être une liste d’objets")
    return value


def _moment(item: Mapping[str, Any]) -> datetime | None:
    text = _text(item, "at")
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise FieldError(f"« at » n’est pas une date ISO 8601 : {text}") from error
    if moment is not None and moment.tzinfo is None:
        raise FieldError(f"« at » est sans fuseau horaire : {text}")
    return moment


def _decimal(item: Mapping[str, Any], key: str, default: str) -> Decimal:
    value = item.get(key, default)
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise FieldError(f"« {key} » n’est pas un nombre : {value}") from error
    if not number.is_finite():
        raise FieldError(f"« {key} » n’est pas un nombre : {value}")
    return number


def _concept(item: Mapping[str, Any]) -> ConceptCard:
    return ConceptCard(
        scheme=_text(item, "scheme", required=True),
        notation=_text(item, "notation"),
        broader=_text(item, "broader"),
        label=_text(item, "label", required=True),
        definition=_text(item, "definition"),
        source=_text(item, "source"),
        source_url=_text(item, "source_url"),
    )


def _statement(documents: _Documents, position: int, item: Mapping[str, Any]) -> IncomingStatement:
    kind = _text(item, "type")
    topic_scheme = _text(item, "topic_scheme") or _text(item, "type_scheme")
    topic = _text(item, "topic") or _text(item, "type_notation")
    passages, doubts = _passages(documents, item)
    if doubts:
        raise FieldError(doubts[0])
    kind = kind or STATEMENT_TYPES.get(topic_scheme, "")
    if not kind:
        raise FieldError(f"le type de l’énoncé {position} manque")
    return IncomingStatement(
        scheme=_text(item, "scheme", required=True),
        notation=_text(item, "concept", required=True),
        type=kind,
        wording=_text(item, "wording", required=True),
        subject=_text(item, "subject") or topic or str(position),
        topic_scheme=topic_scheme,
        topic=topic,
        status=_status(item),
        passages=passages,
        by=_text(item, "by"),
        at=_moment(item),
    )


def _status(item: Mapping[str, Any]) -> str:
    status = _text(item, "status") or "proposed"
    if status not in STATUSES:
        raise FieldError(f"« status » inconnu : {status}")
    return status


def _project(
    documents: _Documents, item: object, where: str, scheme: str
) -> tuple[IncomingProject, tuple[str, ...]]:
    if not isinstance(item, Mapping):
        raise FieldError("un objet est attendu")
    own = _listed(documents, item)
    codings: list[IncomingCoding] = []
    doubts: list[str] = []
    for part in _items(item, "codings"):
        coding, found = _coding(documents, part, scheme)
        codings.append(coding)
        doubts += found
    year = item.get("year")
    if year is not None and not isinstance(year, int):
        raise FieldError("« year » devrait être un nombre entier")
    return IncomingProject(
        where=where,
        name=_text(item, "name", required=True),
        slug=_text(item, "slug"),
        title=_text(item, "title"),
        summary=_text(item, "summary"),
        call=_text(item, "call"),
        year=year,
        external_id=_text(item, "external_id"),
        actors=_actors(item),
        places=tuple(_place(part) for part in _items(item, "territories")),
        codings=tuple(codings),
        grants=tuple(_grant(part) for part in _items(item, "grants")),
        documents=tuple(document.sha256 for document in own),
    ), tuple(doubts)


def _listed(documents: _Documents, item: Mapping[str, Any]) -> tuple[IncomingDocument, ...]:
    """The documents that a project or the card names, with their kind and title."""
    return tuple(
        documents.get(
            _text(part, "name", required=True), _text(part, "kind") or "note", _text(part, "title")
        )
        for part in _items(item, "documents")
    )


def _actors(item: Mapping[str, Any]) -> tuple[IncomingActor, ...]:
    actors: list[IncomingActor] = []
    holder = item.get("holder")
    if isinstance(holder, Mapping) and holder.get("name"):
        actors.append(
            IncomingActor(name=_text(holder, "name"), role="holder", identifier=_text(holder, "id"))
        )
    for part in _items(item, "partners"):
        is_kind = _text(part, "kind") == "category"
        category = _text(part, "category") if is_kind else ""
        if is_kind and not category:
            raise FieldError(f"la nature de « {part.get('name')} » manque (« category »)")
        actors.append(
            IncomingActor(
                name=_text(part, "name", required=True),
                role=_text(part, "role") or "partner",
                category=category,
                identifier=_text(part, "id"),
                note=_text(part, "note"),
            )
        )
    return tuple(actors)


def _place(item: Mapping[str, Any]) -> IncomingPlace:
    level, relation = _text(item, "level"), _text(item, "relation")
    if relation not in {"seat", "action"}:
        raise FieldError(f"« relation » inconnue : {relation}")
    if level and level not in set(Level):
        raise FieldError(f"« level » inconnu : {level}")
    return IncomingPlace(
        relation=relation,
        level=Level(level) if level else None,
        code=_text(item, "code"),
        words=_text(item, "words"),
    )


def _grant(item: Mapping[str, Any]) -> IncomingGrant:
    day = _text(item, "date")
    try:
        decided = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise FieldError(f"« date » n’est pas une date ISO 8601 : {day}") from error
    return IncomingGrant(
        amount=_decimal(item, "amount", "0"),
        currency=_text(item, "currency") or "EUR",
        date=decided,
        funder=_text(item, "funder"),
    )


def _coding(
    documents: _Documents, item: Mapping[str, Any], scheme: str
) -> tuple[IncomingCoding, tuple[str, ...]]:
    passages, doubts = _passages(documents, item)
    status = _status(item)
    if doubts and not passages and status == "accepted":
        status = "proposed"
    return IncomingCoding(
        scheme=_text(item, "scheme") or scheme,
        notation=_text(item, "notation", required=True),
        status=status,
        reason=_text(item, "rationale"),
        passages=passages,
        reach=_text(item, "reach"),
        weight=_decimal(item, "weight", "1"),
        by=_text(item, "by"),
        at=_moment(item),
    ), doubts


def _passages(
    documents: _Documents, item: Mapping[str, Any]
) -> tuple[tuple[IncomingPassage, ...], tuple[str, ...]]:
    passages: list[IncomingPassage] = []
    doubts: list[str] = []
    for part in _items(item, "passages"):
        document = documents.get(_text(part, "document", required=True))
        quote = _text(part, "quote", required=True)
        start, end = part.get("start"), part.get("end")
        if isinstance(start, int) and isinstance(end, int) and document.text[start:end] == quote:
            passages.append(IncomingPassage(document.sha256, start, end))
        elif document.text.count(quote) == 1:
            found = document.text.index(quote)
            passages.append(IncomingPassage(document.sha256, found, found + len(quote)))
        else:
            doubts.append(f"le passage « {quote[:60]} » ne se retrouve pas dans {document.name}")
    return tuple(passages), tuple(doubts)
