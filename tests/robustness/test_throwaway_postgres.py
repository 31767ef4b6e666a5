"""The PostgreSQL server of the tests leaves nothing behind, however the run ends."""

import os
import re
from pathlib import Path

import psycopg
import pytest
from scripts.throwaway_postgres import PostgresError, find_server, throwaway_postgres

from tests.support import missing


@pytest.fixture
def programs() -> Path:
    found = find_server()
    if found is None:
        missing("no PostgreSQL server on this machine")
    return found


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder that the server's own account can reach."""
    folder = tmp_path_factory.mktemp("pg")
    for parent in (folder, *folder.parents):
        if parent.stat().st_uid == os.geteuid() and str(parent) != "/":
            parent.chmod(parent.stat().st_mode | 0o011)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_server_is_gone_with_its_folder_after_an_error(programs: Path, temporary: Path) -> None:
    with pytest.raises(KeyError), throwaway_postgres(programs) as url:  # noqa: PT012
        psycopg.connect(url).close()
        raise KeyError
    assert list(temporary.iterdir()) == []
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=5)


def test_a_server_refuses_a_wrong_password(programs: Path) -> None:
    with throwaway_postgres(programs) as url:
        wrong = re.sub(r":[0-9a-f]+@", ":wrong@", url)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(wrong, connect_timeout=5)


def test_programs_that_fail_leave_no_folder(temporary: Path, tmp_path: Path) -> None:
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("#!/bin/sh\necho cannot >&2\nexit 1\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    tmp_path.chmod(0o755)
    with pytest.raises(PostgresError), throwaway_postgres(tmp_path):
        pass
    assert list(temporary.iterdir()) == []
