"""What the forms of a French word share: plural, feminine, adjective and noun, a slip of the hand.

Guarantees the same stem for the same word, whatever its case and accents; stems are for comparing
words of short labels, not for reading.
"""

from terreau.territory.names import fold

_SHORTEST = 5  # a stem shorter than this would meet other words
_ENDINGS = (
    *("ationnelle", "ationnel", "ateur", "atrice", "ation", "ative", "atif"),
    *("arite", "aire", "ionnelle", "ionnel", "ique", "elle", "euse", "rice", "iere"),
    *("eur", "ier", "ion", "ive", "ale", "el", "if", "ie", "al", "ee"),
)
_TYPED = 6  # a slip is only forgiven in stems at least this long


def stem(word: str) -> str:
    """The stem of one word: « culturelles », « Culture » and « culturel » have the same."""
    bare = fold(word)
    if len(bare) > 3:
        bare = bare.rstrip("sx")
    if len(bare) > 4 and bare.endswith("au") and not bare.endswith("eau"):
        bare = f"{bare[:-1]}l"  # « sociaux »
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST:
            return bare[: -len(ending)]
    return bare[:-1] if len(bare) > _SHORTEST and bare.endswith("e") else bare


def slip(one: str, other: str) -> bool:
    """Whether two long stems differ by one letter added, left out, changed or swapped."""
    short, long = sorted((one, other), key=len)
    if len(short) < _TYPED or len(long) - len(short) > 1 or one[0] != other[0]:
        return False
    same = next((n for n, char in enumerate(short) if char != long[n]), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    rest, others = short[same:], long[same:]
    return rest[1:] == others[1:] or (
        rest[:2] == others[1::-1] and rest[2:] == others[2:] and len(rest) > 1
    )
