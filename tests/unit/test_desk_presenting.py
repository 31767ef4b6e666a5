"""What the desk shows of names and sentences: pieces that give the text back, cut with care."""

import pytest

from terreau.identify.presenting.addresses import asked_of, key_of
from terreau.identify.presenting.differences import differences
from terreau.identify.presenting.sentences import around
from terreau.identify.presenting.waiting import Waiting
from terreau.identify.presenting.words import certainty, figure, years


@pytest.mark.parametrize(
    ("left", "right", "own_left", "own_right"),
    [
        ("Mairie de Bègles", "VILLE DE BEGLES", ["Mairie"], ["VILLE"]),
        ("Saint-Jean", "Saint Jean", [], []),
        ("Le Fanal", "Le Fanal", [], []),
        ("", "Le Fanal", [], ["Le Fanal"]),
        ("A" * 10_000, "B", ["A" * 10_000], ["B"]),
    ],
)
def test_names_are_marked_where_they_differ_and_stay_whole(
    left: str, right: str, own_left: list[str], own_right: list[str]
) -> None:
    one, other = differences(left, right)
    assert "".join(piece.text for piece in one) == left
    assert "".join(piece.text for piece in other) == right
    marked = [[p.text.strip() for p in side if p.own] for side in (one, other)]
    assert [" ".join(side).split() for side in marked] == [
        " ".join(own_left).split(),
        " ".join(own_right).split(),
    ]


def test_a_name_is_shown_in_its_sentence_and_no_further() -> None:
    text = "Il pleut. Le verger, planté\navec Les Croqueurs en 2021, donne. Il est grand."
    start = text.index("Les Croqueurs")
    before, after = around(text, start, start + len("Les Croqueurs"))
    assert before == "Le verger, planté avec "
    assert after == " en 2021, donne."


def test_a_long_sentence_is_cut_between_two_words() -> None:
    text = "mot " * 200 + "Les Croqueurs" + " mot" * 200
    start = text.index("Les Croqueurs")
    before, after = around(text, start, start + len("Les Croqueurs"))
    assert len(before) <= 240
    assert set(before.split()) == {"mot"} == set(after.split())


def test_a_probability_is_never_rounded_up_to_certainty() -> None:
    assert figure(0.9999) == "0,99"
    assert figure(1.0) == "1,00"
    assert (certainty(0.97), certainty(0.5), certainty(0.1)) == (
        "très probable",
        "plutôt probable",
        "très peu probable",
    )


def test_many_years_are_told_by_the_first_and_the_last() -> None:
    assert years((2019, 2017)) == "2017, 2019"
    assert years((2014, 2015, 2016, 2021)) == "de 2014 à 2021"
    assert years(()) == ""


@pytest.mark.parametrize(
    "key",
    ["resolution:bodies:12:40", "location:project:7:seat:0f3a9b0c1d2e3f40", "resolution:mention:5"],
)
def test_an_address_gives_its_key_back(key: str) -> None:
    asked = asked_of(key)
    assert asked is not None
    case = "-".join(key.split(":")[2:])
    assert key_of(asked, case) == key


def test_the_question_after_one_that_is_gone_is_the_first() -> None:
    waits = Waiting(("a", "b"))
    assert [waits.after(key) for key in ("a", "b", "gone", "")] == ["b", "", "a", "a"]
    assert [waits.before(key) for key in ("a", "b", "gone")] == ["", "a", ""]
