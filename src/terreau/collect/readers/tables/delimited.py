"""CSV and its cousins: any encoding, any usual separator, read with a record for each line.

Guarantees that `Row.number` is the record's place in the file, as a spreadsheet numbers it when it
opens the file, and that the encoding and the separator chosen are said.
Format: RFC 4180, with the liberties that spreadsheets take.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from terreau.collect.readers.tables import limits
from terreau.collect.readers.tables.decoding import Decoded, decode
from terreau.collect.readers.tables.errors import Damaged, TooMuchText, counted
from terreau.collect.readers.tables.formulas import formula_notes
from terreau.collect.readers.tables.grid import Grid
from terreau.collect.readers.tables.layout import laid_out
from terreau.collect.readers.tables.model import Note, Table, Value, Workbook
from terreau.collect.readers.tables.registry import TableFormat

#: In order of preference where two would cut the file as well.
SEPARATORS: tuple[tuple[str, str], ...] = (
    (";", "point-virgule"),
    ("\t", "tabulation"),
    (",", "virgule"),
    ("|", "barre verticale"),
)
NAMES = dict(SEPARATORS)
SAMPLE_RECORDS = 200
SAMPLE_TEXT = 200_000  # characters
#: The least share of records cut alike for a separator to be one.
SHARE = 0.5
DECLARED = re.compile(r"\Asep=(.)(?:\r\n|\r|\n|\Z)", re.IGNORECASE)

Records = list[list[str]]


@dataclass(frozen=True, slots=True)
class Cut:
    """How a text is cut: its separator; `declared` where a first line « sep=; » says it."""

    separator: str
    declared: bool = False
    quoting: bool = True


def recognises(data: bytes) -> bool:
    """True for what looks like text: CSV has no signature, so this comes last."""
    head = data[:4000]
    if not head or head.startswith((b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")):
        return False
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(0) * 3 > len(head)
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head if byte)
    return wide or controls * 50 <= len(head)


def read(data: bytes, _name: str = "") -> Workbook:
    """The tables of a CSV or TSV file.

    Raises EmptyFile, BinaryContent, Damaged (a quote that never closes over megabytes) and the
    errors of `limits`.
    """
    limits.check_file(data)
    decoded = decode(data)
    if len(decoded.text) > limits.TEXT:
        raise TooMuchText(limits.TEXT)
    return from_text(decoded)


def from_text(decoded: Decoded) -> Workbook:
    """The tables of a text already decoded."""
    cut = separator_of(decoded.text)
    records, notes = _records(decoded.text, cut)
    widths = list(map(len, records))
    rows = _values(records)
    found = laid_out(Grid("", rows))
    formulas = formula_notes("", rows)
    told = NAMES.get(cut.separator, f"«\u00a0{cut.separator}\u00a0»")
    how = f"{decoded.encoding}, "
    how += f"séparateur\u00a0: {told}" if max(widths, default=0) > 1 else counted(1, "colonne")
    return Workbook(
        found.tables,
        (*decoded.notes, *notes, *_ragged(found.tables, widths), *found.notes, *formulas),
        how,
    )


def separator_of(text: str) -> Cut:
    """The separator that cuts most records into the same number of cells, more than one.

    A comma inside quotes does not count; a decimal comma does, but the header has none.
    """
    declared = DECLARED.match(text)
    if declared:
        return Cut(declared.group(1), declared=True)
    sample = text[:SAMPLE_TEXT]
    if len(text) > SAMPLE_TEXT:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    best, best_score = ";", (0.0, 0)
    for separator, _ in SEPARATORS:
        if separator not in sample:
            continue
        score = _score(sample, separator)
        if score > best_score:
            best, best_score = separator, score
    return Cut(best)


def _score(sample: str, separator: str) -> tuple[float, int]:
    try:
        rows = list(islice(_reader(sample, Cut(separator)), SAMPLE_RECORDS))
    except csv.Error:
        return (0.0, 0)
    widths = Counter(len(row) for row in rows if any(row))
    # A record of one cell is a title or a note: it speaks against no separator by itself.
    cut = {width: count for width, count in widths.items() if width > 1}
    if not cut:
        return (0.0, 0)
    width, count = max(cut.items(), key=lambda item: (item[1], item[0]))
    share = count / sum(widths.values())
    head = next(row for row in rows if any(row))
    if share < SHARE and len(head) != width:
        return (0.0, 0)
    return (round(share, 1), width)


def _reader(text: str, cut: Cut) -> Iterator[list[str]]:
    # Lines end with LF, CRLF or CR alone: `newline=""` knows the three and changes none.
    lines = io.StringIO(text, newline="")
    if cut.quoting:
        return csv.reader(lines, delimiter=cut.separator)
    return csv.reader(lines, delimiter=cut.separator, quoting=csv.QUOTE_NONE)


def _records(text: str, cut: Cut) -> tuple[Records, tuple[Note, ...]]:
    records = _all(text, cut)
    last = records[-1] if records else []
    unclosed = text.count('"') % 2 == 1 and any("\n" in cell or "\r" in cell for cell in last)
    if not unclosed:
        return records, ()
    line = len(records)
    note = Note(
        "unclosed_quote",
        f"ligne {line}",
        f"Un guillemet ouvert à la ligne {line} ne se referme jamais\u00a0: "
        "les guillemets du fichier sont lus comme des signes ordinaires.",
    )
    return _all(text, Cut(cut.separator, cut.declared, quoting=False)), (note,)


def _all(text: str, cut: Cut) -> Records:
    try:
        records = list(islice(_reader(text, cut), limits.ROWS + 2))
    except csv.Error as error:
        if "field larger" in str(error):
            raise TooMuchText(limits.CELL_TEXT, "Une cellule") from None
        raise Damaged("CSV") from None
    if cut.declared:
        # The line « sep=; » is a line all the same: the numbers of the others do not move.
        records[0] = []
    widths = list(map(len, records))
    widest = max(widths, default=0)
    limits.check_extent(len(records), widest, line=widths.index(widest) + 1 if records else 1)
    return records


def _ragged(tables: Sequence[Table], widths: Sequence[int]) -> Iterator[Note]:
    """Lines with more cells than the header, or fewer: a separator left unquoted, often."""
    for table in tables:
        if not table.header_row:
            continue
        width = widths[table.header_row - 1]
        lines = [row.number for row in table.rows if widths[row.number - 1] != width]
        if lines:
            shown = ", ".join(map(str, lines[:5])) + (", …" if len(lines) > 5 else "")
            message = (
                f"L’en-tête a {counted(width, 'cellule')}\u00a0; "
                f"un autre nombre sur {counted(len(lines), 'ligne')}\u00a0: {shown}."
            )
            yield Note("ragged_rows", f"ligne\u00a0{lines[0]}", message)


def _values(records: Records) -> list[tuple[Value, ...]]:
    """The cells, None where blank; a list of records is big, so it is emptied on the way."""
    rows: list[tuple[Value, ...]] = [
        tuple([None if not cell or cell.isspace() else cell for cell in row]) for row in records
    ]
    records.clear()
    return rows


CSV = TableFormat("csv", "CSV", (".csv", ".tsv", ".tab", ".txt"), recognises, read)
