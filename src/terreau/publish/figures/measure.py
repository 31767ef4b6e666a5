"""How wide a text will be, never less than it is, without opening a font.

Advance widths are those of Atkinson Hyperlegible Next (regular and bold), in thousandths of the
type size, rounded up; a test compares them with the packaged fonts.
"""

from typing import Final

_CLASSES: Final[tuple[tuple[int, str], ...]] = (
    (230, "'"),
    (300, ".,;:’· jiîï\u00a0\u202f!"),
    (340, "l()"),
    (390, "ftr-"),
    (440, "I1/"),
    (500, "z"),
    (520, "scvyç–"),
    (540, "kx7?J"),
    (560, "aeuéèêëàâäùûüL"),
    (580, "nho2F9ôö"),
    (600, "bdgpqET3ÉÈÊË"),
    (620, "SZ5«»"),
    (640, "BPVY468"),
    (680, "CKR0ÇAXÀÂ€"),
    (720, "DHUGNÎÏÔÙ"),
    (760, "wOQ&"),
    (780, "…"),
    (880, "Mm—"),
    (900, "W"),
    (980, "%œ"),
    (1040, "Œ"),
)
_WIDTHS: Final = {char: width for width, chars in _CLASSES for char in chars}
_WIDEST: Final = 1040


def width(text: str, size: float) -> float:
    """An upper bound of the width of `text` set at `size`, in the units of `size`."""
    return sum(_WIDTHS.get(char, _WIDEST) for char in text) * size / 1000


def wrap(text: str, room: float, size: float, lines: int) -> tuple[str, ...]:
    """`text` cut at spaces into at most `lines` lines no wider than `room`.

    What does not fit ends with « … »: the figure's data table always has the whole text.
    """
    done: list[str] = []
    words = text.split(" ")
    while words and len(done) < lines:
        count = len(words)
        while count > 1 and width(" ".join(words[:count]), size) > room:
            count -= 1
        done.append(" ".join(words[:count]))
        words = words[count:]
    if words:
        done[-1] += " …"
    return tuple(_shorten(line, room, size) for line in done)


def _shorten(line: str, room: float, size: float) -> str:
    if width(line, size) <= room:
        return line
    kept = line.removesuffix("…").rstrip()
    while kept and width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"
