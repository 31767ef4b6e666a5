"""Writes a portfolio as files: the fiches in their formats, and the public site as plain pages.

The pages are those that the server gives, with addresses made relative, so that the folder can be
opened from a disk or served from any address. Same data, same bytes; a file appears whole.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import RequestFactory
from django.urls import resolve, reverse

from terreau.explore.addresses import SiteAddresses, shown_documents
from terreau.portfolio.models import Portfolio
from terreau.publish.exports.request import write_whole
from terreau.publish.services import (
    ambition,
    ambitions,
    make,
    publish_edition,
    renderer,
)
from terreau.vocabulary.models import Concept

SITE_FORMAT = "html"
ADDRESS = re.compile(r'\b(href|src|action)="(/[^"]*)"')
STYLE_ADDRESS = re.compile(r'url\("([^":]+)"\)')


@dataclass(frozen=True, slots=True)
class PublishedSheet:
    """A fiche that was written."""

    notation: str
    title: str
    projects: int
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What was written: the fiches, and where the site begins (None without it)."""

    sheets: tuple[PublishedSheet, ...]
    site: Path | None

    def as_json(self) -> dict[str, object]:
        """The keys of the command line's contract."""
        return {
            "sheets": [
                {
                    "notation": sheet.notation,
                    "title": sheet.title,
                    "projects": sheet.projects,
                    "files": [str(path) for path in sheet.files],
                }
                for sheet in self.sheets
            ],
            "site": str(self.site) if self.site else None,
        }


def publish_site(
    portfolio: Portfolio,
    to: Path,
    *,
    notation: str | None,
    formats: tuple[str, ...],
    on: date | None,
    public_url: str,
    tell: Callable[[str], None],
) -> PublishReport:
    """Write the fiches of a portfolio, one or those with projects, and the site around them.

    The site is written when HTML is among the formats and no single fiche is asked for. Raises
    UnknownFormat, UnknownConcept or BadDestination before anything is written.
    """
    renderers = [renderer(name) for name in formats]
    chosen = [ambition(portfolio, notation)] if notation else ambitions(portfolio)
    shown = shown_documents(portfolio)
    sheets: list[PublishedSheet] = []
    for concept in chosen:
        addresses = (
            SiteAddresses(portfolio.slug, concept.notation, shown, public_url, public=True)
            if public_url
            else None
        )
        made = make(portfolio, concept, on=on, addresses=addresses)
        if not made.facts.projects and notation is None:
            continue
        tell(f"Fiche de l’ambition {concept.notation}…")
        files = []
        for form in renderers:
            path = to / "fiches" / f"{_file_stem(portfolio, concept)}{form.extension}"
            write_whole(path, form.render(made.fiche))
            files.append(path)
        publish_edition(portfolio, concept, made)
        sheets.append(
            PublishedSheet(
                concept.notation, made.fiche.title, len(made.facts.projects), tuple(files)
            )
        )
    site = None
    if SITE_FORMAT in formats and notation is None:
        tell("Site…")
        site = _Site(portfolio, to).write()
    return PublishReport(tuple(sheets), site)


def _file_stem(portfolio: Portfolio, concept: Concept) -> str:
    return f"{portfolio.slug}-ambition-{concept.notation}"


class _Site:
    """The pages of one portfolio, as files under a folder."""

    def __init__(self, portfolio: Portfolio, to: Path) -> None:
        self._portfolio = portfolio
        self._to = to
        self._home = reverse("explore:home", args=[portfolio.slug])
        self._requests = RequestFactory(headers={"host": "localhost"})
        self._assets: set[str] = set()

    def write(self) -> Path:
        """Write every page and what the pages need; returns the first page."""
        for address in self._addresses():
            self._page(address)
        done: set[str] = set()
        while waiting := sorted(self._assets - done):
            for asset in waiting:
                self._asset(asset)
                done.add(asset)
        return self._to / "index.html"

    def _addresses(self) -> Iterator[str]:
        slug = self._portfolio.slug
        yield self._home
        yield reverse("explore:projects", args=[slug])
        yield reverse("explore:actors", args=[slug])
        for concept in ambitions(self._portfolio):
            yield reverse("explore:sheet", args=[slug, concept.notation])
        for project in self._portfolio.projects.values_list("slug", flat=True):
            yield reverse("explore:project", args=[slug, project])
        for body in self._portfolio.organisations.values_list("slug", flat=True):
            yield reverse("explore:actor", args=[slug, body])
        for sha256 in sorted(shown_documents(self._portfolio)):
            yield reverse("explore:document", args=[slug, sha256])
            yield reverse("explore:original", args=[slug, sha256])
        for concept in ambitions(self._portfolio):
            for extension in ("pdf", "docx"):
                yield reverse("explore:sheet_file", args=[slug, concept.notation, extension])

    def _page(self, address: str) -> None:
        request = self._requests.get(address, **{"terreau.static": "1"})
        match = resolve(address)
        response = match.func(request, *match.args, **match.kwargs)
        data = response.getvalue() if response.streaming else response.content
        place = self._place(address)
        if response["Content-Type"].startswith("text/html"):
            page = data.decode()
            data = ADDRESS.sub(lambda found: self._relative(found, place), page).encode()
        write_whole(self._to / place, data)

    def _relative(self, found: re.Match[str], place: str) -> str:
        target, mark, anchor = found[2].partition("#")
        address, _, _ = target.partition("?")
        if address.startswith("/static/"):
            self._assets.add(address.removeprefix("/static/"))
        relative = posixpath.relpath(self._place(address), posixpath.dirname(place))
        return f'{found[1]}="{relative}{mark}{anchor}"'

    def _place(self, address: str) -> str:
        """The file of an address: a page is the `index.html` of its folder."""
        if address == "/":
            return "index.html"
        path = address.removeprefix(self._home).lstrip("/")
        return f"{path}index.html" if not path or path.endswith("/") else path

    def _asset(self, name: str) -> None:
        source = finders.find(name)
        if source is None:
            raise FileNotFoundError(name)
        data = Path(source).read_bytes()
        if name.endswith(".css"):
            for linked in STYLE_ADDRESS.findall(data.decode()):
                self._assets.add(
                    posixpath.normpath(posixpath.join(posixpath.dirname(name), linked))
                )
        write_whole(self._to / "static" / name, data)
