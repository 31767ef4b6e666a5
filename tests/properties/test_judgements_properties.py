"""Whatever people and machines do to a question, one judgement holds and nothing is rewritten.

The oracle is a plain list: what was judged, in order; its last entry is what holds.
"""

import datetime as dt
from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terreau.accounts.models import Agent
from terreau.portfolio.errors import Conflict, PersonDecided
from terreau.portfolio.judgements import Verdict, code, coding_key, head, undo
from terreau.portfolio.models import Coding, Judgement, Portfolio, Project
from terreau.vocabulary.models import Concept, Scheme

pytestmark = pytest.mark.django_db
Status = Judgement.Status
START = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
NUMBERS = count(1)

ACTIONS = st.lists(
    st.one_of(
        st.tuples(
            st.just("code"), st.sampled_from(["person", "model", "source"]), st.sampled_from(Status)
        ),
        st.just(("undo",)),
        st.tuples(st.just("undo_older"), st.integers(0, 8)),
        st.tuples(st.just("code_on_older"), st.integers(0, 8)),
    ),
    max_size=12,
)


@dataclass
class Desk:
    """One question, those who judge it, and the list that says what must be found."""

    project: Project
    concept: Concept
    agents: dict[str, Agent]
    told: list[tuple[str, str]] = field(default_factory=list)

    @property
    def rows(self) -> list[Judgement]:
        key = coding_key(self.project, self.concept)
        return list(Judgement.objects.filter(key=key).select_related("by").order_by("pk"))

    def verdict(self, who: str, status: Status) -> Verdict:
        at = START + dt.timedelta(hours=len(self.told))
        return Verdict(by=self.agents[who], at=at, status=status)

    def code(self, who: str, status: Status, supersedes: Judgement | None) -> None:
        code(self.project, self.concept, self.verdict(who, status), supersedes=supersedes)

    def act(self, action: tuple) -> None:
        """Do it, and note in the list what it must have done."""
        rows = self.rows
        if action[0] == "code":
            self._code(action[1], action[2], rows)
        elif action[0] == "undo" and rows:
            before = self.told[-2][1] if len(self.told) > 1 else Status.WITHDRAWN
            undo(rows[-1], self.agents["person"], START)
            self.told.append(("person", before))
        elif action[0] == "undo_older" and len(rows) > 1:
            with pytest.raises(Conflict):
                undo(rows[action[1] % (len(rows) - 1)], self.agents["person"], START)
        elif action[0] == "code_on_older" and len(rows) > 1:
            with pytest.raises(Conflict):
                self.code("person", Status.REJECTED, rows[action[1] % (len(rows) - 1)])

    def _code(self, who: str, status: Status, rows: list[Judgement]) -> None:
        holder, holds = self.told[-1] if self.told else ("", "")
        repeats = status == Status.PROPOSED and holds in {Status.PROPOSED, Status.ACCEPTED}
        last = rows[-1] if rows else None
        if who == "model" and holder == "person" and not repeats:
            with pytest.raises(PersonDecided):
                self.code(who, status, last)
            return
        self.code(who, status, last)
        if not repeats:
            self.told.append((who, status))


@pytest.fixture
def desk() -> Desk:
    scheme = Scheme.objects.create(slug="essai", title="Essai", iri="urn:essai")
    return Desk(
        project=Project(portfolio=Portfolio.objects.create(slug="p", name="P", scheme=scheme)),
        concept=Concept.objects.create(scheme=scheme, notation="1", iri="urn:essai:1"),
        agents={
            kind: Agent.objects.create(kind=kind, name=kind)
            for kind in ("person", "model", "source")
        },
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(actions=ACTIONS)
def test_any_sequence_leaves_one_judgement_standing_and_history_intact(
    desk: Desk, actions: list[tuple]
) -> None:
    name = f"projet-{next(NUMBERS)}"
    project = Project.objects.create(portfolio=desk.project.portfolio, slug=name, name=name)
    own = Desk(project, desk.concept, desk.agents)
    seen: dict[int, tuple] = {}
    for action in actions:
        own.act(action)
        rows = own.rows
        assert [(row.by.kind, row.status) for row in rows] == own.told
        assert [row.supersedes_id for row in rows] == [None, *(row.pk for row in rows)][: len(rows)]
        now = {row.pk: (row.by_id, row.status, row.at, row.reason) for row in rows}
        assert {pk: now[pk] for pk in seen} == seen
        seen = now

    standing = Judgement.objects.standing().filter(key=coding_key(project, own.concept))
    assert list(standing) == own.rows[-1:]
    assert head(coding_key(project, own.concept)) == (own.rows[-1] if own.rows else None)
    counts = bool(own.told) and own.told[-1][1] == Status.ACCEPTED
    assert Coding.objects.counting().filter(project=project).exists() == counts
    assert Coding.objects.filter(project=project).count() == len(own.told)
