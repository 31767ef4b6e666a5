"""The quality report of an import: as a page, and as a workbook to send back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from terreau.collect.models import ImportRun
from terreau.collect.presenting import quality as presenting
from terreau.collect.presenting.imports import title
from terreau.collect.presenting.steps import address
from terreau.collect.quality.registry import CHECKS
from terreau.collect.quality.report import Checked, Report
from terreau.collect.quality.workbook import workbook
from terreau.collect.runs.checking import MOST_ROWS, check_run, fingerprint, row_count
from terreau.collect.views.common import (
    answering,
    show,
    the_run,
    trail,
)
from terreau.web.paging import page_number, pagination

State = ImportRun.State
CHECKED = frozenset({State.PLANNED, State.APPLIED, State.UNDONE})
KEPT_S = 600  # seconds that a report is kept for its other pages
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@answering
def quality(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """What the checks found; `controle` names one check to see whole."""
    found, agent = the_run(request, portfolio, run)
    if found.state not in CHECKED:
        return redirect(address(found))
    context: dict[str, Any] = {
        "breadcrumb": trail(found.portfolio, "Rapport de qualité", (title(found), address(found))),
        "most": MOST_ROWS,
    }
    if row_count(found) > MOST_ROWS:
        return show(request, agent, found, "", "collect/quality.html", context | {"too_many": True})
    report = _report(found)
    context |= {"report": report, "groups": presenting.groups(report)}
    code = request.GET.get("controle", "")
    if code:
        context |= _one_check(request, report, code)
    return show(request, agent, found, "", "collect/quality.html", context)


def _one_check(request: HttpRequest, report: Report, code: str) -> dict[str, Any]:
    named = presenting.of_check(report, code)
    if named is None:
        raise Http404
    check, findings = named
    size = presenting.PER_PAGE
    last = max(1, -(-len(findings) // size))
    number = min(page_number(request), last)
    shown = findings[(number - 1) * size : number * size]

    def url(page: int) -> str:
        return f"?{urlencode([('controle', code), ('page', page)])}"

    return {
        "check": check,
        "check_count": len(findings),
        "findings": [presenting.line(one) for one in shown],
    } | pagination(number, last, url)


def _report(run: ImportRun) -> Report:
    """The report, kept a while for its other pages: a check is a function, and stays here."""
    today = timezone.localdate()
    key = f"collect:quality:{run.pk}:{today}:{fingerprint(run)}"
    kept = cache.get(key)
    if kept is not None:
        read, findings, counts = kept
        checked = tuple(Checked(check, counts[check.code]) for check in CHECKS)
        return Report(title(run), today, read, findings, checked)
    report = check_run(run, settings.MEDIA_ROOT, today, title(run)).report
    counts = {one.check.code: one.count for one in report.checked}
    cache.set(key, (report.read, report.findings, counts), KEPT_S)
    return report


@require_safe
@answering
def quality_workbook(request: HttpRequest, portfolio: str, run: int) -> HttpResponse:
    """The same report as a workbook, to send back to whoever made the files."""
    found, _ = the_run(request, portfolio, run)
    if found.state not in CHECKED or row_count(found) > MOST_ROWS:
        raise Http404
    today = timezone.localdate()
    checked = check_run(found, settings.MEDIA_ROOT, today, title(found))
    name = f"{portfolio}-import-{found.pk}-controle.xlsx"
    return HttpResponse(
        workbook(checked.report, today, checked.tables),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
