"""Each role has its sign, the same everywhere."""

from itertools import combinations
from xml.etree import ElementTree

import pytest

from terreau.web import tokens
from terreau.web.signs import SIGNS, VIEW_BOX, shapes, sign, sign_svg


def test_the_roles_with_a_sign_are_the_roles_with_a_hue() -> None:
    assert list(SIGNS) == list(tokens.ROLES) == ["aiguillon", "inspirateur", "connecteur"]


@pytest.mark.parametrize("notation", [*SIGNS, "role-inconnu"])
def test_a_sign_is_a_decorative_svg_in_the_text_s_colour(notation: str) -> None:
    root = ElementTree.fromstring(sign_svg(notation))
    assert root.get("viewBox") == VIEW_BOX
    assert root.get("aria-hidden") == "true"
    colours = {path.get(name) for path in root for name in ("fill", "stroke")}
    assert colours <= {"currentColor", "none", None}


def test_signs_differ_without_colour() -> None:
    for first, second in combinations(SIGNS, 2):
        assert shapes(first) != shapes(second)


def test_a_colour_is_escaped() -> None:
    assert '"><script' not in sign_svg("aiguillon", '"><script>')


def test_a_role_of_another_framework_has_a_plain_sign() -> None:
    assert sign("veilleur").label == "Rôle"
    assert tokens.role("veilleur") is tokens.ACCENT
