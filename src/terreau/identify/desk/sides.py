"""What the desk shows of bodies and of the places where names are written, a page at a time.

Guarantees a number of queries that does not depend on how many bodies a page shows, and that who
may not read the dossiers is shown no words of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import F, Prefetch, QuerySet, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from terreau.identify.bonds import Bonds
from terreau.identify.desk.model import Quoted, Side
from terreau.identify.mentions.model import TEXT
from terreau.identify.official import display_name
from terreau.portfolio.models import (
    Document,
    Judgement,
    Mention,
    Nature,
    Organisation,
    Participation,
    Place,
    Portfolio,
    Project,
)
from terreau.portfolio.models.texts import CONTEXT_LENGTH

QUOTED = 4  # places where a name is written that a side shows
SEAT = Place.Relation.SEAT.value
HOLDER = Participation.Role.HOLDER.value


@dataclass(slots=True)
class Sides:
    """The bodies of a page, each with its group."""

    portfolio: Portfolio
    bodies: dict[int, Organisation] = field(default_factory=dict)
    parts: dict[int, list[Participation]] = field(default_factory=dict)
    quoted: dict[int, list[Quoted]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)

    def side(self, body: int, group: Collection[int]) -> Side:
        """One body as the desk shows it, with all the ways of writing it that are known."""
        rows = [self.bodies[pk] for pk in group if pk in self.bodies]
        top = self.bodies[body].head
        parts = [one for pk in group for one in self.parts.get(pk, ())]
        projects = {one.project_id: one.project for one in parts}
        number = next((one.identifier for one in (top, *rows) if one.identifier), "")
        years = {project.year for project in projects.values() if project.year}
        return Side(
            pk=top.pk,
            name=display_name(top.name, number),
            url=reverse("explore:actor", args=[self.portfolio.slug, top.slug]),
            writings=tuple(sorted({one.name for one in rows} | {one.words for one in parts})),
            identifier=number,
            kind=self._kind(top, rows),
            places=_places(parts),
            years=tuple(sorted(years)),
            projects=len(projects),
            quoted=tuple(q for pk in group for q in self.quoted.get(pk, ()))[:QUOTED],
        )

    def _kind(self, top: Organisation, rows: list[Organisation]) -> str:
        """What a person said that it is, else what the machine proposes, marked as such."""
        said = next((one.kind.display for one in (top, *rows) if one.kind), "")
        guess = next((self.kinds[one.pk] for one in (top, *rows) if one.pk in self.kinds), "")
        return said or (f"{guess} (proposé)" if guess else "")

    def projects(self, *groups: Collection[int]) -> int:
        """How many projects these groups take part in, each once."""
        return len({p.project_id for group in groups for pk in group for p in self.parts[pk]})


def sides(
    portfolio: Portfolio, held: Bonds, bodies: Collection[int], *, agent_reads_dossiers: bool
) -> Sides:
    """All that a page shows of these bodies and of their groups; six queries."""
    asked = sorted({one for body in bodies for one in held.members(body)})
    rows = portfolio.organisations.filter(pk__in=asked).select_related("same_as", "kind")
    found = Sides(portfolio, {row.pk: row for row in rows}, {pk: [] for pk in asked})
    natures = Nature.objects.deciding().filter(
        organisation__in=asked, judgement__status=Judgement.Status.PROPOSED
    )
    for nature in natures.select_related("concept"):
        found.kinds[nature.organisation_id] = nature.concept.display
    places = Place.objects.select_related("territory").order_by("relation", "pk")
    parts = Participation.objects.filter(organisation__in=asked, project__withdrawn=False)
    for part in (
        parts.select_related("project")
        .defer("project__summary")
        .prefetch_related(Prefetch("project__places", queryset=places))
        .order_by("project__position", "role", "pk")
    ):
        found.parts[part.organisation_id or 0].append(part)
    for mention in written(portfolio, asked, agent_reads_dossiers=agent_reads_dossiers):
        told = found.quoted.setdefault(mention.organisation_id or 0, [])
        told.append(quoted(portfolio, mention))
    return found


def written(
    portfolio: Portfolio, bodies: Collection[int], *, agent_reads_dossiers: bool
) -> list[Mention]:
    """A few mentions of each body: those with a passage first, then those with a cell; one query.

    Mentions as they were first taken: a split one is shown with the name that it bears.
    """
    rows = mentions_shown(agent_reads_dossiers=agent_reads_dossiers).filter(
        portfolio=portfolio, organisation__in=bodies, project__withdrawn=False
    )
    rank = Window(
        RowNumber(),
        partition_by=F("organisation_id"),
        order_by=[
            F("passage_id").asc(nulls_last=True),
            F("document_id").asc(nulls_last=True),
            "pk",
        ],
    )
    return list(rows.annotate(rank=rank).filter(rank__lte=QUOTED).order_by("organisation", "rank"))


def mentions_shown(*, agent_reads_dossiers: bool) -> QuerySet[Mention]:
    """Mentions, with what is shown of them; without the dossiers' for who may not read them."""
    rows = Mention.objects.select_related(
        "project", "document", "passage__layer__document", "territory"
    ).defer("passage__layer__text")
    if agent_reads_dossiers:
        return rows.exclude(document__withdrawn=True)
    return rows.filter(person=False).exclude(document__kind=Document.Kind.DOSSIER)


def quoted(portfolio: Portfolio, mention: Mention) -> Quoted:
    """The place where a name was written, with its surroundings where it is in a text."""
    passage, document = mention.passage, mention.document
    if passage is not None:
        document = passage.layer.document
    words, before, after = mention.words, "", ""
    if passage is not None:
        words, before, after = passage.quote, passage.prefix, passage.suffix
    elif mention.key.startswith(f"{TEXT}:"):
        before, after = _around(mention.project.summary, words)
    before, after = _whole_words(before, after)
    return Quoted(
        words=words,
        before=before,
        after=after,
        source=str(document) if document else "",
        where=_where(mention),
        url=_url(portfolio, mention, document),
        project=mention.project.name,
        project_url=project_url(portfolio, mention.project),
        role=mention.get_role_display() if mention.role else "",
    )


def _whole_words(before: str, after: str) -> tuple[str, str]:
    """Surroundings without the words that their bound left unfinished."""
    if len(before) >= CONTEXT_LENGTH:
        before = before.partition(" ")[2]
    if len(after) >= CONTEXT_LENGTH:
        after = after.rpartition(" ")[0]
    return before, after


def _around(text: str, words: str) -> tuple[str, str]:
    """What stands before and after words in a text of which no passage can be cited."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    if found is None:
        return "", ""
    start, end = found.span()
    return text[max(0, start - CONTEXT_LENGTH) : start], text[end : end + CONTEXT_LENGTH]


def _where(mention: Mention) -> str:
    if mention.passage is not None:
        page = mention.passage.page
        return f"page\u00a0{page}" if page else "texte"
    if mention.row is None:
        return "liste des acteurs" if mention.document is None else ""
    parts = [
        f"ligne\u00a0{mention.row}",
        f"colonne\u00a0{mention.column}" if mention.column else "",
    ]
    if mention.sheet:
        parts.insert(0, f"feuille «\u00a0{mention.sheet}\u00a0»")
    return ", ".join(part for part in parts if part)


def _url(portfolio: Portfolio, mention: Mention, document: Document | None) -> str:
    if document is None:
        return ""
    page = reverse("explore:document", args=[portfolio.slug, document.sha256])
    passage = mention.passage
    if passage is None:
        return page
    return f"{page}?passage={passage.pk}#passage-{passage.start}-{passage.end}"


def project_url(portfolio: Portfolio, project: Project) -> str:
    """The page of a project."""
    return reverse("explore:project", args=[portfolio.slug, project.slug])


def _places(parts: list[Participation]) -> tuple[str, ...]:
    """Where the projects of a body are: their seats where it holds them, else where they act."""
    seats: dict[str, None] = {}
    actions: dict[str, None] = {}
    for part in parts:
        for place in part.project.places.all():
            if place.relation == SEAT and part.role == HOLDER:
                seats[f"{named(place)} (siège)"] = None
            elif place.relation != SEAT:
                actions[f"{named(place)} (lieu d’action)"] = None
    return tuple([*seats, *actions][:QUOTED])


def named(place: Place) -> str:
    """A place by its territory, else by its words."""
    return place.territory.name if place.territory else place.words
