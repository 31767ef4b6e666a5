"""The sentences of a text, with their bounds.

Guarantees that the sentences follow one another and hold every visible character.
"""

import re

_END = re.compile(r"[.!?…]+(?:\s*[»\")])?(?=\s+[A-ZÀ-ÖØ-ÞŒ«\"\d(–—-]|\s*$)")
_ABBREVIATION = re.compile(r"(?:^|[\s('])(?:M|Mme|MM|Dr|St|Ste|etc|cf|ex|art|n|p|env)\.$")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the blanks between them."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        after = text[end.end() : end.end() + 40].lstrip()[:1]
        shortened = _ABBREVIATION.search(text, max(0, end.end() - 6), end.end())
        if shortened and after and not (text.endswith("etc.", 0, end.end()) and after.isupper()):
            continue
        found.append((start, end.end()))
        start = end.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return [bounds for bounds in (_trimmed(text, *pair) for pair in found) if bounds[0] < bounds[1]]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    return start + lead, start + lead + len(inner.strip())
