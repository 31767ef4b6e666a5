"""The fields of a project as a file says them: kept with their cell, never over a correction.

A value that a person corrected stays. Where a file says something else than what that person had
before their eyes, it is a disagreement to settle, told and not written.
"""

from __future__ import annotations

from collections.abc import Iterator

from terreau.accounts.models import Agent
from terreau.collect.fields import BY_KEY
from terreau.collect.incoming import IncomingProject, IncomingValue
from terreau.collect.judging import taken_back
from terreau.collect.report import Change
from terreau.collect.writing.outcome import WrittenProject
from terreau.collect.writing.session import Means, Session
from terreau.portfolio.judgements import Verdict
from terreau.portfolio.models import FieldValue, Judgement, Project
from terreau.portfolio.values import (
    NOWHERE,
    SINGLE_FIELDS,
    Cell,
    Said,
    say_value,
    shown,
    value_key,
)

KEEP, TAKE = "keep", "take"


class ValueWriter:
    """Writes what one file says of the fields of its projects."""

    def __init__(self, session: Session, means: Means, *, keeps_texts: bool) -> None:
        self._session = session
        self._means = means
        self._keeps_texts = keeps_texts

    def first(self, project: Project, incoming: IncomingProject) -> None:
        """Keep the cells of a project just made."""
        said = [self._said(one) for one in _singles(incoming).values()]
        self._session.pending.values(project, said, self._verdict())

    def several(self, project: Project, incoming: IncomingProject) -> Iterator[Change]:
        """Keep the cells of the fields of several values that are not known yet."""
        fresh: dict[str, Said] = {}
        for value in incoming.values:
            if value.field in SINGLE_FIELDS:
                continue
            key = value_key(project.pk, value.field, value.value)
            if not self._session.heads.has(key):
                fresh.setdefault(key, self._said(value))
        self._session.pending.values(project, fresh.values(), self._verdict())
        for said in fresh.values():
            # Shown where nothing else tells them: the rest is told as a place, an actor, a grant.
            if said.name == "extra":
                yield Change("extra", said.cell.header or BY_KEY["extra"].label, "", said.value)

    def update(
        self, project: Project, incoming: IncomingProject, key: str, done: WrittenProject
    ) -> None:
        """Bring the fields of one value of a known project up to what the file says."""
        cells = _singles(incoming)
        for name in SINGLE_FIELDS:
            wanted = _text(getattr(incoming, name))
            held = shown(project, name)
            if not wanted or wanted == held:
                continue
            if self._keeps_texts and held:
                continue
            self._one(project, name, wanted, cells.get(name), key, done)

    def _one(
        self,
        project: Project,
        name: str,
        wanted: str,
        cell: IncomingValue | None,
        key: str,
        done: WrittenProject,
    ) -> None:
        change = Change(
            name, BY_KEY[name].label, shown(project, name), wanted, where(cell) if cell else ""
        )
        head = self._session.heads.of(value_key(project.pk, name))
        by: Agent | None = None
        said = judged_by_hand(head) if head is not None else None
        if head is not None and said is not None:
            if _already_seen(said, wanted):
                return
            answer = self._session.answers.on(f"{key}:{name}")
            done.conflicts.append(change)
            if answer != TAKE:
                self._tell(project, change, said, done, settled=answer == KEEP)
                return
            by = self._session.answers.by
        elif head is not None and cell is not None and self._said_before(project, cell, head):
            return
        self._put(project, name, wanted)
        value = Said(name, wanted, self._cell(cell) if cell else NOWHERE)
        if cell is not None or head is not None:
            judgement = say_value(project, value, self._verdict(by), supersedes=head)
            self._session.heads.remember(judgement)
            self._session.ledger.judged(judgement)
        done.changes.append(change)

    def _said_before(self, project: Project, cell: IncomingValue, head: Judgement) -> bool:
        """Whether the file said this already, before another said something else: no news."""
        document = self._session.documents.get(cell.origin.file)
        if document is None or taken_back(head):
            return False
        said = FieldValue.objects.filter(project=project, document=document)
        return said.filter(field=cell.field, value=cell.value).exists()

    def _tell(
        self,
        project: Project,
        change: Change,
        said: Judgement,
        done: WrittenProject,
        *,
        settled: bool,
    ) -> None:
        if settled:
            return
        message = (
            f"« {project.name} », {change.label.lower()} : le fichier dit « {change.after[:80]} », "
            f"{said.by.name} a corrigé en « {change.before[:80]} » : la correction est gardée."
        )
        done.remarks.append((change.cell or project.name, "corrected_value", message))

    def _put(self, project: Project, name: str, wanted: str) -> None:
        if name == "call":
            before: dict[str, object] = {"call_id": project.call_id}
            project.call = self._session.call(wanted)
        else:
            before = {name: getattr(project, name)}
            setattr(project, name, int(wanted) if name == "year" else wanted)
        project.save(update_fields=[name])
        self._session.ledger.updated(project, before)

    def _verdict(self, by: Agent | None = None) -> Verdict:
        return Verdict(
            by=by or self._means.source,
            means=self._means.reader,
            at=self._means.at,
            status=Judgement.Status.ACCEPTED,
        )

    def _said(self, value: IncomingValue) -> Said:
        return Said(value.field, value.value, self._cell(value))

    def _cell(self, value: IncomingValue) -> Cell:
        origin = value.origin
        document = self._session.documents.get(origin.file)
        return Cell(document, origin.sheet, origin.row, origin.column, origin.header)


def where(value: IncomingValue) -> str:
    """Where a value was read, for a person: « Lauréats, ligne 14, colonne F (Montant voté) »."""
    origin = value.origin
    parts = [origin.sheet] if origin.sheet else []
    parts += [f"ligne {origin.row}", f"colonne {origin.column}"]
    header = f" ({origin.header})" if origin.header and origin.header != origin.column else ""
    return ", ".join(parts) + header


def _singles(incoming: IncomingProject) -> dict[str, IncomingValue]:
    """The first cell of each field of one value that the record fills, with the value kept."""
    found: dict[str, IncomingValue] = {}
    for value in incoming.values:
        if value.field in SINGLE_FIELDS and _text(getattr(incoming, value.field)):
            kept = _text(getattr(incoming, value.field))
            found.setdefault(value.field, IncomingValue(value.field, kept, value.origin))
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value)


def judged_by_hand(head: Judgement) -> Judgement | None:
    """The judgement of a person that holds; None where a file's does.

    Where an import was undone, what holds restates an earlier judgement: its author is who counts.
    """
    while taken_back(head) and head.supersedes is not None and head.supersedes.supersedes:
        head = head.supersedes.supersedes
    by_hand = head.by.kind == Agent.Kind.PERSON and not taken_back(head)
    return head if by_hand else None


def _already_seen(said: Judgement, wanted: str) -> bool:
    """Whether the file only repeats what the person who corrected it replaced."""
    earlier = said.supersedes
    if earlier is None:
        return False
    before = FieldValue.objects.filter(judgement=earlier).first()
    return before is not None and before.value == wanted
