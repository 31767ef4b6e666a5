"""Templates keep to the security policy and to French typography; every component is shown."""

import re
from pathlib import Path

import pytest

import terreau.web
from terreau.web.specimens import SECTIONS

WEB = Path(terreau.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
COMPONENTS = sorted((WEB / "templates/web/components").glob("*.html"))
SHEETS = sorted((WEB / "static/web").glob("*.css"))
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
MARKUP = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)


def name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_has_no_inline_style_or_script(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert re.findall(r"<style|<script|\sstyle=|\son\w+=|javascript:", text) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_a_template_s_own_words_follow_french_typography(template: Path) -> None:
    words = MARKUP.sub("¤", COMMENT.sub("", template.read_text(encoding="utf-8")))
    assert re.findall(r"\w'\w|« | »| [;:?!]|\w[;?!](?!\w)|\.\.\.", words) == []


@pytest.mark.parametrize("component", COMPONENTS, ids=name)
def test_a_component_says_what_it_takes(component: Path) -> None:
    assert component.read_text(encoding="utf-8").startswith("{% comment %}")


@pytest.mark.parametrize("component", COMPONENTS, ids=name)
def test_a_component_is_shown_on_the_page_of_components(component: Path) -> None:
    include = f'"web/components/{component.name}"'
    shown = [path for path in TEMPLATES if path.parent.name in ("specimens", "components")]
    assert any(include in path.read_text(encoding="utf-8") for path in shown)


def test_every_section_has_a_template_and_every_template_a_section() -> None:
    files = {f"web/specimens/{path.name}" for path in (WEB / "templates/web/specimens").iterdir()}
    assert files == {section.template for section in SECTIONS}


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_a_style_sheet_asks_nothing_of_another_host(sheet: Path) -> None:
    assert re.findall(r"https?:|//[a-z]|@import", sheet.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.name != "tokens.css"], ids=name)
def test_colours_come_from_the_tokens(sheet: Path) -> None:
    found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", sheet.read_text("utf-8")))
    # White paper, and the ornament and the code that must stay black on white.
    assert found <= {"#fff", "#000"}


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_every_custom_property_in_use_is_defined(sheet: Path) -> None:
    tokens = (WEB / "static/web/tokens.css").read_text(encoding="utf-8")
    used = set(re.findall(r"var\((--[\w-]+)", sheet.read_text(encoding="utf-8")))
    assert used - set(re.findall(r"(--[\w-]+):", tokens)) == set()


@pytest.mark.parametrize("component", ["role.html", "note_ref.html", "ambition_tag.html"])
def test_an_inline_component_adds_no_space_before_a_comma(component: str) -> None:
    text = (WEB / "templates/web/components" / component).read_text(encoding="utf-8")
    assert not text[-1].isspace()
