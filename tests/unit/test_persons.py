"""Names of natural persons told from names of bodies, and of bodies named after a person."""

import tomllib
from pathlib import Path

import pytest

from terreau.identify.given_names import ALSO_WORDS, GIVEN, SURNAMES
from terreau.identify.persons import is_person
from terreau.territory.names import fold

MADE = tomllib.loads(
    (Path(__file__).parents[1] / "fixtures" / "persons.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MADE["persons"])
def test_the_name_of_a_person_is_told(name):
    assert is_person(name)


@pytest.mark.parametrize("name", MADE["bodies"])
def test_the_name_of_a_body_is_not_that_of_a_person(name):
    assert not is_person(name)


@pytest.mark.parametrize(
    "name", ["", " ", "Jean", "M.", "Mme", "1", "Jean " * 5000, "…", "M. et Mme"]
)
def test_what_is_no_name_is_no_person(name):
    assert not is_person(name)


@pytest.mark.parametrize("listed", [GIVEN, ALSO_WORDS, SURNAMES])
def test_the_lists_hold_folded_words(listed):
    assert [word for word in sorted(listed) if fold(word) != word] == []
