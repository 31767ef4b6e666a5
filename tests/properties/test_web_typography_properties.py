"""Typography is stable, and changes nothing but spaces, apostrophes, guillemets and ellipses."""

import re

from hypothesis import given
from hypothesis import strategies as st

from terreau.web.typography import NARROW, NBSP, fr, nombre

TEXT = st.text(
    st.one_of(
        st.sampled_from(" \u00a0\u202f'’\"«»:;?!.…,-–()0123456789€%n\npM°"),
        st.characters(codec="utf-8"),
    )
)
FREE = re.compile(r"[\s\u00a0\u202f'’ʼ\"«».…]")


@given(TEXT)
def test_a_second_pass_changes_nothing(text: str) -> None:
    assert fr(fr(text)) == fr(text)


@given(TEXT)
def test_letters_figures_and_punctuation_are_kept_in_order(text: str) -> None:
    assert FREE.sub("", fr(text)) == FREE.sub("", text)


@given(st.from_regex(r"https://[a-z]{1,8}\.fr/[a-z0-9/?=&;:!'.]{0,20}[a-z0-9]", fullmatch=True))
def test_an_address_is_never_touched(url: str) -> None:
    assert fr(f"voir {url} ici") == f"voir {url} ici"


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_grouped_number_reads_back(value: int) -> None:
    shown = nombre(value).replace(NARROW, "").replace("\u2212", "-")
    assert int(shown) == value


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_is_already_well_set(value: int) -> None:
    assert fr(nombre(value)) == nombre(value)
    assert NBSP not in nombre(value)
