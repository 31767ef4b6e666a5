"""What makes a file or a folder no source of dossiers: a code, a French sentence and a hint."""

from __future__ import annotations

from terreau.collect.readers.errors import ReaderError


class NotAnExport(ReaderError):
    """The workbook has no sheet of dossiers of the platform."""

    code = "not_a_demarches_export"
    hint = "Exportez les dossiers depuis la plateforme, en XLSX, ODS ou CSV, avec leur numéro."

    def __init__(self, source: str) -> None:
        super().__init__(
            f"«\u00a0{source}\u00a0» n’a pas de feuille de dossiers de Démarches Simplifiées."
        )


class NotAFetch(ReaderError):
    """The folder holds no page that a fetch received."""

    code = "not_a_demarches_fetch"
    hint = "Donnez le dossier où «\u00a0terreau fetch-demarche\u00a0» a écrit."

    def __init__(self, folder: str) -> None:
        super().__init__(f"«\u00a0{folder}\u00a0» ne contient aucune page reçue de la plateforme.")
