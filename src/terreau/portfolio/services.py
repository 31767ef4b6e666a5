"""Finding portfolios, naming projects and organisations, keeping documents and citing them."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.utils.text import slugify

from terreau.portfolio.errors import BadPortfolioSlug, UnknownPortfolio
from terreau.portfolio.models import Document, Passage, Portfolio, TextLayer
from terreau.vocabulary.models import Scheme

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LENGTH = 80


def portfolio_named(slug: str | None) -> Portfolio:
    """The portfolio `slug`, or the only one where no slug is given.

    Raises UnknownPortfolio with the list of those that exist.
    """
    everything = list(Portfolio.objects.order_by("slug"))
    if slug:
        chosen = [portfolio for portfolio in everything if portfolio.slug == slug]
    else:
        chosen = everything
    if len(chosen) != 1:
        raise UnknownPortfolio(slug or "", tuple(portfolio.slug for portfolio in everything))
    return chosen[0]


def new_portfolio(slug: str, scheme: Scheme, **values: str | bool) -> Portfolio:
    """Make a portfolio; BadPortfolioSlug where its slug could not stand in an address.

    `values` are its other fields: name, funder, source, fictitious, public.
    """
    if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH:
        raise BadPortfolioSlug(slug)
    return Portfolio.objects.create(slug=slug, scheme=scheme, **values)


def free_slug(wanted: str, taken: set[str], fallback: str) -> str:
    """`wanted` as a slug that is not in `taken`, with a number behind it where needed."""
    # A ligature has no ASCII decomposition: slugify alone would drop the letter.
    text = wanted.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae").replace("Æ", "Ae")
    text = text.replace("’", "-").replace("'", "-").replace(".", "-")
    base = slugify(text)[:100].strip("-") or fallback
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def cite(layer: TextLayer, start: int, end: int) -> Passage:
    """The passage of `layer` from `start` to `end`, made where it does not exist yet."""
    found = Passage.objects.filter(layer=layer, start=start, end=end).first()
    if found is not None:
        return found
    passage = Passage.of(layer, start, end)
    passage.save()
    return passage


def media_path(media_root: Path, sha256: str) -> Path:
    """Where the bytes with this SHA-256 lie."""
    return media_root / "documents" / sha256[:2] / sha256


def store_bytes(media_root: Path, data: bytes) -> str:
    """Keep `data` byte for byte under its SHA-256, and return that.

    The file appears whole or not at all. A file already there is left alone, unless its bytes
    are no longer those of its name.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    path = media_path(media_root, sha256)
    if not (path.is_file() and path.read_bytes() == data):
        write_whole(path, data)
    return sha256


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that appears whole or not at all: beside its place, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def store_stream(media_root: Path, parts: Iterable[bytes]) -> tuple[str, int]:
    """Keep a file that comes in parts; its SHA-256 and its size in bytes.

    Never more than one part is in memory. The file appears whole or not at all.
    """
    folder = media_root / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    descriptor, temporary = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for part in parts:
                digest.update(part)
                size += len(part)
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        path = media_path(media_root, digest.hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size


def document_bytes(media_root: Path, document: Document) -> bytes:
    """The file as it was received."""
    return media_path(media_root, document.sha256).read_bytes()
