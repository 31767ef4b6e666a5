"""What stops the reading of a document: a code, its parameters, a French sentence, a hint."""

from __future__ import annotations

from terreau.collect.readers.errors import ReaderError

NBSP = "\u00a0"


class BrokenDocument(ReaderError):
    """The file begins as its format says but cannot be read to its end."""

    code = "damaged_file"
    hint = "Rouvrez-le dans son logiciel, enregistrez-en une copie, puis recommencez."

    def __init__(self, label: str) -> None:
        super().__init__(f"Ce fichier {label} est abîmé ou incomplet.", label=label)


class Encrypted(ReaderError):
    """The file asks for a password."""

    code = "password_protected"
    hint = "Ouvrez-le, enregistrez-en une copie sans mot de passe, puis recommencez."

    def __init__(self) -> None:
        super().__init__("Ce fichier est protégé par un mot de passe.")


class OldFormat(ReaderError):
    """A format of documents that is named but not read."""

    code = "old_format"
    hint = "Ouvrez-le dans LibreOffice ou Word, enregistrez-le en DOCX ou en PDF, puis recommencez."

    def __init__(self, found: str) -> None:
        super().__init__(f"Ce fichier est au format {found}, que Terreau ne lit pas.", found=found)


class NotADocument(ReaderError):
    """The content belongs to no format of documents."""

    code = "not_a_document"
    hint = (
        "Convertissez-le dans un des formats que Terreau lit\u00a0: "
        "PDF, DOCX, ODT, TXT, Markdown ou HTML."
    )

    def __init__(self, found: str) -> None:
        super().__init__(f"Ce fichier est {found}{NBSP}: aucun texte ne s’y lit.", found=found)


class SwollenDocument(ReaderError):
    """The parts of the file would unfold into far more than it weighs; limit in bytes."""

    code = "suspicious_archive"
    hint = "Ne l’ouvrez pas si vous ne savez pas d’où il vient. Demandez-en une autre copie."

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"Une fois déplié, ce fichier pèserait plus de {limit // 1_000_000}{NBSP}Mo de texte, "
            "ce qu’aucun document n’atteint.",
            limit=limit,
        )


class EntitiesRefused(ReaderError):
    """The XML inside declares a document type: entities could grow without end."""

    code = "xml_entities"
    hint = "Rouvrez-le dans un traitement de texte et enregistrez-en une copie."

    def __init__(self, part: str) -> None:
        super().__init__(
            f"Ce fichier déclare des entités XML (dans «{NBSP}{part}{NBSP}»), "
            "ce qu’aucun traitement de texte n’écrit.",
            part=part,
        )
