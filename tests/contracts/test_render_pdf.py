"""The PDF of a fiche against PDF/UA-1, and what a reader of the paper sees."""

import dataclasses
import io

import page as pdfua
import pypdf
import pypdfium2
import pytest

from terreau.publish.document import Paragraph, rich
from terreau.publish.renderers import pdf
from tests.builders.fiche import empty_fiche, extreme_fiche, full_fiche

ADDRESS = "https://terreau.test/fiches/2/"
FRENCH = "éèêëàâäîïôöùûüçœæÉÈÀÇŒÆ’«»–—…€\u00a0\u202f°²"


@pytest.fixture(scope="module")
def data() -> bytes:
    return pdf.render(full_fiche(living_url=ADDRESS))


@pytest.fixture(scope="module")
def reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def structure(node, found=None) -> list[str]:
    """The structure types of a tagged PDF, in order."""
    found = [] if found is None else found
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            structure(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(str(node["/S"]))
        if "/K" in node:
            structure(node["/K"], found)
    return found


@pytest.mark.parametrize("build", [full_fiche, empty_fiche, extreme_fiche])
def test_it_conforms_to_pdf_ua_1(build):
    report = pdfua.validate_pdf_bytes(pdf.render(build()), profile="ua1")
    failures = [f"{one.rule_id}: {one.message}" for one in report.failures]
    assert failures == []
    assert report.is_compliant


def test_the_validator_does_refuse_an_untagged_pdf():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    buffer = io.BytesIO()
    writer.write(buffer)
    assert not pdfua.validate_pdf_bytes(buffer.getvalue(), profile="ua1").is_compliant


def test_a_fiche_of_twelve_projects_fits_seven_pages(reader):
    assert 5 <= len(reader.pages) <= 7  # the last holds the data of the figures


def test_an_empty_fiche_is_one_page():
    assert len(pages(pdf.render(empty_fiche()))) == 1


def test_every_typeface_is_embedded_and_none_is_of_the_machine(reader):
    names = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert (
                "/FontFile2" in inner["/FontDescriptor"]
                or "/FontFile3" in (inner["/FontDescriptor"])
            )
            names.add(inner["/BaseFont"].split("+")[1])
    families = {name.split("-")[0] for name in names}
    assert families == {"AtkinsonHyperlegibleNext", "Fraunces", "FrauncesDisplay"}


def test_title_makers_language_and_date_are_those_of_the_fiche(reader):
    assert reader.metadata.title == "Ancrer les solidarités au cœur des transitions"
    assert reader.metadata.author == "Équipe innovation sociale"
    assert reader.metadata.creation_date.date() == full_fiche().date
    assert reader.trailer["/Root"]["/Lang"].startswith("fr")


def test_headings_tables_figures_and_links_are_tagged(reader):
    tags = structure(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert tags.count("/H1") == 8 + 1  # eight sections and the sources
    assert tags.count("/Table") == 4 + 4  # a table an enjeu, and the data of the figures
    assert tags.count("/Figure") == 4 + 1  # the figures and the QR code
    assert tags.count("/TH") >= 4 * 3
    assert "/Link" in tags


def test_each_page_gives_its_number_among_all(data):
    found = pages(data)
    for number, text in enumerate(found, start=1):
        assert f"page {number} sur {len(found)}" in text


def test_a_fictitious_fiche_says_so_on_every_page(data):
    assert all("Portefeuille fictif" in text for text in pages(data))


def test_the_first_page_has_the_sentence_the_counts_and_the_map(data):
    first = pages(data)[0]
    assert "relient des" in first
    assert "acteurs cités" in first
    assert "Où agissent les projets" in first


def test_the_header_of_a_table_comes_again_on_its_next_page():
    found = pages(pdf.render(extreme_fiche()))
    assert sum("Acteurs mobilisés" in text for text in found) >= 3


@pytest.mark.parametrize("extra", range(8))
def test_a_row_that_fits_a_page_is_never_split(extra):
    more = Paragraph(rich("Une ligne de plus, pour que les pages se coupent ailleurs."))
    base = full_fiche()
    fiche = dataclasses.replace(base, context=base.context + (more,) * extra)
    rows = [row for section in fiche.sections for row in getattr(section.blocks[0], "rows", ())]
    assert len(rows) == 12
    found = ["".join(text.replace("\ufffe", "").split()) for text in pages(pdf.render(fiche))]

    def where(words: str) -> list[int]:
        letters = "".join(words.replace("-", "").split())
        return [n for n, text in enumerate(found) if letters in text.replace("-", "")]

    for row in rows:
        parts = [row.summary[0].text, *(one.argument[0].text for one in row.contributions)]
        assert all(len(where(part)) == 1 for part in parts), row.name
        assert len({where(part)[0] for part in parts}) == 1, row.name


def test_nothing_is_drawn_past_the_edge_of_the_page(data):
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            wide, high = page.get_size()
            text = page.get_textpage()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                assert left >= 30
                assert right <= wide - 30
                assert bottom >= 20
                assert top <= high - 15


def test_note_numbers_lead_to_the_notes(reader):
    inside = [
        annotation.get_object()
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if "/URI" not in annotation.get_object().get("/A", {})
    ]
    assert len(inside) >= 21


def test_the_address_of_a_passage_can_be_followed(reader):
    addresses = [
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots", [])
        if "/URI" in annotation.get_object().get("/A", {})
    ]
    assert "https://terreau.test/passages/1/" in addresses
    assert ADDRESS in addresses


@pytest.mark.parametrize("char", FRENCH)
def test_the_characters_of_french_are_drawn(char):
    assert pdf.drawn(char)
    assert not pdf._UNUSUAL.match(char) or pdf.drawn(char)


def test_characters_taken_for_granted_are_drawn():
    usual = [chr(code) for code in range(0x20, 0x2100) if not pdf._UNUSUAL.match(chr(code))]
    shown = [char for char in usual if char.isprintable() or char in "\u00a0\u202f"]
    assert len(shown) > 190
    assert [char for char in shown if not pdf.drawn(char)] == []
