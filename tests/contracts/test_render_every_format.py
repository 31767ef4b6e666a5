"""What every format of a fiche owes: all that the fiche says, and the same bytes each time."""

import dataclasses
import hashlib
import io
import os
import re
import subprocess
import sys

import docx
import lxml.html
import pypdfium2
import pytest

from terreau.publish.document import Paragraph, Text, rich
from terreau.publish.renderers import RENDERERS
from tests.builders.fiche import empty_fiche, extreme_fiche, full_fiche
from tests.support import ROOT

FICHES = {"full": full_fiche, "empty": empty_fiche, "extreme": extreme_fiche}
FORMATS = sorted(RENDERERS)


def letters(text: str) -> str:
    """The text without what setting it in lines may change: spaces and hyphens."""
    return re.sub(r"[\s\u00ad\ufffe\u2060\u200b\u2011-]+", "", text)


def html_text(data: bytes) -> str:
    body = lxml.html.fromstring(data.decode()).find("body")
    return body.text_content()


def pdf_text(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def docx_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    parts = [document.element.body]
    parts += [document.sections[0].header._element, document.sections[0].footer._element]
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "".join(node.text or "" for part in parts for node in part.iter(f"{space}t"))


READ = {"html": html_text, "pdf": pdf_text, "docx": docx_text}


def shown(fiche, name: str) -> str:
    return letters(READ[name](RENDERERS[name].render(fiche)))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("build", FICHES.values(), ids=FICHES.keys())
def test_the_same_fiche_gives_the_same_bytes(build, name):
    render = RENDERERS[name].render
    assert render(build()) == render(build())


def test_another_process_gives_the_same_bytes():
    program = (
        "import django, hashlib; django.setup();"
        "from terreau.publish.renderers import RENDERERS;"
        "from tests.builders.fiche import full_fiche;"
        "fiche = full_fiche(living_url='https://terreau.test/f/');"
        "print([hashlib.sha256(RENDERERS[n].render(fiche)).hexdigest() for n in sorted(RENDERERS)])"
    )
    fiche = full_fiche(living_url="https://terreau.test/f/")
    here = [hashlib.sha256(RENDERERS[name].render(fiche)).hexdigest() for name in FORMATS]
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "DJANGO_SETTINGS_MODULE": "terreau.conf.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == str(here)


@pytest.mark.parametrize("name", FORMATS)
def test_every_statement_actor_role_and_passage_is_there(name):
    fiche = full_fiche()
    text = shown(fiche, name)
    expected = [fiche.title, fiche.publisher, "Passerelles vertes", "Périgueux (siège)"]
    for section in fiche.sections:
        expected.append(section.heading)
        for row in getattr(section.blocks[0], "rows", ()):
            expected += [row.name, row.summary[0].text]
            expected += [actor.name for actor in row.actors]
            for one in row.contributions:
                expected += [one.role.label, one.argument[0].text]
    expected += [note.quote for note in fiche.notes]
    assert len(expected) > 100
    assert [words for words in expected if letters(words) not in text] == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_fictitious_portfolio_says_so_and_a_real_one_does_not(name):
    assert "Portefeuillefictif" in shown(full_fiche(fictitious=True), name)
    assert "Portefeuillefictif" not in shown(full_fiche(fictitious=False), name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_without_role_or_actor_says_so(name):
    text = shown(extreme_fiche(), name)
    for words in ("Rôle non renseigné", "non renseigné", "Contribution non renseignée."):
        assert letters(words) in text


@pytest.mark.parametrize("name", FORMATS)
def test_our_words_are_typeset_and_quotes_are_not(name):
    fiche = dataclasses.replace(full_fiche(), context=(Paragraph(rich("L'essai : c'est fait !")),))
    text = READ[name](RENDERERS[name].render(fiche))
    assert "L’essai\u00a0: c’est fait\u202f!" in text.replace("\r\n", " ")
    assert "\"c'estlàsaforce\",ditl'und'eux." in letters(text)


@pytest.mark.parametrize("name", FORMATS)
def test_the_living_address_appears_only_when_there_is_one(name):
    with_address = full_fiche(living_url="https://terreau.test/fiches/2/")
    assert "https://terreau.test/fiches/2/" in shown(with_address, name)
    assert letters("Version à jour") not in shown(full_fiche(), name)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "text",
    [
        "\x00\x07\x1f",
        "\ud800 seul",
        "日本語 🙂",
        "عربى",
        "a\u0301e\u0301",
        "\ue000",
        "\U0001f1eb\u0378",
    ],
    ids=["controls", "surrogate", "far scripts", "right to left", "marks", "private", "unassigned"],
)
def test_characters_that_cannot_be_shown_stop_no_fiche(text, name):
    verbatim = (Text(f"avant {text} après", verbatim=True),)
    fiche = dataclasses.replace(empty_fiche(), lead=verbatim, publisher=f"Région {text}")
    result = shown(fiche, name)
    assert "avant" in result
    assert "après" in result


def test_formats_are_told_apart_by_name_extension_and_media_type():
    for field in ("name", "extension", "media_type"):
        assert len({getattr(one, field) for one in RENDERERS.values()}) == len(RENDERERS)
