"""What makes a file unreadable as a whole: a code, its parameters, a French sentence and a hint."""

from collections.abc import Mapping

KINDS_READ = "une fiche publiée (texte ou Markdown, en UTF-8, avec ses tableaux)"


class ReaderError(Exception):
    """A file cannot be read; `str()` says what and where, `hint` what to do next."""

    code = "unreadable"
    hint = ""

    def __init__(self, message: str, **params: str | int) -> None:
        super().__init__(message)
        self.params: Mapping[str, str | int] = params


class EmptyFile(ReaderError):
    """The file holds nothing but white space."""

    code = "empty_file"
    hint = "Vérifiez que le fichier a bien été enregistré, puis recommencez."

    def __init__(self) -> None:
        super().__init__("Le fichier est vide.")


class NotUtf8(ReaderError):
    """The bytes are not UTF-8; offset of the first wrong byte, from 0, and its line, from 1."""

    code = "not_utf8"
    hint = "Enregistrez le fichier en « UTF-8 » depuis votre éditeur, puis recommencez."

    def __init__(self, offset: int, line: int) -> None:
        super().__init__(
            f"Le fichier n’est pas en UTF-8\u00a0: l’octet {offset}, à la ligne {line}, "
            "n’est pas lisible.",
            offset=offset,
            line=line,
        )


class WrongKind(ReaderError):
    """The file is of another kind than the reader's."""

    code = "wrong_kind"

    def __init__(self, found: str, hint: str = "") -> None:
        super().__init__(f"Ce fichier est {found}. Terreau lit ici {KINDS_READ}.", found=found)
        self.hint = hint or "Convertissez-le en texte, ou choisissez un autre fichier."


class TooLarge(ReaderError):
    """The file is longer than the limit; sizes in bytes."""

    code = "too_large"
    hint = "Une fiche tient en quelques centaines de kilo-octets\u00a0: vérifiez le fichier choisi."

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            f"Le fichier pèse {size / 1e6:.0f}\u00a0Mo\u00a0; "
            f"la limite est de {limit / 1e6:.0f}\u00a0Mo.",
            size=size,
            limit=limit,
        )


class NoProject(ReaderError):
    """The file has the tables of a fiche, but no row of them gives a project."""

    code = "no_project"
    hint = "Vérifiez que le fichier est complet et que ses lignes ont gardé leurs trois cellules."

    def __init__(self) -> None:
        super().__init__("Les tableaux de cette fiche ne contiennent aucun projet lisible.")
