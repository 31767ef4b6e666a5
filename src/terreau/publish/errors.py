"""What can go wrong when publishing: a code, its parameters and French sentences."""

from __future__ import annotations

from collections.abc import Sequence


class PublishError(Exception):
    """Base of the package's errors; `hint` says what to do next."""

    code = "publish_error"
    hint = ""
    exit_status = 3


class UnknownFormat(PublishError):
    """A fiche was asked for in a format that no renderer writes."""

    code = "unknown_format"
    exit_status = 2

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"Terreau n’écrit pas de fiche au format « {name} ».")
        self.hint = f"Formats possibles : {', '.join(known)}."


class UnknownConcept(PublishError):
    """The framework has no such ambition."""

    code = "unknown_concept"
    exit_status = 2

    def __init__(self, notation: str, scheme: str, known: Sequence[str]) -> None:
        super().__init__(f"« {scheme} » n’a pas d’ambition « {notation} ».")
        self.hint = f"Ambitions de ce référentiel : {', '.join(known)}."


class UnknownStandard(PublishError):
    """An export was asked for in a format that no exporter writes."""

    code = "unknown_standard"
    exit_status = 2

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"Terreau n’exporte pas encore le format « {name} ».")
        self.hint = f"Formats possibles : {', '.join(known)}."


class BadDestination(PublishError):
    """The place to write to cannot be used."""

    code = "bad_destination"

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"Impossible d’écrire dans « {path} » : {why}.")
        self.hint = "Choisissez un autre endroit avec --to."
