"""Reads what `terreau export projects` wrote: a list of projects, their documents beside it.

Guarantees that each record ends as a project or as a rejection that says where and why, and that
an accepted coding whose passages are all lost falls back to a proposal, told among the warnings.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from terreau.collect.errors import NotProjects
from terreau.collect.incoming import (
    Incoming,
    IncomingActor,
    IncomingCoding,
    IncomingGrant,
    IncomingPlace,
    IncomingProject,
    IncomingStatement,
    Remark,
)
from terreau.collect.readers.beside import Documents, Files
from terreau.collect.readers.card import (
    PortfolioCard,
    read_card,
    read_statements,
    status_of,
)
from terreau.collect.readers.decoding import decode
from terreau.collect.readers.fields import (
    FieldError,
    Record,
    choice,
    day,
    decimal,
    items,
    moment,
    text,
    whole,
)
from terreau.territory.gazetteer import Level

NAME = "projects"
VERSION = "1"
ROLES = frozenset({"holder", "partner", "funder"})
RELATIONS = frozenset({"seat", "action"})
ACTOR_KINDS = frozenset({"organisation", "category"})
STAGES = frozenset({"", "submitted", "review", "accepted", "refused", "dropped"})
LEVELS = frozenset(level.value for level in Level)
YEARS = (1, 9999)
AMOUNT_DIGITS, WEIGHT_DIGITS = 12, 2


class Source(Files, Protocol):
    """A list of projects and what lies beside it."""

    name: str
    card_name: str

    def projects(self) -> bytes:
        """The bytes of the list."""

    def card(self) -> bytes | None:
        """The bytes of the portfolio's card; None where there is none."""


@dataclass(frozen=True, slots=True)
class List:
    """A list that was read: the portfolio it comes from, and what it says."""

    card: PortfolioCard
    incoming: Incoming


def read(source: Source, default_scheme: str) -> List:
    """Read a list of projects, its card and its documents.

    Raises NotProjects or ReaderError when the list as a whole cannot be used.
    """
    data = _json(source.projects(), source.name)
    if not isinstance(data, list):
        raise NotProjects(source.name, "une liste est attendue")
    documents = Documents(source)
    beside = _card(source, documents)
    projects, rejections, doubts = _records(
        source.name, data, documents, beside.card.scheme or default_scheme
    )
    used = beside.listed | set(_used(projects, beside.statements))
    incoming = Incoming(
        source=source.name,
        reader=NAME,
        version=VERSION,
        documents=tuple(one for one in documents.loaded if one.sha256 in used),
        projects=projects,
        statements=beside.statements,
        rejections=rejections,
        warnings=beside.warnings + doubts,
        keeps_texts=False,
    )
    return List(beside.card, incoming)


def _json(data: bytes, name: str) -> Any:  # noqa: ANN401  (any JSON value)
    try:
        return json.loads(decode(data))
    except json.JSONDecodeError as error:
        why = f"ce n’est pas du JSON (ligne {error.lineno}, colonne {error.colno})"
        raise NotProjects(name, why) from error
    except (RecursionError, ValueError) as error:
        why = "il contient un nombre trop long ou des objets trop imbriqués"
        raise NotProjects(name, why) from error


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the card says: `listed` holds the SHA-256 of the documents it names."""

    card: PortfolioCard = field(default_factory=PortfolioCard)
    statements: tuple[IncomingStatement, ...] = ()
    warnings: tuple[Remark, ...] = ()
    listed: frozenset[str] = frozenset()


def _card(source: Source, documents: Documents) -> _Beside:
    """The portfolio's card and the statements about its ambitions; blank without the file."""
    content = source.card()
    if content is None:
        return _Beside()
    data = _json(content, source.card_name)
    if not isinstance(data, Mapping):
        raise NotProjects(source.card_name, "un objet est attendu")
    try:
        card = read_card(data)
        own = documents.listen(data)
        changed = _changed(source.card_name, "portefeuille", documents, own)
        statements, doubts = read_statements(data, documents)
    except FieldError as error:
        raise NotProjects(source.card_name, str(error)) from error
    lost = [Remark(source.card_name, where, "quote_not_found", doubt) for where, doubt in doubts]
    listed = frozenset(documents.get(name).sha256 for name in own)
    return _Beside(card, statements, (*changed, *lost), listed)


def _used(
    projects: tuple[IncomingProject, ...], statements: tuple[IncomingStatement, ...]
) -> Iterator[str]:
    """The SHA-256 of the documents that kept records rest on."""
    for project in projects:
        yield from project.documents
        for coding in project.codings:
            yield from (passage.sha256 for passage in coding.passages)
    for statement in statements:
        yield from (passage.sha256 for passage in statement.passages)


def _records(
    name: str, data: list[Any], documents: Documents, scheme: str
) -> tuple[tuple[IncomingProject, ...], tuple[Remark, ...], tuple[Remark, ...]]:
    """The projects, the rejections and the doubts of a list."""
    projects: list[IncomingProject] = []
    rejections: list[Remark] = []
    warnings: list[Remark] = []
    # Kinds and titles first: a project may quote a document that a later one lists.
    listed = [_listed(documents, item) for item in data]
    for number, (item, own) in enumerate(zip(data, listed, strict=True), start=1):
        where = f"projet {number}"
        try:
            if isinstance(own, FieldError):
                raise own
            project, doubts = _project(documents, item, own, where, scheme)
            changed = _changed(name, where, documents, own)
        except FieldError as error:
            rejections.append(Remark(name, where, "bad_field", f"{error}."))
            continue
        projects.append(project)
        warnings += changed
        warnings += [Remark(name, where, "quote_not_found", doubt) for doubt in doubts]
    return tuple(projects), tuple(rejections), tuple(warnings)


def _listed(documents: Documents, item: object) -> tuple[str, ...] | FieldError:
    try:
        return documents.listen(item) if isinstance(item, Mapping) else ()
    except FieldError as error:
        return error


def _changed(
    source: str, where: str, documents: Documents, named: tuple[str, ...]
) -> tuple[Remark, ...]:
    return tuple(
        Remark(
            source, where, "document_changed", f"le document « {name} » a changé depuis l’export"
        )
        for name in named
        if documents.changed(name)
    )


def _project(
    documents: Documents, item: object, own: tuple[str, ...], where: str, scheme: str
) -> tuple[IncomingProject, tuple[str, ...]]:
    if not isinstance(item, Mapping):
        raise FieldError("un objet est attendu")
    codings: list[IncomingCoding] = []
    doubts: list[str] = []
    for part in items(item, "codings"):
        coding, found = _coding(documents, part, scheme)
        codings.append(coding)
        doubts += found
    return IncomingProject(
        where=where,
        name=text(item, "name", required=True).strip(),
        slug=text(item, "slug"),
        title=text(item, "title"),
        summary=text(item, "summary"),
        call=text(item, "call"),
        year=whole(item, "year", *YEARS),
        external_id=text(item, "external_id"),
        stage=choice(item, "stage", STAGES),
        actors=_actors(item),
        places=tuple(_place(part) for part in items(item, "territories")),
        codings=tuple(codings),
        grants=tuple(_grant(part) for part in items(item, "grants")),
        documents=tuple(dict.fromkeys(documents.get(name).sha256 for name in own)),
    ), tuple(doubts)


def _actors(item: Record) -> tuple[IncomingActor, ...]:
    actors: list[IncomingActor] = []
    holder = item.get("holder")
    if holder is not None and not isinstance(holder, Mapping):
        raise FieldError("« holder » devrait être un objet")
    if holder:
        name = text(holder, "name", required=True)
        actors.append(IncomingActor(name=name, role="holder", identifier=text(holder, "id")))
    actors += [_partner(part) for part in items(item, "partners")]
    return tuple(actors)


def _partner(part: Record) -> IncomingActor:
    name = text(part, "name", required=True)
    is_kind = choice(part, "kind", ACTOR_KINDS, "organisation") == "category"
    category = text(part, "category") if is_kind else ""
    if is_kind and not category:
        raise FieldError(f"la nature de « {name} » manque (« category »)")
    return IncomingActor(
        name=name,
        role=choice(part, "role", ROLES, "partner"),
        category=category,
        identifier=text(part, "id"),
        note=text(part, "note"),
    )


def _place(item: Record) -> IncomingPlace:
    code, words = text(item, "code"), text(item, "words")
    level = choice(item, "level", LEVELS) if code or text(item, "level") else ""
    if bool(code) != bool(level):
        raise FieldError("« code » et « level » d’un lieu vont ensemble")
    if not code and not words.strip():
        raise FieldError("un lieu demande un code, ou les mots du document (« words »)")
    return IncomingPlace(
        relation=choice(item, "relation", RELATIONS),
        level=Level(level) if level else None,
        code=code,
        words=words,
    )


def _grant(item: Record) -> IncomingGrant:
    return IncomingGrant(
        amount=decimal(item, "amount", AMOUNT_DIGITS),
        currency=text(item, "currency") or "EUR",
        date=day(item, "date"),
        funder=text(item, "funder"),
    )


def _coding(
    documents: Documents, item: Record, scheme: str
) -> tuple[IncomingCoding, tuple[str, ...]]:
    passages, doubts = documents.passages(item)
    return IncomingCoding(
        scheme=text(item, "scheme") or scheme,
        notation=text(item, "notation", required=True),
        status=status_of(item, doubts, has_passage=bool(passages)),
        reason=text(item, "rationale"),
        passages=passages,
        reach=text(item, "reach"),
        weight=_weight(item),
        by=text(item, "by"),
        at=moment(item, "at"),
    ), doubts


def _weight(item: Record) -> Decimal:
    return decimal(item, "weight", WEIGHT_DIGITS, default="1")
