"""Which project of the portfolio an incoming one is: certain, new, or a question for a person.

In order: our own slug or external identifier; the holder's identifier with call and year; the
normalised name with the holder. The same name with another holder is a question, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass

from terreau.collect.incoming import IncomingProject
from terreau.portfolio.models import Participation, Portfolio, Project
from terreau.territory.gazetteer import normalise


@dataclass(frozen=True, slots=True)
class Match:
    """The project found; or, in `doubtful`, one that only a person can recognise or refuse."""

    project: Project | None = None
    doubtful: Project | None = None


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
        holders: dict[int, list[Participation]] = {}
        rows = Participation.objects.filter(
            project__portfolio=portfolio, role=Participation.Role.HOLDER
        ).select_related("organisation")
        for row in rows:
            holders.setdefault(row.project_id, []).append(row)
        self._known = [
            _known(project, holders.get(project.pk, []))
            for project in portfolio.projects.select_related("call").order_by("pk")
        ]

    def add(self, project: Project) -> None:
        """Let later records of the same import recognise a project just made."""
        holders = project.participations.filter(role=Participation.Role.HOLDER)
        self._known.append(_known(project, list(holders.select_related("organisation"))))

    def find(self, incoming: IncomingProject) -> Match:
        """The project that `incoming` is, or the one it may be."""
        for known in self._known:
            if incoming.slug and known.project.slug == incoming.slug:
                return Match(known.project)
            if incoming.external_id and known.project.external_id == incoming.external_id:
                return Match(known.project)
        holder = incoming.holder
        if holder is not None and holder.identifier:
            for known in self._known:
                same_call = known.call == incoming.call and known.project.year == incoming.year
                if holder.identifier in known.holder_ids and same_call:
                    return Match(known.project)
        namesakes = [known for known in self._known if known.name == normalise(incoming.name)]
        wanted = frozenset({normalise(holder.name)} if holder is not None else ())
        for known in namesakes:
            if known.holder_names == wanted:
                return Match(known.project)
        return Match(doubtful=namesakes[0].project) if namesakes else Match()


def _known(project: Project, holders: list[Participation]) -> _Known:
    bodies = [holder.organisation for holder in holders if holder.organisation is not None]
    return _Known(
        project=project,
        name=normalise(project.name),
        call=project.call.name if project.call else "",
        holder_names=frozenset(normalise(body.name) for body in bodies),
        holder_ids=frozenset(body.identifier for body in bodies if body.identifier),
    )
