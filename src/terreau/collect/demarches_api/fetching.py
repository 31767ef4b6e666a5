"""A whole démarche into a folder, page by page, taken up again where it stopped.

Guarantees: each answer is kept byte for byte in `pages/`, named by run and page; the state moves on
only when a page and its files are on the disk, so that a fetch stopped anywhere loses no dossier
and asks for at most one page twice; once finished, the next run asks only for what changed since
the first moment of the last one, by the platform's own clock.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from terreau.collect.demarches_api.client import DemarchesClient, Page
from terreau.collect.demarches_api.errors import OtherDemarche
from terreau.collect.demarches_api.files import pieces
from terreau.collect.demarches_api.pieces import MAX_PIECE, bring
from terreau.collect.demarches_api.queries import MAX_PAGE
from terreau.collect.demarches_api.report import FetchReport, Problem, Progress, Step
from terreau.collect.demarches_api.state import State, load, save, write_whole

PAGES = "pages"
#: What a clock's second and a write under way may hide: asked again, found unchanged.
OVERLAP = timedelta(minutes=2)


def fetch(
    client: DemarchesClient,
    number: int,
    into: Path,
    *,
    progress: Progress | None = None,
    with_pieces: bool = True,
    page_size: int = MAX_PAGE,
    max_piece: int = MAX_PIECE,
) -> FetchReport:
    """Receive the démarche `number` in the folder `into`, made where it is not there.

    Raises FetchError; what was received before it stays, and the same call goes on from there.
    """
    held = load(into)
    if held is not None and (held.demarche, held.host) != (number, client.host):
        raise OtherDemarche(str(into), held.demarche, held.host)
    state = _begin(held, number, client.host, page_size)
    run = _Run(client, into, with_pieces, max_piece, progress)
    first_page = state.page
    while not state.finished:
        page = client.page(number, first=state.page_size, after=state.cursor, since=state.since)
        state = run.keep(page, state)
    return FetchReport(
        demarche=number,
        folder=str(into),
        pages=run.pages,
        dossiers=run.dossiers,
        pieces=run.downloaded,
        kept_pieces=run.kept_pieces,
        page_size=state.page_size,
        incremental=state.since is not None,
        resumed=first_page > 0,
        problems=tuple(run.problems),
    )


def page_path(run: int, page: int) -> str:
    """Where the answer of a page is kept under the folder; sorting the names sorts the pages."""
    return f"{PAGES}/{run:04d}-{page:06d}.json"


class _Run:
    """What one call to `fetch` counts as it goes."""

    def __init__(
        self,
        client: DemarchesClient,
        into: Path,
        with_pieces: bool,
        max_piece: int,
        progress: Progress | None,
    ) -> None:
        self.client = client
        self.into = into
        self.with_pieces = with_pieces
        self.max_piece = max_piece
        self.progress = progress
        self.pages = self.dossiers = self.downloaded = self.kept_pieces = 0
        self.problems: list[Problem] = []

    def keep(self, page: Page, state: State) -> State:
        """Write the page, its files, then the state that follows it."""
        number = state.page + 1
        name = page_path(state.run, number)
        write_whole(self.into / name, page.body)
        self.pages += 1
        self.problems += [Problem("partial", name, said) for said in page.problems]
        unsettled = state.unsettled
        for dossier in page.dossiers:
            self.dossiers += 1
            if self.with_pieces:
                brought = bring(self.client, pieces(dossier), self.into, limit=self.max_piece)
                self.downloaded += brought.downloaded
                self.kept_pieces += brought.kept
                self.problems += brought.problems
                unsettled = unsettled or brought.unsettled
        after = replace(
            state,
            page=number,
            cursor=page.cursor if page.has_next else None,
            next_since=state.next_since or _moment(page),
            page_size=page.size,
            finished=not page.has_next,
            unsettled=unsettled or bool(page.problems),
        )
        save(self.into, after)
        if self.progress is not None:
            self.progress(Step(self.pages, self.dossiers, self.downloaded, page.size))
        return after


def _begin(held: State | None, number: int, host: str, page_size: int) -> State:
    """The state of a first run, of one to take up again, or of the one after a finished one."""
    if held is None:
        return State(demarche=number, host=host, page_size=page_size)
    if not held.finished:
        return held
    # A file that could not be had comes with a new address only if its dossier is asked again.
    since = held.since if held.unsettled else held.next_since
    return State(demarche=number, host=host, run=held.run + 1, since=since, page_size=page_size)


def _moment(page: Page) -> str | None:
    """When the platform answered, as ISO 8601, a little before; None where it does not say.

    Without its clock, the oldest change on its first page stands for it.
    """
    try:
        said = parsedate_to_datetime(page.date)
    except (TypeError, ValueError):
        changes = [_change(one.get("dateDerniereModification")) for one in page.dossiers]
        known = [one for one in changes if one is not None]
        if not known:
            return None
        said = min(known)
    return (said.astimezone(UTC) - OVERLAP).isoformat(timespec="seconds")


def _change(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
