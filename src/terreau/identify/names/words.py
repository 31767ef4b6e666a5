"""A name as comparable words: case, accents, marks, plurals and usual cuts no longer count.

Guarantees: pure; a name of any length gives at most MOST_WORDS words, of its first characters only.
"""

from __future__ import annotations

import re

from terreau.identify.names.lexicon import SHORT, SMALL
from terreau.territory.names import fold

MOST_WORDS = 24
MOST_CHARACTERS = 400

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
# Letters alone, side by side, spell a sigle: « C A S P », « C.A.S.P ».
_SPELLED = re.compile(r"(?<![\w'’])(?:[^\W\d_] {1,2}){1,}[^\W\d_](?!\w)")
_SIGNS = str.maketrans({"&": " et ", "+": " et ", "€": "e"})


def clean(name: str) -> str:
    """Give the start of a name, folded, spelled sigles joined (« C.A.S.P. » gives « casp »)."""
    text = fold(name[: 2 * MOST_CHARACTERS])[:MOST_CHARACTERS].translate(_SIGNS)
    text = _DOTTED.sub(lambda found: found.group().replace(".", "") + " ", text)
    return _SPELLED.sub(_joined, text)


def _joined(found: re.Match[str]) -> str:
    """Join letters that stand alone; an article before a word is not one of them."""
    letters = found.group().split()
    text = found.string
    after = text[found.end() : found.end() + 2]
    if letters[-1] in {"l", "d"} and after[:1] == " " and after[1:2].isalpha():
        rest = letters[:-1]
        return ("".join(rest) if len(rest) > 1 else " ".join(rest)) + " " + letters[-1]
    return "".join(letters)


def words(name: str) -> tuple[str, ...]:
    """Give every word of a name, folded, small ones included, at most MOST_WORDS."""
    return tuple(_WORD.findall(clean(name))[:MOST_WORDS])


def stem(word: str) -> str:
    """Give a word without its plural and usual cuts (« sociaux », « sociale » give « social »)."""
    short = SHORT.get(word)
    if short is not None:
        return short
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("aux") and len(word) > 5 and word[-4] != "e":
        word = word[:-2] + "l"
    elif word[-1] in "sx":
        word = word[:-1]
    if word.endswith(("ale", "elle", "enne", "ive")) and len(word) > 5:
        word = {"ale": word[:-1], "elle": word[:-2], "enne": word[:-2], "ive": word[:-2] + "f"}[
            next(end for end in ("ale", "elle", "enne", "ive") if word.endswith(end))
        ]
    return SHORT.get(word, word)


def stems(name: str) -> tuple[str, ...]:
    """Give the words that count in a name, in order, each as its stem."""
    return tuple(stem(word) for word in words(name) if word not in SMALL)
