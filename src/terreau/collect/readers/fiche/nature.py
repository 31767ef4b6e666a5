"""Whether an actor is a named body or a kind of actor, and on how good evidence.

Guarantees an answer for any words; `certain` is False where the words allow the other answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from terreau.collect.readers.fiche.bodies import ONE_PER_PLACE, singular
from terreau.collect.readers.fiche.kinds import ActorKinds, Head
from terreau.collect.readers.fiche.model import ActorNature
from terreau.collect.readers.fiche.words import Token
from terreau.territory.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Nature:
    """The answer; `broad` is the notation of the kind that the first words name, if known."""

    kind: ActorNature
    broad: str | None
    certain: bool


def nature(
    words: Sequence[Token], kinds: ActorKinds, gazetteer: Gazetteer, *, capital_tells: bool
) -> Nature:
    """Judge an entry by its words, without article or parentheses.

    `capital_tells`: the cell writes its common nouns small, so a capital here marks a name.
    """
    texts = [word.text for word in words]
    first = words[0]
    head = kinds.match(texts)
    # « Réseau santé » is one body, « Réseaux de santé » and « réseau de santé » are kinds
    vague = head is not None and (head.empty or head.field) and first.capital and not first.plural
    if head is not None and not vague:
        return _of_known_kind(words, head, kinds)
    proper = [word for word in words[1:] if word.capital]
    if proper or first.acronym or any(char.isdigit() for text in texts for char in text):
        return Nature("organisation", None, certain=True)
    if not first.capital:
        return Nature("category", kinds.broad(texts), certain=True)
    return _of_capital(first, texts, kinds, gazetteer, capital_tells=capital_tells)


def _of_capital(
    first: Token,
    texts: Sequence[str],
    kinds: ActorKinds,
    gazetteer: Gazetteer,
    *,
    capital_tells: bool,
) -> Nature:
    """Of an unknown first word with a capital, the only one of the entry."""
    if gazetteer.find(" ".join(texts)):
        return Nature("organisation", None, certain=False)
    if capital_tells:
        return Nature("organisation", None, certain=True)
    if first.plural:
        return Nature("category", kinds.broad(texts), certain=False)
    return Nature("organisation", None, certain=False)


def _of_known_kind(words: Sequence[Token], head: Head, kinds: ActorKinds) -> Nature:
    first = words[0]
    # « Organismes Jeunesse »: the capital is the topic's; « Réseau Jeunesse » may be a name
    rest = words[head.about if first.plural else head.count :]
    # « TPE et PME »: the capitals of a known acronym name nobody
    proper = [w for w in rest if w.capital and not (w.acronym and kinds.match([w.text]))]
    if not proper:
        return Nature("category", head.broad, certain=True)
    if not first.plural:
        return Nature("organisation", head.broad, certain=True)
    if singular(first.folded) in ONE_PER_PLACE:
        return Nature("organisation", head.broad, certain=False)
    joined = rest[0].link or not rest[0].capital
    return Nature("category" if joined else "organisation", head.broad, certain=joined)
