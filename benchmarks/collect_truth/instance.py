"""The spreadsheets then the dossiers imported into a new instance, as a person would by command.

The database is then read as it is, with sqlite3: nothing of the code measured judges itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.collect_truth.truth import Truth

PORTFOLIO = "fictif"
QUESTION = "needs_decision"
TWO = "two projects"
Said = dict[str, object]


@dataclass(slots=True)
class Imported:
    """The counts of both imports, and what the database holds afterwards.

    `rows` gives the projects that a row of a file gave values to; `owner` the projects of the
    truth that a project of the database speaks of; `attached` the projects of each document.
    """

    tables: Said
    documents: Said
    rows: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    owner: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    attached: dict[str, set[int]] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)


def bring(truth: Truth, work: Path) -> Imported:
    """Import `tableaux` then `dossiers` into a new instance under `work`."""
    instance = work / "instance"
    _terreau(instance, "init")
    tables = _terreau(instance, "import", "--portfolio", PORTFOLIO, truth.folder / "tableaux")
    documents = _terreau(instance, "import", "--portfolio", PORTFOLIO, truth.folder / "dossiers")
    found = Imported(tables, documents)
    with sqlite3.connect(f"file:{instance / 'terreau.sqlite3'}?mode=ro", uri=True) as database:
        _rows(database, truth, found)
        _documents(database, truth, found)
    return found


def _terreau(instance: Path, verb: str, *arguments: str | Path) -> Said:
    command = (sys.executable, "-c", "from terreau.cli import run; run()")
    run = subprocess.run(
        [*command, verb, *map(str, arguments), "--json"],
        env={**os.environ, "TERREAU_INSTANCE": str(instance)},
        capture_output=True,
        text=True,
        check=False,
    )
    # The exit status tells rejections too: only an answer that is no report is a failure.
    said = json.loads(run.stdout)
    if "error" in said:
        raise RuntimeError(said["error"])
    assert isinstance(said, dict)
    return said


def _rows(database: sqlite3.Connection, truth: Truth, found: Imported) -> None:
    asked = (
        "select distinct v.project_id, d.name, v.row from portfolio_fieldvalue v "
        "join portfolio_document d on d.id = v.document_id where v.row is not null"
    )
    for project, file, row in database.execute(asked):
        found.rows[file, row].add(project)
        code = truth.rows.get((file, row))
        if code:
            found.owner[project].add(code)


def _documents(database: sqlite3.Connection, truth: Truth, found: Imported) -> None:
    by_hash: dict[str, set[int]] = defaultdict(set)
    asked = (
        "select d.sha256, l.project_id from portfolio_document d "
        "join portfolio_project_documents l on l.document_id = d.id"
    )
    for sha256, project in database.execute(asked):
        by_hash[sha256].add(project)
    questions = {
        source: len(json.loads(question))
        for source, question in database.execute(
            "select source, question from collect_plannedrecord where question != '[]'"
        )
    }
    for file in truth.documents:
        data = (truth.folder / "dossiers" / file).read_bytes()
        found.attached[file] = by_hash.get(hashlib.sha256(data).hexdigest(), set())
        found.asked[file] = questions.get(file, 0)


def doubles(found: Imported, truth: Truth) -> dict[tuple[tuple[str, int], ...], str]:
    """By its rows, what became of each project that two files list: one, a question, or two."""
    rejections = found.tables["rejections"]
    assert isinstance(rejections, list)
    questions = {
        (one["source"], int(one["where"].rpartition("ligne ")[2].split(",")[0]))
        for one in rejections
        if one["code"] == QUESTION
    }
    told: dict[tuple[tuple[str, int], ...], str] = {}
    for rows in truth.doubles:
        projects = [found.rows.get(row, set()) for row in rows]
        if questions & set(rows):
            told[rows] = "asked"
        elif all(projects) and len(set.union(*projects)) == 1:
            told[rows] = "matched"
        else:
            told[rows] = TWO
    return told


def mixed(found: Imported) -> list[set[str]]:
    """The projects of the database that rows of several projects of the truth went into."""
    return [codes for _, codes in sorted(found.owner.items()) if len(codes) > 1]


def attachments(found: Imported, truth: Truth) -> tuple[Counter[str], list[tuple[str, set[str]]]]:
    """How the documents came out, and those that went to another project, with its number.

    Asked is a document with candidates to choose from; loose one that nothing is said of.
    """
    told: Counter[str] = Counter()
    wrong: list[tuple[str, set[str]]] = []
    for file, code in sorted(truth.documents.items()):
        owners = [found.owner.get(project, set()) for project in found.attached[file]]
        if not owners:
            told["asked" if found.asked[file] else "loose"] += 1
        elif all(code in one for one in owners):
            told["right"] += 1
        else:
            told["wrong"] += 1
            wrong.append((file, set.union(*owners)))
    return told, wrong
