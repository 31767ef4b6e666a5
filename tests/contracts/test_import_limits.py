"""The lengths that an import checks are those of the columns it writes to."""

import pytest

from terreau.accounts.models import Agent
from terreau.collect import limits
from terreau.portfolio.models import (
    Call,
    Document,
    Grant,
    Judgement,
    Organisation,
    Participation,
    Place,
    Portfolio,
    Project,
)
from terreau.portfolio.services import SLUG_LENGTH
from terreau.territory.models import Territory
from terreau.vocabulary.data import MAX_NOTATION, MAX_SLUG
from terreau.vocabulary.models import Concept

COLUMNS = [
    (limits.PROJECT["name"], Project, "name"),
    (limits.PROJECT["title"], Project, "title"),
    (limits.PROJECT["slug"], Project, "slug"),
    (limits.PROJECT["external_id"], Project, "external_id"),
    (limits.PROJECT["call"], Call, "name"),
    (limits.ACTOR["name"], Organisation, "name"),
    (limits.ACTOR["name"], Participation, "words"),
    (limits.ACTOR["identifier"], Organisation, "identifier"),
    (limits.ACTOR["note"], Participation, "note"),
    (limits.PLACE["words"], Place, "words"),
    (limits.GRANT["currency"], Grant, "currency"),
    (limits.GRANT["funder"], Grant, "funder"),
    (limits.DOCUMENT["name"], Document, "name"),
    (limits.DOCUMENT["title"], Document, "title"),
    (limits.AGENT, Agent, "name"),
    (SLUG_LENGTH, Portfolio, "slug"),
    (limits.CONCEPT["label"], Concept, "label"),
    (limits.CONCEPT["notation"], Concept, "notation"),
    (limits.CONCEPT["source_url"], Concept, "source_url"),
]


@pytest.mark.parametrize(
    ("limit", "model", "column"), COLUMNS, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_a_text_that_passes_fits_its_column(limit: int, model: type, column: str) -> None:
    assert limit == model._meta.get_field(column).max_length


def test_the_longest_key_of_a_statement_fits_its_column() -> None:
    longest_pk, longest_type = 19, 10
    fixed = len("statement:portfolio:") + longest_pk + len(":concept:::") + longest_type
    key = fixed + MAX_SLUG + MAX_NOTATION + limits.SUBJECT
    assert key <= Judgement._meta.get_field("key").max_length


def test_a_code_too_long_for_a_territory_is_no_territory() -> None:
    assert Territory._meta.get_field("code").max_length <= limits.PLACE["code"]


def test_every_text_of_the_card_is_checked_before_it_is_written() -> None:
    assert {
        name: Portfolio._meta.get_field(name).max_length for name in limits.PORTFOLIO
    } == limits.PORTFOLIO
