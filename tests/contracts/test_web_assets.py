"""Typefaces are the bytes of the manifest, hold every French character, and carry their licence."""

import hashlib
import json
import re
from pathlib import Path

import pytest
import typst
from fontTools.ttLib import TTFont

import terreau.web
from terreau.web import tokens
from tests.support import ROOT

WEB = Path(terreau.web.__file__).parent
ENTRIES = json.loads((WEB / "MANIFEST.json").read_text(encoding="utf-8"))["files"]
FONTS = sorted((WEB / "fonts").glob("*.ttf"))
PAGE_FONTS = sorted((WEB / "static" / "web" / "fonts").glob("*-latin-[in]*.woff2"))
FRENCH = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    "ÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜàâäæçéèêëîïôöœùûüÿ"
    " \u00a0\u202f\u2011’‘«»“”€–—…·•→←×−°²³§½&@%#*+=<>/()[]{}!?.,:;'\""
)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["file"])
def test_a_built_file_has_the_bytes_of_the_manifest(entry: dict[str, str]) -> None:
    data = (WEB / entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]


def test_the_manifest_names_every_built_file_with_package_version_and_licence() -> None:
    built = [*FONTS, *(WEB / "fonts").glob("*.txt"), *(WEB / "static/web/fonts").iterdir()]
    assert {entry["file"] for entry in ENTRIES} == {str(p.relative_to(WEB)) for p in built}
    assert all(entry["package"] and entry["version"] for entry in ENTRIES)
    assert {entry["licence"] for entry in ENTRIES} == {"OFL-1.1"}


@pytest.mark.parametrize("font", [*FONTS, *PAGE_FONTS], ids=lambda path: path.name)
def test_a_typeface_draws_every_character_of_french_typography(font: Path) -> None:
    drawn = TTFont(font).getBestCmap()
    assert [f"U+{ord(char):04X}" for char in FRENCH if ord(char) not in drawn] == []


@pytest.mark.parametrize("font", FONTS, ids=lambda path: path.name)
def test_a_print_typeface_also_draws_names_from_central_europe(font: Path) -> None:
    drawn = TTFont(font).getBestCmap()
    assert [char for char in "ŁłŠšŽžŐőŸşığčć" if ord(char) not in drawn] == []


@pytest.mark.parametrize("font", [*FONTS, *PAGE_FONTS], ids=lambda path: path.name)
def test_the_narrow_space_is_narrower_than_the_space(font: Path) -> None:
    face = TTFont(font)
    cmap = face.getBestCmap()
    assert 0 < face["hmtx"][cmap[0x202F]][0] < face["hmtx"][cmap[0x20]][0]


@pytest.mark.parametrize("family", [tokens.SERIF, tokens.SERIF_DISPLAY, tokens.SANS])
def test_the_pdf_compiler_finds_the_family_and_its_weights(family: str) -> None:
    faces = {
        (TTFont(font)["OS/2"].usWeightClass, bool(TTFont(font)["head"].macStyle & 2))
        for font in FONTS
        if TTFont(font)["name"].getBestFamilyName() == family
    }
    wanted = (
        {(400, False)}
        if family == tokens.SERIF_DISPLAY
        else {(400, False), (400, True), (600, False), (700, False), (700, True)}
    )
    assert wanted <= faces
    source = f'#set text(font: "{family}", fallback: false)\nŒuvrer\u202f! *Été*'
    _pdf, warnings = typst.compile_with_warnings(
        source.encode(), font_paths=[str(WEB / "fonts")], ignore_system_fonts=True
    )
    assert [warning.message for warning in warnings] == []


def test_the_package_lock_has_hashes_and_names_no_server() -> None:
    lock = json.loads((ROOT / "scripts/build_assets_packages/package-lock.json").read_text())
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert len(packages) == 2
    assert all(about["integrity"].startswith("sha512-") for about in packages.values())
    assert not any("resolved" in about for about in packages.values())


def test_every_typeface_that_a_style_sheet_asks_for_is_there() -> None:
    sheets = WEB / "static" / "web"
    asked = {
        name
        for sheet in sheets.glob("*.css")
        for name in re.findall(r'url\("?([^")]+)', sheet.read_text(encoding="utf-8"))
    }
    assert asked == {f"fonts/{path.name}" for path in (sheets / "fonts").iterdir()}
