"""The rules that find a name which is not written as the gazetteer writes it, one a function.

Guarantees that a rule looks only inside its shelf, and that it gives all the territories that it
finds: who asks takes one only where it is alone. Each is linear in the name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz.distance import OSA

from terreau.territory.gazetteer import Entry, Level
from terreau.territory.matching import keys
from terreau.territory.matching.keys import Tokens
from terreau.territory.matching.model import Form, rank
from terreau.territory.matching.shelves import (
    Grouping,
    Name,
    Shelf,
    in_use,
    letters,
    telling_of_epci,
)
from terreau.territory.names import OPENINGS

Rule = Callable[[Shelf, Tokens], tuple[Entry, ...]]

#: Under this length one wrong letter makes another name; from the second on, two may be wrong.
ONE_WRONG, TWO_WRONG = 7, 12
SHORTEST_SOUND = 4
SHORTEST_WORD = 4
#: Words of a cell beyond which what begins like a name is a sentence.
LONGEST_NAME = 12
#: Telling words that may stand beside those of an EPCI (« -CA 3B »).
MORE_WORDS = 3
LONGEST_ACRONYM = 8
#: Words that say little: a name is not known by them alone.
VAGUE = OPENINGS | {
    "commune",
    "com",
    "communes",
    "village",
    "chapelle",
    "notre",
    "dame",
    "la",
    "le",
}
#: Words that many drop before a name: « Île-Molène » is said Molène.
DROPPED = frozenset({"ile", "isle", "ville", "bourg"})


def same_words(shelf: Shelf, tokens: Tokens) -> tuple[Entry, ...]:
    """The same words, but for articles, prepositions, and how they are parted."""
    return in_use(
        shelf.tight.get(keys.tight(tokens))
        or shelf.whole.get("".join(tokens))  # « Lachapelle » for La Chapelle, and the contrary
        or shelf.tight.get(_unglued(tokens))
        or ()
    )


def without_links(shelf: Shelf, tokens: Tokens) -> tuple[Entry, ...]:
    """The same words, but for « sur », « sous » or « en »."""
    return in_use(shelf.tightest.get(keys.tightest(tokens), ()))


def _unglued(tokens: Tokens) -> str:
    """« Stvougay » is Saint-Vougay."""
    first = tokens[0]
    for short, long in (("ste", "sainte"), ("st", "saint")):
        if first.startswith(short) and len(first) > len(short) + 2:
            return keys.tight((long, first[len(short) :], *tokens[1:]))
    return ""


def same_sound(shelf: Shelf, tokens: Tokens) -> tuple[Entry, ...]:
    """Another spelling of the same sounds."""
    sound = keys.sound(tokens)
    return in_use(shelf.sounds.get(sound, ())) if len(sound) >= SHORTEST_SOUND else ()


def same_end(shelf: Shelf, tokens: Tokens) -> tuple[Entry, ...]:
    """The end of a name that begins with a word which is often dropped."""
    telling = keys.telling(tokens)
    longer = (
        name
        for name in shelf.ends.get(telling[-1], ())
        if name.telling[1:] == telling and name.telling[0] in DROPPED
    )
    return in_use(longer)


def beginning(shelf: Shelf, tokens: Tokens) -> tuple[Entry, ...]:
    """The beginning of longer names."""
    telling = keys.telling(tokens)
    if VAGUE.issuperset(telling):
        return ()
    starts = shelf.starts.get(telling[0], ())
    size = len(telling)
    whole = in_use(name for name in starts if name.telling[:size] == telling)
    if whole or size == 1:
        return whole
    return in_use(  # « Rémering-les-P. »
        name
        for name in starts
        if len(name.telling) == size
        and name.telling[:-1] == telling[:-1]
        and name.telling[-1].startswith(telling[-1])
    )


def longer(shelf: Shelf, tokens: Tokens) -> tuple[Entry, ...]:
    """A name, then more words; none where the words may end another name that begins alike."""
    telling = keys.telling(tokens)
    starts = [name for name in shelf.starts.get(telling[0], ()) if not name.former]
    if len(telling) > LONGEST_NAME:
        return ()
    sizes = {len(name.telling) for name in starts}
    for size in sorted(sizes, reverse=True):
        if size >= len(telling) or VAGUE.issuperset(telling[:size]):
            continue
        exact = [name for name in starts if name.telling == telling[:size]]
        if exact:
            alike = [name for name in starts if name.telling[:size] == telling[:size]]
            return in_use(exact) if _one(exact) and _one(alike) else in_use(alike)
    return ()


def near(shelf: Shelf, tokens: Tokens) -> tuple[Entry, ...]:
    """The names one letter away (two in a long name), the nearest alone; digits must agree."""
    written = keys.tight(tokens)
    most = 0 if len(written) < ONE_WRONG else 1 if len(written) < TWO_WRONG else 2
    if not most or not written.isascii():
        return ()
    mask = letters(written)
    best: list[Name] = []
    for signs, name in shelf.masks:
        if (signs ^ mask).bit_count() > 2 * most or name.tight[0] != written[0]:
            continue
        away = OSA.distance(written, name.tight, score_cutoff=most)
        if away > most:
            continue
        if away < most:
            best, most = [], away
        best.append(name)
    return in_use(best)


def grouping(shelf: Shelf, tokens: Tokens) -> tuple[Entry, ...]:
    """The EPCI that the same words tell, else those whose words hold them or are held in them."""
    words = frozenset(telling_of_epci(tokens))
    if not words:
        return ()
    same = [one for one in shelf.groupings if one.words == words]
    if same:
        return _entries(same)
    joined = "".join(sorted(words))
    alike = [one for one in shelf.groupings if _near(joined, one)]
    if alike:
        return _entries(alike)
    held = [one for one in shelf.groupings if one.words and _holds(words, one.words)]
    return _entries(held)


def same_grouping(shelf: Shelf, tokens: Tokens) -> tuple[Entry, ...]:
    """The EPCI that the very same words tell."""
    words = frozenset(telling_of_epci(tokens))
    return _entries(one for one in shelf.groupings if words and one.words == words)


def acronym(shelf: Shelf, tokens: Tokens) -> tuple[Entry, ...]:
    """The EPCI of these initials, in one word."""
    if len(tokens) != 1 or not 2 < len(tokens[0]) <= LONGEST_ACRONYM:
        return ()
    return _entries(one for one in shelf.groupings if tokens[0] in one.acronyms)


def _holds(left: frozenset[str], right: frozenset[str]) -> bool:
    if len(left) > len(right) + MORE_WORDS:
        return False  # a sentence that names an EPCI is not its name
    shared = left & right
    telling = (word for word in shared if word not in VAGUE)
    return shared in (left, right) and any(len(word) >= SHORTEST_WORD for word in telling)


def _near(joined: str, one: Grouping) -> bool:
    other = "".join(sorted(one.words))
    most = 2 if len(other) >= TWO_WRONG else 1
    return len(other) >= ONE_WRONG and OSA.distance(joined, other, score_cutoff=most) <= most


def _entries(found: Iterable[Grouping]) -> tuple[Entry, ...]:
    return tuple(sorted((one.entry for one in found), key=rank))


def _one(names: list[Name]) -> bool:
    return len({name.entry.code for name in names}) == 1


Rules = tuple[tuple[Level, Form, Rule], ...]

#: In the order in which they are tried, the strict ones on every phrase before the loose ones.
STRICT: Rules = ((Level.COMMUNE, Form.WORDS, same_words),)
LOOSE: Rules = (
    (Level.COMMUNE, Form.WORDS, without_links),
    (Level.COMMUNE, Form.WORDS, same_end),
    (Level.COMMUNE, Form.SOUND, same_sound),
    (Level.COMMUNE, Form.BEGINNING, beginning),
    (Level.COMMUNE, Form.SPELLING, near),
    (Level.COMMUNE, Form.LONGER, longer),
    (Level.EPCI, Form.WORDS, same_grouping),
    (Level.EPCI, Form.ACRONYM, acronym),
)
BOTH = (STRICT, LOOSE)
