"""What every reader of documents gives: one text, with the page of each of its characters.

Guarantees nothing but shape. Pure: no Django, no database, no file.
"""

from __future__ import annotations

from dataclasses import dataclass

from terreau.collect.readers.tables.model import Note


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text layer drawn from a document.

    `page_starts` holds the offset, in Unicode code points, at which each page begins, page 1
    first; it is empty where the format has no pages. A character at `o` is on the page whose
    start is the last one not after `o`. `notes` tells what a person should know: a scan without
    text, pages without text, headers and footers set aside.
    """

    text: str
    media_type: str
    extractor: str
    version: str
    page_starts: tuple[int, ...] = ()
    notes: tuple[Note, ...] = ()
    title: str = ""
