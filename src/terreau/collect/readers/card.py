"""The card beside a list of projects: the portfolio, and what is said of its ambitions."""

from __future__ import annotations

from dataclasses import dataclass

from terreau.collect.incoming import IncomingStatement
from terreau.collect.limits import card_problem, concept_problem
from terreau.collect.readers.beside import Documents
from terreau.collect.readers.fields import FieldError, Record, choice, flag, items, moment, names
from terreau.collect.readers.fields import text as read_text

STATUSES = frozenset({"proposed", "accepted", "rejected", "withdrawn"})
STATEMENT_TYPES = {
    "leviers": "levier",
    "defis": "defi",
    "filieres": "filiere",
    "acteurs": "acteur",
}


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


@dataclass(frozen=True, slots=True)
class PortfolioCard:
    """What the card says of the portfolio; blank where it says nothing.

    `schemes` names the files beside it that hold the funder's own frameworks.
    """

    slug: str = ""
    name: str = ""
    funder: str = ""
    source: str = ""
    scheme: str = ""
    fictitious: bool = False
    schemes: tuple[str, ...] = ()
    concepts: tuple[ConceptCard, ...] = ()


def read_card(data: Record) -> PortfolioCard:
    """The card's own fields; FieldError where one cannot be read or kept."""
    card = PortfolioCard(
        slug=read_text(data, "slug"),
        name=read_text(data, "name"),
        funder=read_text(data, "funder"),
        source=read_text(data, "source"),
        scheme=read_text(data, "scheme"),
        fictitious=flag(data, "fictitious"),
        schemes=names(data, "schemes"),
        concepts=tuple(_concept(item) for item in items(data, "concepts")),
    )
    problems = [card_problem(card), *map(concept_problem, card.concepts)]
    for problem in filter(None, problems):
        raise FieldError(problem.removesuffix("."))
    return card


def read_statements(
    data: Record, documents: Documents
) -> tuple[tuple[IncomingStatement, ...], tuple[tuple[str, str], ...]]:
    """The statements, and the doubts about them, each with its place in the list."""
    statements: list[IncomingStatement] = []
    doubts: list[tuple[str, str]] = []
    for position, item in enumerate(items(data, "statements"), start=1):
        where = f"énoncé {position}"
        try:
            statement, found = _statement(documents, position, item)
        except FieldError as error:
            raise FieldError(f"{where}, {error}") from error
        statements.append(statement)
        doubts += [(where, doubt) for doubt in found]
    return tuple(statements), tuple(doubts)


def status_of(item: Record, doubts: tuple[str, ...], *, has_passage: bool) -> str:
    """The status said; a proposal where an acceptance has lost all its passages."""
    status = choice(item, "status", STATUSES, "proposed")
    return "proposed" if doubts and not has_passage and status == "accepted" else status


def _concept(item: Record) -> ConceptCard:
    return ConceptCard(
        scheme=read_text(item, "scheme", required=True),
        notation=read_text(item, "notation", required=True),
        broader=read_text(item, "broader"),
        label=read_text(item, "label", required=True),
        definition=read_text(item, "definition"),
        source=read_text(item, "source"),
        source_url=read_text(item, "source_url"),
    )


def _statement(
    documents: Documents, position: int, item: Record
) -> tuple[IncomingStatement, tuple[str, ...]]:
    topic_scheme = read_text(item, "topic_scheme")
    topic = read_text(item, "topic")
    kind = read_text(item, "type") or STATEMENT_TYPES.get(topic_scheme, "")
    if not kind:
        raise FieldError("« type » manque")
    if bool(topic) != bool(topic_scheme):
        raise FieldError("« topic » et « topic_scheme » vont ensemble")
    passages, doubts = documents.passages(item)
    return IncomingStatement(
        scheme=read_text(item, "scheme", required=True),
        notation=read_text(item, "concept", required=True),
        type=kind,
        wording=read_text(item, "wording", required=True),
        subject=read_text(item, "subject") or topic or str(position),
        topic_scheme=topic_scheme,
        topic=topic,
        status=status_of(item, doubts, has_passage=bool(passages)),
        passages=passages,
        by=read_text(item, "by"),
        at=moment(item, "at"),
    ), doubts
