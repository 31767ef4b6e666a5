"""Where the pages behind a fiche are, inside the site or from outside it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse

from terreau.explore.marking import anchor
from terreau.portfolio.models import Portfolio


@dataclass(frozen=True, slots=True)
class SiteAddresses:
    """Addresses in the site; with `base` (such as « https://projets.example.fr ») whole ones.

    `shown` holds the SHA-256 of the documents that the public may read: the passages of others
    have no address.
    """

    portfolio: str
    notation: str
    shown: frozenset[str]
    base: str = ""
    public: bool = False

    def project(self, slug: str) -> str | None:
        """The page of a project."""
        return self._to("project", slug)

    def actor(self, slug: str) -> str | None:
        """The page of a named body."""
        return self._to("actor", slug)

    def passage(self, sha256: str, start: int, end: int) -> str | None:
        """The passage, in the text of its document."""
        if sha256 not in self.shown:
            return None
        return f"{self._to('document', sha256)}#{anchor(start, end)}"

    def living(self) -> str | None:
        """The address of the fiche on the public site; None without one."""
        return self._to("sheet", self.notation) if self.public else None

    def _to(self, name: str, argument: str) -> str:
        return f"{self.base}{reverse(f'explore:{name}', args=[self.portfolio, argument])}"


def file_stem(portfolio: str, notation: str) -> str:
    """The name of a fiche's files, without extension; what no file name may hold is encoded."""
    return f"{portfolio}-ambition-{quote(notation, safe='')}"


def shown_documents(portfolio: Portfolio, *, dossiers: bool = False) -> frozenset[str]:
    """The documents that the public may read: never a dossier, which may speak of people.

    `dossiers`: for someone who may read them.
    """
    kept = portfolio.documents.all() if dossiers else portfolio.documents.exclude(kind="dossier")
    return frozenset(kept.values_list("sha256", flat=True))
