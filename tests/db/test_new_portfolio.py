"""What a portfolio is called when an import makes it, and what an existing one keeps."""

import json
import shutil
from pathlib import Path

import pytest

from terreau.portfolio.models import Judgement, Portfolio
from tests.db.conftest import EXAMPLES, Bring
from tests.support import ROOT

pytestmark = pytest.mark.django_db
FICHE = ROOT / "tests" / "fixtures" / "fiches" / "lignes-fautives.md"


def test_a_portfolio_that_nobody_named_says_that_it_is_one(bring: Bring) -> None:
    bring(FICHE, portfolio="mobilites")
    made = Portfolio.objects.get()
    assert (made.name, made.funder, made.source) == ("Portefeuille mobilites", "", FICHE.name)


def test_a_list_without_a_card_makes_a_portfolio_named_in_the_same_way(
    bring: Bring, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(EXAMPLES / "neo-terra", tmp_path / "liste"))
    (folder / "portfolio.json").unlink()
    bring(folder, portfolio="liste")
    assert Portfolio.objects.get().name == "Portefeuille liste"


def test_the_name_and_the_funder_asked_for_are_those_of_a_new_portfolio(bring: Bring) -> None:
    report = bring(FICHE, portfolio="m", name="Mobilités", funder="Collectivité Inventée")
    made = Portfolio.objects.get()
    assert (made.name, made.funder) == ("Mobilités", "Collectivité Inventée")
    assert "portfolio_exists" not in {one.code for one in report.warnings}
    (source,) = set(Judgement.objects.values_list("by__name", flat=True))
    assert source.endswith(", Collectivité Inventée")


def test_what_is_asked_for_goes_before_what_the_card_says(bring: Bring) -> None:
    bring(EXAMPLES / "neo-terra", name="Autrement")
    card = json.loads((EXAMPLES / "neo-terra" / "portfolio.json").read_text("utf-8"))
    made = Portfolio.objects.get()
    assert (made.name, made.funder) == ("Autrement", card["funder"])


def test_a_portfolio_that_exists_keeps_its_name_and_the_report_says_so(
    example: Portfolio, bring: Bring
) -> None:
    name, funder = example.name, example.funder
    report = bring(EXAMPLES / "neo-terra", name="Autrement", funder=funder)
    example.refresh_from_db()
    assert (example.name, example.funder, report.unchanged) == (name, funder, 14)
    assert [one.code for one in report.warnings] == ["portfolio_exists"]
    assert name in report.warnings[0].message


def test_several_files_make_one_portfolio_and_no_remark_about_it(
    bring: Bring, tmp_path: Path
) -> None:
    other = tmp_path / "autre.md"
    other.write_text(FICHE.read_text("utf-8").replace("Rail Doux", "Rail Vert"), "utf-8")
    report = bring(FICHE, other, portfolio="m", name="Mobilités", funder="Collectivité")
    assert Portfolio.objects.count() == 1
    assert "portfolio_exists" not in {one.code for one in report.warnings}
