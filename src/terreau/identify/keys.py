"""The keys of the questions that the desk asks, written once. Pure."""

from __future__ import annotations

import hashlib

from terreau.territory.names import normalise


def digest(text: str) -> str:
    """Sixteen characters that stand for a text of any length in a key."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def bodies_key(one: int, other: int) -> str:
    """The question « are these two bodies the same? », whichever is named first."""
    return f"resolution:bodies:{min(one, other)}:{max(one, other)}"


def mention_key(mention: int) -> str:
    """The question « who is meant here? »."""
    return f"resolution:mention:{mention}"


def location_key(project: int, relation: str, words: str) -> str:
    """The question « where is this? », asked of the words of a project, however they are typed."""
    return f"location:project:{project}:{relation}:{digest(normalise(words))}"


def nature_key(organisation: int) -> str:
    """The question « what kind of body is this? »."""
    return f"nature:organisation:{organisation}"
