"""The packaged typefaces inside a DOCX, so that it looks the same on a machine without them.

Embedding and obfuscation: ECMA-376, part 1, 17.8.1 (the first 32 bytes are combined with a key).
Both families are under the SIL Open Font License, which allows it.
"""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from terreau.publish.renderers.pdf import FONTS
from terreau.web import tokens

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
TABLE: Final = "word/fontTable.xml"


@dataclass(frozen=True, slots=True)
class _Family:
    """A typeface, what replaces it where embedded fonts are ignored, and its files by slot."""

    name: str
    substitute: str
    generic: str
    files: tuple[tuple[str, str], ...]


_FAMILIES: Final = (
    _Family(
        tokens.SERIF,
        "Georgia",
        "roman",
        (("Regular", "Fraunces-Regular"), ("Bold", "Fraunces-Bold"), ("Italic", "Fraunces-Italic")),
    ),
    _Family(
        tokens.SANS,
        "Calibri",
        "swiss",
        (
            ("Regular", "AtkinsonHyperlegibleNext-Regular"),
            ("Bold", "AtkinsonHyperlegibleNext-Bold"),
            ("Italic", "AtkinsonHyperlegibleNext-Italic"),
        ),
    ),
)


def embed(entries: dict[str, bytes]) -> dict[str, bytes]:
    """The entries of a package with the typefaces added and declared."""
    fonts: list[str] = []
    links: list[str] = []
    added: dict[str, bytes] = {}
    for family in _FAMILIES:
        slots: list[str] = []
        for slot, stem in family.files:
            data = (FONTS / f"{stem}.ttf").read_bytes()
            key = uuid.UUID(bytes=hashlib.sha256(data).digest()[:16])
            number = len(links) + 1
            added[f"word/fonts/font{number}.odttf"] = obfuscated(data, key)
            links.append(
                f'<Relationship Id="rId{number}" Type="{_OFFICE}/font" '
                f'Target="fonts/font{number}.odttf"/>'
            )
            slots.append(f'<w:embed{slot} r:id="rId{number}" w:fontKey="{{{str(key).upper()}}}"/>')
        fonts.append(
            f"<w:font w:name={quoteattr(family.name)}>"
            f"<w:altName w:val={quoteattr(family.substitute)}/>"
            f'<w:family w:val="{family.generic}"/>{"".join(slots)}</w:font>'
        )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    table = f'{head}<w:fonts xmlns:w="{_WORD}" xmlns:r="{_OFFICE}">{"".join(fonts)}</w:fonts>'
    rels = f'{head}<Relationships xmlns="{_RELATIONSHIPS}">{"".join(links)}</Relationships>'
    return {
        **entries,
        **added,
        TABLE: table.encode(),
        "word/_rels/fontTable.xml.rels": rels.encode(),
        "[Content_Types].xml": _declared(entries["[Content_Types].xml"]),
    }


def obfuscated(data: bytes, key: uuid.UUID) -> bytes:
    """The font with its first 32 bytes combined with the key, whose bytes run backwards."""
    mask = key.bytes[::-1] * 2
    return bytes(one ^ other for one, other in zip(data[:32], mask, strict=True)) + data[32:]


def _declared(types: bytes) -> bytes:
    """The list of content types with that of the fonts, before the first default."""
    entry = f'<Default Extension="odttf" ContentType="{_TYPE}"/><Default '.encode()
    return types.replace(b"<Default ", entry, 1)
