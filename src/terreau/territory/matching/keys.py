"""Keys under which two spellings of one place name are the same, from exact to loose; pure.

Guarantees time linear in the length of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from terreau.territory.names import ARTICLES, normalise

Tokens = tuple[str, ...]

#: Words that say nothing of which place: two names that differ by them alone are one.
SMALL = frozenset(
    {"de", "du", "des", "d", "la", "le", "les", "lez", "l", "et", "a", "au", "aux", "las", "los"}
)
#: Words that some leave out: « Cirey-Vezouze » is Cirey-sur-Vezouze.
LINKS = frozenset({"sur", "sous", "en"})
_SHORTENED = {
    "bg": ("bourg",),
    "chap": ("chapelle",),
    "chat": ("chateau",),
    "fbg": ("faubourg",),
    "fg": ("faubourg",),
    "fgb": ("faubourg",),
    "gd": ("grand",),
    "gde": ("grande",),
    "gds": ("grands",),
    "lez": ("les",),
    "mgne": ("montagne",),
    "mtgne": ("montagne",),
    "mtgnes": ("montagnes",),
    "mt": ("mont",),
    "mts": ("monts",),
    "nd": ("notre", "dame"),
    "pt": ("pont",),
    "pte": ("petite",),
    "qtr": ("quatre",),
    "ss": ("sous",),
    "sta": ("santa",),
    "sts": ("saints",),
    "stes": ("saintes",),
    "vx": ("vieux",),
    "cte": ("communaute",),
    "1000": ("mille",),
    "1": ("un",),
    "2": ("deux",),
    "3": ("trois",),
    "4": ("quatre",),
    "5": ("cinq",),
    "6": ("six",),
    "7": ("sept",),
    "8": ("huit",),
    "9": ("neuf",),
    "10": ("dix",),
    "12": ("douze",),
    "15": ("quinze",),
    "16": ("seize",),
    "17": ("dix", "sept"),
    "iii": ("trois",),
}
_SOUS = re.compile(r"\bss?\s?/\s?s\s?/?|\bss/", re.IGNORECASE)
_PRES = re.compile(r"\bp\s?/(?=\s?[ld])", re.IGNORECASE)
_SUR = re.compile(r"(?<=\w)\s?/\s?s(?=[\s/])", re.IGNORECASE)
_SOUNDS = (
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"gh|gu(?=[eiy])"), "g"),
    (re.compile(r"ck|qu|q|c(?=[aoul rtnk])"), "k"),
    (re.compile(r"sc(?=[eiy])|c(?=[eiy])|z"), "s"),
    (re.compile(r"h"), ""),
    (re.compile(r"y|ill(?=[ae])"), "i"),
    (re.compile(r"eau|au"), "o"),
    (re.compile(r"ai|ei"), "e"),
    (re.compile(r"em|en|am"), "an"),
    (re.compile(r"om"), "on"),
    (re.compile(r"im|in|ein|ain"), "in"),
)
_MUTE = re.compile(r"(?<=..)(?:e?[sxz]?|[tdp][sxz]?)$")


def key(name: str) -> str:
    """The gazetteer's key of a name, with « s/s » and « /s » written out too."""
    if "/" in name:
        name = _PRES.sub("pres ", _SUR.sub(" sur ", _SOUS.sub("sous ", name)))
    return normalise(name)


def written_out(tokens: Iterable[str]) -> Tokens:
    """The words with abbreviations and small numbers written out."""
    out: list[str] = []
    for word in tokens:
        if word == "d" and out[-1:] == ["n"]:  # « N.D. »
            out[-1:] = ["notre", "dame"]
        else:
            out.extend(_SHORTENED.get(word, (word,)))
    return tuple(out)


def bare(tokens: Tokens) -> Tokens:
    """The words without the article before them, or after them (« Selle en Luitré (la) »)."""
    while len(tokens) > 1 and tokens[-1] in ARTICLES:
        tokens = tokens[:-1]
    while len(tokens) > 1 and tokens[0] in ARTICLES:
        tokens = tokens[1:]
    return tokens


def telling(tokens: Tokens) -> Tokens:
    """The words that say which place: neither articles nor prepositions."""
    return tuple(token for token in tokens if token not in SMALL) or tokens


def tight(tokens: Tokens) -> str:
    """The telling words in one piece: how a name is parted no longer counts."""
    return "".join(telling(tokens))


def tightest(tokens: Tokens) -> str:
    """The telling words in one piece, without « sur », « sous », « en »."""
    telling_words = telling(tokens)
    return "".join(t for t in telling_words if t not in LINKS) or "".join(telling_words)


def sound(tokens: Tokens) -> str:
    """The telling words as they are said, roughly: double letters, silent ends, like sounds."""
    return "".join(_said(token) for token in telling(tokens))


def _said(token: str) -> str:
    # Silent ends first: « -ais » is said, and must not become one.
    token = _MUTE.sub("", token, count=1)
    for pattern, by in _SOUNDS:
        token = pattern.sub(by, token)
    return token
