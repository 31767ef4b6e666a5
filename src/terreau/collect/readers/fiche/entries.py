"""Cuts a cell of actors into entries, by its separators and where they are missing.

Guarantees that nothing inside parentheses or quotes is cut, and that a cut made without a sign in
the text is marked as such.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from terreau.collect.readers.fiche.bodies import BODY_HEADS, STARTERS, singular
from terreau.collect.readers.fiche.kinds import ActorKinds, Head
from terreau.collect.readers.fiche.words import Token, tokens
from terreau.territory.gazetteer import Gazetteer, Level
from terreau.territory.names import normalise

_SIGN = re.compile(r"[,;•|]|\s[–—/-]\s")
_STOP = re.compile(r"\.(?=\s+\S)")
NEAR = 40  # words on each side that decide whether two entries meet; no name has more
_CLOSERS = {"(": ")", "«": "»", '"': '"'}
_ABBREVIATIONS = frozenset({"st", "ste", "ass", "asso", "assoc", "dr", "mme", "dep", "dept", "bd"})


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry of the cell: `cut` where nothing separated it from the one before.

    `maybe_several`: it was left whole though it may name two actors.
    """

    start: int
    end: int
    cut: bool = False
    maybe_several: bool = False

    @property
    def unsure(self) -> bool:
        """Whether its bounds are a guess."""
        return self.cut or self.maybe_several


def split(text: str, gazetteer: Gazetteer, kinds: ActorKinds) -> tuple[list[Piece], bool]:
    """The entries of a cell, in order, and whether its parentheses are all closed.

    `text` is that of a view; offsets are into it.
    """
    shut, closed = _shut(text)
    cutter = _Cutter(text, shut, gazetteer, kinds)
    pieces: list[Piece] = []
    segments = list(_segments(text, shut))
    for rank, (start, end) in enumerate(segments):
        pieces += cutter.pieces(start, end, last=len(segments) > 1 and rank == len(segments) - 1)
    return pieces, closed


def _shut(text: str) -> tuple[list[tuple[int, int]], bool]:
    """Stretches in parentheses or quotes, and whether each opening sign has its closing one."""
    found: list[tuple[int, int]] = []
    position = 0
    closed = True
    while position < len(text):
        closer = _CLOSERS.get(text[position])
        end = text.find(closer, position + 1) if closer else -1
        if closer and end < 0:
            closed = closed and closer != ")"
        if end >= 0:
            if closer == ")":
                end = _balanced(text, position, end)
            found.append((position, end + 1))
            position = end
        position += 1
    return found, closed


def _balanced(text: str, start: int, end: int) -> int:
    """The end of parentheses that hold others."""
    inner = text.count("(", start + 1, end)
    while inner and (after := text.find(")", end + 1)) >= 0:
        inner += text.count("(", end + 1, after) - 1
        end = after
    return end


def _inside(at: int, shut: Sequence[tuple[int, int]]) -> bool:
    rank = bisect_right(shut, (at, len(shut) and shut[-1][1] + 1)) - 1
    return rank >= 0 and shut[rank][0] <= at < shut[rank][1]


def _segments(text: str, shut: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches between the signs that always separate."""
    cuts = [(m.start(), m.end()) for m in _SIGN.finditer(text)]
    cuts += [(m.start(), m.end()) for m in _STOP.finditer(text) if _stops(text, m.start())]
    start = 0
    for cut, after in sorted(cuts):
        if _inside(cut, shut) or cut < start:
            continue
        if text[start:cut].strip():
            yield start, cut
        start = after
    if text[start:].strip(" ."):
        yield start, len(text)


def _stops(text: str, at: int) -> bool:
    """Whether a full stop ends an entry rather than an abbreviation."""
    before = tokens(text, max(0, text.rfind(" ", 0, at) + 1), at)
    after = text[at + 1 : at + 40].lstrip()[:1]
    if not before or before[-1].folded in _ABBREVIATIONS:
        return False
    return after.isupper() or len(before[-1].folded) > 3


class _Cutter:
    """Cuts a segment where a conjunction, or nothing at all, stands between two entries."""

    def __init__(
        self, text: str, shut: Sequence[tuple[int, int]], gazetteer: Gazetteer, kinds: ActorKinds
    ) -> None:
        self.text, self.shut, self.gazetteer, self.kinds = text, shut, gazetteer, kinds

    def pieces(self, start: int, end: int, *, last: bool) -> Iterator[Piece]:
        """The entries between two offsets; `last`: the segment ends a list."""
        doubtful = False
        words = self._words(start, end)
        rank = opened = 0
        while rank < len(words):
            word = words[rank]
            if word.folded != "et" or rank == opened or rank == len(words) - 1:
                rank += 1
                continue
            left, right = words[max(opened, rank - NEAR) : rank], words[rank + 1 : rank + NEAR]
            verdict = self._joins(left, right, last=last)
            if verdict == "split":
                yield from self._without_sign(start, word.start, doubtful=doubtful)
                start, opened, rank, doubtful = word.end, rank + 1, rank + 1, False
            else:
                doubtful = doubtful or verdict == "doubt"
                rank += 1
        yield from self._without_sign(start, end, doubtful=doubtful)

    def _words(self, start: int, end: int) -> list[Token]:
        return [t for t in tokens(self.text, start, end) if not _inside(t.start, self.shut)]

    def _kind(self, words: Sequence[Token]) -> Head | None:
        """How a kind of actor begins here; None where a name, or nothing known, does."""
        while words and words[0].article:
            words = words[1:]
        head = self.kinds.match([word.text for word in words])
        if head is None or head.broad is None:
            return None
        return None if any(word.capital for word in words[head.about :]) else head

    def _joins(self, left: list[Token], right: list[Token], *, last: bool) -> str:
        """What « et » does between two stretches: "split", "keep", or "doubt" (kept)."""
        first = right[0]
        until = next((n for n, w in enumerate(right) if w.folded == "et" and n), len(right))
        if ")" in self.text[left[-1].end : first.start]:
            return "split"
        if first.article and until > 1:
            return "split"
        if first.link:
            return "keep"
        one, other = self._kind(left), self._kind(right[:until])
        if one and other:
            # « structures et acteurs culturels », « lieu de sport et culture » are one
            shared = one.empty and (other.field or (other.topical and not one.topical))
            return "keep" if shared or one.broad == other.broad else "split"
        if other and (one or any(word.capital for word in left[1:]) or left[0].acronym):
            return "split"
        return self._names_join(left, right[:until], known=one is not None, last=last)

    def _names_join(self, left: list[Token], right: list[Token], *, known: bool, last: bool) -> str:
        """The same where the right side is no known kind; `known`: the left side is one."""
        first = right[0]
        if not first.capital:
            return "keep"
        head = singular(first.folded)
        if known or first.acronym or head in STARTERS or not left[0].capital:
            return "split"
        if head in BODY_HEADS and head == singular(left[0].folded) and not left[0].plural:
            return "split"  # « Maison des Uns et Maison des Autres »
        # « Pierre et Vacances » is one name, « Les Uns et Les Autres » maybe: a list's end helps
        long = len(left) > 1 and len(right) > 1
        short = singular(left[0].folded) in BODY_HEADS and len(left) <= 2
        return "split" if last and long and not short else "doubt"

    def _without_sign(self, start: int, end: int, *, doubtful: bool) -> Iterator[Piece]:
        words = self._words(start, end)
        opened = 0
        cut = False
        for rank in range(1, len(words)):
            if not self._starts_anew(
                words[max(opened, rank - NEAR) : rank], words[rank : rank + NEAR]
            ):
                continue
            yield Piece(start, words[rank].start, cut, doubtful)
            start, opened, cut = words[rank].start, rank, True
        if self.text[start:end].strip(" .:"):
            yield Piece(start, end, cut, doubtful)

    def _starts_anew(self, before: Sequence[Token], after: Sequence[Token]) -> bool:
        """Whether a new name begins here although no sign says so."""
        last, word = before[-1], after[0]
        if last.link or not _whole(before):
            return False
        if ")" in self.text[last.end : word.start]:
            return word.capital or self._kind(after) is not None
        if not word.capital or len(after) == 1:
            return self._is_kind(before, after)
        if word.article:
            return not after[1].capital
        if singular(word.folded) in STARTERS and not word.acronym:
            return not word.plural
        return self._is_kind(before, after) or self._is_territory(word)

    def _is_kind(self, before: Sequence[Token], after: Sequence[Token]) -> bool:
        """« ABC associations »: a kind in the plural, right after an acronym."""
        return before[-1].acronym and after[0].plural and self._kind(after) is not None

    def _is_territory(self, word: Token) -> bool:
        """Whether the full name of an EPCI begins here, in two words or more."""
        rest = self.text[word.start : word.start + 120]
        matched = self.gazetteer.match_prefix(rest, levels=[Level.EPCI])
        if matched is None:
            return False
        name = normalise(rest[: matched.end])
        return " " in name and any(normalise(entry.name) == name for entry in matched.entries)


def _whole(words: Sequence[Token]) -> bool:
    """Whether a stretch can stand as the name of a body by itself."""
    named = [w for w in words if w.capital and not w.article]
    return any(singular(w.folded) not in BODY_HEADS for w in named)
