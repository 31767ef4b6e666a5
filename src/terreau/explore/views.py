"""Pages of the public site: each parses, asks one service, renders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from terreau.accounts.access import agent_of
from terreau.accounts.permissions import Action, Part, allowed, can
from terreau.accounts.scopes import directory
from terreau.explore import actors as actor_pages
from terreau.explore import catalogue, document_page, pages, project_page
from terreau.explore.addresses import SiteAddresses, file_stem, shown_documents
from terreau.explore.origins import origins
from terreau.identify.naming import is_private
from terreau.portfolio.frame import frame
from terreau.portfolio.models import Document, Portfolio, Project
from terreau.portfolio.services import media_path
from terreau.publish.errors import UnknownConcept
from terreau.publish.renderers import html
from terreau.publish.services import ambition, make, renderer

FILES = ("pdf", "docx")
STATIC_RUN = "terreau.static_run"


@dataclass(frozen=True, slots=True)
class StaticRun:
    """What a page must know while it is written for the static site, where no form is answered.

    `on` dates the fiches (None: as they come); `formats` are the files written beside them;
    `content` is the catalogue, read once for every page, and `links` its facets, laid out once.
    """

    on: date | None
    formats: tuple[str, ...]
    content: catalogue.Catalogue
    links: SafeString


def static_run(request: HttpRequest) -> StaticRun | None:
    """The run that writes this page; None when the page is served."""
    run = request.META.get(STATIC_RUN)
    return run if isinstance(run, StaticRun) else None


def visible(request: HttpRequest, slug: str) -> Portfolio:
    """The portfolio, if whoever asks may see it; 404 otherwise, so that nothing is given away.

    Whoever writes the static site was asked for the right to publish.
    """
    portfolio = _portfolio(slug)
    if not (static_run(request) or can(agent_of(request), Action.VIEW, portfolio)):
        raise Http404
    return portfolio


def _portfolio(slug: str) -> Portfolio:
    portfolio = Portfolio.objects.select_related("scheme").filter(slug=slug).first()
    if portfolio is None:
        raise Http404
    return portfolio


def _frame(request: HttpRequest, portfolio: Portfolio, current: str) -> dict[str, Any]:
    return frame(portfolio, f"explore:{current}", agent_of(request))


def _content(request: HttpRequest, portfolio: Portfolio) -> catalogue.Catalogue:
    run = static_run(request)
    return run.content if run else catalogue.load(portfolio)


def _reads_dossiers(request: HttpRequest, portfolio: Portfolio) -> bool:
    """Whether dossiers are shown: to someone signed in who may, and never on the static site."""
    return static_run(request) is None and can(agent_of(request), Action.READ, portfolio)


def start(request: HttpRequest) -> HttpResponse:
    """The portfolios that one may see; with a single one, its own home.

    Who holds a project and sees no portfolio finds this project.
    """
    agent = agent_of(request)
    portfolios = allowed(agent, Action.VIEW, Portfolio.objects.all())
    if len(portfolios) == 1:
        return redirect("explore:home", portfolios[0].slug)
    own = []
    if agent is not None and not portfolios:
        held = agent.memberships.values_list("scope", flat=True)
        own = sorted(directory().named(held).values(), key=lambda one: (one.label, one.key))
    if len(own) == 1:
        return redirect(own[0].address)
    return render(request, "explore/start.html", {"portfolios": portfolios, "own": own})


def home(request: HttpRequest, portfolio: str) -> HttpResponse:
    """The ambitions and what the portfolio shows."""
    chosen = visible(request, portfolio)
    context = _frame(request, chosen, "home") | pages.home(chosen, _content(request, chosen))
    return render(request, "explore/home.html", context)


def sheet(request: HttpRequest, portfolio: str, notation: str) -> HttpResponse:
    """The fiche of an ambition."""
    chosen = visible(request, portfolio)
    run = static_run(request)
    addresses = SiteAddresses(chosen.slug, notation, shown_documents(chosen))
    try:
        made = make(
            chosen, ambition(chosen, notation), on=run.on if run else None, addresses=addresses
        )
    except UnknownConcept as error:
        raise Http404 from error
    formats = (run.formats if run else FILES) if made.facts.projects else ()
    context = _frame(request, chosen, "home") | {
        "page": html.page(made.fiche),
        "breadcrumb": pages.trail(chosen, f"Ambition {notation}"),
        "files": pages.files(chosen, notation, formats),
    }
    return render(request, "explore/sheet.html", context)


def sheet_file(
    request: HttpRequest,
    portfolio: str,
    notation: str,
    extension: str,
) -> HttpResponse:
    """The fiche as a file to keep."""
    chosen = visible(request, portfolio)
    if extension not in FILES:
        raise Http404
    public = bool(settings.PUBLIC_URL)
    addresses = (
        SiteAddresses(
            chosen.slug, notation, shown_documents(chosen), settings.PUBLIC_URL, public=True
        )
        if public
        else None
    )
    try:
        made = make(chosen, ambition(chosen, notation), addresses=addresses)
    except UnknownConcept as error:
        raise Http404 from error
    form = renderer(extension)
    name = f"{file_stem(chosen.slug, notation)}{form.extension}"
    return HttpResponse(
        form.render(made.fiche),
        content_type=form.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def projects(request: HttpRequest, portfolio: str) -> HttpResponse:
    """The projects, with their facets."""
    chosen = visible(request, portfolio)
    run = static_run(request)
    number = request.GET.get("page", "1")
    context = _frame(request, chosen, "projects") | pages.projects(
        chosen,
        _content(request, chosen),
        catalogue.selection_of(request.GET),
        links=run.links if run else None,
        number=int(number) if number.isdecimal() and len(number) < 9 else 1,
    )
    return render(request, "explore/projects.html", context)


def project(request: HttpRequest, portfolio: str, slug: str) -> HttpResponse:
    """A project, with the passages that its codings rest on."""
    chosen, agent = _portfolio(portfolio), agent_of(request)
    part = Part(chosen, slug)
    static = static_run(request) is not None
    whole = static or can(agent, Action.VIEW, chosen)
    if not (whole or can(agent, Action.VIEW, part)):
        raise Http404
    found = chosen.projects.select_related("call").filter(slug=slug).first()
    if found is None:
        raise Http404
    reads = _reads_dossiers(request, chosen)
    if whole and not (reads or found.is_shown):
        raise Http404
    context = _frame(request, chosen, "projects") | project_page.context(
        chosen, found, with_proposals=not static, dossiers=reads
    )
    if reads and whole:
        context |= _worked_on(request, chosen, found)
    if not whole:
        context = project_page.without_links(context)
    if not static and can(agent, Action.INVITE, part):
        context["holders_url"] = reverse("accounts:holders", args=[part.access_scope])
    return render(request, "explore/project.html", context)


def _worked_on(request: HttpRequest, portfolio: Portfolio, project: Project) -> dict[str, Any]:
    """What people at work see of a project: where its values come from, the way to correct them."""
    may_correct = can(agent_of(request), Action.IMPORT, portfolio)
    address = reverse("collect:correct", args=[portfolio.slug, project.slug])
    return {
        "at_work": True,
        "origins": origins(portfolio, project, may_correct=may_correct),
        "correct_url": address if may_correct else "",
    }


def actors(request: HttpRequest, portfolio: str) -> HttpResponse:
    """The named bodies and the kinds of actor."""
    chosen = visible(request, portfolio)
    served = static_run(request) is None
    asked = request.GET.get("q", "") if served else ""
    context = _frame(request, chosen, "actors") | actor_pages.actors(chosen, asked)
    context["searchable"] = served
    return render(request, "explore/actors.html", context)


def actor(request: HttpRequest, portfolio: str, slug: str) -> HttpResponse:
    """A named body: its projects, and who it meets there."""
    chosen = visible(request, portfolio)
    found = chosen.organisations.select_related("same_as", "branch_of__same_as", "kind").filter(
        slug=slug
    )
    body = found.first()
    if body is None:
        raise Http404
    if is_private(body) and not _reads_dossiers(request, chosen):
        raise Http404
    if body.same_as is not None:
        return redirect("explore:actor", chosen.slug, body.same_as.slug)
    run = static_run(request)
    content = run.content if run else None
    context = _frame(request, chosen, "actors") | actor_pages.actor(chosen, body, content)
    if not (context["entries"] or _reads_dossiers(request, chosen)):
        raise Http404
    return render(request, "explore/actor.html", context)


def document(request: HttpRequest, portfolio: str, sha256: str) -> HttpResponse:
    """The text of a document, its cited passages marked."""
    chosen = visible(request, portfolio)
    asked = request.GET.get("passage", "")
    context = _frame(request, chosen, "") | document_page.context(
        chosen, _shown(request, chosen, sha256), asked
    )
    return render(request, "explore/document.html", context)


def original(
    request: HttpRequest,
    portfolio: str,
    sha256: str,
) -> FileResponse:
    """The file as it was received, byte for byte; always a download, never shown as a page."""
    chosen = visible(request, portfolio)
    found = _shown(request, chosen, sha256)
    path = media_path(settings.MEDIA_ROOT, found.sha256)
    if not path.is_file():
        raise Http404
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )


def _shown(request: HttpRequest, portfolio: Portfolio, sha256: str) -> Document:
    """A document that whoever asks may read; a dossier asks for a role on the portfolio."""
    found = portfolio.documents.filter(sha256=sha256).first()
    if found is None:
        raise Http404
    if found.kind == Document.Kind.DOSSIER and not _reads_dossiers(request, portfolio):
        raise Http404
    return found
