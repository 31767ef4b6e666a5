"""Serves the site with waitress, on the loopback address only."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from django.core.management import call_command
from waitress import create_server

from terreau.conf.worker import child_worker
from terreau.conf.wsgi import application

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
THREADS = 4


class PortTaken(Exception):
    """Another program listens on the port asked for."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port


class PortRefused(Exception):
    """The account that runs Terreau may not listen on this port."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.port = port


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        # At once: a port that is bound and not yet listened on could be taken by another.
        listener.listen()
    except PermissionError as error:
        listener.close()
        raise PortRefused(port) from error
    except OSError as error:
        listener.close()
        raise PortTaken(port) from error
    return listener


def prepare(port: int | None, instance: Path | None = None) -> tuple[str, Callable[[], None]]:
    """Take the port and return the site's address with the function that serves.

    `instance` is the folder of the worker that is started with the site and stops with it; None
    where it runs apart. Without a port: 8000, or any free one where it is taken. Raises PortTaken
    or PortRefused for a port asked for.
    """
    call_command("migrate", verbosity=0, interactive=False)
    try:
        listener = _listen(DEFAULT_PORT if port is None else port)
    except PortTaken:
        if port is not None:
            raise
        listener = _listen(0)
    server = create_server(application, sockets=[listener], threads=THREADS, ident="terreau")
    address = f"http://{HOST}:{listener.getsockname()[1]}/"

    def serve() -> None:
        # Asked to end (by a service manager), as by Ctrl-C: waitress lets its tasks finish.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with ExitStack() as stack:
            stack.callback(server.close)
            if instance is not None:
                stack.enter_context(child_worker(instance))
            server.run()

    return address, serve
