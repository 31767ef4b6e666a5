"""A platform on this machine: the real schema over the real recorded dossier, many times over.

Stands for demarche.numerique.gouv.fr, which no test may ask. The schema is read where the test
data lie. What the platform does and tests need: cursors, at most 100 dossiers a page, a limit of
time, 429, tokens, and files behind addresses that expire.
"""

import base64
import copy
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from graphql import GraphQLError, GraphQLSchema, build_schema, graphql_sync

from tests.builders.demarches_champs import Node, body, every_champ, file

FOLDER = "demarches-simplifiees"
NUMBER = 131016
TOKEN = "jeton-d-essai-7d1f"
STATES = ("en_construction", "en_instruction", "accepte", "refuse", "sans_suite")
VALUE_ALIASES = ("decimalNumber", "checked", "integerNumber", "selected")
FIRST_CHANGE = datetime.fromisoformat("2024-10-16T10:09:33+02:00")
CONTENT = b"%PDF-1.4 piece d'essai\n"


def schema(test_data: Path) -> GraphQLSchema:
    return build_schema((test_data / FOLDER / "schema.graphql").read_text(encoding="utf-8"))


def recorded(test_data: Path) -> Node:
    """The recorded dossier, as a client received it."""
    text = (test_data / FOLDER / "dossier_data.json").read_text(encoding="utf-8")
    dossier: Node = json.loads(text)
    return dossier


def as_served(dossier: Node) -> Node:
    """The recorded dossier with the schema's own names, and what its query had not asked for."""
    served = copy.deepcopy(dossier)
    served["demandeur"]["id"] = "demandeur"
    served |= {"avis": [], "labels": [], "messages": []}
    for group in ("champs", "annotations"):
        for held in served[group]:
            _serve_champ(held)
    return served


def _serve_champ(held: Node) -> None:
    held.setdefault("columns", [])
    aliased = [held.pop(name) for name in VALUE_ALIASES if name in held]
    held["value"] = aliased[0] if aliased else held.get("stringValue")
    for row in held.get("rows", ()):
        row["id"] = "ligne"
        for inner in row["champs"]:
            _serve_champ(inner)


def varied(test_data: Path, count: int) -> list[Node]:
    """`count` dossiers, numbers from 1001: states, names and amounts vary; every tenth has all
    kinds of champ and an avis, each has its own date of change, a minute after the one before."""
    base = as_served(recorded(test_data))
    found = []
    for index in range(count):
        dossier = copy.deepcopy(base)
        state = STATES[index % len(STATES)]
        done = state in {"accepte", "refuse", "sans_suite"}
        dossier |= {
            "id": f"dossier-{index}",
            "number": 1001 + index,
            "state": state,
            "dateTraitement": "2024-12-01T09:00:00+01:00" if done else None,
            "dateDerniereModification": (FIRST_CHANGE + timedelta(minutes=index)).isoformat(),
        }
        _set(dossier, "Intitulé du projet", f"Projet d’essai {index + 1}")
        if index % 10 == 0:
            dossier["champs"] += every_champ()[2:]
            dossier["demandeur"] = body("13002526500013", "DINUM", rna="W331234567")
            dossier["avis"] = [_avis()]
        found.append(dossier)
    return found


def _set(dossier: Node, label: str, text: str) -> None:
    for held in dossier["champs"]:
        if held["label"] == label:
            held["value"] = held["stringValue"] = text


def _avis() -> Node:
    return {
        "id": "avis-1",
        "question": "Que pensez-vous de ce projet ?",
        "reponse": "Avis favorable.",
        "questionLabel": None,
        "questionAnswer": None,
        "dateQuestion": "2024-11-01T09:00:00+01:00",
        "dateReponse": "2024-11-05T09:00:00+01:00",
        "claimant": {"id": "c", "email": "instruction@example.org"},
        "expert": {"id": "e", "email": "expert@example.org"},
        "attachments": [],
    }


Planned = tuple[int, dict[str, str], bytes]


@dataclass
class Platform:
    """What the server serves and how it misbehaves; `asked` keeps the variables of each request.

    `planned` are answers given first, one a request. A page that would take longer than `limit_s`
    at `seconds_a_dossier` is given up with a 504. `edit` changes a GraphQL result before it goes.
    """

    schema: GraphQLSchema
    dossiers: list[Node]
    token: str = TOKEN
    url: str = ""
    seconds_a_dossier: float = 0.0
    limit_s: float = 30.0
    planned: list[Planned] = field(default_factory=list)
    edit: Callable[[Node], object] | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    file_status: int = 200
    asked: list[Node] = field(default_factory=list)
    file_requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def attach(self, index: int, name: str, content: bytes = CONTENT, *, label: str = "") -> Node:
        """Give a dossier a file, served by this platform; returns the file's record."""
        path = f"/fichiers/{index}/{len(self.files)}"
        self.files[path] = content
        checksum = base64.b64encode(hashlib.md5(content).digest()).decode()
        record = file(name, content, self.url.split("/api")[0] + path, checksum)
        wanted = label or "Plan de financement détaillé"
        for held in self.dossiers[index]["champs"]:
            if held["label"] == wanted:
                held["files"] = [*held["files"], record]
        return record

    def without_files(self) -> None:
        """No dossier has a file: the recorded ones point to addresses of elsewhere."""
        for dossier in self.dossiers:
            for held in [*dossier["champs"], *dossier["annotations"]]:
                if "files" in held:
                    held["files"] = []

    def respond(self, asked: Node, credential: str | None) -> Planned:
        """Status, headers and body of the answer to a question."""
        self.asked.append(asked["variables"])
        if self.planned:
            return self.planned.pop(0)
        if credential != f"Bearer {self.token}":
            return 401, {}, b'{"errors": [{"message": "unauthorized"}]}'
        if self.is_late(asked):
            time.sleep(self.limit_s)
            return 504, {}, b""
        text = json.dumps(self.answer(asked), ensure_ascii=False)
        return 200, {"Content-Type": "application/json"}, text.encode()

    def answer(self, asked: Node) -> Node:
        result = graphql_sync(
            self.schema,
            asked["query"],
            root_value={"demarche": self._demarche},
            variable_values=asked["variables"],
        )
        shown: Node = dict(result.formatted)
        if self.edit is not None:
            self.edit(shown)
        return shown

    def _demarche(self, info: object, number: int) -> Node:
        if number != NUMBER:
            raise GraphQLError("Demarche not found", extensions={"code": "not_found"})
        return {
            "number": NUMBER,
            "title": "Appel d’essai",
            "state": "publiee",
            "dossiers": self._dossiers,
        }

    def _dossiers(
        self,
        info: object,
        first: int | None = None,
        after: str | None = None,
        updatedSince: str | None = None,  # noqa: N803 - the schema's own name
        **rest: Any,
    ) -> Node:
        if first is None or first > 100:
            raise GraphQLError("first: 100 at most", extensions={"code": "bad_request"})
        kept = [one for one in self.dossiers if _changed(one, updatedSince)]
        start = int(base64.b64decode(after)) if after else 0
        nodes = kept[start : start + first]
        time.sleep(min(self.limit_s, len(nodes) * self.seconds_a_dossier))
        end = start + len(nodes)
        return {
            "nodes": nodes,
            "pageInfo": {
                "hasNextPage": end < len(kept),
                "hasPreviousPage": start > 0,
                "endCursor": base64.b64encode(str(end).encode()).decode() if nodes else None,
            },
        }

    def is_late(self, asked: Node) -> bool:
        return bool(asked["variables"]["first"] * self.seconds_a_dossier > self.limit_s)


def _changed(dossier: Node, since: str | None) -> bool:
    if since is None:
        return True
    changed = datetime.fromisoformat(dossier["dateDerniereModification"])
    return changed >= datetime.fromisoformat(since)


@contextmanager
def serving(platform: Platform) -> Iterator[Platform]:
    """Serve on a free port of this machine; stopped at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(platform))
    platform.url = f"http://127.0.0.1:{server.server_port}/api/v2/graphql"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(platform: Platform) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._send(*platform.respond(asked, self.headers["Authorization"]))

        def do_GET(self) -> None:
            platform.file_requests.append((self.path, dict(self.headers)))
            content = platform.files.get(self.path, b"")
            self._send(platform.file_status if content else 404, {}, content)

        def _send(self, status: int, headers: dict[str, str], content: bytes) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

    return Handler
