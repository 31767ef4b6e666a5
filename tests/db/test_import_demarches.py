"""What a fetch of a démarche received comes in whole: dossiers, values with their place, files."""

from pathlib import Path

import pytest

from terreau.collect.demarches_api import fetch_demarche
from terreau.portfolio.models import Portfolio, Project
from terreau.portfolio.values import standing_values
from tests.builders.demarches_server import NUMBER, TOKEN, Platform, schema, serving, varied
from tests.db.conftest import Bring

pytestmark = pytest.mark.django_db
DOSSIERS = 12


@pytest.fixture
def fetched(test_data: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "demarche"
    with serving(Platform(schema(test_data), varied(test_data, DOSSIERS))) as platform:
        platform.without_files()
        platform.attach(0, "projet.txt", b"Le plan du projet.\n")
        platform.attach(1, "projet.txt", b"Un autre plan.\n")
        report = fetch_demarche(NUMBER, folder, TOKEN, platform.url)
    assert (report.dossiers, report.pieces) == (DOSSIERS, 2)
    return folder


def test_a_fetched_folder_is_imported_with_its_files_beside_their_dossiers(
    bring: Bring, fetched: Path
) -> None:
    report = bring(fetched, portfolio="essai")
    pieces = [path for path in (fetched / "pieces").rglob("*") if path.is_file()]
    assert report.read == DOSSIERS + len(pieces)
    assert report.created + report.updated + report.unchanged + report.rejected == report.read
    portfolio = Portfolio.objects.get(slug="essai")
    project = portfolio.projects.exclude(external_id="").order_by("external_id")[0]
    value = standing_values(project)["external_id"][0]
    assert value.document.name.startswith("pages/")
    assert (value.value, value.row) == (project.external_id, 1)
    attached = portfolio.documents.filter(projects__isnull=False)
    assert attached.count() == len(pieces) == 2
    for document in attached:
        owner = document.projects.get()
        assert (fetched / "pieces" / owner.external_id / document.name).is_file()


def test_a_dossier_keeps_its_state_and_one_refused_is_not_shown(
    bring: Bring, fetched: Path
) -> None:
    bring(fetched, portfolio="essai")
    stages = set(Project.objects.values_list("stage", flat=True))
    assert stages >= {"accepted", "refused"}


def test_the_same_folder_again_changes_nothing(bring: Bring, fetched: Path) -> None:
    first = bring(fetched, portfolio="essai")
    again = bring(fetched, portfolio="essai")
    assert (again.created, again.updated, again.rejected) == (0, 0, first.rejected)
