"""The spreadsheets of the invented call: one a year, none like another, with mistakes."""

from scripts.fictif.tables.files import Table, tables
from scripts.fictif.tables.mistakes import Mistake

__all__ = ["Mistake", "Table", "tables"]
