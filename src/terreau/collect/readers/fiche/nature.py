"""Whether an actor is a named body or a kind of actor, and on how good evidence.

Guarantees an answer for any words; `certain` is False where the words allow the other answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from terreau.collect.readers.fiche.bodies import ONE_PER_PLACE, singular
from terreau.collect.readers.fiche.model import ActorKinds, ActorNature
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
    matched = kinds.match([word.text for word in words])
    if matched is not None:
        return _of_known_kind(words, *matched)
    proper = [word for word in words[1:] if word.capital]
    first = words[0]
    if proper or first.acronym or any(char.isdigit() for word in words for char in word.text):
        return Nature("organisation", None, certain=True)
    if not first.capital:
        return Nature("category", None, certain=True)
    if gazetteer.find(" ".join(word.text for word in words)):
        return Nature("organisation", None, certain=False)
    if capital_tells:
        return Nature("organisation", None, certain=True)
    return Nature("category" if first.plural else "organisation", None, certain=False)


def _of_known_kind(words: Sequence[Token], broad: str, count: int) -> Nature:
    rest = words[count:]
    if not any(word.capital for word in rest):
        return Nature("category", broad, certain=True)
    head = words[0]
    if not head.plural:
        return Nature("organisation", broad, certain=True)
    place = next((word for word in rest if word.capital), None)
    if singular(head.folded) in ONE_PER_PLACE and place is not None:
        return Nature("organisation", broad, certain=False)
    joined = rest[0].link or not rest[0].capital
    return Nature("category" if joined else "organisation", broad, certain=joined)
