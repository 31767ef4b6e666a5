"""What many tests start from, made once and copied: rows of the database, instances on disk.

Guarantees that every test gets a state of its own, the same as if it had made it itself.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

TERREAU = Path(sys.executable).parent / "terreau"
Row = tuple[Any, ...]


def tables() -> list[str]:
    """The tables of the project's own models, those of relations included."""
    models = apps.get_models(include_auto_created=True)
    own = [model for model in models if model.__module__.startswith("terreau.")]
    return sorted({model._meta.db_table for model in own})


def rows(table: str) -> tuple[list[str], dict[Row, None]]:
    """The columns and the rows of a table, in the order of its first column."""
    quoted = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {quoted} ORDER BY 1")
        columns = [column[0] for column in cursor.description]
        return columns, dict.fromkeys(cursor.fetchall())


def counts() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchone()[0]
    return found


@dataclass
class MadeOnce:
    """Rows and files that `make` adds: really made the first time, put back as they were after.

    Where the database does not hold what it held that first time, `make` runs again.
    """

    make: Callable[[], None]
    before: dict[str, int] | None = None
    added: dict[str, tuple[list[str], Sequence[Row]]] = field(default_factory=dict)
    files: Path | None = None

    def put(self, media: Path, kept: Path) -> None:
        """Add the rows to the database and the files to `media`; `kept` holds them in between."""
        held = counts()
        if self.before is None:
            self.keep(held, media, kept)
        elif held == self.before:
            self.restore(media)
        else:
            self.make()

    def keep(self, held: dict[str, int], media: Path, kept: Path) -> None:
        earlier = {table: rows(table)[1] for table in tables()}
        self.make()
        for table in tables():
            columns, now = rows(table)
            assert not earlier[table].keys() - now.keys(), f"{table}: a row was changed"
            if added := [row for row in now if row not in earlier[table]]:
                self.added[table] = columns, added
        if media.is_dir():
            self.files = Path(shutil.copytree(media, kept))
        self.before = held

    def restore(self, media: Path) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, added) in self.added.items():
                names = ", ".join(map(connection.ops.quote_name, columns))
                places = ", ".join(["%s"] * len(columns))
                quoted = connection.ops.quote_name(table)
                cursor.executemany(f"INSERT INTO {quoted} ({names}) VALUES ({places})", added)
        if self.files is not None:
            shutil.copytree(self.files, media, dirs_exist_ok=True)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold a lock that the processes of one test run share."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder that every process of this test run sees."""
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def made_by_command(factory: pytest.TempPathFactory, name: str, *arguments: str) -> Path:
    """The folder where `terreau …` ran once for the whole test run, into `instance` there.

    `answer.json` beside it is what the command printed. Nobody changes it: tests take a copy.
    """
    folder = shared_folder(factory) / f"made-{name}"
    with alone(folder.with_suffix(".lock")):
        if (folder / "answer.json").is_file():
            return folder
        folder.mkdir()
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        # A seed and a clock that no other process has: what depends on them would show.
        kept |= {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"}
        done = subprocess.run(
            [TERREAU, *arguments, "--json", "--instance", folder / "instance"],
            env=kept | {"TERREAU_INSTANCE": str(folder / "instance")},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode != 0:
            pytest.fail(f"terreau {name}: {done.stdout}{done.stderr}", pytrace=False)
        (folder / "answer.json").write_text(done.stdout, encoding="utf-8")
    return folder


def said(folder: Path) -> dict[str, Any]:
    """What the command that made `folder` answered."""
    answer: dict[str, Any] = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    return answer
