"""Colours hold their contrast, and hues of a family stay apart for colour-blind eyes.

Contrast: WCAG 2.2, 1.4.3 and 1.4.11. Simulation: Machado, Oliveira and Fernandes 2009, severity
1.0, on linear RGB. Distance: CIEDE2000 (Sharma, Wu and Dalal 2005, whose pairs check ours).
"""

import math
from itertools import combinations
from pathlib import Path

import pytest

from terreau.web import tokens
from terreau.web.tokens import Hue, Shade, Theme

Vector = tuple[float, float, float]

TEXT_CONTRAST = 4.5
CONTROL_CONTRAST = 3.0
# Two colours are told apart side by side from about 2; read from memory it takes more. 11 is what
# six hues dark enough for text can reach together; signs, numbers and labels carry the rest.
APART = 11.0

SIGHTS: dict[str, tuple[Vector, Vector, Vector]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ: tuple[Vector, Vector, Vector] = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE: Vector = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> Vector:
    def channel(start: int) -> float:
        value = int(colour[start : start + 2], 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return channel(1), channel(3), channel(5)


def dot(rows: tuple[Vector, Vector, Vector], vector: Vector) -> Vector:
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in rows)
    return x, y, z


def contrast(first: str, second: str) -> float:
    def luminance(colour: str) -> float:
        return dot(TO_XYZ, linear(colour))[1]

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: str) -> Vector:
    red, green, blue = dot(SIGHTS[sight], linear(colour))
    seen = (min(max(red, 0), 1), min(max(green, 0), 1), min(max(blue, 0), 1))

    def root(value: float) -> float:
        return math.cbrt(value) if value > (6 / 29) ** 3 else value / (3 * (6 / 29) ** 2) + 4 / 29

    x, y, z = (root(a / b) for a, b in zip(dot(TO_XYZ, seen), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(first: Vector, second: Vector) -> float:
    """CIEDE2000 between two colours in CIELAB."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * math.sqrt(mean**7 / (mean**7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    weight = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    d_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    d_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    d_hue = (
        2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    )
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    rotation *= math.sin(math.radians(60 * math.exp(-(((hue - 275) / 25) ** 2))))
    return math.sqrt(d_light**2 + d_chroma**2 + d_hue**2 + rotation * d_chroma * d_hue)


def shades(hue: Hue) -> tuple[tuple[Theme, Shade], ...]:
    return (tokens.LIGHT, hue.light), (tokens.DARK, hue.dark)


HUES = {
    "accent": tokens.ACCENT,
    **{f"ambition {n}": hue for n, hue in enumerate(tokens.AMBITIONS, start=1)},
    **tokens.ROLES,
    **tokens.MESSAGES,
}
FAMILIES = {"ambitions": tokens.AMBITIONS, "roles": tuple(tokens.ROLES.values())}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        # Pairs 1, 7, 17 and 25 of Sharma, Wu and Dalal's table 1.
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ],
)
def test_the_distance_agrees_with_published_pairs(
    first: Vector, second: Vector, expected: float
) -> None:
    assert distance(first, second) == pytest.approx(expected, abs=1e-4)


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("name", HUES)
def test_a_hue_reads_as_text_on_every_surface(name: str) -> None:
    for theme, shade in shades(HUES[name]):
        for surface in (theme.ground, theme.raised, shade.tint):
            assert contrast(shade.ink, surface) >= TEXT_CONTRAST, (shade.ink, surface)


@pytest.mark.parametrize("name", HUES)
def test_a_band_carries_readable_text(name: str) -> None:
    for _theme, shade in shades(HUES[name]):
        assert contrast(shade.on_band, shade.band) >= TEXT_CONTRAST


@pytest.mark.parametrize("name", HUES)
def test_text_reads_on_every_tint(name: str) -> None:
    for theme, shade in shades(HUES[name]):
        assert contrast(theme.ink, shade.tint) >= TEXT_CONTRAST
        assert contrast(theme.soft, shade.tint) >= TEXT_CONTRAST


@pytest.mark.parametrize("theme", [tokens.LIGHT, tokens.DARK])
def test_neutral_text_and_control_borders_are_visible(theme: Theme) -> None:
    for surface in (theme.ground, theme.raised):
        assert contrast(theme.ink, surface) >= TEXT_CONTRAST
        assert contrast(theme.soft, surface) >= TEXT_CONTRAST
        assert contrast(theme.edge, surface) >= CONTROL_CONTRAST


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hues_of_a_family_stay_apart(theme: str, family: str, sight: str) -> None:
    inks = [getattr(hue, theme).ink for hue in FAMILIES[family]]
    for first, second in combinations(inks, 2):
        assert distance(lab(first, sight), lab(second, sight)) >= APART, (first, second)


def test_the_style_sheet_is_what_the_tokens_say() -> None:
    sheet = Path(tokens.__file__).parent / "static" / "web" / "tokens.css"
    assert sheet.read_text(encoding="utf-8") == tokens.css()


def test_there_are_six_sizes_and_none_below_sixteen_pixels() -> None:
    assert len(tokens.SCALE) == 6
    assert min(tokens.SCALE) >= 1.0
    assert list(tokens.SCALE) == sorted(tokens.SCALE)


def test_a_seventh_ambition_takes_the_first_hue_again() -> None:
    assert tokens.ambition(7) is tokens.AMBITIONS[0]
