"""A DOCX whose bytes depend on what it says and on nothing else: no clock, no order of chance."""

import datetime as dt
import hashlib
import io
import re
import zipfile
from typing import Final

from docx.document import Document as DocumentType

from terreau.publish.document import Fiche
from terreau.publish.renderers.docx_fonts import embed

_ENTRY_TIME: Final = (12, 0, 0)
_FIRST: Final = ("[Content_Types].xml", "_rels/.rels")  # where readers look first


def metadata(document: DocumentType, fiche: Fiche, identifier: str) -> None:
    """Title, makers, language and dates of the document, all from the fiche."""
    noon = dt.datetime(fiche.date.year, fiche.date.month, fiche.date.day, 12, tzinfo=dt.UTC)
    core = document.core_properties
    core.title = _short(fiche.title)
    core.subject = _short(fiche.kicker)
    core.author = core.last_modified_by = _short(fiche.author or fiche.publisher)
    core.language = "fr-FR"
    core.identifier = identifier
    core.comments = ""
    core.keywords = ""
    core.created = core.modified = noon.replace(tzinfo=None)
    core.revision = 1


def _short(text: str) -> str:
    """At most the 255 characters that core properties may hold."""
    return text if len(text) <= 255 else text[:254] + "…"


def fixed(package: bytes, date: dt.date) -> bytes:
    """The same package with its typefaces, entries in a fixed order, dated from `date`.

    A date before 1980, which a ZIP cannot hold, counts as 1980.
    """
    stamp = (max(date.year, 1980), date.month, date.day, *_ENTRY_TIME)
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        entries = embed({name: source.read(name) for name in source.namelist()})
        for name in sorted(entries, key=lambda name: (name not in _FIRST, name)):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            target.writestr(entry, entries[name], compresslevel=6)
    return buffer.getvalue()


def bookmark_name(text: str) -> str:
    """A name that Word accepts for a bookmark: at most 40 letters, digits and underscores."""
    name = "t_" + re.sub(r"\W", "_", text)
    if len(name) <= 40:
        return name
    return f"{name[:31]}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"
