"""Which project of the portfolio an incoming one is: certain, new, or a question for a person.

In order: external identifier; our own slug, where the name or the holder agrees; the holder's
identifier with call and year; the normalised name with the holder, where nothing contradicts.
Two records that one file lists beside each other, with their own numbers or holders, are two.
Anything less is a question, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from terreau.collect.incoming import IncomingProject
from terreau.portfolio.directory import name_key
from terreau.portfolio.models import FieldValue, Organisation, Participation, Portfolio, Project

OTHER_NAMES = "un autre nom et un autre porteur sous le même identifiant court"
OTHER_HOLDER = "un autre porteur"
OTHER_IDENTIFIER = "un autre identifiant d’origine"
OTHER_YEAR = "une autre année"
ALMOST = "un nom presque pareil et le même porteur"
ALIKE = 92  # of 100: two names that differ by a typing error or a word
RAREST = 3  # words by which names that may be alike are looked up
SHORTEST_NAME = 6  # characters of a name that may be looked for in a text
LONG_NAME = 20  # characters of a name that a slip of the hand leaves itself
ALMOST_THERE = 95  # of 100: a letter or an article apart
SIREN = 9  # digits of a SIRET that name the body, whatever its establishment
NUMBERS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Match:
    """The project found; or, in `doubtful`, one that only a person can recognise, and `why`."""

    project: Project | None = None
    doubtful: Project | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    project: Project
    name: str
    call: str
    holder_names: frozenset[str]
    holder_ids: frozenset[str]


class ProjectIndex:
    """The projects of a portfolio, ready to be compared with many incoming ones."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.last_position = 0
        self.slugs: set[str] = set()
        self._by_slug: dict[str, _Known] = {}
        self._by_external: dict[str, _Known] = {}
        self._by_holder: dict[tuple[str, str, int | None], list[_Known]] = {}
        self._by_name: dict[str, list[_Known]] = {}
        self._by_word: dict[str, list[_Known]] = {}
        self._claimed: set[int] = set()
        self._beside: set[int] = set()  # among them, those that the file at hand lists
        self._by_rarest: dict[str, list[_Known]] | None = None
        holders: dict[int, list[Organisation]] = {}
        rows = Participation.objects.filter(
            project__portfolio=portfolio, role=Participation.Role.HOLDER
        ).select_related("organisation")
        for row in rows.order_by("pk"):
            if row.organisation is not None:
                holders.setdefault(row.project_id, []).append(row.organisation)
        # What an undone import withdrew is recognised too: it comes back under its own address.
        everything = Project.everything.filter(portfolio=portfolio)
        former = _former_holders(portfolio)
        for project in everything.select_related("call").order_by("pk"):
            known = _known(project, holders.get(project.pk, []))
            if project.withdrawn and not known.holder_names:
                known = replace(known, holder_names=frozenset(former.get(project.pk, ())))
            self._remember(known)

    def add(self, project: Project, holders: Sequence[Organisation]) -> None:
        """Let later records of the same import recognise a project just made, and its holders."""
        self._remember(_known(project, holders))
        self._claim(project)

    def begin_file(self) -> None:
        """Take up another file: two years of one list are two files, and repeat projects."""
        self._beside.clear()

    def _claim(self, project: Project) -> None:
        self._claimed.add(project.pk)
        self._beside.add(project.pk)

    def find(self, incoming: IncomingProject) -> Match:
        """The project that `incoming` is, or the one it may be."""
        match = self._find(incoming)
        if match.project is not None:
            self._claim(match.project)
        return match

    def _find(self, incoming: IncomingProject) -> Match:
        if incoming.external_id and incoming.external_id in self._by_external:
            return Match(self._by_external[incoming.external_id].project)
        known = self._by_slug.get(incoming.slug)
        if known is not None:
            return _same_slug(known, incoming)
        for holder in incoming.holders:
            key = (holder.identifier, incoming.call, incoming.year)
            found = self._by_holder.get(key, [])
            if len(found) == 1 and self._held_alone(found[0], incoming):
                return Match(found[0].project)
        return self._same_name(incoming)

    def _held_alone(self, known: _Known, incoming: IncomingProject) -> bool:
        """Whether the only project of a holder in a call is this one, under another name perhaps.

        A file that lists two projects of one holder says that there are two.
        """
        renamed = known.name != name_key(incoming.name)
        dated = bool(incoming.call) or incoming.year is not None
        told_apart = renamed and (known.project.pk in self._claimed or not dated)
        return not told_apart and not _other_identifier(known, incoming)

    def _same_name(self, incoming: IncomingProject) -> Match:
        named = self._by_name.get(name_key(incoming.name), [])
        wanted = _holder_names(incoming)
        same = [known for known in named if _same_holder(known, incoming)]
        for known in (*same, *filter(self._nobodys, named)):
            if not _contradiction(known, incoming):
                return Match(known.project)
        # Nobody can be asked about a project that is shown nowhere.
        namesakes = [known for known in named if not known.project.withdrawn]
        for known in namesakes:
            if not _same_holder(known, incoming):
                continue
            if not self._surely_two(known, incoming):
                return Match(doubtful=known.project, why=_contradiction(known, incoming))
        for known in namesakes:
            if not (_same_holder(known, incoming) or self._surely_other(known, incoming)):
                return Match(doubtful=known.project, why=OTHER_HOLDER)
        return self._alike(incoming, wanted)

    def _nobodys(self, known: _Known) -> bool:
        """Whether a withdrawn project waits to come back, its holder told by nothing any more."""
        free = known.project.withdrawn and known.project.pk not in self._claimed
        return free and not known.holder_names

    def _surely_two(self, known: _Known, incoming: IncomingProject) -> bool:
        """Whether a holder has two projects of one name: one file tells them apart, or years do."""
        years = {known.project.year, incoming.year}
        numbered, dated = _other_identifier(known, incoming), None not in years and len(years) > 1
        listed_beside = known.project.pk in self._beside
        return (numbered or dated) if listed_beside else (numbered and dated)

    def _surely_other(self, known: _Known, incoming: IncomingProject) -> bool:
        """Whether two projects of one name have two holders, as « Fonctionnement » often has."""
        numbers = {number[:SIREN] for number in _numbers(incoming)}
        held = {number[:SIREN] for number in known.holder_ids}
        if numbers and held and not numbers & held:
            return True
        both_named = bool(known.holder_names) and bool(incoming.holders)
        # In the files of one import, a name that several bear says as little as in one file.
        usual = len(self._by_name.get(known.name, ())) > 1 and known.project.pk in self._claimed
        return both_named and (usual or known.project.pk in self._beside)

    def _alike(self, incoming: IncomingProject, holders: frozenset[str]) -> Match:
        """The project of the same holder whose name is almost this one: a question."""
        key = name_key(incoming.name)
        words = sorted(set(key.split()), key=lambda word: (len(self._by_word.get(word, ())), word))
        near = {
            known.project.pk: known
            for word in words[:RAREST]
            for known in self._by_word.get(word, ())
            if known.holder_names & holders and not self._apart(known, incoming)
        }
        for _, known in sorted(near.items()):
            if fuzz.token_sort_ratio(key, known.name) >= ALIKE:
                return Match(doubtful=known.project, why=ALMOST)
        return Match()

    def _apart(self, known: _Known, incoming: IncomingProject) -> bool:
        """Whether two projects of almost one name are surely not the same: « Relais 1 » and 2."""
        listed_beside = known.project.withdrawn or known.project.pk in self._beside
        numbers = NUMBERS.findall(known.name) != NUMBERS.findall(name_key(incoming.name))
        return listed_beside or numbers or bool(_contradiction(known, incoming))

    def by_external(self, identifier: str) -> Project | None:
        """The project that its source calls by this identifier."""
        found = self._by_external.get(identifier)
        return found.project if found is not None else None

    def by_slug(self, slug: str) -> Project | None:
        """The project of this short name."""
        found = self._by_slug.get(slug)
        return found.project if found is not None else None

    def names(self) -> Iterator[tuple[str, Project]]:
        """Every name under its key, with its project."""
        for key, namesakes in self._by_name.items():
            for known in namesakes:
                yield key, known.project

    def named_in(self, key: str) -> list[tuple[Project, bool]]:
        """The projects whose name stands in a text, given as a key, and whether their holder does.

        A holder stands there by its number, by its name, or by a long name but for a slip. A name
        that stands only inside a longer one (« Mille mains » in « Trois mille mains ») is not
        meant. Each name is looked up by its rarest word, so that a long text costs its own length.
        """
        if self._by_rarest is None:
            self._by_rarest = {}
            for name, namesakes in self._by_name.items():
                if len(name) >= SHORTEST_NAME:
                    rarest = min(name.split(), key=lambda word: (len(self._by_word[word]), word))
                    self._by_rarest.setdefault(rarest, []).extend(namesakes)
        padded = f" {key} "
        named = [
            known
            for word in sorted(set(key.split()))
            for known in self._by_rarest.get(word, ())
            if f" {known.name} " in padded and not known.project.withdrawn
        ]
        meant = _meant({known.name for known in named}, padded)
        return [(known.project, _stands(known, padded)) for known in named if known.name in meant]

    def _remember(self, known: _Known) -> None:
        project = known.project
        self.last_position = max(self.last_position, project.position)
        self.slugs.add(project.slug)
        self._by_slug[project.slug] = known
        if project.external_id:
            self._by_external[project.external_id] = known
        for identifier in known.holder_ids:
            key = (identifier, known.call, project.year)
            self._by_holder.setdefault(key, []).append(known)
        self._by_rarest = None
        self._by_name.setdefault(known.name, []).append(known)
        for word in set(known.name.split()):
            self._by_word.setdefault(word, []).append(known)


def _meant(names: set[str], padded: str) -> set[str]:
    """The names that stand in a text elsewhere than inside a longer one of them."""
    meant: set[str] = set()
    for name in sorted(names, key=lambda one: (-len(one), one)):
        if f" {name} " in padded:
            meant.add(name)
            padded = padded.replace(f" {name} ", f" {' ' * len(name)} ")
    return meant


def _stands(known: _Known, padded: str) -> bool:
    """Whether a holder of a project stands in a text: by its number, or by its name."""
    if any(f" {said} " in padded for said in (*known.holder_names, *known.holder_ids)):
        return True
    long_names = (name for name in known.holder_names if len(name) >= LONG_NAME)
    return any(fuzz.partial_ratio(name, padded) >= ALMOST_THERE for name in long_names)


def _former_holders(portfolio: Portfolio) -> dict[int, set[str]]:
    """The names of the holders of withdrawn projects, as files said them: no row has them now."""
    said = FieldValue.objects.filter(
        project__portfolio=portfolio, project__withdrawn=True, field="holder.name"
    )
    names: dict[int, set[str]] = {}
    for project, value in said.order_by("pk").values_list("project_id", "value"):
        names.setdefault(project, set()).add(name_key(value))
    return names


def _same_slug(known: _Known, incoming: IncomingProject) -> Match:
    if _other_identifier(known, incoming):
        return Match(doubtful=known.project, why=OTHER_IDENTIFIER)
    renamed = known.name != name_key(incoming.name)
    if renamed and known.holder_names != _holder_names(incoming):
        return Match(doubtful=known.project, why=OTHER_NAMES)
    return Match(known.project)


def _other_identifier(known: _Known, incoming: IncomingProject) -> bool:
    held = known.project.external_id
    return bool(held and incoming.external_id and held != incoming.external_id)


def _contradiction(known: _Known, incoming: IncomingProject) -> str:
    """What keeps a project of the same name and holder from being the same; blank for nothing."""
    if _other_identifier(known, incoming):
        return OTHER_IDENTIFIER
    years = {known.project.year, incoming.year} - {None}
    return OTHER_YEAR if len(years) > 1 else ""


def _numbers(incoming: IncomingProject) -> set[str]:
    return {holder.identifier for holder in incoming.holders if holder.identifier}


def _same_holder(known: _Known, incoming: IncomingProject) -> bool:
    """Whether two projects have one holder: the same names, or one body by its number.

    Two establishments of one body, each named otherwise, are two holders.
    """
    if known.holder_names == _holder_names(incoming):
        return True
    return any(
        held == said or (SIREN in {len(held), len(said)} and held[:SIREN] == said[:SIREN])
        for held in known.holder_ids
        for said in _numbers(incoming)
    )


def _holder_names(incoming: IncomingProject) -> frozenset[str]:
    return frozenset(name_key(holder.name) for holder in incoming.holders)


def _known(project: Project, holders: Sequence[Organisation]) -> _Known:
    return _Known(
        project=project,
        name=name_key(project.name),
        call=project.call.name if project.call else "",
        holder_names=frozenset(name_key(body.name) for body in holders),
        holder_ids=frozenset(body.identifier for body in holders if body.identifier),
    )
