"""Names in running text: the dossiers of a project, its evidence in shared documents, its summary.

Guarantees that a name is put down to a project only where its text is the project's own: a
document of several projects counts by the passages that judgements of the project rest on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from terreau.identify.mentions.listed import Cells, key_of_name, looks_like_a_person
from terreau.identify.mentions.model import (
    LONGEST,
    NOWHERE,
    TEXT,
    CellAt,
    FoundMention,
    Spot,
    key_of,
)
from terreau.identify.reading import Found, find
from terreau.portfolio.models import Document, JudgementPassage, Portfolio, Project, TextLayer

MOST_TEXT = 2_000_000  # characters of a document that are read
AT_ONCE = 50  # layers held in memory
Span = tuple[int, int]
Known = Mapping[int, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class _Reach:
    """A project, and the stretches of a layer that are its own; None for the whole of it."""

    project: int
    spans: tuple[Span, ...] | None


def in_texts(
    portfolio: Portfolio, known: Known, tell: Callable[[int, int], None]
) -> Iterator[FoundMention]:
    """The bodies named in the texts of the projects of a portfolio.

    `known` gives, for each project, the bodies it already cites by the key of their names; a name
    that is doubtful is kept where it is one of the portfolio's. Neither the project's own name nor
    the funder of the whole portfolio is a body that takes part. `tell` hears how many texts of how
    many were read.
    """
    everywhere = {key for bodies in known.values() for key in bodies}
    own = _titles(portfolio)
    funder = key_of_name(portfolio.funder)
    best: dict[str, FoundMention] = {}
    for mention, sure in _all(portfolio, known, tell):
        name = key_of_name(mention.words)
        if not sure and name not in everywhere:
            continue
        named = f" {name} " in own.get(mention.project, "") or name == funder
        if mention.organisation is None and named:
            continue
        held = best.get(mention.key)
        if held is None or (not held.role and mention.role):
            best[mention.key] = mention
    yield from best.values()


def _titles(portfolio: Portfolio) -> dict[int, str]:
    """What each project is called: a text that says it names no body."""
    rows = portfolio.projects.values_list("pk", "name", "title")
    return {pk: f" {key_of_name(name)}  {key_of_name(title)} " for pk, name, title in rows}


def _all(
    portfolio: Portfolio, known: Known, tell: Callable[[int, int], None]
) -> Iterator[tuple[FoundMention, bool]]:
    reaches = _reaches(portfolio)
    layers = sorted(reaches)
    for start in range(0, len(layers), AT_ONCE):
        tell(start, len(layers))
        rows = TextLayer.objects.filter(pk__in=layers[start : start + AT_ONCE]).order_by("pk")
        for pk, document, text in rows.values_list("pk", "document_id", "text"):
            found = find(text[:MOST_TEXT])
            for reach in reaches[pk]:
                cell = replace(NOWHERE, document=document)
                yield from _told(reach.project, _inside(found, reach), known, cell, pk)
    tell(len(layers), len(layers))
    yield from _summaries(portfolio, known)


def _inside(found: Iterable[Found], reach: _Reach) -> Iterator[Found]:
    for one in found:
        spans = reach.spans
        if spans is None or any(start <= one.start and one.end <= end for start, end in spans):
            yield one


def _told(
    project: int, found: Iterable[Found], known: Known, cell: CellAt, layer: int | None
) -> Iterator[tuple[FoundMention, bool]]:
    for one in found:
        key = key_of_name(one.name)
        if not key or len(one.name) > LONGEST:
            continue
        mention = FoundMention(
            key=key_of(TEXT, project, one.name),
            project=project,
            role=one.role,
            words=one.name,
            organisation=known.get(project, {}).get(key),
            person=looks_like_a_person(one.name),
            cell=cell,
            spot=None if layer is None else Spot(layer, one.start, one.end),
        )
        yield mention, one.sure


def _summaries(portfolio: Portfolio, known: Known) -> Iterator[tuple[FoundMention, bool]]:
    cells = Cells.of(portfolio, ("summary",))
    where = {project: cell for project, _, cell in cells.all()}
    rows = portfolio.projects.exclude(summary="").order_by("pk").values_list("pk", "summary")
    for project, summary in rows.iterator():
        cell = where.get(project, NOWHERE)
        yield from _told(project, find(summary[:MOST_TEXT]), known, cell, None)


def _reaches(portfolio: Portfolio) -> dict[int, list[_Reach]]:
    """The layers to read, each with the projects whose text it is; three queries."""
    documents = Document.objects.filter(portfolio=portfolio)
    newest: dict[int, int] = {}
    for pk, document in (
        TextLayer.objects.filter(document__in=documents)
        .order_by("pk")
        .values_list("pk", "document")
    ):
        newest[document] = pk
    owners: dict[int, set[int]] = {}
    links = Project.documents.through.objects.filter(
        project__portfolio=portfolio, project__withdrawn=False, document__withdrawn=False
    )
    for project, document in links.values_list("project_id", "document_id"):
        owners.setdefault(document, set()).add(project)
    own = {
        layer: [_Reach(min(owners[document]), None)]
        for document, layer in newest.items()
        if len(owners.get(document, ())) == 1
    }
    return own | _shared(portfolio, newest, {d for d, who in owners.items() if len(who) > 1})


def _shared(
    portfolio: Portfolio, newest: Mapping[int, int], documents: set[int]
) -> dict[int, list[_Reach]]:
    """For documents of several projects, the passages that the codings of each rest on."""
    spans: dict[int, dict[int, set[Span]]] = {}
    rows = JudgementPassage.objects.filter(
        judgement__coding__project__portfolio=portfolio,
        judgement__coding__project__withdrawn=False,
        passage__layer__document__in=documents,
    )
    for project, layer, start, end in rows.values_list(
        "judgement__coding__project_id", "passage__layer_id", "passage__start", "passage__end"
    ):
        spans.setdefault(layer, {}).setdefault(project, set()).add((start, end))
    current = set(newest.values())
    return {
        layer: [_Reach(project, tuple(sorted(own))) for project, own in sorted(projects.items())]
        for layer, projects in spans.items()
        if layer in current
    }
