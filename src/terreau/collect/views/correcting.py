"""Correcting the fields of a project: each correction is a judgement, the last can be undone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from terreau.accounts.models import Agent
from terreau.collect.forms import CorrectionForm
from terreau.collect.presenting import words
from terreau.collect.views.common import entrusted
from terreau.portfolio.errors import Conflict, ValueRefused
from terreau.portfolio.frame import frame
from terreau.portfolio.models import Portfolio, Project
from terreau.portfolio.values import SINGLE_FIELDS, correct, take_back
from terreau.web.typography import accord

MEANWHILE = (
    "Une autre personne vient de corriger ce projet : relisez ses valeurs, puis recommencez."
)


def _project(request: HttpRequest, portfolio: str, slug: str) -> tuple[Portfolio, Project, Agent]:
    chosen, agent = entrusted(request, portfolio)
    found = chosen.projects.select_related("call", "portfolio").filter(slug=slug).first()
    if found is None:
        raise Http404
    return chosen, found, agent


@require_http_methods(["GET", "HEAD", "POST"])
def correct_project(request: HttpRequest, portfolio: str, slug: str) -> HttpResponse:
    """The fields that have one value, each to correct; what is not changed is not judged."""
    chosen, project, agent = _project(request, portfolio, slug)
    form = CorrectionForm(request.POST or None, project=project)
    name = project.name
    if form.is_valid():
        changed = _corrected(form, project, agent)
        if not form.errors:
            said = f"{changed} {accord(changed, 'correction gardée')}, à votre nom."
            messages.success(request, said if changed else "Rien n’a changé.")
            return redirect("explore:project", portfolio, slug)
    page = reverse("explore:project", args=[portfolio, slug])
    projects = reverse("explore:projects", args=[portfolio])
    context: dict[str, Any] = frame(chosen, "explore:projects", agent) | {
        "name": name,
        "slug": slug,
        "form": form,
        "wide": ("name", "title", "summary", "reason"),
        "page_url": page,
        "breadcrumb": [
            {"label": "Projets", "url": projects},
            {"label": name, "url": page},
            {"label": "Corriger", "url": ""},
        ],
    }
    return render(request, "collect/correct.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _corrected(form: CorrectionForm, project: Project, agent: Agent) -> int:
    """How many fields were corrected; none where one is refused, which is told at its field."""
    at, changed = timezone.now(), 0
    for name in SINGLE_FIELDS:
        if name not in form.changed_data:
            continue
        value, reason = form.cleaned_data[name], form.cleaned_data["reason"]
        try:
            changed += correct(project, name, value, agent, at, reason) is not None
        except ValueRefused as error:
            form.add_error(name, f"{error} {error.hint}")
        except Conflict:
            form.add_error(name, MEANWHILE)
    if form.errors:
        transaction.set_rollback(True)
    return changed


@require_POST
def take_correction_back(
    request: HttpRequest, portfolio: str, slug: str, field: str
) -> HttpResponse:
    """Undo the last correction of a field."""
    _, project, agent = _project(request, portfolio, slug)
    try:
        before = take_back(project, field, agent, timezone.now())
    except Conflict:
        messages.error(request, MEANWHILE)
    else:
        if before is None:
            messages.error(request, "Cette correction n’est plus celle qui vaut : rien n’a changé.")
        else:
            shown = words.value(field, before) or "non renseigné"
            messages.success(
                request, f"{words.label(field)} : la correction est défaite, « {shown} » revient."
            )
    return redirect("explore:project", portfolio, slug)
