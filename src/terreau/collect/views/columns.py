"""The columns of each table: seen with real values and a preview, confirmed or left aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from terreau.accounts.models import Agent
from terreau.collect.errors import WrongStage
from terreau.collect.forms import Columns
from terreau.collect.models import ImportRun, ReceivedTable
from terreau.collect.presenting import columns as presenting
from terreau.collect.presenting.steps import COLUMNS, address
from terreau.collect.records import Defaults
from terreau.collect.runs.stages import ask_plan, confirm
from terreau.collect.views.common import answering, set_to_work, show, the_run

State = ImportRun.State
CHANGEABLE = frozenset({State.MAPPING, State.PLANNED, State.FAILED})


def _tables(run: ImportRun) -> QuerySet[ReceivedTable]:
    found = ReceivedTable.objects.filter(file__run=run).select_related(
        "file__run__portfolio__scheme"
    )
    return found.order_by("file__position", "position")


@require_safe
def columns(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """Lead to the first table that waits for a person, else to the first."""
    found, agent = the_run(request, portfolio, run)
    tables = list(_tables(found))
    waiting = next((one for one in tables if not one.confirmed), None)
    chosen = waiting or next(iter(tables), None)
    if chosen is None:
        return show(request, agent, found, COLUMNS, "collect/no_table.html", {})
    return redirect(address(found, "table", chosen.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@answering
def table(request: HttpRequest, portfolio: str, run: int, table: int) -> HttpResponse:
    """One table: what its columns mean. `act` previews, leaves the table aside, or confirms."""
    found, agent = the_run(request, portfolio, run)
    tables = list(_tables(found))
    chosen = next((one for one in tables if one.pk == table), None)
    if chosen is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, found, agent, tables, chosen, Columns.of(chosen))
    sent = Columns.read(chosen, request.POST)
    act = request.POST.get("act", "confirm")
    if act == "preview":
        if "fragment" in request.POST:
            return render(request, "collect/parts/preview.html", _preview(chosen, sent))
        return _shown(request, found, agent, tables, chosen, sent)
    return _confirmed(request, found, agent, tables, chosen, sent)


def _confirmed(
    request: HttpRequest,
    run: ImportRun,
    agent: Agent,
    tables: list[ReceivedTable],
    chosen: ReceivedTable,
    sent: Columns,
) -> HttpResponse:
    if run.state not in CHANGEABLE:
        raise WrongStage(run.get_state_display())
    skipped = request.POST.get("act") == "skip"
    if sent.problems and not skipped:
        return _shown(request, run, agent, tables, chosen, sent)
    confirm(
        chosen,
        {} if skipped else sent.fields,
        agent,
        timezone.now(),
        call=sent.call,
        year=sent.year,
        skipped=skipped,
    )
    if skipped:
        messages.success(request, f"{presenting.label(chosen)} : ce tableau est laissé de côté.")
    following = next((one for one in tables if not one.confirmed and one.pk != chosen.pk), None)
    if following is not None:
        return redirect(address(run, "table", following.pk))
    return set_to_work(ask_plan(run, agent))


def _preview(table: ReceivedTable, sent: Columns) -> dict[str, Any]:
    if "fields" in sent.problems:
        return {"problem": sent.problems["fields"]}
    defaults = Defaults(call=sent.call, year=sent.year)
    kept, refused = presenting.preview(table, sent.fields, defaults)
    return {"kept": kept, "refused": refused, "table": table}


def _shown(
    request: HttpRequest,
    run: ImportRun,
    agent: Agent,
    tables: list[ReceivedTable],
    table: ReceivedTable,
    sent: Columns,
) -> HttpResponse:
    context = {
        "table": table,
        "label": presenting.label(table),
        "links": presenting.table_links(tables, table.pk),
        "left": sum(not one.confirmed for one in tables),
        "found_again": presenting.found_again(table),
        "lines": presenting.lines(table, sent.fields),
        "unasked": max(0, len(table.mapping) - presenting.MOST),
        "groups": presenting.groups(),
        "sent": sent,
        "open": run.state in CHANGEABLE and not table.standard,
    }
    if not table.standard:
        context |= _preview(table, sent)
    status = 422 if sent.problems else 200
    response = show(request, agent, run, COLUMNS, "collect/table.html", context)
    response.status_code = status
    return response
