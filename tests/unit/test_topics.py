"""A wording is tied to a lever or challenge only when one stands out."""

import pytest

from terreau.collect.topics import topic

LABELS = {
    "experimentation": "Expérimentation",
    "partenariats-experts": "Partenariats avec des experts reconnus",
    "temps-long": "Temps long",
}


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("L’expérimentation comme cadre commun", "experimentation"),
        ("EXPÉRIMENTER avant de généraliser", "experimentation"),
        ("Nouer des partenariats avec des experts", "partenariats-experts"),
        ("Prendre le temps, un temps long", "temps-long"),
        ("La météo du plateau", None),
        ("", None),
    ],
)
def test_a_wording_finds_the_entry_whose_words_it_says(wording: str, found: str | None) -> None:
    assert topic(wording, LABELS) == found


def test_two_entries_said_equally_give_none() -> None:
    labels = {"a": "Temps partagé", "b": "Temps partagés"}
    assert topic("Un temps partagé", labels) is None


def test_an_entry_said_in_more_words_wins_over_a_shorter_one() -> None:
    labels = {"a": "Partenariats", "b": "Partenariats locaux"}
    assert topic("Des partenariats locaux", labels) == "b"


def test_no_entry_gives_none() -> None:
    assert topic("Le temps", {}) is None
    assert topic("Le temps", {"a": "et"}) is None
