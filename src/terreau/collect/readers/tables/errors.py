"""What stops the reading of a file of tables: a code, its parameters, a French sentence, a hint."""

from __future__ import annotations

from terreau.collect.readers.errors import ReaderError

NBSP = "\u00a0"


def grouped(number: int) -> str:
    """A whole number as French writes it: 16384 gives « 16 384 », with no-break spaces."""
    return f"{number:,}".replace(",", NBSP)


def counted(count: int, noun: str) -> str:
    """« 1 ligne », « 3 lignes »: a number and a noun whose plural takes an s."""
    return f"{grouped(count)}{NBSP}{noun}{'s' if count > 1 else ''}"


class UnknownTableFormat(ReaderError):
    """Neither the content nor the extension belongs to a format of tables."""

    code = "unknown_table_format"

    def __init__(self, found: str, labels: tuple[str, ...], hint: str = "") -> None:
        super().__init__(f"Ce fichier est {found}{NBSP}: aucun tableau ne s’y lit.", found=found)
        known = ", ".join(labels)
        self.hint = hint or f"Enregistrez-le dans un de ces formats{NBSP}: {known}."


class TableFileTooLarge(ReaderError):
    """The file has more bytes than the limit."""

    code = "table_file_too_large"
    hint = "Découpez le fichier, par exemple par année, puis importez chaque partie."

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            f"Le fichier pèse {grouped(size // 1_000_000)}{NBSP}Mo{NBSP}; "
            f"la limite est de {grouped(limit // 1_000_000)}{NBSP}Mo.",
            size=size,
            limit=limit,
        )


class TooManyRows(ReaderError):
    """A sheet has more lines than the limit."""

    code = "too_many_rows"
    hint = "Découpez le fichier, par exemple par année, puis importez chaque partie."

    def __init__(self, limit: int) -> None:
        super().__init__(f"Une feuille dépasse {grouped(limit)}{NBSP}lignes.", limit=limit)


class TooManyColumns(ReaderError):
    """A line has more cells than a spreadsheet has columns."""

    code = "too_many_columns"
    hint = (
        "Vérifiez que les lignes sont bien séparées et que le séparateur est le bon, "
        "ou que le tableau n’est pas couché sur le côté."
    )

    def __init__(self, count: int, limit: int, line: int) -> None:
        super().__init__(
            f"La ligne {grouped(line)} a {grouped(count)}{NBSP}colonnes{NBSP}; "
            f"la limite est de {grouped(limit)}.",
            count=count,
            limit=limit,
            line=line,
        )


class TooManyCells(ReaderError):
    """The sheets of a file have more cells than the limit, empty ones between two full included."""

    code = "too_many_cells"
    hint = (
        "Supprimez ce qui est écrit très loin du tableau (une cellule oubliée tout en bas "
        "ou tout à droite suffit), ou découpez le fichier."
    )

    def __init__(self, count: int, limit: int) -> None:
        super().__init__(
            f"Les feuilles s’étendent sur {grouped(count)}{NBSP}cellules{NBSP}; "
            f"la limite est de {grouped(limit)}.",
            count=count,
            limit=limit,
        )


class TooMuchText(ReaderError):
    """The texts of a file, or of one cell, are longer than the limit, in characters."""

    code = "too_much_text"
    hint = "Vérifiez qu’aucun document entier n’a été collé dans une cellule."

    def __init__(self, limit: int, where: str = "Le fichier") -> None:
        super().__init__(
            f"{where} dépasse {grouped(limit)}{NBSP}caractères de texte.", limit=limit, where=where
        )


class BinaryContent(ReaderError):
    """A file said to be text is full of zero bytes; line of the first one, from 1."""

    code = "binary_content"
    hint = "Rouvrez le fichier dans un tableur et enregistrez-le en CSV UTF-8 ou en XLSX."

    def __init__(self, line: int, count: int) -> None:
        super().__init__(
            f"Ce fichier n’est pas du texte{NBSP}: {grouped(count)}{NBSP}octets nuls, "
            f"le premier à la ligne {grouped(line)}.",
            line=line,
            count=count,
        )


class Damaged(ReaderError):
    """The file begins as its format says but cannot be read to its end."""

    code = "damaged_file"
    hint = "Rouvrez-le dans un tableur, enregistrez-en une copie, puis recommencez."

    def __init__(self, label: str, detail: str = "") -> None:
        told = f" ({detail})" if detail else ""
        super().__init__(f"Ce fichier {label} est abîmé ou incomplet{told}.", label=label)


class PasswordProtected(ReaderError):
    """The file is encrypted."""

    code = "password_protected"
    hint = "Ouvrez-le dans le tableur, enregistrez-en une copie sans mot de passe, recommencez."

    def __init__(self) -> None:
        super().__init__("Ce fichier est protégé par un mot de passe.")


class SuspiciousArchive(ReaderError):
    """The file would unfold into far more than what it weighs; sizes in bytes."""

    code = "suspicious_archive"
    hint = "Ne l’ouvrez pas si vous ne savez pas d’où il vient. Demandez-en une autre copie."

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(
            f"Une fois déplié, ce fichier pèserait {grouped(size // 1_000_000)}{NBSP}Mo, "
            f"au-delà de ce qu’un tableau peut peser.",
            size=size,
            limit=limit,
        )


class EntitiesRefused(ReaderError):
    """The XML inside declares a document type: entities could grow without end."""

    code = "xml_entities"
    hint = "Rouvrez-le dans un tableur et enregistrez-en une copie."

    def __init__(self, part: str) -> None:
        super().__init__(
            f"Ce fichier déclare des entités XML (dans «{NBSP}{part}{NBSP}»), "
            "ce qu’aucun tableur n’écrit.",
            part=part,
        )


class BadJson(ReaderError):
    """The JSON cannot be read; line and column from 1."""

    code = "bad_json"
    hint = "Demandez un nouvel export, ou corrigez le fichier à cet endroit."

    def __init__(self, why: str, line: int = 0, column: int = 0) -> None:
        place = f" à la ligne {line}, caractère {column}" if line else ""
        super().__init__(
            f"Ce fichier JSON ne se lit pas{place}{NBSP}: {why}.", line=line, column=column
        )


class NoRecords(ReaderError):
    """The file is read but holds no list of records, or no table."""

    code = "no_records"

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class BadPackage(ReaderError):
    """The descriptor of a data package is wrong, or asks for what is not in the package."""

    code = "bad_package"
    hint = "Vérifiez datapackage.json, ou importez les fichiers de données un par un."


class PathRefused(BadPackage):
    """A path of a data package goes out of it."""

    code = "path_refused"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Le chemin «{NBSP}{path}{NBSP}» sort du paquet{NBSP}: il n’est pas suivi.", path=path
        )
