"""Place matching on every official name, and on any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.territory.gazetteer import Level, load
from terreau.territory.matching import Form, locate, locate_all

NO_ANSWER = {
    Form.AROUND,
    Form.SEVERAL,
    Form.AMBIGUOUS,
    Form.ELSEWHERE,
    Form.BODY,
    Form.UNKNOWN,
    Form.UNREADABLE,
}
WORDS = st.lists(
    st.sampled_from(
        [
            *("Saint", "St", "la", "(", ")", ",", "et", "à", "en", "/", "-", ":", "12", "33000"),
            *("Bordeaux", "Corrèze", "CC", "commune de", "syndicat", "\n", "s/", "Pau", "🌱"),
        ]
    ),
    max_size=9,
).map(" ".join)


def test_every_official_name_gives_its_commune_in_its_departement():
    """But for namesakes of one département, and for the few that bear a wider territory's name."""
    wrong, questions, count = [], [], 0
    for entry in load().entries(Level.COMMUNE):
        area = next(code for level, code in entry.parents if level is Level.DEPARTEMENT)
        found = locate(entry.name, departement=area)
        count += 1
        if found.entry is None:
            questions.append(found)
        elif found.entry != entry:
            wrong.append((entry.name, area, found.entry))

    assert wrong == []
    assert count > 34_000
    assert len(questions) < 20
    assert {one.form for one in questions} == {Form.AMBIGUOUS}


def test_every_epci_departement_and_region_is_found_by_its_name():
    for level in (Level.EPCI, Level.DEPARTEMENT, Level.REGION):
        for entry in load().entries(level):
            found = locate(entry.name, levels=[level])

            assert entry in (found.entry, *found.candidates)


@settings(max_examples=150, deadline=None)
@given(words=st.text(max_size=60) | WORDS, departement=st.sampled_from(["", "33", "20A", "no"]))
def test_any_text_has_one_answer_always_the_same(words, departement):
    found = locate(words, departement=departement)

    assert found == locate(words, departement=departement)
    assert (found.entry is None) == (found.form in NO_ANSWER)
    assert found.entry is None or found.candidates == ()
    assert found.reason.endswith(".")
    assert locate_all(words, departement=departement)


@settings(max_examples=60, deadline=None)
@given(words=WORDS, level=st.sampled_from(list(Level)))
def test_no_other_level_than_those_asked_for_is_given(words, level):
    found = locate(words, levels=[level])

    assert found.entry is None or found.entry.level is level
