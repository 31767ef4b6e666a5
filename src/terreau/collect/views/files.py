"""The files of an import: sent, listed, taken back, left to be read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from terreau.accounts.models import Agent
from terreau.collect.errors import CollectError
from terreau.collect.models import ImportRun, ReceivedFile
from terreau.collect.presenting import files as presenting
from terreau.collect.presenting import words
from terreau.collect.presenting.steps import FILES, address
from terreau.collect.runs.receiving import discard, receive
from terreau.collect.runs.stages import ask_reading
from terreau.collect.uploads import refused_files
from terreau.collect.views.common import (
    answering,
    set_to_work,
    show,
    the_run,
)
from terreau.web.paging import page_number, pagination
from terreau.web.typography import fr

NOTHING_CHOSEN = "Aucun fichier n’a été choisi : choisissez-en au moins un."


@require_http_methods(["GET", "HEAD", "POST"])
@answering
def files(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """Receive files, or list those received.

    A script sends one file at a time with `fragment`, and is given its line or the refusal.
    """
    found, agent = the_run(request, portfolio, run)
    if request.method != "POST":
        return _listed(request, found, agent)
    if "fragment" in request.POST:
        return _one(request, found)
    received, refusals = _receive(request, found)
    for refusal in refusals:
        messages.error(request, refusal)
    if not received and not refusals:
        messages.error(request, NOTHING_CHOSEN)
    return redirect(address(found, FILES))


def _listed(request: HttpRequest, run: ImportRun, agent: Agent) -> HttpResponse:
    number = page_number(request)
    lines, last = presenting.page(run, number)
    context = {
        "lines": lines,
        "tally": presenting.tally(run),
        "open": run.state == ImportRun.State.RECEIVING,
        "limit": words.size(settings.IMPORT_FILE_BYTES),
        "total_limit": words.size(settings.IMPORT_TOTAL_BYTES),
        "limit_bytes": settings.IMPORT_FILE_BYTES,
    }
    context |= pagination(number, last, lambda page: f"?page={page}")
    return show(request, agent, run, FILES, "collect/files.html", context)


def _one(request: HttpRequest, run: ImportRun) -> HttpResponse:
    try:
        received, refusals = _receive(request, run)
    except CollectError as error:
        received, refusals = [], [f"{error} {error.hint}".strip()]
    if refusals or not received:
        said = fr(" ".join(refusals) or NOTHING_CHOSEN)
        return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    context = {"file": presenting.line(received[0]), "run": run, "open": True}
    return render(request, "collect/parts/file.html", context, status=201)


def _receive(request: HttpRequest, run: ImportRun) -> tuple[list[ReceivedFile], list[str]]:
    """Keep the files of a request; those kept, and a sentence for each that was not."""
    limit = words.size(settings.IMPORT_FILE_BYTES)
    refusals = [
        f"« {name} » dépasse {limit} : il n’a pas été reçu. Déposez-le en plusieurs parties."
        for name in refused_files(request.META)
    ]
    room = settings.IMPORT_TOTAL_BYTES - presenting.tally(run).size
    received = []
    for sent in request.FILES.getlist("files"):
        room -= sent.size or 0
        if room < 0:
            most = words.size(settings.IMPORT_TOTAL_BYTES)
            refusals.append(
                f"« {sent.name} » n’a pas été reçu : un import porte {most} au plus. "
                "Faites lire ces fichiers, puis déposez les suivants dans un autre import."
            )
            continue
        received.append(_keep(request, run, sent))
    return received, refusals


def _keep(request: HttpRequest, run: ImportRun, sent: UploadedFile[Any]) -> ReceivedFile:
    folder = request.POST.get("folder", "")
    return receive(run, sent.name or "", sent.chunks(), settings.MEDIA_ROOT, folder=folder)


@require_POST
@answering
def remove(request: HttpRequest, portfolio: str, run: int, file: int) -> HttpResponse:
    """Take a file back before anything is read."""
    found, _ = the_run(request, portfolio, run)
    received = found.files.filter(pk=file).first()
    if received is None:
        raise Http404
    discard(received)
    messages.success(request, f"« {received.name} » est retiré de cet import.")
    return redirect(address(found, FILES))


@require_POST
@answering
def read(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """Have the files read, or the reading taken up again."""
    found, agent = the_run(request, portfolio, run)
    return set_to_work(ask_reading(found, agent))
