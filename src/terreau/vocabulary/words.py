"""Labels compared as a reader compares them: accents, case, ligatures and plurals do not count."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
_NOT_WORD = re.compile(r"[\W_]+")
_OPTIONAL_ENDING = re.compile(r"\((?:e?s|e|x|ne|le|trice)\)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)")


def fold(text: str) -> str:
    """`text` in lower case without accents, ligatures or punctuation; one space between words."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", bare.casefold()).strip()


def singular(word: str) -> str:
    """Put a folded French word in the singular, by its ending; exceptions fold alike everywhere."""
    if len(word) <= 3:
        return word
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        return f"{word[:-3]}al"
    return word[:-1] if word[-1] in "sx" else word


def normalise_label(text: str) -> str:
    """Return the form under which two labels are the same: `fold`, then each word in the singular.

    « Inclure les publics en difficulté(s) » and « INCLURE LES PUBLICS EN DIFFICULTÉS » are alike.
    """
    return " ".join(singular(word) for word in fold(_OPTIONAL_ENDING.sub("", text)).split())


def natural_key(notation: str) -> tuple[tuple[int, int, str], ...]:
    """Sort notations totally, so that « 2.10 » follows « 2.9 » and numbers precede words."""
    parts = (part for part in _NUMBER.split(notation) if part)
    key = tuple((0, int(p), p) if _NUMBER.fullmatch(p) else (1, 0, p) for p in parts)
    return key if key else ((1, 0, ""),)
