"""Writes what files say into a portfolio: adds what is new, repeats nothing, loses nothing.

Guarantees that writing the same files twice adds no row the second time, that a record which cannot
be written whole is rejected before its first row, and that every row written is a step that can be
undone. Everything runs in the caller's transaction; the files' bytes are stored by the caller.
"""

from terreau.collect.writing.session import Means, Session
from terreau.collect.writing.writer import Writer, write_incoming

__all__ = ["Means", "Session", "Writer", "write_incoming"]
