"""The DOCX of a fiche: what Word, LibreOffice and a screen reader find in it."""

import io
import shutil
import subprocess
import uuid
import zipfile

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import etree

from terreau.publish.document import Paragraph, figures, rich
from terreau.publish.renderers import docx as renderer
from terreau.publish.renderers.docx_fonts import obfuscated
from terreau.publish.renderers.docx_package import bookmark_name
from terreau.publish.renderers.pdf import FONTS
from terreau.web.typography import fr
from tests.builders import fiche as fiches
from tests.builders.fiche import empty_fiche, extreme_fiche, full_fiche
from tests.support import missing

NOTHING = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


@pytest.fixture(scope="module")
def data() -> bytes:
    return renderer.render(full_fiche(living_url="https://terreau.test/fiches/2/"))


@pytest.fixture(scope="module")
def document(data: bytes):
    return docx.Document(io.BytesIO(data))


def every(document, tag: str) -> list:
    return list(document.element.body.iter(qn(tag)))


def test_headings_are_real_headings(document):
    headings = [one for one in document.paragraphs if one.style.name == "Heading 1"]
    assert len(headings) == 9
    assert headings[2].text == "Enjeu 1\nInclure les publics en difficulté"


def test_the_title_has_the_style_of_titles(document):
    titles = [one.text for one in document.paragraphs if one.style.name == "Title"]
    assert titles == ["Ancrer les solidarités au cœur des transitions"]


def test_the_document_is_in_french(document):
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}
    assert document.core_properties.language == "fr-FR"


def test_title_makers_and_dates_are_those_of_the_fiche(document):
    core = document.core_properties
    assert (core.title, core.author) == (full_fiche().title, "Équipe innovation sociale")
    assert core.created.date() == core.modified.date() == full_fiche().date
    assert core.identifier == full_fiche(living_url="https://terreau.test/fiches/2/").identifier


def test_every_picture_is_described_or_said_to_be_a_decoration(document):
    pictures = every(document, "wp:docPr")
    described = [one for one in pictures if one.get("descr")]
    decorations = [one for one in pictures if b"decorative" in etree.tostring(one)]
    assert len(described) == 4 + 1  # the figures and the QR code
    assert len(described) + len(decorations) == len(pictures)


def test_the_data_of_every_figure_stand_at_the_end(document):
    titles = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    captions = [one.text for one in document.paragraphs if one.style.name == "Caption"]
    assert "Données des figures" in titles
    assert {fr(figure.data.caption) for figure in figures(full_fiche())} <= set(captions)


def test_headers_of_tables_repeat_and_rows_stay_whole(document):
    tables = [table for table in document.tables if len(table.rows) > 1]
    assert len(tables) == 4 + 4  # a table an enjeu, and the data of the figures
    for table in tables:
        properties = [row._tr.trPr for row in table.rows]
        assert properties[0].find(qn("w:tblHeader")) is not None
        assert all(one.find(qn("w:cantSplit")) is not None for one in properties)


def test_every_note_number_leads_to_its_note(document):
    targets = {one.get(qn("w:name")) for one in every(document, "w:bookmarkStart")}
    anchors = [one.get(qn("w:anchor")) for one in every(document, "w:hyperlink")]
    inside = [anchor for anchor in anchors if anchor is not None]
    assert len(inside) > 21
    assert set(inside) <= targets


def test_bookmarks_have_names_and_numbers_of_their_own(document):
    marks = every(document, "w:bookmarkStart")
    assert len({one.get(qn("w:name")) for one in marks}) == len(marks)
    assert len({one.get(qn("w:id")) for one in marks}) == len(marks)
    assert all(len(one.get(qn("w:name"))) <= 40 for one in marks)


def test_long_identifiers_that_begin_alike_stay_apart():
    first, second = (bookmark_name(f"enjeu-{'x' * 40}-{n}") for n in (1, 2))
    assert first != second


@pytest.mark.parametrize("build", [full_fiche, empty_fiche, extreme_fiche])
def test_no_entry_bears_the_time_of_its_making(build):
    with zipfile.ZipFile(io.BytesIO(renderer.render(build()))) as package:
        assert {one.date_time for one in package.infolist()} == {(2026, 3, 1, 12, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_the_typefaces_travel_with_it(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        table = etree.fromstring(package.read("word/fontTable.xml"))
        links = etree.fromstring(package.read("word/_rels/fontTable.xml.rels"))
        targets = {one.get("Id"): f"word/{one.get('Target')}" for one in links}
        regular = next(table.iter(qn("w:embedRegular")))
        key = uuid.UUID(regular.get(qn("w:fontKey")).strip("{}"))
        hidden = package.read(targets[regular.get(qn("r:id"))])
    # the operation is its own inverse
    assert obfuscated(hidden, key) == (FONTS / "Fraunces-Regular.ttf").read_bytes()
    assert hidden[:32] != obfuscated(hidden, key)[:32]


def test_elements_follow_the_order_of_the_schema(document):
    order = ["pStyle", "keepNext", "pBdr", "shd", "spacing", "ind", "rPr"]
    for shape in every(document, "w:pPr"):
        names = [etree.QName(child).localname for child in shape]
        ranks = [order.index(name) for name in names]
        assert ranks == sorted(ranks), names


@pytest.mark.slow
def test_libreoffice_shows_every_row_wherever_pages_break(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine")
    import dataclasses

    base = full_fiche()
    more = Paragraph(rich("Une ligne de plus, pour que les pages se coupent ailleurs."))
    files = []
    for extra in (0, 3, 5, 8, 12, 17):
        moved = dataclasses.replace(base, context=base.context + (more,) * extra)
        files.append(tmp_path / f"fiche-{extra}.docx")
        files[-1].write_bytes(renderer.render(moved))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)]
    if subprocess.run(command, timeout=180, check=False, **NOTHING).returncode:
        missing("LibreOffice does not convert")
    tables = (fiches.INCLUSION, fiches.JEUNES, fiches.DISCRIMINATIONS, fiches.RURALITE)
    starts = ["".join(row.summary[0].text[:16].split()) for rows in tables for row in rows]
    for file in files:
        with pypdfium2.PdfDocument(file.with_suffix(".pdf")) as made:
            text = "".join("".join(p.get_textpage().get_text_range().split()) for p in made)
        assert [start for start in starts if start not in text] == [], file.name
