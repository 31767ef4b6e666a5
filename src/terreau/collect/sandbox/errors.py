"""What the process that reads a file can run into: a code, a French sentence and a hint."""

from __future__ import annotations

from terreau.collect.readers.errors import ReaderError


class FileTooSlow(ReaderError):
    """Reading the file took longer than it may; `seconds` is the limit."""

    code = "file_too_slow"
    hint = "Découpez ce fichier, ou enregistrez-le de nouveau depuis le logiciel qui l’a fait."

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"La lecture de ce fichier a dépassé {seconds:g}\u00a0secondes\u00a0: "
            "elle a été arrêtée.",
            seconds=int(seconds),
        )


class FileTooHungry(ReaderError):
    """Reading the file asked for more memory, or drew more text, than it may; size in bytes."""

    code = "file_too_hungry"
    hint = "Découpez ce fichier, ou retirez-en les images et les feuilles inutiles."

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"La lecture de ce fichier demande plus de {limit / 1e6:.0f}\u00a0Mo\u00a0: "
            "elle a été arrêtée.",
            limit=limit,
        )


class FileCrashed(ReaderError):
    """The process that read the file ended by itself."""

    code = "file_crashed"
    hint = "Le fichier est sans doute abîmé\u00a0: enregistrez-le de nouveau, ou en PDF."

    def __init__(self) -> None:
        super().__init__("La lecture de ce fichier s’est arrêtée net\u00a0: il n’a pas pu être lu.")


class ReadElsewhere(ReaderError):
    """An error of a reader, as the process that met it told it."""

    def __init__(self, code: str, message: str, hint: str, params: dict[str, str | int]) -> None:
        super().__init__(message)
        self.params = params
        self.code = code
        self.hint = hint
