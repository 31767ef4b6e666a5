"""What is exported can be brought in again, and is then exported to the same bytes."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from terreau.accounts.models import Agent
from terreau.portfolio.models import Portfolio
from terreau.publish.exports import ExportRequest, export_standard
from terreau.publish.exports.projects import export
from terreau.vocabulary.models import Scheme
from tests.builders.made_once import MadeOnce, rows, tables
from tests.db.conftest import EXAMPLES, Bring, make_the_example

pytestmark = pytest.mark.django_db


def written(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "facts.toml"
    }


def request(to: Path, **values: object) -> ExportRequest:
    given = {"standard": "projects", "portfolio": None, "media_root": settings.MEDIA_ROOT, **values}
    return ExportRequest(to=to, **given)


@pytest.mark.parametrize("slug", ["neo-terra", "exercice"])
def test_an_example_brought_in_is_exported_to_its_own_bytes(
    bring: Bring, tmp_path: Path, slug: str
) -> None:
    bring(EXAMPLES / slug)
    done = export(request(tmp_path / "sortie", everything=True))
    assert done.records == Portfolio.objects.get(slug=slug).projects.count()
    assert written(tmp_path / "sortie") == written(EXAMPLES / slug)


def test_the_example_that_tests_start_from_is_what_its_import_makes(
    owner: Agent, tmp_path: Path
) -> None:
    media, once = Path(settings.MEDIA_ROOT), MadeOnce(make_the_example)
    held = []
    for name in ("made", "put back"):
        with transaction.atomic():
            once.put(media, tmp_path / "kept")
            export(request(tmp_path / name, everything=True))
            held.append({table: rows(table) for table in tables()})
            transaction.set_rollback(True)
        shutil.rmtree(media)
    assert held[0] == held[1]
    assert written(tmp_path / "put back") == written(EXAMPLES / "neo-terra")


# SQLite bounds how many keys a query may name. PostgreSQL, which has gathered no statistics of rows
# that this one transaction wrote, may take minutes over a join.
@pytest.mark.slow
@pytest.mark.any_database
def test_the_fictitious_portfolio_of_440_projects_is_exported_to_its_own_bytes(
    bring: Bring, tmp_path: Path
) -> None:
    """Judgements on more than a thousand passages, which no query may name one by one."""
    bring(EXAMPLES / "fictif")
    assert Portfolio.objects.get().projects.count() == 440
    export(request(tmp_path / "sortie", everything=True))
    committed = written(EXAMPLES / "fictif")
    del committed["README.md"]
    assert written(tmp_path / "sortie") == committed


def test_only_what_is_accepted_leaves_unless_all_is_asked_for(
    example: Portfolio, tmp_path: Path
) -> None:
    export(request(tmp_path / "accepte"))
    assert b'"proposed"' not in (tmp_path / "accepte" / "projects.json").read_bytes()
    export(request(tmp_path / "tout", everything=True))
    assert b'"proposed"' in (tmp_path / "tout" / "projects.json").read_bytes()


def test_a_published_fiche_survives_the_way_out_and_in(
    bring: Bring, test_data: Path, tmp_path: Path
) -> None:
    bring(test_data / "fiche-ambition-2" / "fiche-ambition-2.md", portfolio="essai")
    export(request(tmp_path / "un", everything=True))
    Portfolio.objects.get(slug="essai").documents.all()
    bring(tmp_path / "un" / "projects.json", portfolio="copie")
    export(request(tmp_path / "deux", portfolio="copie", everything=True))
    first, second = written(tmp_path / "un"), written(tmp_path / "deux")
    assert first.pop("portfolio.json") == second.pop("portfolio.json").replace(b"copie", b"essai")
    assert first == second


def test_a_framework_is_exported_as_the_turtle_it_came_from(
    example: Portfolio, tmp_path: Path
) -> None:
    export_standard(request(tmp_path / "cadre.ttl", standard="skos"))
    shipped = EXAMPLES.parent / "src/terreau/vocabulary/schemes/neo-terra-2023.ttl"
    assert (tmp_path / "cadre.ttl").read_bytes() == shipped.read_bytes()


def test_every_framework_goes_to_a_folder_with_the_correspondences(
    example: Portfolio, tmp_path: Path
) -> None:
    export_standard(request(tmp_path / "cadres", standard="skos"))
    names = {path.name for path in (tmp_path / "cadres").iterdir()}
    expected = {f"{slug}.ttl" for slug in Scheme.objects.values_list("slug", flat=True)}
    assert names == expected | {"correspondances.ttl"}


def test_a_framework_of_ones_own_comes_in_like_the_shipped_ones(
    example: Portfolio, bring: Bring
) -> None:
    report = bring(EXAMPLES / "exercice" / "scheme.ttl")
    assert report.reader == "skos"
    assert report.created == Scheme.objects.get(slug="strategie-exercice").concepts.count()
    assert bring(EXAMPLES / "exercice" / "scheme.ttl").created == 0
