"""How far the worker is with an import; stop, take up again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from terreau.collect.models import ImportRun
from terreau.collect.presenting import files
from terreau.collect.presenting.steps import PROGRESS, address
from terreau.collect.runs.stages import ask_plan, ask_stop
from terreau.collect.views.common import answering, set_to_work, show, the_run

State = ImportRun.State
ONWARD = "X-Terreau-Next"
TITLES = {
    State.READING: "Les fichiers sont lus un par un",
    State.STOPPED: "La lecture est arrêtée",
    State.PLANNING: "Le plan se prépare",
    State.APPLYING: "Le plan est appliqué",
    State.UNDOING: "L’import est défait",
    State.FAILED: "L’import s’est arrêté sur une erreur",
}
READ = "Les fichiers sont lus"


@require_safe
def progress(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """How far an import is; with `fragment`, only what changes, for a page that asks again.

    With `suivre`, a page without a script that asks again is led on when a person is needed.
    """
    found, agent = the_run(request, portfolio, run)
    if "suivre" in request.GET and not found.is_working:
        return redirect(address(found))
    context = _context(found)
    if "fragment" not in request.GET:
        return show(request, agent, found, PROGRESS, "collect/progress.html", context)
    response = render(request, "collect/parts/progress.html", context | {"run": found})
    if not found.is_working:
        response[ONWARD] = address(found)
    return response


def _context(run: ImportRun) -> dict[str, Any]:
    tally = files.tally(run)
    waiting = run.files.filter(state="waiting").first() if run.state == State.READING else None
    return {
        "heading": TITLES.get(State(run.state), READ),
        "tally": tally,
        "waiting": tally.total - tally.done,
        "current": waiting.path if waiting else "",
        "reading": run.state == State.READING,
        "stopped": run.state == State.STOPPED,
        "failed": run.state == State.FAILED,
        "settled": not run.is_working and run.state not in {State.STOPPED, State.FAILED},
        "refused": files.refused(run),
        "remarked": files.remarked(run),
        "onward": address(run),
    }


@require_POST
@answering
def stop(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """Stop reading after the file under way."""
    found, agent = the_run(request, portfolio, run)
    ask_stop(found, agent)
    return redirect(address(found, PROGRESS))


@require_POST
@answering
def plan_again(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """Work out the plan, where the work on it ended in an error or columns were changed."""
    found, agent = the_run(request, portfolio, run)
    return set_to_work(ask_plan(found, agent))
