"""A PostgreSQL server for one test run: its own folder, a free loopback port, gone afterwards.

Guarantees that the server and its folder are removed however the run ends, that it listens on this
machine alone and asks for a password, and that root is never the one who runs it.
"""

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

START_TIMEOUT_S = 60
STOP_TIMEOUT_S = 20
UNPRIVILEGED = ("postgres", "nobody")
FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
# A test run may lose its data: durability would only slow it down.
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")
# French sorting where it can be had, as on a French server: what is put in order by the database
# alone then shows, since SQLite sorts by code point.
LOCALES = (
    ("--locale-provider=icu", "--icu-locale=fr-FR", "--locale=C.UTF-8"),
    ("--locale=C.UTF-8",),
    ("--locale=C",),
)


class PostgresError(Exception):
    """The server could not be made or started; the message holds its own words."""


@dataclass(frozen=True, slots=True)
class Account:
    """The system account that runs the server; both ids None for the current one."""

    uid: int | None = None
    gid: int | None = None


def version_of(folder: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", str(folder)))


def find_server() -> Path | None:
    """The folder of PostgreSQL's server programs, the newest where there are several."""
    folders: list[Path] = []
    if (config := shutil.which("pg_config")) is not None:
        done = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        folders.append(Path(done.stdout.strip()))
    if (initdb := shutil.which("initdb")) is not None:
        folders.append(Path(initdb).resolve().parent)
    for pattern in FOLDERS:
        found = Path("/").glob(pattern.lstrip("/"))
        folders += sorted(found, key=version_of, reverse=True)
    complete = (
        folder
        for folder in folders
        if (folder / "initdb").is_file() and (folder / "postgres").is_file()
    )
    return next(complete, None)


def server_account() -> Account:
    """The current account, or an unprivileged one where that is root, which PostgreSQL refuses."""
    if os.geteuid() != 0:
        return Account()
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise PostgresError("no unprivileged account to run PostgreSQL with")


def spawn(command: list[str | Path], account: Account, log: Path) -> subprocess.Popen[bytes]:
    # Its own session: Ctrl-C reaches the run, which then stops the server in order.
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd="/",
            user=account.uid,
            group=account.gid,
            extra_groups=None if account.uid is None else [],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def make_cluster(programs: Path, folder: Path, account: Account, password: str) -> Path:
    """Make the data folder of an empty cluster whose owner `terreau` has `password`."""
    secret = folder / "password"
    secret.write_text(password, encoding="ascii")
    if account.uid is not None and account.gid is not None:
        os.chown(folder, account.uid, account.gid)
        os.chown(secret, account.uid, account.gid)
    log = folder / "initdb.log"
    for number, locale in enumerate(LOCALES):
        data = folder / f"data{number}"
        command: list[str | Path] = [programs / "initdb", "--pgdata", data, "--no-sync"]
        command += ["--username=terreau", "--encoding=UTF8", f"--pwfile={secret}"]
        command += ["--auth=scram-sha-256", *locale]
        if spawn(command, account, log).wait() == 0:
            return data
    raise PostgresError(log.read_text(encoding="utf-8", errors="replace"))


def wait_until_ready(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise PostgresError(log.read_text(encoding="utf-8", errors="replace"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server: at once but in order, by force only if it does not answer."""
    if server.poll() is not None:
        return
    server.send_signal(signal.SIGINT)  # PostgreSQL's « fast » shutdown
    try:
        server.wait(timeout=STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


@contextmanager
def throwaway_postgres(programs: Path) -> Iterator[str]:
    """Yield the DATABASE_URL of a new server; raises PostgresError when it cannot be had."""
    account = server_account()
    password = secrets.token_hex(16)
    folder = Path(tempfile.mkdtemp(prefix="terreau-pg-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        data = make_cluster(programs, folder, account, password)
        port = free_port()
        settings = [
            f"port={port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={folder}",
        ]
        command: list[str | Path] = [programs / "postgres", "-D", data]
        for option in (*settings, *OPTIONS):
            command += ["-c", option]
        log = folder / "postgres.log"
        url = f"postgresql://terreau:{password}@127.0.0.1:{port}/postgres"
        server = spawn(command, account, log)
        wait_until_ready(server, url, log)
        yield url
    finally:
        if server is not None:
            stop(server)
        shutil.rmtree(folder, ignore_errors=True)
