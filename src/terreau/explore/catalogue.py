"""The projects of a portfolio with their facets, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict
from django.utils.text import Truncator

from terreau.explore.facets import UNSET, UNSET_LABEL, Record, Selection, Values, counts, matching
from terreau.identify.naming import is_private, shown_name
from terreau.portfolio.models import Coding, Participation, Place, Portfolio, Project, shown
from terreau.publish.facts import ROLES_SCHEME, place_label
from terreau.territory.models import Territory
from terreau.vocabulary.models import Concept

FACETS = (
    ("ambition", "Ambition"),
    ("enjeu", "Enjeu"),
    ("role", "Rôle"),
    ("territory", "Territoire (action ou siège)"),
    ("kind", "Type d’acteur"),
    ("actor", "Acteur"),
)
SHOWN_AT_FIRST = 8
LONGEST_UNKNOWN = 60  # characters shown of a value that no project has
LEVELS = {"commune": "commune", "epci": "intercommunalité", "departement": "département"}


@dataclass(frozen=True, slots=True)
class RoleMark:
    """A role with its label."""

    notation: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A project as the list shows it."""

    slug: str
    name: str
    title: str
    summary: str
    year: int | None
    places: tuple[str, ...]
    roles: tuple[RoleMark, ...]


@dataclass(frozen=True, slots=True)
class Located:
    """A place of a project: where no territory was found, its words alone."""

    territory: Territory | None
    words: str
    seat: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, with what choosing it would give."""

    value: str
    label: str
    count: int
    checked: bool
    notation: str = ""
    unset: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet of the list, its most frequent values first."""

    name: str
    legend: str
    options: tuple[Option, ...]

    @property
    def first(self) -> tuple[Option, ...]:
        """What is seen at once: the first values, those chosen, and « non renseigné »."""
        hidden = set(self.rest)
        return tuple(option for option in self.options if option not in hidden)

    @property
    def rest(self) -> tuple[Option, ...]:
        """What is folded away; never a single value, which would take no less room folded."""
        later = self.options[SHOWN_AT_FIRST:]
        folded = tuple(option for option in later if not (option.checked or option.unset))
        return folded if len(folded) > 1 else ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every project of a portfolio, ready to be filtered.

    `departements` holds the codes of those where a project acts; a seat alone is no action.
    `located` holds the places of each project, as they were read.
    """

    entries: Mapping[str, Entry]
    records: tuple[Record, ...]
    labels: Mapping[tuple[str, str], str]
    order: Mapping[tuple[str, str], int]
    departements: frozenset[str]
    located: Mapping[str, tuple[Located, ...]]

    def chosen(self, selection: Selection) -> tuple[Entry, ...]:
        """The projects that satisfy the selection, in the order of the portfolio."""
        return tuple(self.entries[record.slug] for record in matching(self.records, selection))

    def asked(self, selection: Selection) -> Selection:
        """The same question in as few values as say it.

        A value that no project has adds nothing to others, and alone is as good as any such
        value: one is kept, so that the answer stays empty and says why.
        """
        return {
            name: self._known(name, values) or frozenset(sorted(values)[:1])
            for name, values in selection.items()
        }

    def _known(self, name: str, values: Values) -> Values:
        return frozenset(one for one in values if one == UNSET or (name, one) in self.labels)

    def facet(self, name: str, legend: str, selection: Selection) -> Facet:
        """One facet with its counts; values that were chosen stay, even with none left."""
        checked = selection.get(name, frozenset())
        found = counts(self.records, name, selection)
        values = set(found) | set(checked)
        options = [
            Option(
                value=value,
                label=self._label(name, value),
                count=found[value],
                checked=value in checked,
                notation=value if name == "role" and value != UNSET else "",
                unset=value == UNSET,
            )
            for value in values
        ]
        options.sort(
            key=lambda one: (
                one.unset,
                self.order.get((name, one.value), 0),
                -one.count,
                one.label,
                one.value,
            )
        )
        return Facet(name, legend, tuple(options))

    def _label(self, name: str, value: str) -> str:
        if value == UNSET:
            return UNSET_LABEL
        return self.labels.get((name, value)) or Truncator(value).chars(LONGEST_UNKNOWN)


def selection_of(query: QueryDict) -> Selection:
    """What an address asks for: several values a facet, blank ones ignored."""
    return {name: frozenset(value for value in query.getlist(name) if value) for name, _ in FACETS}


def load(portfolio: Portfolio, among: Collection[int] | None = None) -> Catalogue:
    """The catalogue of a portfolio: only accepted codings count.

    `among` holds the keys of the only projects to read, where a page shows no other.
    """
    gathering = _Gathering(portfolio, among)
    gathering.codings()
    gathering.places()
    gathering.actors()
    chosen = Q() if among is None else Q(pk__in=among)
    projects = list(
        Project.objects.filter(chosen, shown(), portfolio=portfolio)
        .only("slug", "name", "title", "summary", "year", "position")
        .order_by("position", "slug")
    )
    entries = {
        project.slug: Entry(
            slug=project.slug,
            name=project.name,
            title=project.title,
            summary=project.summary,
            year=project.year,
            places=tuple(gathering.place_names[project.pk]),
            roles=tuple(gathering.roles[project.pk]),
        )
        for project in projects
    }
    records = tuple(
        Record(
            project.slug,
            {name: frozenset(gathering.values[project.pk, name]) for name, _ in FACETS},
        )
        for project in projects
    )
    return Catalogue(
        entries,
        records,
        gathering.labels,
        gathering.order,
        frozenset(gathering.departements),
        {project.slug: tuple(gathering.located[project.pk]) for project in projects},
    )


class _Gathering:
    """Collects the values of each project, a query a kind of record."""

    def __init__(self, portfolio: Portfolio, among: Collection[int] | None) -> None:
        self._portfolio = portfolio
        self._own = Q(project__portfolio=portfolio)
        if among is not None:
            self._own &= Q(project__in=among)
        self.values: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
        self.labels: dict[tuple[str, str], str] = {}
        self.order: dict[tuple[str, str], int] = {}
        self.roles: defaultdict[int, list[RoleMark]] = defaultdict(list)
        self.place_names: defaultdict[int, list[str]] = defaultdict(list)
        self.departements: set[str] = set()
        self.located: defaultdict[int, list[Located]] = defaultdict(list)

    def _add(self, project: int, facet: str, value: str, label: str) -> None:
        self.values[project, facet].add(value)
        self.labels[facet, value] = label

    def codings(self) -> None:
        concepts = (
            Concept.objects.filter(
                Q(scheme__slug=ROLES_SCHEME) | Q(scheme=self._portfolio.scheme_id)
            )
            .select_related("scheme", "broader")
            .in_bulk()
        )
        rows = (
            Coding.objects.counting()
            .filter(self._own, concept__in=concepts)
            .order_by("concept__order", "concept__notation", "pk")
            .values_list("project_id", "concept_id")
        )
        for project, key in rows:
            concept = concepts[key]
            if concept.scheme.slug == ROLES_SCHEME:
                self._add(project, "role", concept.notation, concept.display)
                self.order["role", concept.notation] = concept.order
                self.roles[project].append(RoleMark(concept.notation, concept.display))
            else:
                self._placed(project, concept)

    def _placed(self, project: int, concept: Concept) -> None:
        ambition = concept.broader or concept
        self._add(project, "ambition", ambition.notation, _numbered(ambition))
        self.order["ambition", ambition.notation] = ambition.order
        if concept.broader is not None:
            self._add(project, "enjeu", concept.notation, _numbered(concept))
            self.order["enjeu", concept.notation] = concept.order

    def places(self) -> None:
        places = Place.objects.filter(self._own)
        used = Territory.objects.filter(pk__in=places.values("territory"))
        territories = used.prefetch_related("parents").in_bulk()
        rows = places.order_by("relation", "pk").values_list(
            "project_id", "relation", "words", "territory_id"
        )
        around = {key: (one, *one.parents.all()) for key, one in territories.items()}
        for project, relation, words, key in rows:
            seat = relation == Place.Relation.SEAT
            territory = territories.get(key)
            label = place_label(words, territory.name if territory else "", seat=seat)
            self.place_names[project].append(label)
            self.located[project].append(Located(territory, words, seat))
            for one in around.get(key, ()):
                self._territory(project, one, acts=not seat)

    def _territory(self, project: int, territory: Territory, *, acts: bool) -> None:
        if territory.level not in LEVELS:
            return
        value = f"{territory.level}-{territory.code}"
        self._add(project, "territory", value, f"{territory.name} ({LEVELS[territory.level]})")
        self.order["territory", value] = -list(LEVELS).index(territory.level)
        if acts and territory.level == "departement":
            self.departements.add(territory.code)

    def actors(self) -> None:
        organisations = self._portfolio.organisations.select_related("kind", "same_as__kind")
        bodies = {
            body.pk: (body.head.slug, shown_name(body.head, dossiers=True))
            for body in organisations
            if not is_private(body.head)
        }
        kinds = Concept.objects.filter(participations__project__portfolio=self._portfolio)
        categories = kinds.distinct().in_bulk()
        rows = (
            Participation.objects.filter(self._own)
            .exclude(role=Participation.Role.HOLDER)
            .order_by("position", "pk")
            .values_list("project_id", "organisation_id", "category_id")
        )
        for project, body, kind in rows:
            if body in bodies:
                self._add(project, "actor", *bodies[body])
            elif kind is not None:
                self._add(project, "kind", categories[kind].notation, categories[kind].display)


def _numbered(concept: Concept) -> str:
    return f"{concept.notation} · {concept.display}"
