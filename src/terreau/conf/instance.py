"""An instance folder: its layout, its settings file and its secret key.

Guarantees that the secret key exists only in the instance (mode 0600), never in the project, and
that a missing folder still gives usable defaults, so that `init` itself can run.
"""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT_DIR = "terreau-instance"
CONFIG_NAME = "terreau.toml"
SECRET_NAME = "secret.key"  # noqa: S105  (the name of the file, not the secret)

# tomllib says where in words that changed from one Python to the next; the numbers did not.
TOML_PLACE = re.compile(r"line (\d+), column (\d+)")

CONFIG_TEMPLATE = """\
# Réglages de cette instance de Terreau. Voir la référence : docs/reference/settings.md

# Adresse publique du site ; laissée vide, les fiches ne portent pas de code QR.
public_url = ""

# Noms de machine sous lesquels le site répond.
allowed_hosts = ["localhost", "127.0.0.1", "[::1]"]

# Stratégie proposée par défaut pour un nouveau portefeuille.
default_scheme = "neo-terra-2023"
"""


DEFAULT_HOSTS = ("localhost", "127.0.0.1", "[::1]")
DEFAULT_SCHEME = "neo-terra-2023"
DEFAULT_MASTER = "local[*]"
DEFAULT_MEMORY_MB = 2048
LEAST_MEMORY_MB = 256


class InstanceError(Exception):
    """The settings file of an instance cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Instance:
    """Where an instance lies and what its settings file says."""

    path: Path
    public_url: str = ""
    allowed_hosts: tuple[str, ...] = DEFAULT_HOSTS
    default_scheme: str = DEFAULT_SCHEME
    spark_master: str = DEFAULT_MASTER
    memory_mb: int = DEFAULT_MEMORY_MB

    @classmethod
    def load(cls, path: str | Path) -> Instance:
        """Read the instance at `path`; a folder without a settings file gives the defaults.

        Raises InstanceError when the settings file is not valid TOML or a value has a wrong type.
        """
        root = Path(path).expanduser().absolute()
        file = root / CONFIG_NAME
        if not file.is_file():
            return cls(root)
        values = _toml(file)
        public_url = values.get("public_url", "")
        hosts = values.get("allowed_hosts", list(DEFAULT_HOSTS))
        scheme = values.get("default_scheme", DEFAULT_SCHEME)
        if not isinstance(public_url, str) or not isinstance(scheme, str):
            raise InstanceError(f"{file} : public_url et default_scheme sont des textes.")
        if not isinstance(hosts, list) or not all(isinstance(host, str) for host in hosts):
            raise InstanceError(f"{file} : allowed_hosts est une liste de textes.")
        master, memory = _engine(file, values)
        return cls(root, public_url.rstrip("/"), tuple(hosts), scheme, master, memory)

    @property
    def database(self) -> Path:
        """The SQLite file, used unless DATABASE_URL names another database."""
        return self.path / "terreau.sqlite3"

    @property
    def media(self) -> Path:
        """The files as they were received, and the editions as they were published."""
        return self.path / "media"

    @property
    def exists(self) -> bool:
        """True once `init` has made the folder."""
        return (self.path / CONFIG_NAME).is_file()

    def create(self) -> None:
        """Make the folder, its settings file and its secret key; keep what is already there."""
        self.media.mkdir(parents=True, exist_ok=True)
        config = self.path / CONFIG_NAME
        if not config.exists():
            config.write_text(CONFIG_TEMPLATE, encoding="utf-8")
        secret = self.path / SECRET_NAME
        if not secret.exists():
            descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(50))

    def secret_key(self) -> str:
        """The instance's key, or a key for this process alone while there is no instance."""
        secret = self.path / SECRET_NAME
        if secret.is_file():
            return secret.read_text(encoding="ascii").strip()
        return secrets.token_urlsafe(50)


def _engine(file: Path, values: dict[str, Any]) -> tuple[str, int]:
    """Where names are matched on Spark, and the memory that an engine may take."""
    master = values.get("spark_master", DEFAULT_MASTER)
    memory = values.get("memory_mb", DEFAULT_MEMORY_MB)
    if not isinstance(master, str) or not master:
        raise InstanceError(f"{file} : spark_master est un texte, comme « {DEFAULT_MASTER} ».")
    if isinstance(memory, bool) or not isinstance(memory, int) or memory < LEAST_MEMORY_MB:
        raise InstanceError(
            f"{file} : memory_mb est un nombre entier, d’au moins {LEAST_MEMORY_MB}."
        )
    return master, memory


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        found = TOML_PLACE.search(str(error))
        place = f"ligne {found[1]}, colonne {found[2]}" if found else "à la fin du fichier"
        raise InstanceError(f"{file} ne se lit pas comme du TOML : {place}.") from error
    except UnicodeDecodeError as error:
        raise InstanceError(f"{file} n’est pas en UTF-8.") from error
    except OSError as error:
        raise InstanceError(f"{file} ne peut pas être lu : {error.strerror}.") from error
