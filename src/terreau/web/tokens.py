"""Colours, sizes and typefaces of every page, PDF and DOCX: the one source they all read.

Guarantees that `static/web/tokens.css` is exactly what `css()` returns (a test compares them), that
every ink holds 4.5:1 on its ground and on its tint, and that hues of one family stay apart for
colour-blind eyes (tests/unit/test_colours.py computes both). Pure: no Django, no file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Shade:
    """One hue in one theme, as #rrggbb: text, pale surface, full surface and the text on it."""

    ink: str
    tint: str
    band: str
    on_band: str


@dataclass(frozen=True, slots=True)
class Hue:
    """A hue of a family, in both themes; paper documents use `light`."""

    name: str
    light: Shade
    dark: Shade


@dataclass(frozen=True, slots=True)
class Theme:
    """The neutral colours of one theme, as #rrggbb."""

    ground: str
    raised: str
    ink: str
    soft: str  # secondary text, 4.5:1 on every surface
    line: str  # decorative rules
    edge: str  # borders of controls, 3:1 on ground and raised (WCAG 1.4.11)


ON_BAND: Final = "#fffdf9"

LIGHT: Final = Theme("#fbf8f2", "#fffdf9", "#23201b", "#5d564b", "#e2dacb", "#8a8172")
DARK: Final = Theme("#1b1916", "#24211d", "#f1ece3", "#b9b0a2", "#3d382f", "#857c6e")

INK: Final = LIGHT.ink
GROUND: Final = LIGHT.ground
RAISED: Final = LIGHT.raised
SOFT: Final = LIGHT.soft
LINE: Final = LIGHT.line


def _hue(name: str, ink: str, tint: str, dark_ink: str, dark_tint: str) -> Hue:
    # A band is read on paper and at night alike: the deep ink carries it in both themes.
    return Hue(name, Shade(ink, tint, ink, ON_BAND), Shade(dark_ink, dark_tint, ink, ON_BAND))


ACCENT: Final = _hue("terre", "#7a3f1d", "#fae9e0", "#e2ab86", "#39271a")

# By position in the strategy: the first ambition has AMBITIONS[0].
AMBITIONS: Final = (
    _hue("eau", "#0b66a3", "#e1effb", "#b9d2ff", "#222b3d"),
    _hue("framboise", "#a8245a", "#fbe7ec", "#ec6e97", "#3a242a"),
    _hue("olive", "#5a7208", "#eaf0e0", "#8ab340", "#272f1b"),
    _hue("écorce", "#5f3c08", "#f7ebdd", "#fdc2a3", "#3a261c"),
    _hue("violette", "#381480", "#ecebfa", "#9790f0", "#2a293c"),
    _hue("sapin", "#033d34", "#def2ed", "#1abdb3", "#14312e"),
)

ROLES: Final[dict[str, Hue]] = {
    "aiguillon": _hue("ocre", "#985500", "#f8eade", "#eba23a", "#362817"),
    "inspirateur": _hue("feuille", "#0d4f35", "#e1f2e8", "#a5e6bd", "#1c3124"),
    "connecteur": _hue("bleu", "#1f62b0", "#e3eefc", "#86b6f7", "#202c3d"),
}

MESSAGES: Final[dict[str, Hue]] = {
    "info": _hue("bleu", "#1b5a99", "#e9f0f8", "#8fc0f5", "#1d2a38"),
    "success": _hue("vert", "#1c6b41", "#e6f2ea", "#86d3a5", "#1b2d23"),
    "warning": _hue("ambre", "#8a4b00", "#faeedb", "#f0b65e", "#33281a"),
    "error": _hue("rouge", "#a3231a", "#fbe9e6", "#ff9b8f", "#3a201d"),
}

SERIF: Final = "Fraunces"
SERIF_DISPLAY: Final = "Fraunces Display"  # the same letters cut for titles (static fonts only)
SANS: Final = "Atkinson Hyperlegible Next"

# Six sizes in rem (1 rem = 16 px): text, lead-in, subtitle, section, title, page title.
SCALE: Final = (1.0, 1.1875, 1.4375, 1.875, 2.5, 3.5)
SPACES: Final = (0.25, 0.5, 0.75, 1.0, 1.5, 2.5, 4.0, 6.0)  # rem


def ambition(position: int) -> Hue:
    """Give the hue of the ambition at `position` (from 1); positions past the sixth start again."""
    return AMBITIONS[(position - 1) % len(AMBITIONS)]


def role(notation: str) -> Hue:
    """Give the hue of the role `notation`; a role of another framework takes the neutral accent."""
    return ROLES.get(notation, ACCENT)


def _families() -> Iterator[tuple[str, Hue]]:
    yield "accent-0", ACCENT
    for position, hue in enumerate(AMBITIONS, start=1):
        yield f"ambition-{position}", hue
    for notation, hue in ROLES.items():
        yield f"role-{notation}", hue
    for kind, hue in MESSAGES.items():
        yield f"message-{kind}", hue


def _colours(theme: Theme, *, dark: bool) -> Iterator[str]:
    yield f"color-scheme: {'dark' if dark else 'light'};"
    for name in ("ground", "raised", "ink", "soft", "line", "edge"):
        yield f"--{name}: {getattr(theme, name)};"
    for name, hue in _families():
        shade = hue.dark if dark else hue.light
        yield f"--{name}: {shade.ink};"
        yield f"--{name}-tint: {shade.tint};"
        yield f"--{name}-band: {shade.band};"
        yield f"--{name}-on-band: {shade.on_band};"


def _rule(selector: str, lines: Iterator[str], indent: str = "") -> str:
    body = "".join(f"{indent}  {line}\n" for line in lines)
    return f"{indent}{selector} {{\n{body}{indent}}}\n"


def _measures() -> Iterator[str]:
    for index, size in enumerate(SCALE):
        yield f"--size-{index}: {size:g}rem;"
    for index, space in enumerate(SPACES, start=1):
        yield f"--space-{index}: {space:g}rem;"
    yield f'--serif: "{SERIF}", "Iowan Old Style", Georgia, serif;'
    yield f'--sans: "{SANS}", "Segoe UI", system-ui, sans-serif;'


def _accent(name: str) -> Iterator[str]:
    for suffix in ("", "-tint", "-band", "-on-band"):
        yield f"--accent{suffix}: var(--{name}{suffix});"


def css() -> str:
    """Write the custom properties of every page: the exact content of `static/web/tokens.css`."""
    dark = _rule(':root:not([data-theme="light"])', _colours(DARK, dark=True), "  ")
    rules = [
        "/* Generated from terreau/web/tokens.py; a test compares the two. */\n",
        _rule(":root", _measures()),
        _rule(':root,\n[data-theme="light"]', _colours(LIGHT, dark=False)),
        f"@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n",
        _rule('[data-theme="dark"]', _colours(DARK, dark=True)),
        _rule("body,\n[data-theme]", _accent("accent-0")),
    ]
    for position in range(1, len(AMBITIONS) + 1):
        rules.append(_rule(f".ambition-{position}", _accent(f"ambition-{position}")))
    for notation in ROLES:
        rules.append(_rule(f".role-{notation}", _accent(f"role-{notation}")))
    for kind in MESSAGES:
        rules.append(_rule(f".message-{kind}", _accent(f"message-{kind}")))
    return "\n".join(rules)
