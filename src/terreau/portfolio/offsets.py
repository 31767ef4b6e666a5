"""Converts offsets between Unicode code points (ours) and UTF-16 code units (JavaScript's).

Guarantees that going there and back gives the same offset, for every text and every boundary
between two of its characters. A character beyond U+FFFF is one code point and two units.
"""

from __future__ import annotations

LAST_OF_ONE_UNIT = 0xFFFF


def utf16_length(text: str) -> int:
    """How many UTF-16 code units `text` takes."""
    return len(text) + sum(ord(character) > LAST_OF_ONE_UNIT for character in text)


def to_utf16(text: str, index: int) -> int:
    """The offset in UTF-16 code units of the code point offset `index` (from 0, end included).

    Raises ValueError when `index` does not lie in the text.
    """
    if not 0 <= index <= len(text):
        raise ValueError(f"{index} is no offset in a text of {len(text)} characters")
    return utf16_length(text[:index])


def from_utf16(text: str, index: int) -> int:
    """The offset in code points of the UTF-16 offset `index` (from 0, end included).

    Raises ValueError when `index` does not lie in the text, or falls inside a character.
    """
    units = position = 0
    while units < index and position < len(text):
        units += 2 if ord(text[position]) > LAST_OF_ONE_UNIT else 1
        position += 1
    if units != index:
        raise ValueError(f"{index} is no boundary between two characters in UTF-16")
    return position
