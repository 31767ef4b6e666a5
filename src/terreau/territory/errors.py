"""What can go wrong with territories: a code, its parameters and one French sentence."""

from __future__ import annotations

from terreau.territory.gazetteer import Level


class TerritoryError(Exception):
    """Base of the package's errors."""

    code = "territory_error"
    hint = ""


class UnknownTerritory(TerritoryError):
    """The gazetteer knows no territory of this level and code."""

    code = "unknown_territory"
    hint = "Vérifiez le code INSEE (ou le SIREN, pour une intercommunalité) et le niveau."

    def __init__(self, level: Level, territory_code: str) -> None:
        super().__init__(
            f"Aucun territoire de niveau « {level.label} » n’a le code « {territory_code} »."
        )
        self.level = level
        self.territory_code = territory_code


class OfficialFileError(TerritoryError):
    """A file cannot be loaded as a whole; `code` says why, `hint` what to do."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint
