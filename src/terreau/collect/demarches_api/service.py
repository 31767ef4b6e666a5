"""One call for the command line: a démarche's number and a folder in, a report out."""

from __future__ import annotations

from pathlib import Path

from terreau.collect.demarches_api.client import DEFAULT_URL, DemarchesClient
from terreau.collect.demarches_api.errors import BadToken
from terreau.collect.demarches_api.fetching import fetch
from terreau.collect.demarches_api.report import FetchReport, Progress

#: Where the command finds the token; never an option, which other users of a machine can read.
TOKEN_VARIABLE = "TERREAU_DEMARCHES_TOKEN"  # noqa: S105 - a name, not a token
LONGEST_TOKEN_FILE = 4096


def fetch_demarche(
    number: int,
    to: Path,
    token: str,
    url: str = DEFAULT_URL,
    progress: Progress | None = None,
) -> FetchReport:
    """Receive a démarche and its files in the folder `to`. Raises FetchError."""
    client = DemarchesClient(url, token.strip())
    return fetch(client, number, to, progress=progress)


def token_in(path: Path) -> str:
    """The token that a file holds, alone on its first line. Raises BadToken."""
    try:
        with path.open(encoding="utf-8") as stream:
            return stream.read(LONGEST_TOKEN_FILE).strip()
    except (OSError, UnicodeDecodeError):
        raise BadToken from None
