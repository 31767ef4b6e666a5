"""From the bytes of a file of tables to its text, whatever its encoding, with how it was guessed.

Guarantees that bytes which are not UTF-8 are never read as such in silence: what was chosen is
said, and a byte that no encoding explains becomes U+FFFD with its line in a note.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from terreau.collect.readers.errors import EmptyFile
from terreau.collect.readers.tables.errors import BinaryContent, counted
from terreau.collect.readers.tables.model import Note

SAMPLE = 200_000  # bytes shown to the guesser

#: Byte order marks, the longest first: that of UTF-32 begins like that of UTF-16.
MARKS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 avec indicateur (BOM)"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)

#: One-byte encodings of French offices, the most common first, each with its name.
FRENCH: tuple[tuple[str, str], ...] = (
    ("cp1252", "Windows-1252"),
    ("mac_roman", "Mac Roman"),
    ("cp850", "DOS (page de code 850)"),
)
#: Other encodings that a guess may choose, where the signs are not those of French.
ELSEWHERE: dict[str, str] = {
    "cp1250": "Windows-1250 (Europe centrale)",
    "cp1251": "Windows-1251 (cyrillique)",
    "cp1253": "Windows-1253 (grec)",
    "cp1254": "Windows-1254 (turc)",
    "cp1255": "Windows-1255 (hébreu)",
    "cp1256": "Windows-1256 (arabe)",
    "gb18030": "GB 18030 (chinois)",
    "shift_jis": "Shift JIS (japonais)",
}
USUAL = frozenset("éèêëàâäçôöùûüîïœæÉÈÊËÀÂÇÔÙÛÎŒ’‘“”«»°€–—…·²\u00a0\u202f")
SHARE_OF_USUAL = 0.9
NULS_FORGIVEN = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text without its byte order mark, the encoding's French name, and what is to be told."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of a file; raises EmptyFile, or BinaryContent where zero bytes abound."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise EmptyFile
    found = _marked(data) or _wide(data)
    if found is None:
        # Zero bytes may stand anywhere: they are taken out once the text is known.
        found = _narrow(data)
    return _without_nuls(found)


def decode_as(data: bytes, encoding: str) -> Decoded:
    """The text of a file whose encoding is given; a wrong byte is replaced, and told.

    Raises LookupError where no encoding has this name.
    """
    if not data.strip():
        raise EmptyFile
    name = codecs.lookup(encoding).name
    if name == "utf-8":
        data = data.removeprefix(codecs.BOM_UTF8)
    return _without_nuls(_replacing(data, name, encoding.upper()))


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding, label in MARKS:
        if data.startswith(mark):
            # Some exports write the mark twice.
            body = data.removeprefix(mark).removeprefix(mark)
            return _replacing(body, encoding, label)
    return None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: in Latin text, every other byte is zero."""
    sample = data[:4000]
    half = max(len(sample) // 2, 1)
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > 0.7 and even < 0.1:
        return _replacing(data, "utf-16-le", "UTF-16 sans indicateur")
    if even > 0.7 and odd < 0.1:
        return _replacing(data, "utf-16-be", "UTF-16 sans indicateur")
    return None


def _narrow(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return _replacing(data, "utf-8", "UTF-8")
    encoding, label = _guessed(data)
    return _replacing(data, encoding, label)


def _mostly_utf8(data: bytes) -> bool:
    """True where right sequences outnumber wrong bytes: in another encoding they are very rare."""
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = sum(1 for character in text if "\x7f" < character != "\ufffd")
    return wrong <= right


def _guessed(data: bytes) -> tuple[str, str]:
    """The encoding whose reading of the high bytes has most of the signs that French uses."""
    high = bytes(byte for byte in data[: SAMPLE * 5] if byte > 0x7F)[:SAMPLE]
    scores = []
    for encoding, label in FRENCH:
        signs = high.decode(encoding, errors="replace")
        scores.append((sum(sign in USUAL for sign in signs) / len(signs), encoding, label))
    share, encoding, label = max(scores, key=lambda one: one[0])
    if share >= SHARE_OF_USUAL:
        return encoding, label
    best = from_bytes(data[:SAMPLE], cp_isolation=[*ELSEWHERE, "cp1252"]).best()
    if best is None or best.encoding not in ELSEWHERE:
        return FRENCH[0]
    return best.encoding, ELSEWHERE[best.encoding]


def _replacing(data: bytes, encoding: str, label: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), label)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    count = text.count("\ufffd")
    line = text.count("\n", 0, text.find("\ufffd")) + 1
    note = Note(
        "replaced_characters",
        f"ligne {line}",
        f"Illisible en {label}, le premier à la ligne {line}\u00a0: "
        f"{counted(count, 'caractère')}, écrit ici «\u00a0\ufffd\u00a0».",
    )
    return Decoded(text, label, (note,))


def _without_nuls(found: Decoded) -> Decoded:
    text = found.text
    if "\x00" not in text:
        return found
    count = text.count("\x00")
    line = text.count("\n", 0, text.find("\x00")) + 1
    if count > max(len(text) * NULS_FORGIVEN, 1):
        raise BinaryContent(line, count)
    note = Note(
        "nul_bytes",
        f"ligne {line}",
        f"Le fichier avait {counted(count, 'octet')} de valeur nulle, à partir de la ligne {line}"
        "\u00a0: ce n’est pas du texte, Terreau n’en tient pas compte.",
    )
    return Decoded(text.replace("\x00", ""), found.encoding, (*found.notes, note))
