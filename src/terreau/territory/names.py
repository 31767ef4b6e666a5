"""The same place name, however it is typed, gives the same key; all functions here are pure."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

ARTICLES = frozenset({"le", "la", "les", "l", "las", "los"})
CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
# Words that a longer name begins with: « le Saint Émilionnais » is not the commune Le Saint.
OPENINGS = frozenset(
    {
        *("nord", "sud", "est", "ouest", "centre", "entre"),
        *("bas", "basse", "haut", "haute", "hauts", "hautes", "grand", "grande", "petit", "petite"),
        *("saint", "sainte", "bourg", "coeur", "cote", "mont", "pays", "pont", "port"),
        *("val", "vallee", "vieux", "vieille", "ville"),
    }
)

_SHORTENED = {"st": "saint", "ste": "sainte"}
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})
_NOT_A_WORD = re.compile(r"[\W_]+")
_SUR = re.compile(r"\bs/", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"[ \u00a0\u202f'’ʼ\-‐‑–\n]{1,3}")
_JOINT_AFTER = {
    "st": re.compile(r"\.[ \-]?"),
    "ste": re.compile(r"\.[ \-]?"),
    "s": re.compile("/ ?"),
}


class Word(NamedTuple):
    """A word of a text: its key, whether it begins with a capital or a digit, its end offset."""

    key: str
    capital: bool
    end: int


def fold(text: str) -> str:
    """Give `text` in lower case, without accents and with ligatures opened (« Œ » gives « oe »)."""
    text = text.translate(_LIGATURES).lower()
    if text.isascii():
        return text
    opened = unicodedata.normalize("NFKD", text)
    # Opening a sign may give capitals (« ℠ » is « SM »).
    return "".join(c for c in opened if not unicodedata.combining(c)).lower()


def normalise(name: str) -> str:
    """Give the key under which a place name is compared.

    Case, accents, ligatures, hyphens, apostrophes and other marks no longer count; « St », « Ste »
    and « s/ » are written out; words are separated by one space. An empty name gives "".
    """
    folded = fold(_SUR.sub("sur ", name))
    words = _NOT_A_WORD.sub(" ", folded).split()
    return " ".join(_SHORTENED.get(word, word) for word in words)


def leading_words(text: str, limit: int) -> tuple[Word, ...]:
    """Give at most `limit` words that stand at the start of `text` and may belong to one name.

    The run stops at the first mark that no place name contains (a comma, a tab, an empty line, …).
    """
    words: list[Word] = []
    position = 0
    while len(words) < limit:
        found = _WORD.match(text, position)
        if found is None:
            break
        raw = found.group()
        key = fold(raw)
        written_out = "sur" if key == "s" and text[found.end() : found.end() + 1] == "/" else key
        words.append(
            Word(
                _SHORTENED.get(written_out, written_out),
                raw[0].isupper() or raw[0].isdigit(),
                found.end(),
            )
        )
        after = _JOINT_AFTER.get(key)
        joint = (after and after.match(text, found.end())) or _JOINT.match(text, found.end())
        if joint is None or joint.group().count("\n") > 1:
            break
        position = joint.end()
    return tuple(words)


def goes_on(text: str, words: Sequence[Word], count: int) -> bool:
    """Say whether a name of the first `count` of the leading `words` of `text` is cut short.

    It is when a hyphen follows (« Paris-Saclay »), or a capital after a word that opens longer
    names (« le Nord Gironde »).
    """
    end = words[count - 1].end
    if text[end : end + 1] in {"-", "‐", "‑"} and text[end + 1 : end + 2].isalpha():
        return True
    return words[count - 1].key in OPENINGS and len(words) > count and words[count].capital
