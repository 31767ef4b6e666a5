"""PDF files: reading order, tables, words cut at line ends, what repeats, scans."""

import pytest

from terreau.collect.readers.documents import read_document
from terreau.collect.readers.documents.pdf.hyphens import joint
from tests.builders import documents as build

BLANK = '#let given = json(bytes(sys.inputs.given))\n#set text(lang: "fr")\n'


def lines(data: bytes) -> list[str]:
    return read_document(data, "a.pdf").text.split("\n")


@pytest.mark.parametrize("columns", [1, 2])
def test_paragraphs_come_whole_and_in_order(columns: int) -> None:
    given = build.source(40)
    found = lines(build.pdf(given, columns))
    paragraphs = [line for line in found if line.startswith("Action ")]
    # The first paragraph bears the mark of its note.
    assert paragraphs == [given.paragraphs[0] + "1", *given.paragraphs[1:]]


def test_a_ruled_table_is_read_row_by_row() -> None:
    found = lines(build.pdf(build.source(10)))
    at = found.index("\t".join(build.ROWS[0]))
    assert found[at : at + 3] == ["\t".join(row) for row in build.ROWS]


def test_what_repeats_is_set_aside_with_its_words() -> None:
    read = read_document(build.pdf(build.source(40)), "a.pdf")
    assert build.HEADER not in read.text
    told = {note.code: note for note in read.notes}
    assert build.HEADER in told["header"].message
    assert told["header"].where == f"1-{len(read.page_starts)}"
    assert "page_numbers" in told
    assert not any(line.strip().startswith("1 / ") for line in read.text.split("\n"))


def test_a_paragraph_that_comes_back_at_the_head_of_pages_stays() -> None:
    given = build.source(180)
    assert sum(line.startswith("Action ") for line in lines(build.pdf(given))) == 180


def test_each_page_begins_where_its_first_word_is() -> None:
    data = build.compiled(
        BLANK + "#for (n, words) in given.words.enumerate() [#words #pagebreak(weak: true)]",
        words=["Première page", "Deuxième page", "Troisième page"],
    )
    read = read_document(data, "a.pdf")
    assert [read.text[start:].split()[0] for start in read.page_starts] == [
        "Première",
        "Deuxième",
        "Troisième",
    ]


def test_pages_without_text_are_told() -> None:
    data = build.compiled(BLANK + "Un texte.#pagebreak()#rect()#pagebreak()Une suite.")
    read = read_document(data, "a.pdf")
    assert [(note.code, note.where) for note in read.notes] == [("pages_without_text", "2")]
    assert len(read.page_starts) == 3


def test_a_scan_is_said_to_be_one() -> None:
    read = read_document(build.scan(), "a.pdf")
    assert read.text == ""
    assert read.page_starts == (0, 0)
    assert [note.code for note in read.notes] == ["scanned"]


def test_short_words_side_by_side_are_read_across() -> None:
    rows = [["Nom", "Dupont"], ["Ville", "Pau"], ["Année", "2024"], ["Durée", "2 ans"]]
    data = build.compiled(
        BLANK + "#grid(columns: (90pt, 90pt), row-gutter: 9pt, ..given.rows.flatten())", rows=rows
    )
    assert lines(data) == ["\t".join(row) for row in rows]


@pytest.mark.parametrize(
    ("before", "after", "words", "joined"),
    [
        ("une innova-", "tion", set(), "une innovation"),
        ("un porte-", "monnaie", set(), "un porte-monnaie"),
        ("la Nouvelle-", "Aquitaine", set(), "la Nouvelle-Aquitaine"),
        ("un éco-", "quartier", {"éco-quartier"}, "un éco-quartier"),
        ("un porte-", "feuille", {"portefeuille"}, "un portefeuille"),
        ("cette ville-", "là", set(), "cette ville-là"),
        ("en 2023-", "2024", set(), "en 2023- 2024"),
        ("une fin —", "et la suite", set(), "une fin — et la suite"),
        ("mot cou\u00ad", "pé", set(), "mot coupé"),
    ],
)
def test_a_word_cut_at_a_line_end(before: str, after: str, words: set[str], joined: str) -> None:
    start, between = joint(before, after, frozenset(words))
    assert start + between + after == joined
