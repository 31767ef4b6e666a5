"""Bytes over HTTPS with the standard library: one answer a call, never a redirect followed blindly.

Guarantees: https alone (http for this machine's own addresses, in tests), a limit of time and of
size on every answer, and no request that carries the token to another host.
"""

from __future__ import annotations

import ipaddress
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPMessage
from typing import IO, Protocol
from urllib.parse import urlsplit

CHUNK = 1 << 16


class TimedOut(Exception):
    """No answer, or not all of it, within the time given."""


class Broken(Exception):
    """The connection failed; the message says how, in the system's words."""


class TooMuch(Exception):
    """The answer is longer than the limit."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers by lower-case name, and body; the body is empty where it was streamed."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


class Transport(Protocol):
    """What carries a request; tests may give their own."""

    def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, timeout_s: float, limit: int
    ) -> Answer:
        """The answer to a POST. Raises TimedOut, Broken, TooMuch."""

    def get(
        self, url: str, write: Callable[[bytes], object], *, timeout_s: float, limit: int
    ) -> Answer:
        """GET without any credential; the body of a 200 goes to `write`. Raises as `post`."""


def is_loopback(host: str | None) -> bool:
    """True for an address of this machine alone."""
    if host is None:
        return False
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_allowed(url: str, *, loopback: bool = True) -> bool:
    """True for https, and for http on this machine where `loopback`; no credential in the URL."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or not url.isascii() or not url.isprintable():
        return False
    return parts.scheme == "https" or (loopback and parts.scheme == "http" and is_loopback(host))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        """None: a redirect comes back as the answer that it is."""


class HttpsTransport:
    """Requests through urllib, with the machine's proxies except for its own addresses."""

    def post(
        self, url: str, headers: Mapping[str, str], body: bytes, *, timeout_s: float, limit: int
    ) -> Answer:
        """The answer to a POST, whatever its status."""
        received = bytearray()
        request = urllib.request.Request(url, body, dict(headers), method="POST")  # noqa: S310
        answer = _exchange(request, received.extend, timeout_s, limit, keep_errors=True)
        return Answer(answer.status, answer.headers, bytes(received))

    def get(
        self, url: str, write: Callable[[bytes], object], *, timeout_s: float, limit: int
    ) -> Answer:
        """GET; what a 200 holds goes to `write`, other bodies are left unread."""
        request = urllib.request.Request(url, method="GET")  # noqa: S310
        return _exchange(request, write, timeout_s, limit, keep_errors=False)


def _opener(url: str) -> urllib.request.OpenerDirector:
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
    if is_loopback(urlsplit(url).hostname):
        handlers.append(urllib.request.ProxyHandler({}))
    return urllib.request.build_opener(*handlers)


def _exchange(
    request: urllib.request.Request,
    write: Callable[[bytes], object],
    timeout_s: float,
    limit: int,
    *,
    keep_errors: bool,
) -> Answer:
    if not is_allowed(request.full_url):
        raise Broken("adresse refusée")
    try:
        with _opener(request.full_url).open(request, timeout=timeout_s) as stream:
            _copy(stream, write, limit)
            _whole(stream.headers, stream)
            return Answer(stream.status, _lower(stream.headers))
    except urllib.error.HTTPError as error:
        with error:
            if keep_errors:
                _copy(error, write, limit)
            return Answer(error.code, _lower(error.headers))
    except TimeoutError as error:
        raise TimedOut from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise TimedOut from error
        raise Broken(str(error.reason)) from error
    except (OSError, HTTPException) as error:
        raise Broken(type(error).__name__) from error


def _copy(stream: IO[bytes], write: Callable[[bytes], object], limit: int) -> None:
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > limit:
            raise TooMuch
        write(chunk)


def _whole(headers: Message, stream: IO[bytes]) -> None:
    """Broken where the connection closed before the length announced: urllib keeps silent."""
    left = getattr(stream, "length", None)
    if left and headers.get("Content-Length"):
        raise Broken("la réponse est incomplète")


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
