"""Pieces of a dossier as files: PDF, DOCX, ODT and a few scans; the same bytes each time."""

from scripts.fictif.documents.sheet import Sheet, sheet
from scripts.fictif.documents.writing import FORMATS, name_of, write

__all__ = ["FORMATS", "Sheet", "name_of", "sheet", "write"]
