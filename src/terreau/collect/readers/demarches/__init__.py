"""Démarches Simplifiées: the exports an administration downloads, and what its API gave.

`read_export` reads a workbook, `read_fetched` a folder that a fetch filled; both give `Records`.
"""

from terreau.collect.readers.demarches.export import joined_table, read_export
from terreau.collect.readers.demarches.fetched import read_fetched
from terreau.collect.readers.demarches.model import NAME, VERSION
from terreau.collect.readers.demarches.sheets import recognises
from terreau.collect.records import Records

__all__ = [
    "NAME",
    "VERSION",
    "Records",
    "joined_table",
    "read_export",
    "read_fetched",
    "recognises",
]
