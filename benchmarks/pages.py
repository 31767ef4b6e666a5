"""Queries, milliseconds and bytes per page: `python benchmarks/pages.py`.

Two portfolios in a temporary instance: the example (14 projects), and 440 projects made from it,
each copy with its own name and commune and with partners renamed by groups of eight copies. Pages
are asked of Django's test client, in this process, on SQLite: no network, no browser.
"""

import copy
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "neo-terra"
PROJECTS = 440
REPEATS = 20
Json = dict[str, Any]


def synthetic(folder: Path) -> Path:
    """A list of 440 projects made from the example's, beside the same documents."""
    from terreau.territory.gazetteer import Level, load

    communes = [one for one in load().entries(Level.COMMUNE) if (Level.REGION, "75") in one.parents]
    originals: list[Json] = json.loads((EXAMPLE / "projects.json").read_text(encoding="utf-8"))
    copies = []
    for number, original in enumerate(islice(cycle(originals), PROJECTS)):
        project = copy.deepcopy(original)
        turn, commune = number // len(originals), communes[number * 7 % len(communes)]
        project["slug"] = f"{project['slug']}-{turn}"
        project["name"] = f"{project['name']} {turn}"
        project["holder"] = {"name": project["name"], "id": None}
        project["territories"] = [
            {"code": commune.code, "name": commune.name, "level": "commune", "relation": "action"}
        ]
        for partner in project["partners"]:
            if partner["kind"] == "organisation":
                partner["name"] = f"{partner['name']} {turn // 8}"
        copies.append(project)
    folder.mkdir()
    shutil.copytree(EXAMPLE / "documents", folder / "documents")
    shutil.copy(EXAMPLE / "portfolio.json", folder)
    path = folder / "projects.json"
    path.write_text(json.dumps(copies, ensure_ascii=False), encoding="utf-8")
    return folder


def addresses(slug: str) -> dict[str, str]:
    """The pages to ask for; the actor is the one in most projects, the document the first cited."""
    from django.db.models import Count

    from terreau.portfolio.models import Portfolio

    portfolio = Portfolio.objects.get(slug=slug)
    base = f"/portefeuilles/{slug}/"
    actor = portfolio.organisations.annotate(n=Count("participations")).order_by("-n", "slug")[0]
    project = portfolio.projects.order_by("position", "slug")[0]
    document = project.documents.order_by("name")[0]
    return {
        "home": base,
        "fiche": f"{base}ambitions/2/",
        "projects": f"{base}projets/",
        "projects, filtered": f"{base}projets/?role=connecteur&role=aiguillon&enjeu=2.1",
        "project": f"{base}projets/{project.slug}/",
        "actors": f"{base}acteurs/",
        "actor": f"{base}acteurs/{actor.slug}/",
        "document": f"{base}documents/{document.sha256}/",
    }


def measure(slug: str) -> None:
    """Print a line a page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    print(f"{'page':20}{'queries':>8}{'median ms':>11}{'worst ms':>10}{'bytes':>10}")
    for name, address in addresses(slug).items():
        times = []
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        queries = len(captured)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        for _ in range(REPEATS):
            start = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - start) * 1000)
        print(
            f"{name:20}{queries:8}{statistics.median(times):11.0f}{max(times):10.0f}"
            f"{len(answer.content):10}"
        )


def main() -> int:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as name:
        from terreau.conf.bootstrap import start
        from terreau.conf.instance import Instance

        folder = Path(name)
        instance = Instance.load(folder / "instance")
        instance.create()
        verbs = start(instance)
        verbs.init("Banc")
        for slug, source in (
            ("neo-terra", EXAMPLE),
            ("synthetique", synthetic(folder / "synthetic")),
        ):
            began = time.perf_counter()
            report = verbs.import_((source,), portfolio=slug)
            seconds = time.perf_counter() - began
            print(f"\n{slug}: {report['created']} projects imported in {seconds:.1f} s")
            measure(slug)
    return 0


if __name__ == "__main__":
    sys.exit(main())
