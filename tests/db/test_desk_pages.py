"""The pages of the desk: who may, what each says, an answer and its undoing without a script."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from terreau.accounts.models import Agent, Membership
from terreau.accounts.people import account_of
from terreau.identify.deciding import decide_bodies
from terreau.identify.desk.model import Answer
from terreau.identify.keys import bodies_key
from terreau.identify.models import IdentifyRun
from terreau.identify.presenting.addresses import case_address
from terreau.identify.running import work
from terreau.portfolio.judgements import head
from terreau.portfolio.models import Mention, Place, Portfolio
from tests.builders.desk import AT, ask_place, body, project, propose
from tests.builders.imports import HOME, page_of, signed_in, with_role

pytestmark = pytest.mark.django_db
DESK = f"{HOME}identification/"
BODIES = f"{DESK}organismes/"


@pytest.fixture
def pair(portfolio: Portfolio) -> str:
    """A question on two bodies; its key."""
    left = body(portfolio, "Mairie de Bègles", "Le four", "La cantine")
    return propose(left, body(portfolio, "Ville de Bègles", "Le verger"), 0.974)


@pytest.fixture
def second(portfolio: Portfolio, pair: str) -> str:
    """Another question, that matters less; its key."""
    return propose(body(portfolio, "AMAP du Gué"), body(portfolio, "Amap du gué"), 0.9)


@pytest.fixture
def place(portfolio: Portfolio) -> str:
    """A place to find among two communes; its key."""
    one = Place.objects.create(
        project=project(portfolio, "Radio Onde"), relation="action", words="Saint-Junien (canton)"
    )
    return ask_place(one, [["commune", "87154"], ["commune", "23192"]])


@pytest.fixture
def named(portfolio: Portfolio) -> Mention:
    """A name that a text gives and the project does not list."""
    return Mention.objects.create(
        portfolio=portfolio,
        key="m1",
        project=project(portfolio, "Le verger"),
        role="partner",
        words="Les Croqueurs",
    )


def answer(client: Client, portfolio: Portfolio, key: str, **sent: object):
    """Press a button of the page of a question, as a form without a script does."""
    address = case_address(portfolio, key)
    holding = head(key)
    seen = {"seen": holding.pk if holding else 0}
    return client.post(address, seen | sent)


def words_of(client: Client, address: str) -> str:
    return page_of(client, address).words.replace("\u00a0", " ").replace("\u202f", " ")


# Who may


def test_a_visitor_is_led_to_the_sign_in_and_a_reader_is_refused(
    portfolio: Portfolio, client: Client
) -> None:
    assert client.get(DESK).url.startswith("/connexion/")
    reader = signed_in(with_role("Sacha", Membership.Role.READER, portfolio))
    assert reader.get(DESK).status_code == 403
    assert "Identification" not in page_of(reader, HOME).words


def test_whoever_judges_finds_the_way_on_every_page(portfolio: Portfolio) -> None:
    client = signed_in(with_role("Sacha", Membership.Role.PANELLIST, portfolio))
    assert f"http://testserver{DESK}" in page_of(client, HOME).links
    assert "Collecte" not in page_of(client, HOME).words


def test_a_question_of_another_portfolio_is_not_found(
    at_work: Client, portfolio: Portfolio
) -> None:
    other = Portfolio.objects.create(slug="autre", name="Autre", scheme=portfolio.scheme)
    key = propose(body(other, "A"), body(other, "B"))
    assert at_work.get(case_address(portfolio, key)).status_code == 404


@pytest.mark.parametrize("name", ["chercher/", "defaire/", "defaire/ensemble/"])
def test_what_changes_something_is_never_done_by_a_link(at_work: Client, name: str) -> None:
    assert at_work.get(f"{DESK}{name}").status_code == 405


def test_a_form_from_elsewhere_is_refused(officer: Agent, portfolio: Portfolio, pair: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(account_of(officer))
    address = case_address(portfolio, pair)
    assert client.post(address, {"answer": "same"}).status_code == 403


def test_every_form_that_changes_something_carries_its_token(
    at_work: Client, portfolio: Portfolio, pair: str, place: str, second: str
) -> None:
    answer(at_work, portfolio, second, answer="same")
    pages = [case_address(portfolio, pair), case_address(portfolio, place), DESK]
    pages += [f"{DESK}reponses/", f"{DESK}tres-sures/"]
    for address in pages:
        page = at_work.get(address).content.decode()
        assert page.count('method="post"') == page.count("csrfmiddlewaretoken") > 0, address


# The overview


def test_an_empty_desk_says_what_to_do(at_work: Client) -> None:
    words = words_of(at_work, DESK)
    assert "Rien à trancher pour l’instant" in words
    assert "Chercher de nouveaux rapprochements" in words


def test_the_overview_counts_what_waits_and_tells_the_last_answers(
    at_work: Client, portfolio: Portfolio, pair: str, second: str, place: str, named: Mention
) -> None:
    answer(at_work, portfolio, second, answer="different", reason="deux statuts")
    words = words_of(at_work, DESK)
    assert words.count("1 à trancher") == 3
    assert "1 réponse donnée, la dernière le" in words
    assert "Deux organismes « AMAP du Gué »" in words or "Deux organismes « Amap du gué »" in words
    assert "« deux statuts »" in words
    assert "propositions très sûres" not in words


def test_a_search_is_done_by_the_worker_and_followed_on_the_page(
    at_work: Client, portfolio: Portfolio
) -> None:
    body(portfolio, "Commune de Tulle"), body(portfolio, "Ville de Tulle")
    at_work.post(f"{DESK}chercher/")
    assert "Recherche en cours" in words_of(at_work, DESK)
    assert "Terreau cherche" in words_of(at_work, DESK)
    at_work.post(f"{DESK}chercher/")
    assert "déjà en train d’être lus" in words_of(at_work, DESK)
    assert "X-Terreau-Next" not in at_work.get(f"{DESK}recherche/")
    run = IdentifyRun.objects.get(portfolio=portfolio)
    work(run, AT)
    assert at_work.get(f"{DESK}recherche/")["X-Terreau-Next"] == DESK
    assert "Dernière recherche le" in words_of(at_work, DESK)


def test_a_search_that_failed_says_so(
    at_work: Client, officer: Agent, portfolio: Portfolio
) -> None:
    told = {"code": "x", "message": "Le texte manque.", "hint": "Recommencez."}
    IdentifyRun.objects.create(
        portfolio=portfolio, by=officer, at=AT, ended_at=AT, state="failed", error=told
    )
    words = words_of(at_work, DESK)
    assert "La recherche s’est arrêtée" in words
    assert "Le texte manque. Recommencez." in words


# A question


def test_two_bodies_are_shown_with_what_sets_them_apart_and_the_reasons(
    at_work: Client, portfolio: Portfolio, pair: str
) -> None:
    words = words_of(at_work, case_address(portfolio, pair))
    assert "Très probable (0,97)" in words
    assert "Les deux noms se ressemblent." in words
    assert "3 projets en jeu" in words
    page = at_work.get(case_address(portfolio, pair)).content.decode()
    assert '<span class="own">Mairie</span>' in page
    assert '<span class="own">Ville</span>' in page


def test_an_answer_leads_to_the_next_question_and_can_be_taken_back(
    at_work: Client, portfolio: Portfolio, pair: str, second: str
) -> None:
    assert at_work.get(BODIES).url == case_address(portfolio, pair)
    done = answer(at_work, portfolio, pair, answer="same", reason="vu avec eux")
    assert done.url == case_address(portfolio, second)
    words = words_of(at_work, done.url)
    assert "Votre dernière réponse : le même organisme" in words
    holding = head(pair)
    assert holding is not None
    assert holding.reason == "vu avec eux"
    back = {"key": pair, "seen": holding.pk, "back": case_address(portfolio, pair)}
    assert at_work.post(f"{DESK}defaire/", back).url == case_address(portfolio, pair)
    assert at_work.get(BODIES).url == case_address(portfolio, pair)


def test_a_question_passed_over_comes_again_after_the_end(
    at_work: Client, portfolio: Portfolio, pair: str, second: str
) -> None:
    following = page_of(at_work, case_address(portfolio, pair)).links
    assert f"http://testserver{case_address(portfolio, second)}" in following
    sent = {"answer": "unsure", "before": pair}
    done = answer(at_work, portfolio, second, **sent)
    assert "1 question passée attend encore une réponse." in words_of(at_work, done.url)
    answer(at_work, portfolio, pair, answer="unsure")
    assert "Il n’y a plus rien à trancher ici" in words_of(at_work, BODIES)


@pytest.mark.parametrize(
    ("sent", "branch"), [("branch-left", "Mairie de Bègles"), ("branch-right", "Ville de Bègles")]
)
def test_a_branch_is_the_one_on_the_side_that_is_chosen(
    at_work: Client, portfolio: Portfolio, pair: str, sent: str, branch: str
) -> None:
    answer(at_work, portfolio, pair, answer=sent)
    assert portfolio.organisations.get(branch_of__isnull=False).name == branch


def test_who_answers_after_somebody_else_is_told_and_changes_nothing(
    at_work: Client, portfolio: Portfolio, pair: str
) -> None:
    seen = head(pair)
    assert seen is not None
    other = with_role("Camille", Membership.Role.OFFICER, portfolio)
    decide_bodies(portfolio, pair, Answer.DIFFERENT, other, AT)
    sent = {"answer": "same", "seen": seen.pk}
    done = at_work.post(case_address(portfolio, pair), sent)
    words = words_of(at_work, done.url)
    assert "Une autre réponse a été donnée entre-temps" in words
    assert "Deux organismes, dit Camille" in words
    assert head(pair).resolution.relation == "different"  # type: ignore[union-attr]


def test_an_answer_against_a_decision_names_it_and_offers_to_undo_it(
    at_work: Client, portfolio: Portfolio
) -> None:
    one, two, three = (body(portfolio, name) for name in ("A", "B", "C"))
    camille = with_role("Camille", Membership.Role.OFFICER, portfolio)
    for left, right in ((one, two), (two, three)):
        key = propose(left, right)
        decide_bodies(portfolio, key, Answer.SAME, camille, AT)
    refused = at_work.post(
        case_address(portfolio, bodies_key(one.pk, three.pk)), {"answer": "different"}
    )
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "Une décision s’y oppose" in page
    assert "Camille" in page
    assert "Défaire l’ancienne décision" in page
    assert "La garder, passer au cas suivant" in page


def test_an_answer_that_the_page_does_not_offer_is_refused_and_its_reason_kept(
    at_work: Client, portfolio: Portfolio, pair: str, place: str
) -> None:
    for key, sent in ((pair, "peut-être"), (place, "planete:1"), (place, "commune:00000")):
        refused = answer(at_work, portfolio, key, answer=sent, reason="parce que")
        assert refused.status_code == 422
        assert 'value="parce que"' in refused.content.decode()


def test_a_script_is_given_what_changes_and_the_words_to_announce(
    at_work: Client, portfolio: Portfolio, pair: str, second: str
) -> None:
    answer(at_work, portfolio, pair, answer="same")
    got = at_work.get(case_address(portfolio, second), headers={"X-Terreau-Fragment": "answer"})
    page = got.content.decode().replace("\u00a0", " ")
    assert got["X-Terreau-Fragment"] == "1"
    assert "no-store" in got["Cache-Control"]
    assert "X-Terreau-Fragment" in got["Vary"]
    assert "<html" not in page
    assert "Réponse gardée : le même organisme. Maintenant : « AMAP du Gué »" in page


# Places


def test_a_place_is_chosen_among_candidates_or_found_by_a_search(
    at_work: Client, portfolio: Portfolio, place: str
) -> None:
    address = case_address(portfolio, place)
    words = words_of(at_work, address)
    assert "« Saint-Junien (canton) »" in words
    assert "Saint-Junien (commune" in words
    searched = at_work.get(address, {"q": "Tulle"}).content.decode()
    assert 'value="commune:19272"' in searched
    assert 'value="commune:19272"' in at_work.get(address, {"q": "19272"}).content.decode()
    nothing = words_of(at_work, f"{address}?q=xyzzy")
    assert "Aucun territoire de ce nom" in nothing
    answer(at_work, portfolio, place, answer="commune:19272")
    assert Place.objects.get(words="Saint-Junien (canton)").territory.name == "Tulle"  # type: ignore[union-attr]


def test_a_place_that_is_none_of_them_stays_without_code(
    at_work: Client, portfolio: Portfolio, place: str
) -> None:
    answer(at_work, portfolio, place, answer="aucun")
    assert Place.objects.get(words="Saint-Junien (canton)").territory is None
    assert "Il n’y a plus rien à trancher ici" in words_of(at_work, f"{DESK}lieux/")


# Names in texts


def test_a_name_becomes_a_new_body_with_the_role_that_is_chosen(
    at_work: Client, portfolio: Portfolio, named: Mention
) -> None:
    key = f"resolution:mention:{named.pk}"
    assert "Qui est nommé ici ?" in words_of(at_work, case_address(portfolio, key))
    answer(at_work, portfolio, key, answer="nouveau", role="host")
    part = portfolio.organisations.get(name="Les Croqueurs").participations.get()
    assert part.role == "host"


@pytest.mark.parametrize("sent", ["pas-un-organisme", "personne"])
def test_a_name_that_is_no_body_enters_nowhere(
    at_work: Client, portfolio: Portfolio, named: Mention, sent: str
) -> None:
    key = f"resolution:mention:{named.pk}"
    answer(at_work, portfolio, key, answer=sent)
    assert not portfolio.organisations.exists()
    holding = head(key)
    assert holding is not None
    assert ("personne" in holding.reason) == (sent == "personne")


# All at once, and what was answered


def test_the_sure_proposals_left_checked_are_accepted_and_taken_back_together(
    at_work: Client, portfolio: Portfolio
) -> None:
    keys = [
        propose(body(portfolio, f"Mairie de V{n}"), body(portfolio, f"Ville de V{n}"), 0.99)
        for n in range(3)
    ]
    assert "3 propositions très sûres" in words_of(at_work, f"{DESK}tres-sures/")
    done = at_work.post(f"{DESK}tres-sures/", {"key": keys[:2]})
    assert portfolio.organisations.filter(same_as__isnull=False).count() == 2
    page = words_of(at_work, done.url)
    assert "2 propositions acceptées." in page
    assert "Défaire les 2 réponses" in page
    together = done.url.partition("ensemble=")[2]
    at_work.post(f"{DESK}defaire/ensemble/", {"ensemble": together})
    assert not portfolio.organisations.filter(same_as__isnull=False).exists()


def test_the_history_keeps_what_was_taken_back_and_filters(
    at_work: Client, portfolio: Portfolio, pair: str, place: str
) -> None:
    answer(at_work, portfolio, pair, answer="same")
    answer(at_work, portfolio, place, answer="aucun")
    at_work.post(f"{DESK}defaire/", {"key": pair})
    words = words_of(at_work, f"{DESK}reponses/")
    assert "2 réponses" in words
    assert "défaite par Dominique" in words
    for asked, told in (("question=lieux", "1 réponse"), ("etat=defaites", "1 réponse")):
        assert told in words_of(at_work, f"{DESK}reponses/?{asked}")
    assert "Aucune réponse ne correspond" in words_of(at_work, f"{DESK}reponses/?personne=999999")


def test_undoing_what_changed_meanwhile_changes_nothing(
    at_work: Client, portfolio: Portfolio, pair: str
) -> None:
    answer(at_work, portfolio, pair, answer="same")
    seen = head(pair)
    assert seen is not None
    answer(at_work, portfolio, pair, answer="different")
    done = at_work.post(f"{DESK}defaire/", {"key": pair, "seen": seen.pk, "back": DESK})
    assert "Cette réponse a changé entre-temps" in words_of(at_work, done.url)
    assert head(pair).resolution.relation == "different"  # type: ignore[union-attr]


def test_a_way_back_never_leads_out_of_the_site(
    at_work: Client, portfolio: Portfolio, pair: str
) -> None:
    answer(at_work, portfolio, pair, answer="same")
    sent = {"key": pair, "back": "https://ailleurs.example/"}
    assert at_work.post(f"{DESK}defaire/", sent).url == "/"


def test_the_cost_of_a_question_does_not_grow_with_the_queue(
    at_work: Client, portfolio: Portfolio, pair: str, second: str
) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert at_work.get(address).status_code == 200
        return len(captured)

    before = asked(case_address(portfolio, pair)), asked(DESK)
    for n in range(8):
        propose(body(portfolio, f"Un {n}"), body(portfolio, f"Une {n}"), 0.6 + n / 100)
    assert (asked(case_address(portfolio, pair)), asked(DESK)) == before
    assert before[0] <= 30
    assert before[1] <= 30
