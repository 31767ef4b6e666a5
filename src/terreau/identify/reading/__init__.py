"""Organisations named in running text, and what the sentence says they take part as. Pure."""

from terreau.identify.reading.finder import find
from terreau.identify.reading.known import Known, Names, find_known
from terreau.identify.reading.model import Found

__all__ = ["Found", "Known", "Names", "find", "find_known"]
