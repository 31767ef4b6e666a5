"""A portfolio with all that makes the way out and in difficult comes back to the same bytes."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from terreau.accounts.models import Agent
from terreau.portfolio.models import Coding, Judgement, Portfolio
from terreau.publish.exports import ExportRequest, export_standard
from terreau.vocabulary.models import Concept
from tests.db.conftest import NOW, Bring

pytestmark = pytest.mark.django_db
NOTE = "# Une note 🌱\n\nLe jardin relie des voisins. Œuvre commune.\n"
QUOTE = "relie des voisins"


def passage(name: str) -> dict[str, Any]:
    return {"document": name, "start": 0, "end": 0, "quote": QUOTE}


def coding(scheme: str, notation: str, status: str, **more: Any) -> dict[str, Any]:
    return {"scheme": scheme, "notation": notation, "status": status, **more}


ROUGH = [
    {
        "name": "Écluse",
        "year": 2020,
        "holder": {"name": "Œuvre d’Été", "id": "111111111"},
        "partners": [
            {"name": "Œuvre d’Été", "id": "222222222", "role": "funder"},
            {"name": "Second porteur", "role": "holder"},
            {"name": "habitants", "kind": "category", "category": "habitants", "note": "du quai"},
            {"name": "Œuvre d’Été", "id": "111111111", "role": "partner"},
        ],
        "territories": [
            {"relation": "action", "words": "le Saint-Émilionnais"},
            {"relation": "seat", "code": "33063", "level": "commune", "words": "à Bordeaux"},
            {"relation": "action", "code": "33063", "level": "commune"},
            {"relation": "action", "code": "19", "level": "departement"},
        ],
        "grants": [
            {"amount": 1500.5, "date": "2020-05-01", "funder": "Région"},
            {"amount": "1500.50", "date": "2020-05-01", "funder": "Région"},
            {"amount": 10, "currency": "CHF"},
        ],
        "codings": [
            coding("roles", "connecteur", "accepted", passages=[passage("b.md")], rationale="Oui."),
            coding(
                "roles", "aiguillon", "rejected", by="Équipe", at="2026-01-02T03:04:05.678+01:00"
            ),
            coding("roles", "inspirateur", "withdrawn", weight="0.25"),
            coding("neo-terra-2023", "1", "proposed"),
        ],
        "documents": [{"name": "b.md", "kind": "dossier", "title": "Dossier"}],
    },
    {"name": "zèbre", "external_id": "Z-1", "documents": [{"name": "b.md"}]},
    {"name": "Zeste", "call": "Appel", "codings": [coding("roles", "connecteur", "accepted")]},
]
CARD = {
    "slug": "rude",
    "name": "Portefeuille rude",
    "scheme": "neo-terra-2023",
    "concepts": [
        {"scheme": "neo-terra-2023", "notation": "1", "label": "Titre lu", "source": "Une fiche"},
        {"scheme": "neo-terra-2023", "notation": "1.4", "broader": "1", "label": "Enjeu lu"},
        {"scheme": "acteurs", "notation": "99", "label": "Licornes"},
    ],
    "documents": [{"name": "a.md", "kind": "published", "title": "Contexte"}],
    "statements": [
        {
            "scheme": "neo-terra-2023",
            "concept": "1",
            "type": "levier",
            "wording": f"Énoncé : {number}",
            "subject": f"sujet:{number}",
            "status": status,
            "passages": [passage("a.md")],
        }
        for number, status in enumerate(["accepted", "proposed", "rejected"])
    ],
}


@pytest.fixture
def rough(bring: Bring, tmp_path: Path) -> Portfolio:
    folder = tmp_path / "rude"
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / "a.md").write_text(f"Contexte.\n\n{NOTE}", "utf-8")
    (folder / "documents" / "b.md").write_text(NOTE, "utf-8")
    (folder / "projects.json").write_text(json.dumps(ROUGH), "utf-8")
    (folder / "portfolio.json").write_text(json.dumps(CARD), "utf-8")
    report = bring(folder)
    assert (report.created, report.rejected) == (3, 0), report.rejections
    assert report.warnings == []
    return Portfolio.objects.get(slug="rude")


def export(portfolio: str, to: Path, *, everything: bool = True) -> dict[str, bytes]:
    export_standard(
        ExportRequest(
            standard="projects",
            to=to,
            media_root=Path(settings.MEDIA_ROOT),
            portfolio=portfolio,
            everything=everything,
        )
    )
    return {str(path.relative_to(to)): path.read_bytes() for path in to.rglob("*.*")}


def test_it_comes_back_to_the_same_bytes(rough: Portfolio, bring: Bring, tmp_path: Path) -> None:
    first = export("rude", tmp_path / "un")
    assert set(first) == {"projects.json", "portfolio.json", "documents/a.md", "documents/b.md"}
    report = bring(tmp_path / "un", portfolio="copie")
    assert (report.created, report.rejected, report.warnings) == (3, 0, [])
    second = export("copie", tmp_path / "deux")
    second["portfolio.json"] = second["portfolio.json"].replace(b'"copie"', b'"rude"')
    assert second == first


def test_importing_its_own_export_changes_nothing(
    rough: Portfolio, bring: Bring, tmp_path: Path
) -> None:
    first = export("rude", tmp_path / "un")
    report = bring(tmp_path / "un")
    assert (report.unchanged, report.warnings) == (3, [])
    assert export("rude", tmp_path / "deux") == first


def test_nothing_that_the_file_said_is_lost(rough: Portfolio, tmp_path: Path) -> None:
    export("rude", tmp_path / "un")
    projects = json.loads((tmp_path / "un" / "projects.json").read_text("utf-8"))
    first = projects[0]
    assert [project["name"] for project in projects] == ["Écluse", "zèbre", "Zeste"]
    assert first["holder"] == {"name": "Œuvre d’Été", "id": "111111111"}
    assert [(one["name"], one["id"], one["role"]) for one in first["partners"]] == [
        ("Œuvre d’Été", "222222222", "funder"),
        ("Second porteur", None, "holder"),
        ("habitants", None, "partner"),
        ("Œuvre d’Été", "111111111", "partner"),
    ]
    assert [(one["amount"], one["currency"]) for one in first["grants"]] == [
        (10, "CHF"),
        (1500.5, "EUR"),
        (1500.5, "EUR"),
    ]
    assert len(first["territories"]) == 4
    assert {one["notation"]: one["status"] for one in first["codings"]} == {
        "1": "proposed",
        "aiguillon": "rejected",
        "connecteur": "accepted",
        "inspirateur": "withdrawn",
    }
    (quoted,) = next(one for one in first["codings"] if one["notation"] == "connecteur")["passages"]
    assert quoted["quote"] == QUOTE
    assert quoted["end"] - quoted["start"] == len(QUOTE)
    assert [one["kind"] for one in projects[1]["documents"]] == ["dossier"]


def test_a_title_that_a_document_established_goes_with_the_portfolio(
    rough: Portfolio, tmp_path: Path
) -> None:
    export("rude", tmp_path / "un")
    card = json.loads((tmp_path / "un" / "portfolio.json").read_text("utf-8"))
    assert [(one["notation"], one["label"]) for one in card["concepts"]] == [
        ("1", "Titre lu"),
        ("1.4", "Enjeu lu"),
    ]


def test_only_accepted_decisions_leave_without_all(rough: Portfolio, tmp_path: Path) -> None:
    export("rude", tmp_path / "un", everything=False)
    projects = json.loads((tmp_path / "un" / "projects.json").read_text("utf-8"))
    card = json.loads((tmp_path / "un" / "portfolio.json").read_text("utf-8"))
    told = [one for project in projects for one in project["codings"]] + card["statements"]
    assert len(told) == 3
    assert {one["status"] for one in told} == {"accepted"}


def test_a_view_never_leaves(rough: Portfolio, owner: Agent, tmp_path: Path) -> None:
    project = rough.projects.get(name="zèbre")
    concept = Concept.objects.get(scheme__slug="roles", notation="aiguillon")
    judgement = Judgement.objects.create(
        kind="coding", key="view:1:x", by=owner, at=NOW, status="accepted"
    )
    Coding.objects.create(judgement=judgement, project=project, concept=concept)
    export("rude", tmp_path / "un")
    projects = json.loads((tmp_path / "un" / "projects.json").read_text("utf-8"))
    assert projects[1]["codings"] == []
