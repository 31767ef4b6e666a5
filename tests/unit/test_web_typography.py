"""French typography of texts, numbers, dates and agreement."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from terreau.web.typography import accord, date_fr, euros, fr, nombre


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'eau, aujourd'hui", "l’eau, aujourd’hui"),
        ("Comment ? Ainsi !", "Comment\u202f? Ainsi\u202f!"),
        ("un; deux", "un\u202f; deux"),
        ("Se nourrir: accélérer", "Se nourrir\u00a0: accélérer"),
        ("Se nourrir : accélérer", "Se nourrir\u00a0: accélérer"),
        ("il dit «oui»", "il dit «\u00a0oui\u00a0»"),
        ('il dit "oui" : "non"', "il dit «\u00a0oui\u00a0»\u00a0: «\u00a0non\u00a0»"),
        ("12 500 € et 40 %", "12\u202f500\u00a0€ et 40\u00a0%"),
        ("14 projets", "14\u00a0projets"),
        ("dossier, p. 4", "dossier, p.\u00a04"),
        ("et cetera...", "et cetera…"),
        ("ouvert à 10:30", "ouvert à 10:30"),
        ("voir https://exemple.fr/a?b=1;c: ici", "voir https://exemple.fr/a?b=1;c: ici"),
        ("en 2019 2020", "en 2019 2020"),
        ("rock 'n' roll", "rock 'n' roll"),
        ("Quoi ?!", "Quoi\u202f?!"),
        ("", ""),
    ],
)
def test_text_takes_french_spaces_and_signs(typed: str, printed: str) -> None:
    assert fr(typed) == printed


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1204, 0, "1\u202f204"),
        (1234567, 0, "1\u202f234\u202f567"),
        (-1500, 0, "−1\u202f500"),
        (2.5, 0, "3"),
        (0.825, 2, "0,83"),
        (-0.2, 0, "0"),
        (Decimal("12.5"), 2, "12,50"),
    ],
)
def test_a_number_is_grouped_and_rounded(value: float, decimals: int, printed: str) -> None:
    assert nombre(value, decimals) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [(12500, "12\u202f500\u00a0€"), (Decimal("12.50"), "12,50\u00a0€"), (0, "0\u00a0€")],
)
def test_an_amount_shows_cents_only_when_it_has_some(value: Decimal, printed: str) -> None:
    assert euros(value) == printed


def test_the_first_of_a_month_is_ordinal() -> None:
    assert date_fr(date(2026, 3, 1)) == "1er\u00a0mars 2026"
    assert date_fr(date(2026, 8, 12)) == "12\u00a0août 2026"


@pytest.mark.parametrize(
    ("count", "printed"), [(0, "projet"), (1, "projet"), (1.9, "projet"), (2, "projets")]
)
def test_zero_and_one_are_singular(count: float, printed: str) -> None:
    assert accord(count, "projet") == printed


def test_an_irregular_plural_is_given() -> None:
    assert accord(3, "enjeu", "enjeux") == "enjeux"


def test_every_word_agrees_unless_it_ends_in_s() -> None:
    assert accord(2, "projet inspirateur") == "projets inspirateurs"
    assert accord(2, "avis") == "avis"


def render(source: str, **context: object) -> str:
    return Template("{% load typography %}" + source).render(Context(context))


def test_user_text_is_escaped_after_its_typography() -> None:
    assert render("{{ text|fr }}", text="<b>l'eau</b>") == "&lt;b&gt;l’eau&lt;/b&gt;"


def test_marked_up_text_is_left_as_it_is() -> None:
    text = mark_safe("<a title='x'>l'eau</a>")
    assert render("{{ text|fr }}", text=text) == str(text)


def test_a_template_s_own_words_take_typography_too() -> None:
    assert render('{% with text="l\'eau ?" %}{{ text|fr }}{% endwith %}') == "l’eau\u202f?"


def test_an_unknown_value_reads_non_renseigne() -> None:
    shown = render("{{ a|nombre }}, {{ a|euros }}, {{ a|date_fr }}", a=None)
    assert shown == "non renseigné, non renseigné, non renseigné"


def test_count_and_noun_stay_together() -> None:
    assert render('{% compte n "enjeu,enjeux" %}', n=1204) == "1\u202f204\u00a0enjeux"


def test_attributes_are_escaped_and_unset_ones_are_left_out() -> None:
    shown = render("<p{% attributes id=a class_=b hidden=c %}>", a='x"y', b="", c=True)
    assert shown == '<p id="x&quot;y" hidden>'
