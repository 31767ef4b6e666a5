"""The frameworks that the package ships, read by the same reader as a user's own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from terreau.vocabulary.data import Vocabulary
from terreau.vocabulary.skos import read


def shipped_files() -> tuple[tuple[str, bytes], ...]:
    """Return the name and bytes of each packaged Turtle file, sorted by name."""
    folder = files("terreau.vocabulary").joinpath("schemes")
    found = (item for item in folder.iterdir() if item.name.endswith(".ttl"))
    return tuple((item.name, item.read_bytes()) for item in sorted(found, key=lambda i: i.name))


@cache
def shipped() -> Vocabulary:
    """Return all the packaged files as one vocabulary, schemes sorted by slug."""
    read_files = [read(content) for _, content in shipped_files()]
    return Vocabulary(
        schemes=tuple(sorted((s for one in read_files for s in one.schemes), key=lambda s: s.slug)),
        mappings=tuple(mapping for one in read_files for mapping in one.mappings),
    )
