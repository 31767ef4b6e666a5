"""Data packages and fetched démarches: several files that are read as one."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from terreau.accounts.models import Agent
from terreau.collect.models import ImportRun
from terreau.collect.runs.receiving import begin, receive
from terreau.collect.runs.stages import ask_reading, confirm, work
from terreau.portfolio.models import Portfolio
from terreau.portfolio.services import new_portfolio
from terreau.portfolio.values import standing_values
from terreau.vocabulary.models import Scheme
from tests.db.conftest import NOW, Bring

pytestmark = pytest.mark.django_db

DESCRIPTOR = {
    "name": "laureats",
    "resources": [
        {
            "name": "projets",
            "path": "data/projets.csv",
            "encoding": "windows-1252",
            "dialect": {"delimiter": "|"},
            "schema": {
                "fields": [
                    {"name": "Nom du projet", "type": "string"},
                    {"name": "Bénéficiaire", "type": "string"},
                    {"name": "Montant voté", "type": "number", "decimalChar": ","},
                ]
            },
        }
    ],
}
ROWS = "Nom du projet|Bénéficiaire|Montant voté\nLe Fil vert|Les Aiguilles|12000,5\n"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "paquet"
    (folder / "data").mkdir(parents=True)
    (folder / "datapackage.json").write_text(json.dumps(DESCRIPTOR), "utf-8")
    (folder / "data" / "projets.csv").write_bytes(ROWS.encode("cp1252"))
    (folder / "LISEZMOI.txt").write_text("À propos de ces données.\n", "utf-8")
    return folder


def check(portfolio: Portfolio) -> None:
    project = portfolio.projects.get()
    assert (project.name, str(project.grants.get().amount)) == ("Le Fil vert", "12000.50")
    value = standing_values(project)["grant.amount"][0]
    assert (value.sheet, value.row, value.header) == ("projets", 2, "Montant voté")
    names = {one.name for one in portfolio.documents.all()}
    assert names == {"LISEZMOI.txt", "datapackage.json"}


def test_a_folder_with_a_descriptor_is_read_as_it_says(bring: Bring, package: Path) -> None:
    report = bring(package, portfolio="essai")
    assert (report.read, report.created, report.rejections) == (2, 2, [])
    check(Portfolio.objects.get(slug="essai"))
    assert bring(package, portfolio="essai").unchanged == 2


def test_a_package_dropped_as_an_archive_is_read_as_it_says(owner: Agent, package: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(package.rglob("*.*")):
            archive.write(path, f"paquet/{path.relative_to(package)}")
    scheme = Scheme.objects.get(slug="neo-terra-2023")
    portfolio = new_portfolio("essai", scheme, name="Essai")
    run = begin(portfolio, owner, NOW)
    receive(run, "paquet.zip", [packed.getvalue()], settings.MEDIA_ROOT)
    ask_reading(run, owner)
    work(run.pk, settings.MEDIA_ROOT, NOW)
    run.refresh_from_db()
    (table,) = (one for file in run.files.all() for one in file.tables.all())
    confirm(table, {}, owner, NOW)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.PLANNING)
    work(run.pk, settings.MEDIA_ROOT, NOW)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.APPLYING)
    work(run.pk, settings.MEDIA_ROOT, NOW)
    run.refresh_from_db()
    assert (run.state, run.counts["read"], run.counts["created"]) == ("applied", 2, 2), run.error
    check(portfolio)
