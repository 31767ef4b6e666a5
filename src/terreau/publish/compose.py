"""Makes the fiche of an ambition from what is known of it: pure, no database, no clock.

Guarantees that each statement carries the numbers of the passages it rests on, that no figure
stands without data behind it, and that the same facts and date give the same fiche.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from terreau.publish import pictures
from terreau.publish.document import (
    ActorCell,
    Block,
    BulletList,
    Column,
    Columns,
    Contribution,
    ContributionRow,
    ContributionTable,
    Fiche,
    KeyFigure,
    ListItem,
    Paragraph,
    RoleMark,
    Section,
    Text,
    rich,
)
from terreau.publish.facts import (
    ActorFact,
    EnjeuFact,
    JudgedFact,
    ProjectFact,
    SheetFacts,
    place_label,
)
from terreau.publish.headlines import RoleCount, in_words, lead, roles_title
from terreau.publish.method import gaps, method, sentence
from terreau.publish.notes import Notebook
from terreau.web.typography import accord, nombre

CONTEXT = "contexte"
LICENCE = (
    "Licence Ouverte 2.0 : vous pouvez réutiliser cette fiche, à condition d’en citer la source."
)


class Addresses(Protocol):
    """Where the pages behind a fiche are; None where the fiche cannot lead to them."""

    def project(self, slug: str) -> str | None:
        """The page of a project."""

    def actor(self, slug: str) -> str | None:
        """The page of a named body."""

    def passage(self, sha256: str, start: int, end: int) -> str | None:
        """The passage, in the text of its document."""

    def living(self) -> str | None:
        """The public address of the fiche itself."""


class Nowhere:
    """No address at all: a fiche that stands alone."""

    def project(self, slug: str) -> None:  # noqa: ARG002
        """No page."""
        return

    def actor(self, slug: str) -> None:  # noqa: ARG002
        """No page."""
        return

    def passage(self, sha256: str, start: int, end: int) -> None:  # noqa: ARG002
        """No page."""
        return

    def living(self) -> None:
        """No page."""
        return


@dataclass(frozen=True, slots=True)
class _Making:
    facts: SheetFacts
    addresses: Addresses
    notes: Notebook
    shared: dict[str, tuple[str, ...]]


def compose(facts: SheetFacts, *, on: date, addresses: Addresses | None = None) -> Fiche:
    """The fiche that these facts make, dated `on`."""
    where = addresses or Nowhere()
    making = _Making(facts, where, Notebook(where.passage), pictures.shared_actors(facts))
    counts = role_counts(facts)
    sentence = facts.headline or lead(len(facts.projects), counts)
    drawn = pictures.places(facts)
    context = _context(making)
    sections = (
        *_overview(making, counts),
        *_movements(making),
        *(_enjeu(making, enjeu) for enjeu in facts.enjeux if enjeu.projects),
        *_links(making),
        *_lessons(making),
        *gaps(facts),
    )
    return Fiche(
        title=facts.title if facts.established else "Intitulé à compléter",
        kicker=f"{facts.scheme_title} · Ambition {facts.notation}",
        position=facts.position,
        date=on,
        lead=rich(sentence or _plain_lead(facts)),
        lead_figure=drawn,
        context=context,
        key_figures=_key_figures(facts),
        sections=sections,
        notes=making.notes.notes,
        method=method(facts, making.notes.common_judge(), with_map=drawn is not None),
        licence=rich(LICENCE),
        publisher=facts.funder or facts.portfolio,
        author=facts.portfolio,
        living_url=where.living(),
        fictitious=facts.fictitious,
    )


def role_counts(facts: SheetFacts) -> tuple[RoleCount, ...]:
    """How many projects play each role, in the order of the scheme."""
    return tuple(
        RoleCount(
            notation,
            label,
            sum(any(role.notation == notation for role in one.roles) for one in facts.projects),
        )
        for notation, label, _ in facts.roles
    )


def _plain_lead(facts: SheetFacts) -> str:
    count = len(facts.projects)
    if not count:
        return "Aucun projet du portefeuille ne répond encore à cette ambition."
    verb = "répond" if count == 1 else "répondent"
    words = in_words(count)
    return f"{words.capitalize()} {accord(count, 'projet')} {verb} à cette ambition."


def _key_figures(facts: SheetFacts) -> tuple[KeyFigure, ...]:
    projects = facts.projects
    if not projects:
        return ()
    named = [enjeu for enjeu in facts.enjeux if enjeu.notation]
    covered = sum(bool(enjeu.projects) for enjeu in named)
    bodies = {actor.slug for one in projects for actor in one.actors if actor.slug}
    shared = len(pictures.shared_actors(facts))
    two = sum(len(one.roles) > 1 for one in projects)
    figures = [
        KeyFigure(
            nombre(len(projects)),
            f"{accord(len(projects), 'projet')} de ce portefeuille "
            f"{accord(len(projects), 'répond', 'répondent')} à cette ambition",
        )
    ]
    if named:
        of = f" sur {nombre(len(named))} connus" if covered < len(named) else ""
        figures.append(
            KeyFigure(nombre(covered), f"{accord(covered, 'enjeu couvert', 'enjeux couverts')}{of}")
        )
    if bodies:
        more = f", dont {nombre(shared)} dans plusieurs projets" if shared else ""
        figures.append(
            KeyFigure(
                nombre(len(bodies)),
                f"{accord(len(bodies), 'organisme cité', 'organismes cités')} par leur nom{more}",
            )
        )
    if two:
        figures.append(
            KeyFigure(
                nombre(two),
                f"{accord(two, 'projet joue', 'projets jouent')} plusieurs rôles à la fois",
            )
        )
    return tuple(figures)


def _context(making: _Making) -> tuple[Paragraph, ...]:
    """What the strategy says, then what the portfolio's documents say of this ambition."""
    facts = making.facts
    paragraphs: list[Paragraph] = []
    if facts.established:
        many = facts.siblings > 1
        among = f"l’une des {in_words(facts.siblings)} ambitions" if many else "l’ambition"
        words = f"« {facts.title} » est {among} de « {facts.scheme_title} »."
        paragraphs.append(Paragraph(rich(words)))
    else:
        known = f" {facts.note}" if facts.note else ""
        paragraphs.append(
            Paragraph(rich(f"L’intitulé de cette ambition n’est pas encore établi.{known}"))
        )
    if facts.definition:
        paragraphs.append(Paragraph(rich(facts.definition)))
    for statement in facts.statements:
        if statement.type == CONTEXT:
            cited = making.notes.cited(
                sentence(statement.wording), statement.passages, statement.verdict.told
            )
            paragraphs.append(Paragraph(cited))
    return tuple(paragraphs)


def _overview(making: _Making, counts: tuple[RoleCount, ...]) -> tuple[Section, ...]:
    """How many projects play each role, enjeu by enjeu; then the roles explained."""
    title = roles_title(counts)
    matrix = pictures.roles(making.facts, title)
    if matrix is None:
        return ()
    intro = "Un rôle dit ce qu’un projet fait pour ceux qui l’entourent :"
    explained = BulletList(
        tuple(
            ListItem(rich(RoleMark(notation, label), f" : {_lowered(definition)}."))
            for notation, label, definition in making.facts.roles
            if definition
        )
    )
    blocks: tuple[Block, ...] = (matrix, Paragraph(rich(intro)), explained)
    return (Section("roles", title, blocks, kicker="Vue d’ensemble"),)


def _lowered(definition: str) -> str:
    text = definition.rstrip(".")
    return f"{text[:1].lower()}{text[1:]}"


def _movements(making: _Making) -> tuple[Section, ...]:
    """Sectors and kinds of actor: what is said of them, then what the projects show."""
    facts = making.facts
    columns = [
        Column(heading, (_statements(making, kind),))
        for kind, heading in (("filiere", "Filières"), ("acteur", "Acteurs nommés par le contexte"))
        if any(statement.type == kind for statement in facts.statements)
    ]
    blocks: list[Block] = [Columns((columns[0], columns[1]))] if len(columns) == 2 else []
    if len(columns) == 1:
        blocks += columns[0].blocks
    strip = pictures.kinds(facts)
    if strip is not None:
        blocks.append(strip)
    if not blocks:
        return ()
    return (
        Section("acteurs-filieres", "Les filières et les acteurs mis en mouvement", tuple(blocks)),
    )


def _statements(making: _Making, kind: str) -> BulletList:
    items = []
    for statement in making.facts.statements:
        if statement.type != kind:
            continue
        judge = statement.verdict.told
        count = statement.projects
        tag = f"{nombre(count)} {accord(count, 'projet')}" if count else None
        wording = f"{statement.wording[:1].upper()}{statement.wording[1:]}"
        items.append(ListItem(making.notes.cited(wording, statement.passages, judge), tag))
    return BulletList(tuple(items))


def _enjeu(making: _Making, enjeu: EnjeuFact) -> Section:
    count = len(enjeu.projects)
    rows = tuple(_row(making, enjeu, making.facts.project(slug)) for slug in enjeu.projects)
    caption = (
        f"{in_words(count).capitalize()} {accord(count, 'projet')}. Chaque numéro renvoie au "
        "passage sur lequel repose l’affirmation."
    )
    blocks: list[Block] = [ContributionTable(caption, rows)]
    if enjeu.source:
        blocks.append(Paragraph(rich(f"Source de cet enjeu : {enjeu.source}."), quiet=True))
    return Section(
        id=_section_id(making.facts, enjeu),
        heading=enjeu.label,
        blocks=tuple(blocks),
        kicker=f"Enjeu {enjeu.notation}" if enjeu.notation else None,
    )


def _section_id(facts: SheetFacts, enjeu: EnjeuFact) -> str:
    """An identifier of letters, digits and hyphens; a rank makes it unique where that is needed."""
    ids = [_hyphenated(one.notation) for one in facts.enjeux]
    own = _hyphenated(enjeu.notation)
    rank = f"-{facts.enjeux.index(enjeu) + 1}" if ids.count(own) > 1 else ""
    return f"enjeu-{own}{rank}"


def _hyphenated(notation: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", notation).strip("-") or "aucun"


def _row(making: _Making, enjeu: EnjeuFact, project: ProjectFact) -> ContributionRow:
    # Without enjeu, it is the ambition itself that the project was coded with.
    concept = enjeu.notation or making.facts.notation
    placed = [coding for coding in project.enjeux if coding.notation == concept]
    evidence = [passage for coding in placed for passage in coding.passages]
    judge = placed[0].verdict.told if placed else ""
    summary = (Text(project.summary), *making.notes.refs(evidence, judge))
    return ContributionRow(
        name=project.name,
        title=project.title or None,
        summary=summary if project.summary or evidence else (),
        place=_place_words(project),
        actors=tuple(_actor(making, actor) for actor in project.actors),
        contributions=tuple(_contribution(making, role) for role in project.roles),
        url=making.addresses.project(project.slug),
    )


def _place_words(project: ProjectFact) -> str | None:
    words = [place_label(place.words, place.name, seat=place.seat) for place in project.places]
    return ", ".join(dict.fromkeys(words)) or None


def _actor(making: _Making, actor: ActorFact) -> ActorCell:
    if not actor.slug:
        name = f"{actor.name[:1].upper()}{actor.name[1:]}"
        return ActorCell(name, "category", note=actor.note or None)
    return ActorCell(
        name=actor.name,
        url=making.addresses.actor(actor.slug),
        projects=max(1, len(making.shared.get(actor.slug, ()))),
        note=actor.note or None,
    )


def _contribution(making: _Making, role: JudgedFact) -> Contribution:
    judge = role.verdict.told
    refs = making.notes.refs(role.passages, judge)
    if role.reason:
        words: tuple[Text, ...] = (Text(role.reason),)
    else:
        quote = " […] ".join(passage.quote for passage in role.passages)
        # No reason was given: the passage speaks, in its own words, between guillemets.
        words = (Text("« "), Text(quote, verbatim=True), Text(" »")) if quote else ()
    return Contribution(RoleMark(role.notation, role.label), (*words, *refs))


def _links(making: _Making) -> tuple[Section, ...]:
    figure = pictures.network(making.facts)
    if figure is None:
        if len(making.facts.projects) < 2:
            return ()
        text = "Aucun organisme n’est cité par plusieurs projets de cette ambition."
        return (Section("liens", "Qui relie qui", (Paragraph(rich(text)),)),)
    return (Section("liens", "Qui relie qui", (figure,)),)


def _lessons(making: _Making) -> tuple[Section, ...]:
    types = {statement.type for statement in making.facts.statements}
    columns = [
        Column(heading, (_statements(making, kind),))
        for kind, heading in (("levier", "Leviers"), ("defi", "Défis"))
        if kind in types
    ]
    if not columns:
        return ()
    return (Section("leviers-defis", "Ce qui aide, ce qui freine", (Columns(tuple(columns)),)),)
