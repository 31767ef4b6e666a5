"""What people decide at the desk holds, follows through groups, and can be taken back."""

import datetime as dt

import pytest

from terreau.accounts.errors import NotAllowed
from terreau.accounts.models import Agent, Membership
from terreau.identify.deciding import (
    accept_sure,
    decide_bodies,
    decide_named,
    decide_place,
    say_nature,
    split,
    undo_key,
    undo_last,
)
from terreau.identify.desk.model import Answer, Asked
from terreau.identify.desk.queue import (
    body_cases,
    case,
    decided,
    named_cases,
    place_cases,
    progress,
    sure_cases,
)
from terreau.identify.errors import BadAnswer, NothingToUndo, StandsInTheWay, UnknownCase
from terreau.identify.keys import bodies_key, mention_key
from terreau.identify.running import identify
from terreau.portfolio.errors import Conflict
from terreau.portfolio.models import (
    Judgement,
    Mention,
    Organisation,
    Participation,
    Place,
    Portfolio,
)
from terreau.territory.gazetteer import Level
from tests.builders.desk import AT, ask_place, body, project, propose
from tests.builders.imports import with_role

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=1)


def queue(portfolio: Portfolio) -> list[str]:
    return [one.key for one in body_cases(portfolio, agent_reads_dossiers=True)]


def say(
    portfolio: Portfolio, by: Agent, one: Organisation, other: Organisation, answer: str
) -> None:
    decide_bodies(portfolio, bodies_key(one.pk, other.pk), Answer(answer), by, AT)


def test_the_same_body_is_one_under_the_name_that_stands_for_it(
    portfolio: Portfolio, officer: Agent
) -> None:
    short = body(portfolio, "Mairie de Bègles")
    known = body(portfolio, "Ville Bègles", identifier="213300395")
    key = propose(short, known)
    decide_bodies(portfolio, key, Answer.SAME, officer, AT)
    short.refresh_from_db()
    known.refresh_from_db()
    assert (short.same_as, known.same_as) == (known, None)
    assert queue(portfolio) == []
    shown = case(portfolio, key, agent_reads_dossiers=True)
    assert shown.left.name == shown.right.name == "Commune de Bègles"
    assert shown.answered == "Le même organisme, dit Dominique le 02/03/2026"


def test_what_matters_most_comes_first(portfolio: Portfolio) -> None:
    a, b = body(portfolio, "A"), body(portfolio, "B")
    c, d = body(portfolio, "C", "P1", "P2", "P3"), body(portfolio, "D", "P4")
    e, f = body(portfolio, "E"), body(portfolio, "F")
    few, many, doubtful = propose(a, b, 0.99), propose(c, d, 0.99), propose(e, f, 0.5)
    assert queue(portfolio) == [many, doubtful, few]
    assert [one.key for one in sure_cases(portfolio, 0.9)] == [many, few]
    rest = body_cases(portfolio, agent_reads_dossiers=True, limit=1, after=many)
    assert [one.key for one in rest] == [doubtful]


def test_what_follows_from_answers_is_not_asked(portfolio: Portfolio, officer: Agent) -> None:
    a, b, c, d = (body(portfolio, name) for name in "ABCD")
    propose(a, b)
    propose(b, c)
    propose(a, c)
    last = propose(c, d)
    propose(a, d, 0.6)
    say(portfolio, officer, a, b, "same")
    say(portfolio, officer, b, c, "same")
    assert queue(portfolio) == [last], "a and d are c and d by now"
    say(portfolio, officer, c, d, "different")
    assert queue(portfolio) == []


def test_not_the_same_holds_through_groups_and_names_itself(
    portfolio: Portfolio, officer: Agent
) -> None:
    a, b, c = (body(portfolio, name) for name in "ABC")
    say(portfolio, officer, a, b, "different")
    say(portfolio, officer, b, c, "same")
    with pytest.raises(StandsInTheWay) as refused:
        say(portfolio, officer, a, c, "same")
    assert (
        "«\u00a0B\u00a0» et «\u00a0A\u00a0» sont deux organismes (Dominique, le 02/03/2026)"
        in str(refused.value)
    )
    assert refused.value.key == bodies_key(a.pk, b.pk)
    undo_key(portfolio, refused.value.key, officer, LATER)
    say(portfolio, officer, a, c, "same")
    assert Organisation.objects.filter(same_as=a).count() == 2


def test_taking_back_restates_nothing_that_was_contradicted_since(
    portfolio: Portfolio, officer: Agent
) -> None:
    a, b, c = (body(portfolio, name) for name in "ABC")
    say(portfolio, officer, a, b, "different")
    say(portfolio, officer, a, b, "same")
    say(portfolio, officer, b, c, "same")
    say(portfolio, officer, a, c, "same")
    with pytest.raises(StandsInTheWay):
        undo_key(portfolio, bodies_key(a.pk, b.pk), officer, LATER)


def test_a_branch_stays_apart_and_is_linked(portfolio: Portfolio, officer: Agent) -> None:
    local, federation = body(portfolio, "Fédération du Lot"), body(portfolio, "Fédération")
    key = propose(local, federation, relation="branch")
    (shown,) = body_cases(portfolio, agent_reads_dossiers=True)
    assert (shown.relation, shown.branch) == ("branch", "left")
    decide_bodies(portfolio, key, Answer.BRANCH, officer, AT, branch="left")
    local.refresh_from_db()
    assert (local.branch_of, local.same_as) == (federation, None)
    other = body(portfolio, "Autre")
    say(portfolio, officer, other, local, "same")
    with pytest.raises(StandsInTheWay, match="est une antenne de"):
        say(portfolio, officer, other, federation, "same")
    middle = body(portfolio, "Union")
    high = bodies_key(federation.pk, middle.pk)
    decide_bodies(portfolio, high, Answer.BRANCH, officer, AT, branch="left")
    loop = bodies_key(local.pk, middle.pk)
    with pytest.raises(StandsInTheWay):
        decide_bodies(portfolio, loop, Answer.BRANCH, officer, AT, branch="right")


def test_the_last_decision_is_taken_back_then_the_one_before(
    portfolio: Portfolio, officer: Agent
) -> None:
    a, b, c = (body(portfolio, name) for name in "ABC")
    first, second = propose(a, b), propose(b, c)
    decide_bodies(portfolio, first, Answer.SAME, officer, AT)
    decide_bodies(portfolio, second, Answer.UNSURE, officer, AT)
    assert queue(portfolio) == []
    told = undo_last(portfolio, officer, LATER)
    assert told == "«\u00a0C\u00a0» et «\u00a0B\u00a0»\u00a0: «\u00a0indécis\u00a0» est annulé."
    assert queue(portfolio) == [second]
    undo_last(portfolio, officer, LATER)
    assert sorted(queue(portfolio)) == [first, second]
    assert not Organisation.objects.exclude(same_as=None).exists()
    with pytest.raises(NothingToUndo):
        undo_last(portfolio, officer, LATER)
    assert [one.holds for one in decided(portfolio, Asked.BODIES)] == [False, False]
    assert progress(portfolio, Asked.BODIES).answered == 0


def test_many_sure_proposals_are_accepted_but_those_that_a_decision_forbids(
    portfolio: Portfolio, officer: Agent
) -> None:
    a, b, c, d = (body(portfolio, name) for name in "ABCD")
    keys = [propose(a, b, 0.99), propose(b, c, 0.99), propose(c, d, 0.99)]
    say(portfolio, officer, a, c, "different")
    done = accept_sure(portfolio, keys, officer, LATER)
    assert (done.accepted, done.left) == (2, (keys[1],))
    assert accept_sure(portfolio, keys, officer, LATER).accepted == 0
    for row in (b, d):
        row.refresh_from_db()
    assert (b.same_as, d.same_as) == (a, c)
    assert progress(portfolio, Asked.BODIES).left == 0


def test_the_same_answer_again_adds_no_row_and_another_in_between_is_told(
    portfolio: Portfolio, officer: Agent
) -> None:
    a, b = body(portfolio, "A"), body(portfolio, "B")
    key = propose(a, b)
    (shown,) = body_cases(portfolio, agent_reads_dossiers=True)
    decide_bodies(portfolio, key, Answer.SAME, officer, AT, seen=shown.seen)
    count = Judgement.objects.count()
    decide_bodies(portfolio, key, Answer.SAME, officer, LATER)
    assert Judgement.objects.count() == count
    with pytest.raises(Conflict):
        decide_bodies(portfolio, key, Answer.DIFFERENT, officer, LATER, seen=shown.seen)


def test_readers_decide_nothing_and_keys_stay_in_their_portfolio(
    portfolio: Portfolio, officer: Agent
) -> None:
    a, b = body(portfolio, "A"), body(portfolio, "B")
    reader = with_role("Lou", Membership.Role.READER, portfolio)
    key = propose(a, b)
    for act in (
        lambda: decide_bodies(portfolio, key, Answer.SAME, reader, AT),
        lambda: accept_sure(portfolio, [key], reader, AT),
        lambda: undo_last(portfolio, reader, AT),
    ):
        with pytest.raises(NotAllowed):
            act()
    elsewhere = Portfolio.objects.create(slug="autre", name="Autre", scheme=portfolio.scheme)
    manager = with_role("Sacha", Membership.Role.OFFICER, elsewhere)
    assert case(elsewhere, key) is None
    with pytest.raises(UnknownCase):
        decide_bodies(elsewhere, key, Answer.SAME, manager, AT)


def test_a_place_is_decided_for_its_words_and_a_seat_is_no_place_of_action(
    portfolio: Portfolio, officer: Agent
) -> None:
    where = project(portfolio, "Le Four")
    seat = Place.objects.create(project=where, relation="seat", words="St-Denis")
    action = Place.objects.create(project=where, relation="action", words="St-Denis")
    key = ask_place(seat, [["commune", "93066"], ["commune", "97411"]])
    (shown,) = place_cases(portfolio)
    assert [one.code for one in shown.candidates] == ["93066", "97411"]
    decide_place(portfolio, key, (Level.COMMUNE, "97411"), officer, AT)
    seat.refresh_from_db()
    action.refresh_from_db()
    assert (seat.territory.code, action.territory) == ("97411", None)
    assert place_cases(portfolio) == []
    undo_key(portfolio, key, officer, LATER)
    seat.refresh_from_db()
    assert seat.territory is None
    assert len(place_cases(portfolio)) == 1


def named(portfolio: Portfolio, name: str, role: str = "host", person: bool = False) -> Mention:
    return Mention.objects.create(
        portfolio=portfolio,
        key=f"texte:{name}",
        project=project(portfolio, "Le Four"),
        role=role,
        words=name,
        person=person,
    )


def test_a_body_that_a_text_names_takes_part_once_a_person_says_so(
    portfolio: Portfolio, officer: Agent
) -> None:
    mention = named(portfolio, "Collège du Parc")
    named(portfolio, "Mme Lise Dubois", person=True)
    (shown,) = named_cases(portfolio, agent_reads_dossiers=True)
    assert (shown.words, shown.role) == ("Collège du Parc", "host")
    decide_named(portfolio, shown.key, "new", "", officer, AT)
    part = Participation.objects.get(mention=mention)
    assert (part.role, part.organisation.name) == ("host", "Collège du Parc")
    undo_last(portfolio, officer, LATER)
    assert not Participation.objects.filter(mention=mention).exists()
    decide_named(portfolio, shown.key, None, "", officer, LATER)
    assert named_cases(portfolio, agent_reads_dossiers=True) == []
    with pytest.raises(BadAnswer):
        decide_named(portfolio, shown.key, "new", "chef", officer, LATER)


def test_a_namesake_is_split_and_joined_again(portfolio: Portfolio, officer: Agent) -> None:
    both = body(portfolio, "Les Amis", "Le Four", "La Radio")
    mention = Mention.objects.create(
        portfolio=portfolio,
        key="liste",
        project=project(portfolio, "La Radio"),
        role="holder",
        words="Les Amis",
        organisation=both,
    )
    other = split(mention.pk, officer, AT)
    holders = Participation.objects.order_by("project__name").values_list("organisation", flat=True)
    assert list(holders) == [other.pk, both.pk]
    undo_key(portfolio, mention_key(mention.pk), officer, LATER)
    assert list(holders.all()) == [both.pk, both.pk]
    assert split(mention.pk, officer, LATER) == other, "the body made before serves again"


def test_a_page_of_the_queue_costs_nine_queries(
    portfolio: Portfolio, django_assert_num_queries: object
) -> None:
    for start in range(12):
        propose(body(portfolio, f"A{start}"), body(portfolio, f"B{start}"))
    with django_assert_num_queries(9):  # type: ignore[operator]
        assert len(body_cases(portfolio, agent_reads_dossiers=True)) == 12


def test_a_nature_shows_once_a_person_said_it(portfolio: Portfolio, owner: Agent) -> None:
    one = body(portfolio, "Lycée des Graves")
    identify(portfolio, AT)
    one.refresh_from_db()
    assert one.natures.count() == 1
    assert one.kind is None
    say_nature(one, "association", owner, AT)
    one.refresh_from_db()
    assert one.kind is not None
    assert one.kind.notation == "association"
    undo_last(portfolio, owner, LATER)
    one.refresh_from_db()
    assert one.kind is None
