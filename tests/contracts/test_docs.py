"""What the documentation says: nothing of the program is missing, nothing leads nowhere."""

import importlib
import pkgutil
import re
import shlex
from functools import cache
from pathlib import Path

import click
import pytest
from scripts.reference_pages import cli as cli_page
from scripts.reference_pages import pages, settings, stale, words

import terreau
from terreau.cli import terreau as command_line
from tests.support import ROOT

DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
GUIDE = DOCS / "guide"
FRENCH = [ROOT / "README.md", DOCS / "roadmap.md", *sorted(GUIDE.glob("*.md"))]
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
PICTURE_LIMIT_BYTES = 300_000
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
INDENTED = re.compile(r"^    .*$", re.MULTILINE)
INLINE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
OPTION = re.compile(r"--[a-z][a-z-]+")
# Options of other programs that the guide shows.
NOT_OURS = {"--version", "--seed", "--check"}


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def prose(path: Path) -> str:
    """A page without its code, its comments and the addresses of its links."""
    bare = FENCE.sub("", text_of(path))
    bare = INLINE.sub("", INDENTED.sub("", bare))
    return re.sub(r"\]\([^)]*\)|<!--.*?-->", "]", bare)


def anchors(path: Path) -> set[str]:
    """The anchors that a Markdown reader gives to the headings of a page."""
    found = set()
    for heading in HEADING.findall(FENCE.sub("", text_of(path))):
        plain = re.sub(r"[^\w\s-]", "", heading.replace("`", "")).strip().lower()
        found.add(re.sub(r"\s", "-", plain))
    return found


def shell_lines(path: Path) -> list[str]:
    """The commands that a page shows."""
    blocks = [body for language, body in FENCE.findall(text_of(path)) if language == "sh"]
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def section(page: str, title: str) -> str:
    """What stands under a second-level heading."""
    return page.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_reference_is_what_the_code_gives() -> None:
    assert stale() == [], "run scripts/reference"


def test_a_thing_without_words_stops_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "names", lambda: {"public_url", "a_new_setting"})

    with pytest.raises(words.Unworded, match="a_new_setting"):
        pages()


@pytest.mark.parametrize("verb", sorted(cli_page.verbs()))
def test_the_reference_names_every_option_of_a_verb(verb: str) -> None:
    said = section(text_of(REFERENCE / "cli.md"), verb)
    command = cli_page.verbs()[verb]
    options = [
        name
        for one in command.params
        if isinstance(one, click.Option) and not one.hidden
        for name in (*one.opts, *one.secondary_opts)
    ]

    assert [name for name in options if f"`{name}`" not in said] == []


def test_the_reference_names_every_setting_and_variable() -> None:
    said = text_of(REFERENCE / "settings.md")
    program, tools = settings.variables()

    wanted = settings.names() | program | tools
    assert [name for name in sorted(wanted) if f"`{name}`" not in said] == []


def error_codes() -> set[str]:
    """The codes of the exceptions of the program, asked of its classes and not of its sources."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(terreau.__path__, "terreau."):
        if ".migrations" in module.name or module.name.endswith((".wsgi", ".asgi", ".__main__")):
            continue
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, type) and issubclass(one, Exception):
                code = vars(one).get("code")
                base = code is not None and "__init__" not in vars(one) and one.__subclasses__()
                if isinstance(code, str) and not base:
                    found.add(code)
    return found


def test_the_reference_names_every_error_code() -> None:
    said = text_of(REFERENCE / "errors.md")
    codes = error_codes()

    assert len(codes) > 20
    assert [code for code in sorted(codes) if f"| `{code}` |" not in said] == []


@pytest.mark.parametrize("path", PAGES, ids=names)
def test_every_link_and_picture_of_a_page_leads_somewhere(path: Path) -> None:
    broken = []
    for _, _, target in LINK.findall(FENCE.sub("", text_of(path))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)

    assert broken == []


@pytest.mark.parametrize("path", FRENCH, ids=names)
def test_every_picture_says_in_words_what_it_shows(path: Path) -> None:
    alts = [alt for mark, alt, _ in LINK.findall(text_of(path)) if mark]

    assert [alt for alt in alts if len(alt.split()) < 6] == []


def test_every_picture_is_shown_and_light() -> None:
    shown = {
        (path.parent / target).resolve()
        for path in PAGES
        for mark, _, target in LINK.findall(text_of(path))
        if mark
    }
    pictures = sorted((GUIDE / "images").glob("*.png"))

    assert [one.name for one in pictures if one.resolve() not in shown] == []
    assert [one.name for one in pictures if one.stat().st_size > PICTURE_LIMIT_BYTES] == []


def parse(line: str) -> None:
    """Have the command line parse a command as shown; raises click.UsageError when it cannot."""
    words_of_line = shlex.split(line)
    start = next(n for n, word in enumerate(words_of_line) if word.endswith(("terreau", "demo")))
    called, arguments = words_of_line[start], words_of_line[start + 1 :]
    if called.endswith("scripts/demo"):
        arguments = ["demo", *arguments]
    count = 2 if isinstance(command_line.commands.get(arguments[0]), click.Group) else 1
    name = " ".join(arguments[:count])
    with click.Context(command_line, info_name="terreau") as parent:
        parent.params = {}
        cli_page.verbs()[name].make_context(name, arguments[count:], parent=parent)


SHOWN = [
    pytest.param(line, id=f"{names(path)}: {line}")
    for path in FRENCH
    for line in shell_lines(path)
    if re.match(r"(\S+=\S+ )*(\S*bin/)?terreau |(\S+=\S+ )*sh scripts/demo", line)
]


@pytest.mark.parametrize("line", SHOWN)
def test_a_command_shown_is_one_that_the_command_line_takes(line: str) -> None:
    parse(line)


def test_the_guide_shows_every_verb() -> None:
    shown = " | ".join(str(param.values[0]) for param in SHOWN)

    missing = [verb for verb in cli_page.verbs() if f"terreau {verb}" not in shown]
    assert sorted(set(missing) - {"demo"}) == []


def test_a_script_shown_exists() -> None:
    lines = [line for path in FRENCH for line in shell_lines(path)]
    scripts = [word for line in lines for word in line.split() if word.startswith("scripts/")]

    assert scripts
    assert [one for one in scripts if not (ROOT / one).is_file()] == []


@pytest.mark.parametrize("path", FRENCH, ids=names)
def test_an_option_named_in_the_guide_exists(path: Path) -> None:
    known = {
        name
        for command in cli_page.verbs().values()
        for one in command.params
        for name in (*one.opts, *one.secondary_opts)
    }
    spoken = {option for code in INLINE.findall(text_of(path)) for option in OPTION.findall(code)}

    assert sorted(spoken - known - NOT_OURS) == []


@pytest.mark.parametrize("path", [*FRENCH, *sorted(REFERENCE.glob("*.md"))], ids=names)
def test_french_pages_keep_french_typography(path: Path) -> None:
    if path.name == "README.md":
        body = re.sub(r"^\*In short.*?\*$", "", prose(path), flags=re.DOTALL | re.MULTILINE)
    else:
        body = prose(path)
    wrong = re.findall(r".{0,20}(?:\w'\w| [:;?!»](?=\s)|«(?![\u00a0\u202f])|\.\.\.).{0,20}", body)

    assert wrong == []


def test_the_index_of_decisions_names_each_of_them_once() -> None:
    folder = DOCS / "decisions"
    index = [target for _, _, target in LINK.findall(text_of(folder / "README.md"))]
    decisions = sorted(path.name for path in folder.glob("[0-9]*.md"))

    assert [name for name in index if re.match(r"\d{4}-", name)] == decisions
