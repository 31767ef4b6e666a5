from hypothesis import given
from hypothesis import strategies as st

from terreau.territory.gazetteer import Level, load, normalise

NAMES = [entry.name for entry in load().entries(Level.COMMUNE)][::7]


@given(st.text())
def test_a_key_is_its_own_key(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_a_key_has_single_spaces_and_none_at_its_ends(text):
    key = normalise(text)
    assert key == " ".join(key.split())


@given(st.text())
def test_a_match_ends_inside_the_text_and_its_words_are_a_name(text):
    match = load().match_prefix(text)
    if match is not None:
        assert 0 < match.end <= len(text)
        assert match.entries


@given(st.sampled_from(NAMES), st.sampled_from([", le lieu", ".", " (33)", "\tx", " accompagne"]))
def test_a_name_is_read_whole_at_the_start_of_a_text(name, rest):
    match = load().match_prefix(name + rest, levels=[Level.COMMUNE])
    assert match is not None
    assert (name + rest)[: match.end] == name


@given(st.sampled_from(NAMES))
def test_capitals_and_lost_accents_do_not_hide_a_name(name):
    shouted = normalise(name).upper()
    assert name in [entry.name for entry in load().find(shouted)]
