"""Writes a portfolio as files: the fiches in their formats, and the public site as plain pages.

The pages are those that the server gives, with addresses made relative, so that the folder can be
opened from a disk or served from any address. Same data, same bytes; a file appears whole, and
a page that is no longer published goes away at the next publication.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape, unescape
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote

from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import resolve, reverse

from terreau.explore import catalogue
from terreau.explore.addresses import SiteAddresses, file_stem, shown_documents
from terreau.explore.pages import facet_links
from terreau.explore.views import STATIC_RUN, StaticRun
from terreau.portfolio.models import Portfolio
from terreau.publish.exports.request import write_whole
from terreau.publish.services import (
    ambition,
    ambitions,
    make,
    publish_edition,
    renderer,
)

SITE_FORMAT = "html"
FICHES = "fiches"
FILTERED = "filtre"
INVENTORY = "pages.txt"
STATIC = "/static/"
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
            stem = file_stem(portfolio.slug, concept.notation)
            path = to / FICHES / f"{stem}{form.extension}"
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
        content = catalogue.load(portfolio)
        run = StaticRun(on, formats, content, facet_links(portfolio, content))
        site = _Site(portfolio, to, run).write()
    return PublishReport(tuple(sheets), site)


class _Site:
    """The pages of one portfolio, as files under a folder.

    Begins at the home page and follows every link: what is written is what can be reached.
    """

    def __init__(self, portfolio: Portfolio, to: Path, run: StaticRun) -> None:
        self._portfolio = portfolio
        self._to = to
        self._run = run
        self._home = reverse("explore:home", args=[portfolio.slug])
        self._list = reverse("explore:projects", args=[portfolio.slug])
        self._requests = RequestFactory(headers={"host": "localhost"})
        self._pages: set[str] = {self._home}
        self._assets: set[str] = set()
        self._written: set[str] = set()
        # Most links of a site lead where others led already.
        self._places: dict[str, str] = {}

    def write(self) -> Path:
        """Write every page and what the pages need; returns the first page."""
        _follow(self._pages, self._page)
        _follow(self._assets, self._asset)
        self._forget()
        return self._to / "index.html"

    def _page(self, address: str) -> None:
        path, _, query = address.partition("?")
        request = self._requests.get(unquote(path), query_params=QueryDict(query))
        request.META[STATIC_RUN] = self._run
        match = resolve(unquote(path))
        response = match.func(request, *match.args, **match.kwargs)
        data = response.getvalue() if response.streaming else response.content
        place = self._place(address)
        if response["Content-Type"].startswith("text/html"):
            page = data.decode()
            data = ADDRESS.sub(lambda found: self._relative(found, place), page).encode()
        self._write(place, data)

    def _relative(self, found: re.Match[str], place: str) -> str:
        address, mark, anchor = unescape(found[2]).partition("#")
        if address not in self._places:
            self._places[address] = self._place(address)
            if address.startswith(STATIC):
                self._assets.add(address.removeprefix(STATIC))
            elif not self._is_file(address):
                self._pages.add(address)
        # From a root, so that the working directory is not asked for at each link.
        relative = posixpath.relpath(f"/{self._places[address]}", f"/{posixpath.dirname(place)}")
        return f'{found[1]}="{quote(relative)}{mark}{escape(anchor)}"'

    def _is_file(self, address: str) -> bool:
        """Whether the address is that of a fiche to download: it is written already."""
        return resolve(unquote(address.partition("?")[0])).url_name == "sheet_file"

    def _place(self, address: str) -> str:
        """The file of an address: a page is the `index.html` of its folder."""
        if address.startswith(STATIC):
            return address.lstrip("/")
        path, _, query = address.partition("?")
        if self._is_file(path):
            notation, extension = resolve(unquote(path)).kwargs["notation"], path.rpartition(".")[2]
            return f"{FICHES}/{file_stem(self._portfolio.slug, notation)}.{extension}"
        inside = path.removeprefix(self._home)
        if path == self._list and query:
            pairs = [quote(part, safe="") for pair in parse_qsl(query) for part in pair]
            inside = f"{inside}{FILTERED}/{'/'.join(pairs)}/"
        name = f"{inside}index.html" if not inside or inside.endswith("/") else inside
        # A folder called « .. » would lead out of the site.
        return "/".join(part if part.strip(".") else "%2E" * len(part) for part in name.split("/"))

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
        self._write(f"static/{name}", data)

    def _write(self, place: str, data: bytes) -> None:
        write_whole(self._to / place, data)
        self._written.add(place)

    def _forget(self) -> None:
        """Take away the pages of the last time that are no longer published."""
        inventory = self._to / INVENTORY
        before = inventory.read_text("utf-8").splitlines() if inventory.is_file() else []
        for place in sorted(set(before) - self._written):
            path = self._to / place
            inside = path.resolve().is_relative_to(self._to.resolve())
            if inside and path.is_file():
                path.unlink()
                _remove_empty(path.parent, self._to)
        write_whole(inventory, "".join(f"{one}\n" for one in sorted(self._written)).encode())


def _follow(waiting: set[str], visit: Callable[[str], None]) -> None:
    """Visit each of `waiting` once, in order, and what visiting adds to it."""
    done: set[str] = set()
    while new := sorted(waiting - done):
        for one in new:
            visit(one)
            done.add(one)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
