"""What can be wrong with an installation, each finding with the way to mend it."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

import terreau
from terreau.conf.bootstrap import start
from terreau.conf.instance import SECRET_NAME, Instance

OLDEST_PYTHON = (3, 11)
MANIFESTS = ("web/MANIFEST.json", "territory/data/MANIFEST.json")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, and what to do about it."""

    code: str
    message: str
    hint: str

    def as_json(self) -> dict[str, str]:
        """The keys of the command line's contract."""
        return asdict(self)


def findings(instance: Instance) -> Iterator[Finding]:
    """Everything wrong, in the order in which it should be mended."""
    if sys.version_info < OLDEST_PYTHON:
        yield Finding("python", "Python est trop ancien.", "Installez Python 3.11 ou plus récent.")
    yield from _assets(Path(terreau.__file__).resolve().parent)
    if not instance.exists:
        yield Finding(
            "no_instance",
            f"Il n’y a pas d’instance dans « {instance.path} ».",
            "Créez-la avec « terreau init », ou essayez « terreau demo ».",
        )
        return
    yield from _folder(instance)
    start(instance)
    # The database is looked at by a module that needs Django to have started.
    yield from import_module("terreau.conf.database_checks").findings(instance)


def _assets(package: Path) -> Iterator[Finding]:
    for name in MANIFESTS:
        manifest = package / name
        if not manifest.is_file():
            yield Finding("assets", f"{name} manque.", "Réinstallez Terreau.")
            continue
        entries = json.loads(manifest.read_text(encoding="utf-8"))["files"]
        for entry in entries:
            path = manifest.parent / entry["file"]
            if not path.is_file() or sha256_of(path) != entry["sha256"]:
                yield Finding("assets", f"{path.name} manque ou a changé.", "Réinstallez Terreau.")


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _folder(instance: Instance) -> Iterator[Finding]:
    if not os.access(instance.path, os.W_OK):
        yield Finding(
            "read_only",
            f"« {instance.path} » n’est pas modifiable.",
            "Donnez le droit d’écrire dans ce dossier à la personne qui lance Terreau.",
        )
    secret = instance.path / SECRET_NAME
    if not secret.is_file():
        yield Finding(
            "secret_key",
            "La clé secrète de l’instance manque.",
            "Lancez « terreau init » sur ce dossier : ce qui s’y trouve est gardé.",
        )
    elif os.name == "posix" and secret.stat().st_mode & 0o077:
        yield Finding(
            "secret_key",
            "La clé secrète peut être lue par d’autres.",
            f"Lancez : chmod 600 {secret}",
        )
