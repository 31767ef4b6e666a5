"""The text layer holds for any input: offsets, nesting, time."""

import html
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.collect.readers.markup import Kind, extract
from terreau.collect.readers.markup.tags import KNOWN

PIECES = st.sampled_from(
    ["<b>", "</b>", "<p>", "</p>", "<td>", "</td>", "<tr>", "</tr>", "<table>", "</table>", "<li>",
     "</li>", "<h2>", "</h2>", "<br>", "<!--", "-->", "<script>", "</script>", "**", "*", "_", "__",
     "# ", "- ", "1. ", "> ", "|", "\t", "\n", "\n\n", " ", "[", "](x)", "`", "```", "---",
     "--\t--", "===", "&amp;", "&nbsp;", "&#13;", "&lt;b&gt;", "\\", "é", "mot",
     "L’", "<", ">", "&", "\r\n"]
)  # fmt: skip
SOUP = st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join)
PLAIN = st.text(
    alphabet=st.characters(
        exclude_categories=("Cs",), exclude_characters="<>&*_`~[]\\#|\r-+=•◦▪‣➤●–—"
    )
).filter(lambda text: not re.search(r"(?m)^[ \t]*\d{1,3}[.)]", text))


@settings(max_examples=500, deadline=None)
@given(SOUP)
def test_no_mark_lies_outside_the_text(source):
    layer = extract(source)

    assert all(0 <= mark.start <= mark.end <= len(layer.text) for mark in layer.marks)


@settings(max_examples=500, deadline=None)
@given(SOUP)
def test_marks_nest(source):
    marks = extract(source).marks

    crossing = [
        (one, other)
        for rank, one in enumerate(marks)
        for other in marks[rank + 1 :]
        if one.start < other.start < one.end < other.end
    ]
    assert crossing == []


@settings(max_examples=300, deadline=None)
@given(SOUP)
def test_the_same_input_gives_the_same_layer(source):
    assert extract(source) == extract(source)


@settings(max_examples=300, deadline=None)
@given(SOUP)
def test_line_ends_are_line_feeds(source):
    assert "\r" not in extract(source).text


@settings(max_examples=300, deadline=None)
@given(PLAIN)
def test_plain_text_passes_unchanged(source):
    assert extract(source).text == source


@settings(max_examples=300, deadline=None)
@given(PLAIN)
def test_escaped_text_decodes(source):
    escaped = "".join(html.escape(char) if char in "&<>" else char for char in source)

    assert extract(f"&lt;{escaped}&amp;").text == f"<{source}&"


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(KNOWN - {"script", "style"})), st.booleans(), PLAIN))
)
def test_no_known_tag_remains(parts):
    source = "".join(f"<{'/' if closing else ''}{name}>{text}" for name, closing, text in parts)

    names = "|".join(KNOWN)
    assert not re.search(rf"</?(?:{names})[\s/>]", extract(source).text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(PLAIN.map(lambda t: " ".join(t.split()) or "x"), min_size=2, max_size=4)))
def test_tab_separated_cells_come_back(rows):
    layer = extract("\n".join("\t".join(f"<p>{cell}</p>" for cell in row) for row in rows))

    cells = [layer.quote(m.start, m.end) for m in layer.marks if m.kind is Kind.CELL]
    assert cells == [cell for row in rows for cell in row]


@pytest.mark.parametrize(
    "piece",
    ["<b", "<", "<b>", "</b>", "<!--", "<script>", "<a ", "**", "*a ", "[", "](", "[a](", "&", "&#",
     "\t", "| ", "|a", "- ", "<p>\n", "<li>a", "<td>", "\n\n", "`", "\\", "> ", "# ", "<br>", " ",
     '](x "', "_a_ ", "a\tb\n", "<p>a\nb</p>\t", "--\t--\n", "<b>\n\n", "=", "![", "<aaaa"],
)  # fmt: skip
def test_time_grows_with_length_and_no_faster(piece):
    def seconds(length):
        source = piece * (length // len(piece))
        start = time.process_time()
        extract(source)
        return time.process_time() - start

    small = max(min(seconds(25_000) for _ in range(3)), 0.001)
    # The best of several: what else the machine does can only add to one of them.
    assert any(seconds(200_000) < 8 * 4 * small for _ in range(3))
