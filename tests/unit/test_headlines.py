"""A sentence over counts is said when it is true and plain, and not otherwise."""

import pytest

from terreau.publish.headlines import RoleCount, in_words, lead, network_title, roles_title


def counts(aiguillon: int = 0, inspirateur: int = 0, connecteur: int = 0) -> list[RoleCount]:
    return [
        RoleCount("aiguillon", "Aiguillon", aiguillon),
        RoleCount("inspirateur", "Inspirateur", inspirateur),
        RoleCount("connecteur", "Connecteur", connecteur),
    ]


SHOW = "montrent que c’est possible"


@pytest.mark.parametrize(
    ("projects", "playing", "said"),
    [
        (0, 0, None),
        (1, 0, None),
        (1, 1, None),
        (2, 0, None),
        (2, 1, None),
        (2, 2, f"Les deux projets {SHOW}."),
        (3, 1, None),
        (3, 2, f"Deux projets sur trois {SHOW}."),
        (14, 0, None),
        (14, 1, None),
        (14, 2, None),
        (14, 7, None),
        (14, 8, f"Huit projets sur quatorze {SHOW}."),
        (14, 14, f"Les quatorze projets {SHOW}."),
        (41, 21, f"21 projets sur 41 {SHOW}."),
        (41, 20, None),
    ],
)
def test_the_lead_speaks_of_a_majority_of_two_projects_at_least(
    projects: int, playing: int, said: str | None
) -> None:
    assert lead(projects, counts(inspirateur=playing)) == said


def test_two_roles_equally_frequent_give_no_lead() -> None:
    assert lead(4, counts(inspirateur=3, connecteur=3)) is None


def test_the_most_frequent_role_leads_wherever_it_stands_in_the_scheme() -> None:
    assert lead(4, counts(aiguillon=4, connecteur=3)) == (
        "Les quatre projets font voir un sujet que personne ne voyait."
    )


def test_no_role_at_all_gives_no_lead() -> None:
    assert lead(5, []) is None


def test_a_role_that_is_not_ours_keeps_its_own_name() -> None:
    assert lead(3, [RoleCount("passeur", "Passeur", 3)]) == (
        "Les trois projets jouent un rôle de passeur."
    )


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (counts(), "Les rôles, enjeu par enjeu"),
        (counts(inspirateur=1), "Les rôles, enjeu par enjeu"),
        (counts(inspirateur=2), "Inspirateur d’abord : deux projets"),
        (counts(inspirateur=2, connecteur=2), "Les rôles, enjeu par enjeu"),
        (counts(3, 9, 10), "Connecteur d’abord : dix projets"),
    ],
)
def test_the_figure_of_roles_says_which_comes_first_when_one_does(
    found: list[RoleCount], title: str
) -> None:
    assert roles_title(found) == title


def test_the_figure_of_links_says_how_many_actors_link_how_many_projects() -> None:
    assert network_title(1, 2) == "Un acteur relie deux projets"
    assert network_title(3, 21) == "Trois acteurs relient 21 projets"


def test_numbers_are_written_in_words_up_to_twenty() -> None:
    assert [in_words(number) for number in (0, 1, 20, 21, 1000)] == [
        "zéro",
        "un",
        "vingt",
        "21",
        "1\u202f000",
    ]
