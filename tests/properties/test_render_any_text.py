"""Whatever the text, each format shows it as text: nothing is read as markup, nothing is lost."""

import dataclasses
import io
import re

import docx
import lxml.html
import pypdfium2
from hypothesis import example, given, settings
from hypothesis import strategies as st

from terreau.publish.document import Text
from terreau.publish.renderers import RENDERERS
from tests.builders.fiche import empty_fiche

MARKS = "#$*_[]\\<>@/=-+~`'\"&{}()^%|:;!?.«»’…–"
LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cc", "Cf"])
ANY = st.text(st.one_of(st.sampled_from(MARKS), LATIN), min_size=1, max_size=60)


def spaceless(text: str) -> str:
    """Without what line breaking may change: spaces, and hyphens at the end of a line."""
    return re.sub(r"[\s\u00ad\u2060\ufffe-]+", "", text)


def with_lead(text: str):
    return dataclasses.replace(empty_fiche(), lead=(Text(text, verbatim=True),))


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_pdf_gives_any_text_back(text):
    data = RENDERERS["pdf"].render(with_lead(f"DEBUT{text}FIN"))
    with pypdfium2.PdfDocument(data) as document:
        found = spaceless("".join(page.get_textpage().get_text_range() for page in document))
    assert found.split("DEBUT")[1].split("FIN")[0] == spaceless(text)


@settings(max_examples=60, deadline=None)
@given(ANY)
def test_html_gives_any_text_back(text):
    page = lxml.html.fromstring(RENDERERS["html"].render(with_lead(text)).decode())
    assert spaceless(page.xpath("//p[@class='lead']")[0].text_content()) == spaceless(text)


@settings(max_examples=25, deadline=None)
@given(ANY)
def test_docx_gives_any_text_back(text):
    document = docx.Document(io.BytesIO(RENDERERS["docx"].render(with_lead(text))))
    (lead,) = (one for one in document.paragraphs if one.style.name == "Chapeau")
    assert spaceless(lead.text) == spaceless(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
@example("0\u064b")  # each is drawn alone, by typefaces that have nothing in common
def test_no_text_at_all_stops_the_pdf(text):
    assert RENDERERS["pdf"].render(with_lead(text)).startswith(b"%PDF-")
