"""Whether a sigle is made of the beginnings of the words of a name, and how sure that is.

Guarantees: pure; « ADMR » of « Aide à domicile en milieu rural », « PROMEVIL » of « Promotion des
métiers de la ville ». Each letter of the sigle belongs to the beginning of a word, in order; small
and legal words may be passed over, and the end of a name that its cell cut short.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from terreau.identify.names.lexicon import FILLER, SMALL

SHORTEST, LONGEST = 3, 10
#: A word that counts and gives no letter costs this many letters.
PASSED = 1.5
#: Words that count before the first letter (their kind is often said) and after the last one.
BEFORE, AFTER = 0.6, 0.5
MOST_LETTERS = 4


@lru_cache(maxsize=200_000)
def spells(sigle: str, words: tuple[str, ...]) -> float:
    """Give how many letters speak for `sigle` being made of `words` (folded), 0 when it is not.

    Letters taken from words that count, less PASSED for each such word that gives none. A letter
    beyond the first of a word counts half: « PRO » of « promotion » says less than three words.
    """
    if not SHORTEST <= len(sigle) <= LONGEST or len(words) < 2:
        return 0.0
    firsts = {word[0] for word in words}
    if sigle[0] not in firsts:
        return 0.0
    best = max(
        (_from(sigle, words, start) for start, word in enumerate(words) if word[0] == sigle[0]),
        default=0.0,
    )
    return max(0.0, best)


def _from(sigle: str, words: Sequence[str], start: int) -> float:
    """Give the best count when the word at `start` gives the first letter."""
    # state: letters used -> (count, words that gave a letter)
    states = {0: (0.0, 0)}
    best = 0.0
    for at in range(start, len(words)):
        states = _step(sigle, words[at], states, first=at == start)
        done = states.get(len(sigle))
        if done is not None and done[1] >= 2:
            rest = sum(1 for word in words[at + 1 :] if _counts(word))
            before = sum(1 for word in words[:start] if _counts(word))
            best = max(best, done[0] - AFTER * rest - BEFORE * before)
        states.pop(len(sigle), None)
        if not states:
            break
    return best


def _step(
    sigle: str, word: str, states: dict[int, tuple[float, int]], *, first: bool
) -> dict[int, tuple[float, int]]:
    after: dict[int, tuple[float, int]] = {}
    for used, (count, given) in states.items():
        if not first:
            cost = PASSED if _counts(word) else 0.0
            _keep(after, used, (count - cost, given))
        for letters in range(1, MOST_LETTERS + 1):
            if sigle[used : used + letters] != word[:letters] or used + letters > len(sigle):
                break
            weight = (1.0 if _counts(word) else 0.5) + 0.5 * (letters - 1)
            _keep(after, used + letters, (count + weight, given + 1))
    return after


def _keep(states: dict[int, tuple[float, int]], used: int, value: tuple[float, int]) -> None:
    if used not in states or states[used] < value:
        states[used] = value


def _counts(word: str) -> bool:
    return word not in SMALL and word not in FILLER
