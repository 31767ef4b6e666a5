"""One page of a démarche at a time, whatever the platform does meanwhile.

Guarantees: at most MAX_PAGE dossiers a page; a time-out halves the page, down to one dossier; 429
and 5xx wait longer each time, a bounded number of times; every failure is a FetchError with its
French sentence; the token is in no message and no `repr`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from terreau.collect.demarches_api import errors
from terreau.collect.demarches_api.queries import DOSSIERS, MAX_PAGE
from terreau.collect.demarches_api.shape import Node, objects, under
from terreau.collect.demarches_api.transport import (
    Answer,
    Broken,
    HttpsTransport,
    TimedOut,
    TooMuch,
    Transport,
    is_allowed,
)

DEFAULT_URL = "https://demarche.numerique.gouv.fr/api/v2/graphql"

#: Above the 30 seconds after which the platform itself gives up.
TIMEOUT_S = 45.0
TRIES = 6
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 60.0
MAX_ANSWER = 128 * 1024 * 1024
SHOWN = 300

_LATE = frozenset({408, 502, 504})


@dataclass(frozen=True, slots=True)
class Page:
    """A page as received, and what drives the next request; `size` is what was asked in the end.

    `problems` are the messages of GraphQL errors that came beside the data.
    """

    body: bytes = field(repr=False)
    dossiers: tuple[Node, ...] = field(repr=False)
    cursor: str | None
    has_next: bool
    size: int
    date: str
    problems: tuple[str, ...] = ()


class _Halve(Exception):
    """The platform had no time, or no room, for a page of this size."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class _Wait(Exception):
    """The platform asks to come back; `seconds` where it says when."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.seconds = seconds


@dataclass(frozen=True)
class DemarchesClient:
    """Questions to the GraphQL API at `url`. Raises BadAddress or BadToken when made."""

    url: str
    token: str = field(repr=False)
    transport: Transport = field(default_factory=HttpsTransport, repr=False)
    sleep: Callable[[float], object] = field(default=time.sleep, repr=False)
    timeout_s: float = TIMEOUT_S

    def __post_init__(self) -> None:
        if not is_allowed(self.url):
            raise errors.BadAddress(self.hide(self.url))
        token = self.token
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise errors.BadToken

    @property
    def host(self) -> str:
        """Host of the platform, with its port where the address has one."""
        parts = urlsplit(self.url)
        return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)

    def hide(self, text: str) -> str:
        """The text, without the token where it holds it."""
        return text.replace(self.token, "…") if self.token else text

    def page(
        self, number: int, *, first: int = MAX_PAGE, after: str | None = None, since: str | None
    ) -> Page:
        """The next page of a démarche, of `first` dossiers or fewer where that takes too long.

        `since` keeps the dossiers changed since then (ISO 8601). Raises ValueError for a page
        out of 1 to MAX_PAGE, FetchError where there is no page to be had.
        """
        if not 1 <= first <= MAX_PAGE:
            raise ValueError(f"a page holds 1 to {MAX_PAGE} dossiers, not {first}")
        tries, size = 0, first
        while True:
            try:
                return self._ask(number, size, after, since)
            except _Halve as late:
                if size > 1:
                    size = max(1, size // 2)
                    continue
                why, pause = late.why, None
            except _Wait as busy:
                why, pause = busy.why, busy.seconds
            tries += 1
            if tries >= TRIES:
                raise errors.Unreachable(self.hide(why), tries) from None
            self.sleep(_pause(tries, pause))

    def _ask(self, number: int, size: int, after: str | None, since: str | None) -> Page:
        variables = {"number": number, "first": size, "after": after, "since": since}
        asked = {"query": DOSSIERS, "operationName": "TerreauDossiers", "variables": variables}
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Accept": "application/json",
        }
        try:
            answer = self.transport.post(
                self.url,
                headers,
                json.dumps(asked).encode(),
                timeout_s=self.timeout_s,
                limit=MAX_ANSWER,
            )
        except TimedOut:
            raise _Halve("le délai est dépassé") from None
        except TooMuch:
            raise _Halve("la réponse est trop longue") from None
        except Broken as error:
            raise _Wait(self.hide(str(error))) from None
        self._check(answer, number)
        return self._read(answer, number, size)

    def _check(self, answer: Answer, number: int) -> None:
        """Raise what a status other than 200 means; pass on a 400 that may hold GraphQL errors."""
        status = answer.status
        if 300 <= status < 400:
            host = urlsplit(answer.headers.get("location", "")).hostname
            raise errors.Redirected(self.hide(host or "une autre adresse du même site"))
        if status == 401:
            raise errors.Unauthorized
        if status == 403:
            raise errors.Forbidden(number)
        if status == 404:
            raise errors.DemarcheMissing(number)
        if status in _LATE:
            raise _Halve(f"erreur {status}")
        if status == 429 or status >= 500:
            raise _Wait(f"erreur {status}", _seconds(answer.headers.get("retry-after")))
        if self.token.encode() in answer.body:
            raise errors.TokenEchoed

    def _read(self, answer: Answer, number: int, size: int) -> Page:
        try:
            parsed = json.loads(answer.body)
        except (ValueError, RecursionError):
            kind = answer.headers.get("content-type", "inconnu").split(";")[0][:SHOWN]
            raise errors.NotAnAnswer(f"type «\u00a0{kind}\u00a0», statut {answer.status}") from None
        if not isinstance(parsed, dict):
            raise errors.NotAnAnswer("un objet JSON est attendu")
        told = objects(parsed.get("errors"))
        if "timeout" in _codes(told):
            # The platform gives what it had after 30 seconds: data with holes.
            raise _Halve("le délai est dépassé")
        demarche = under(under(parsed, "data"), "demarche")
        dossiers = under(demarche, "dossiers")
        info = under(dossiers, "pageInfo")
        nodes = dossiers.get("nodes")
        if not info or not isinstance(nodes, list):
            self._refuse(told, number)
        cursor, has_next = info.get("endCursor"), info.get("hasNextPage")
        if not isinstance(has_next, bool) or not isinstance(cursor, str | None):
            raise errors.NotAnAnswer("la suite de la liste n’y est pas")
        if has_next and not cursor:
            raise errors.NotAnAnswer("la suite de la liste est annoncée sans son repère")
        kept = tuple(objects(nodes))
        return Page(
            body=answer.body,
            dossiers=kept,
            cursor=cursor,
            has_next=has_next,
            size=size,
            date=answer.headers.get("date", ""),
            problems=tuple(self._message(one) for one in told),
        )

    def _refuse(self, told: list[Node], number: int) -> None:
        """Raise what an answer without data means."""
        codes = _codes(told)
        if "unauthorized" in codes:
            raise errors.Forbidden(number)
        if "not_found" in codes:
            raise errors.DemarcheMissing(number)
        if not told:
            raise errors.NotAnAnswer("les dossiers n’y sont pas")
        raise errors.Refused(self._message(told[0]))

    def _message(self, error: Node) -> str:
        return self.hide(str(error.get("message", "sans message")))[:SHOWN]


def _pause(tries: int, asked: float | None) -> float:
    grown = FIRST_WAIT_S * 2.0 ** (tries - 1)
    return min(LONGEST_WAIT_S, max(grown, asked or 0.0))


def _seconds(value: str | None) -> float | None:
    """Seconds of a Retry-After header; None for a date or nothing."""
    return float(value) if value is not None and value.isdecimal() and len(value) < 6 else None


def _codes(told: list[Node]) -> set[str]:
    return {str(under(one, "extensions").get("code", "")).lower() for one in told}
