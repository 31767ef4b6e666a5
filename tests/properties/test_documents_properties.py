"""Any document: every character has one page, and nothing that nobody sees is left."""

import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.collect.readers.documents import read_document
from terreau.collect.readers.documents.pdf.order import Line
from terreau.collect.readers.documents.pdf.paragraphs import assembled
from terreau.collect.readers.documents.writing import cleaned
from terreau.collect.readers.errors import ReaderError
from terreau.collect.sandbox import protocol
from tests.builders import documents as build

LINES = st.builds(
    Line,
    text=st.text("aé-.ﬁ \u00a0B\t", max_size=12),
    x0=st.sampled_from([50.0, 60.0]),
    x1=st.sampled_from([200.0, 300.0]),
    y=st.floats(0, 800),
    size=st.sampled_from([9.0, 12.0]),
    column=st.integers(0, 1),
    alone=st.booleans(),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(LINES, max_size=5), min_size=1, max_size=4))
def test_pages_put_end_to_end_are_the_text(pages: list[list[Line]]) -> None:
    text, starts = assembled(pages, frozenset())
    assert len(starts) == len(pages)
    assert starts[0] == 0
    assert all(one <= other for one, other in pairwise(starts))
    ends = (*starts[1:], len(text))
    assert "".join(text[start:end] for start, end in zip(starts, ends, strict=True)) == text
    for lines, start, end in zip(pages, starts, ends, strict=True):
        letters = sum(char in "aéB" for line in lines for char in line.text)
        assert sum(char in "aéB" for char in text[start:end]) == letters


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_nothing_that_nobody_sees_is_left(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert not any(
        unicodedata.category(char) in {"Cc", "Cs"} for char in once if char not in "\t\n"
    )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text("abc é<&\u00a0€", min_size=1, max_size=30), min_size=1, max_size=8))
def test_a_docx_and_an_odt_keep_every_visible_character(paragraphs: list[str]) -> None:
    given_ = build.Source(tuple(paragraphs))
    for make, name in ((build.docx_file, "a.docx"), (build.odt_file, "a.odt")):
        read = read_document(make(given_), name)
        assert sorted("".join(read.text.split())) == sorted("".join(given_.words))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.docx", "a.odt", "a.txt", "a.html"]))
def test_any_bytes_end_in_a_text_or_a_clear_error(data: bytes, name: str) -> None:
    for head in (b"", b"%PDF-1.4\n", b"PK\x03\x04"):
        try:
            read = read_document(head + data, name)
        except ReaderError as error:
            assert error.code and error.hint  # noqa: PT017, PT018
        else:
            assert "\r" not in read.text


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False, places=2),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.times(),
)


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_a_value_comes_back_equal_and_of_the_same_type(value: protocol.Value) -> None:
    back = protocol.unwrap_value(
        protocol.json.loads(protocol.packed(protocol.wrap_value(value))[8:])
    )
    assert type(back) is type(value)
    assert back == value
