"""The portfolios and projects that roles are held on, with their names and pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from terreau.accounts.permissions import Part
from terreau.accounts.scopes import Scope
from terreau.portfolio.models import Portfolio, Project

PORTFOLIO, PROJECT = "portfolio:", "project:"


class Places:
    """The directory that accounts ask."""

    def portfolios(self) -> list[Scope]:
        """Every portfolio."""
        return [_portfolio(one) for one in Portfolio.objects.all()]

    def named(self, keys: Iterable[str]) -> dict[str, Scope]:
        """The portfolios and projects of `keys` that exist; two queries at most."""
        wanted = set(keys)
        found: list[Scope] = []
        slugs = [key.removeprefix(PORTFOLIO) for key in wanted if key.startswith(PORTFOLIO)]
        if slugs:
            found += map(_portfolio, Portfolio.objects.filter(slug__in=slugs))
        pairs = [key.split(":") for key in wanted if key.startswith(PROJECT)]
        names = {pair[-1] for pair in pairs}
        if names:
            rows = Project.objects.filter(slug__in=names).select_related("portfolio")
            found += map(_project, rows)
        return {one.key: one for one in found if one.key in wanted}


def _portfolio(portfolio: Portfolio) -> Scope:
    address = reverse("explore:home", args=[portfolio.slug])
    label = f"le portefeuille « {portfolio.name} »"
    return Scope(portfolio.access_scope, label, address, portfolio)


def _project(project: Project) -> Scope:
    target = Part(project.portfolio, project.slug)
    address = reverse("explore:project", args=[project.portfolio.slug, project.slug])
    return Scope(target.access_scope, f"le projet « {project.name} »", address, target)
