"""Offsets in code points and in UTF-16 units lead to each other, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.portfolio.offsets import from_utf16, to_utf16, utf16_length

# Plane 0, accents that combine, and characters that JavaScript counts twice.
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("aé\u0301’\u00a0\n\ufffd\uffff\U00010000🌱👩🏽\u200d🌾𝄞"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)


def encoded_length(text: str) -> int:
    """The oracle: Python's own encoder, two bytes a unit."""
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS, st.data())
def test_an_offset_is_the_length_of_what_stands_before(text: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(text)))
    assert to_utf16(text, index) == encoded_length(text[:index])


@given(TEXTS, st.data())
def test_there_and_back_is_the_same_offset(text: str, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(text)))
    assert from_utf16(text, to_utf16(text, index)) == index


@given(TEXTS)
def test_only_boundaries_between_characters_are_offsets(text: str) -> None:
    boundaries = {encoded_length(text[:index]) for index in range(len(text) + 1)}
    for units in range(-1, encoded_length(text) + 2):
        if units in boundaries:
            assert to_utf16(text, from_utf16(text, units)) == units
        else:
            with pytest.raises(ValueError, match="no boundary"):
                from_utf16(text, units)


@given(TEXTS)
def test_a_length_is_the_offset_of_the_end(text: str) -> None:
    assert utf16_length(text) == to_utf16(text, len(text)) == encoded_length(text)


@pytest.mark.parametrize("index", [-1, 3])
def test_an_offset_outside_the_text_is_refused(index: int) -> None:
    with pytest.raises(ValueError, match="no offset"):
        to_utf16("a🌱", index)


def test_an_emoji_counts_one_here_and_two_there() -> None:
    text = "Le 🌱 pousse"
    start = text.index("pousse")
    assert (start, to_utf16(text, start)) == (5, 6)
