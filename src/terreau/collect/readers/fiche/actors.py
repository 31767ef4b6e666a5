"""The actors of a cell as separate entries, each told a named body or a kind.

Guarantees that every entry is a stretch of the cell as written, that parentheses are never split,
and that a cut or a nature decided on thin evidence says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from terreau.collect.readers.fiche.bodies import BODY_HEADS, singular
from terreau.collect.readers.fiche.entries import Piece, split
from terreau.collect.readers.fiche.kinds import ActorKinds
from terreau.collect.readers.fiche.messages import doubt
from terreau.collect.readers.fiche.model import Doubt, ReadActor, Span
from terreau.collect.readers.fiche.nature import Nature, nature
from terreau.collect.readers.fiche.words import Token, View, tidy, tokens, view
from terreau.collect.readers.markup import Layer
from terreau.territory.gazetteer import Gazetteer

_NOBODY = re.compile(
    r"etc|autres?|notamment|neant|n a|sans objet|non renseigne.*|aucune? .*|aucune?|pas d' .*"
)
NATURES = {"organisation": "un organisme", "category": "un type d’acteur"}


@dataclass(frozen=True, slots=True)
class Context:
    """What the reading of actors needs to know."""

    gazetteer: Gazetteer
    kinds: ActorKinds


def read_actors(
    layer: Layer, span: Span, where: str, context: Context
) -> tuple[list[ReadActor], list[Doubt]]:
    """The actors of one cell, in order, and what is doubtful about them."""
    cell = view(layer, *span)
    pieces, closed = split(cell.text, context.gazetteer, context.kinds)
    doubts = [] if closed else [doubt(where, "parenthesis_unclosed")]
    entries = [entry for piece in pieces if (entry := _Entry.of(cell, piece)) is not None]
    sentence_case = any(not entry.words[0].capital for entry in entries[1:])
    actors: list[ReadActor] = []
    for rank, entry in enumerate(entries):
        found = nature(
            entry.words, context.kinds, context.gazetteer, capital_tells=sentence_case and rank > 0
        )
        start, end = cell.span(entry.start, entry.end)
        actor = ReadActor(
            name=tidy(layer.text[start:end]),
            span=(start, end),
            kind=found.kind,
            broad=found.broad,
            note=entry.note,
            certain=found.certain and not entry.piece.unsure,
        )
        actors.append(actor)
        doubts += _doubts(where, actor, found, entry.piece)
    return actors, doubts


def _doubts(where: str, actor: ReadActor, found: Nature, piece: Piece) -> Iterator[Doubt]:
    if piece.cut:
        yield doubt(where, "actor_separator_missing", name=actor.name)
    if piece.maybe_several:
        yield doubt(where, "actor_maybe_several", name=actor.name)
    if not found.certain:
        yield doubt(where, "actor_uncertain", name=actor.name, nature=NATURES[actor.kind])
    elif actor.kind == "category" and actor.broad is None:
        yield doubt(where, "actor_kind_unknown", name=actor.name)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A piece without its article, its parentheses and the signs at its ends."""

    piece: Piece
    start: int
    end: int
    note: str | None
    words: list[Token]

    @classmethod
    def of(cls, cell: View, piece: Piece) -> "_Entry | None":
        """None where the piece names nobody (« etc. »)."""
        text = cell.text
        end = piece.end
        note = None
        opening = text.find("(", piece.start, piece.end)
        if opening >= 0:
            closing = text.find(")", opening, piece.end)
            inside = text[opening + 1 : closing if closing >= 0 else piece.end]
            note = tidy(inside) or None
            end = opening if opening > piece.start else piece.end
        start = _without_article(text, piece.start, end)
        words = tokens(text, start, end)
        if not words or _NOBODY.fullmatch(" ".join(word.folded for word in words)):
            return None
        # a quoted or bracketed sign that opens the name belongs to it
        first = words[0].start
        while first > start and text[first - 1] in '«" ' and "«" in text[start:first]:
            first -= 1
        start = first + len(text[first:end]) - len(text[first:end].lstrip())
        last = end
        while last > words[-1].end and text[last - 1] not in '»")':
            last -= 1
        return cls(piece, start, last, note, words)


def _without_article(text: str, start: int, end: int) -> int:
    """Where the name begins once an article that is not part of it is left out."""
    words = tokens(text, start, end)
    while len(words) > 1 and words[0].folded in {"et", "ou", "ainsi", "que", "avec", "notamment"}:
        words = words[1:]
    if len(words) < 2:
        return words[0].start if words else start
    first, second = words[0], words[1]
    plain = first.folded in {"des", "un", "une", "du"} and not first.capital
    if not (first.article or plain):
        return first.start
    # « L’Orée », « La Poste » keep theirs; « Les associations », « L’ABC », « La Ville » do not
    kept = (
        first.capital
        and second.capital
        and not second.acronym
        and singular(second.folded) not in BODY_HEADS
    )
    return first.start if kept else second.start
