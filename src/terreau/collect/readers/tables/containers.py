"""The container of an XLS file, checked before any library trusts the sizes it claims.

Guarantees that no count and no length is beyond the bytes that there are, and no cell beyond the
last one of a sheet: a library that set that memory apart would bring its process down. Formats:
[MS-CFB], section 2, for the container, [MS-XLS] for the records in it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from terreau.collect.readers.tables.errors import Damaged

HEADER = 512  # bytes
ENTRY = 128  # bytes of an entry of the directory
LAST_SECTOR = 0xFFFFFFFA  # from here on, a number is a mark and no sector
IN_HEADER = 109  # sectors of the allocation table that the header itself lists
LABEL = "XLS"
BOOKS = frozenset({"Workbook", "Book"})
SMALL_STREAM = 4096  # bytes under which a stream is stored apart; no spreadsheet writes one
#: Records of the stream ([MS-XLS], 2.4): those of cells begin with a line and a column.
CELLS = frozenset({0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E})
DIMENSIONS, STRINGS = 0x200, 0xFC
ROWS, COLUMNS = 65_536, 256  # of an XLS sheet


def check_container(data: bytes) -> None:
    """Raises Damaged where a size in the header or in the directory cannot be true."""
    if len(data) < HEADER + ENTRY:
        raise Damaged(LABEL)
    version, order, shift, mini = struct.unpack_from("<HHHH", data, 26)
    if order != 0xFFFE or (version, shift) not in {(3, 9), (4, 12)} or mini != 6:
        raise Damaged(LABEL)
    size = 1 << shift
    sectors = len(data) // size + 1
    directories, tables, start = struct.unpack_from("<III", data, 40)
    small, more_tables = (
        struct.unpack_from("<I", data, 64)[0],
        struct.unpack_from("<I", data, 72)[0],
    )
    if max(directories, tables, small, more_tables) > sectors:
        raise Damaged(LABEL)
    chain = _allocation(data, tables, size)
    for name, first, length in _streams(data, start, chain, size, version):
        if length > len(data):
            raise Damaged(LABEL)
        if name in BOOKS and length >= SMALL_STREAM:
            stream = b"".join(_sector(data, one, size) for one in _follow(first, chain))
            _check_records(stream[:length])


def _allocation(data: bytes, tables: int, size: int) -> list[int]:
    """For each sector the one that follows it, as far as the header lists the table."""
    listed = struct.unpack_from(f"<{IN_HEADER}I", data, 76)[: min(tables, IN_HEADER)]
    following: list[int] = []
    for sector in listed:
        block = _sector(data, sector, size)
        following.extend(struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4]))
    return following


def _follow(first: int, chain: list[int]) -> Iterator[int]:
    """The sectors of a stream, in order; one met twice ends it."""
    seen: set[int] = set()
    sector = first
    while sector < len(chain) and sector not in seen:
        seen.add(sector)
        yield sector
        sector = chain[sector]


def _streams(
    data: bytes, start: int, chain: list[int], size: int, version: int
) -> Iterator[tuple[str, int, int]]:
    """The name, first sector and length of each entry of the directory."""
    for sector in _follow(start, chain):
        block = _sector(data, sector, size)
        for place in range(0, len(block) - ENTRY + 1, ENTRY):
            entry = block[place : place + ENTRY]
            if not entry[66]:
                continue
            named = struct.unpack_from("<H", entry, 64)[0]
            first, length = struct.unpack_from("<IQ", entry, 116)
            name = entry[: max(min(named, 64) - 2, 0)].decode("utf-16-le", errors="replace")
            # Version 3 leaves the upper half of the length undefined.
            yield name, first, length if version == 4 else length & 0xFFFFFFFF


def _check_records(stream: bytes) -> None:
    """No cell is beyond what an XLS sheet can hold, no count beyond the bytes there are."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + length]
        place += 4 + length
        if kind in CELLS and len(body) >= 4:
            wrong = struct.unpack_from("<H", body, 2)[0] >= COLUMNS
        elif kind == DIMENSIONS and len(body) >= 12:
            _, last, _, width = struct.unpack_from("<IIHH", body)
            wrong = last > ROWS or width > COLUMNS
        elif kind == STRINGS and len(body) >= 8:
            wrong = struct.unpack_from("<I", body, 4)[0] > len(stream)
        else:
            wrong = False
        if wrong:
            raise Damaged(LABEL)


def _sector(data: bytes, number: int, size: int) -> bytes:
    start = (number + 1) * size
    return data[start : start + size]
