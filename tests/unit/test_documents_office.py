"""DOCX, ODT and plain files: structure, pages, notes, encodings, the registry."""

from importlib.metadata import EntryPoint

import pytest

from terreau.collect.readers.documents import BUILT_IN, read_document
from terreau.collect.readers.documents.registry import with_plugins
from tests.builders import documents as build


def p(text: str, more: str = "") -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t>{more}</w:r></w:p>'


def cell(*texts: str) -> str:
    return "<w:tc>" + "".join(map(p, texts)) + "</w:tc>"


RENDERED = "<w:lastRenderedPageBreak/>"


def test_the_words_of_a_docx_and_of_an_odt_are_all_there_in_order() -> None:
    given = build.source(30)
    docx = read_document(build.docx_file(given), "a.docx")
    odt = read_document(build.odt_file(given), "a.odt")
    assert [line for line in docx.text.split("\n") if line.startswith("Action")] == [
        *given.paragraphs
    ]
    assert sorted(docx.text.split()) == sorted(given.words)
    assert sorted(odt.text.split()) == sorted(given.words)
    assert [note.code for note in docx.notes] == ["header"]
    assert build.HEADER in docx.notes[0].message


def test_rows_of_a_docx_table_have_tabs_and_a_frame_keeps_its_paragraphs() -> None:
    row = f"<w:tr>{cell('Poste', 'suite')}{cell('12 €')}</w:tr>"
    frame = f"<w:tr>{cell('Premier.', 'Second.')}</w:tr>"
    data = build.docx_of(f"<w:tbl>{row}</w:tbl><w:tbl>{frame}</w:tbl>")
    assert read_document(data, "a.docx").text == "Poste suite\t12 €\nPremier.\nSecond."


def test_pages_of_a_docx_are_those_that_word_laid_out() -> None:
    body = p("Un") + p("Deux ", f"{RENDERED}<w:t>trois</w:t>") + p("Quatre")
    read = read_document(build.docx_of(body), "a.docx")
    assert read.text == "Un\nDeux\ntrois\nQuatre"
    assert read.page_starts == (0, read.text.index("trois"))


def test_a_page_break_alone_gives_a_docx_no_pages() -> None:
    body = p("Un", '<w:br w:type="page"/>') + p("Deux")
    assert read_document(build.docx_of(body), "a.docx").page_starts == ()


def test_a_footnote_follows_its_paragraph_and_deleted_words_are_set_aside() -> None:
    body = (
        p("Un", '<w:footnoteReference w:id="2"/>')
        + "<w:p><w:del><w:r><w:delText>ancien</w:delText></w:r></w:del></w:p>"
        + p("Deux")
    )
    data = build.docx_of(body, footnotes=f'<w:footnote w:id="2">{p("La note.")}</w:footnote>')
    read = read_document(data, "a.docx")
    assert read.text == "Un\nLa note.\nDeux"
    assert [note.code for note in read.notes] == ["deleted_words"]
    assert "ancien" in read.notes[0].message


def test_pages_of_an_odt_are_those_that_it_was_laid_out_in() -> None:
    style = (
        '<office:automatic-styles><style:style style:name="P9" style:family="paragraph">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
        "</office:automatic-styles>"
    )
    body = (
        "<text:h>Titre</text:h><text:p>Un <text:soft-page-break/>deux</text:p>"
        '<text:p text:style-name="P9">Trois<text:line-break/>suite<text:s text:c="2"/>fin</text:p>'
    )
    read = read_document(build.odt_of(body, styles=style), "a.odt")
    assert read.text == "Titre\nUn\ndeux\nTrois\nsuite  fin"
    assert [read.text[at:].split()[0] for at in read.page_starts] == ["Titre", "deux", "Trois"]
    unpaged = build.odt_of('<text:p text:style-name="P9">Trois</text:p>', styles=style)
    assert read_document(unpaged, "a.odt").page_starts == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_in_any_encoding(encoding: str) -> None:
    read = read_document("L’œuvre\r\ncoûte 3 €\x00 — né à Pau".encode(encoding), "a.txt")
    assert read.text == "L’œuvre\ncoûte 3 € — né à Pau"


def test_marks_of_html_and_markdown_are_out_of_the_text() -> None:
    page = "<html><head><title>Le &amp; titre</title></head><body><p>Né &agrave; Pau</p></body>"
    read = read_document(page.encode(), "a.txt")
    assert read.media_type == "text/html"
    assert read.title == "Le & titre"
    assert "Né à Pau" in read.text
    assert read_document(b"# Titre\n\nUn *mot*", "a.md").text.startswith("Titre")


def test_ligatures_are_taken_apart_and_controls_removed() -> None:
    assert read_document("eﬃcace\u00ad \x07ﬂore en ville".encode(), "a.txt").text == (
        "efficace flore en ville"
    )


def test_a_plug_in_is_asked_before_the_built_ins() -> None:
    point = EntryPoint(
        "epub", "terreau.collect.readers.documents:BUILT_IN", "terreau.document_readers"
    )
    with pytest.warns(UserWarning, match="epub"):
        assert with_plugins(BUILT_IN, [point]) == BUILT_IN
    good = EntryPoint(
        "other", "terreau.collect.readers.documents.plain:TEXT", "terreau.document_readers"
    )
    found = with_plugins(BUILT_IN, [good])
    assert found[0].name == "text"
    assert found[1:] == BUILT_IN
