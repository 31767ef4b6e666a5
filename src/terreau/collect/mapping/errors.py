"""What makes a mapping of columns unusable: a code, its parameters, French sentences."""

from __future__ import annotations

from collections.abc import Sequence

from terreau.collect.errors import CollectError

SHAPE = '{"columns": [{"header": "Montant voté", "field": "grant.amount"}]}'


class MappingError(CollectError):
    """Base of what is wrong with a mapping."""

    code = "bad_mapping"


class NotAMapping(MappingError):
    """A text is not a mapping as `codec.write` gives it."""

    code = "not_a_mapping"
    hint = f"La forme attendue est\u00a0: {SHAPE}."

    def __init__(self, why: str) -> None:
        super().__init__(f"Ce n’est pas une correspondance de colonnes\u00a0: {why}.")


class UnknownField(MappingError):
    """A column is sent to a field that does not exist."""

    code = "unknown_field"

    def __init__(self, field: str, known: Sequence[str]) -> None:
        super().__init__(f"Aucun champ ne s’appelle «\u00a0{field}\u00a0».")
        self.hint = f"Champs connus\u00a0: {', '.join(known)}."


class FieldTwice(MappingError):
    """Two columns fill a field that takes one alone."""

    code = "field_twice"

    def __init__(self, field: str, first: str, second: str) -> None:
        super().__init__(
            f"Le champ «\u00a0{field}\u00a0» vient de deux colonnes à la fois, "
            f"«\u00a0{first}\u00a0» et «\u00a0{second}\u00a0»."
        )
        self.hint = (
            "Gardez l’une des deux, et envoyez l’autre vers «\u00a0extra\u00a0» "
            "pour la conserver sans la lire."
        )


class ColumnTwice(MappingError):
    """One column is said to fill two fields."""

    code = "column_twice"
    hint = "Donnez à chaque colonne un seul champ."

    def __init__(self, header: str) -> None:
        super().__init__(f"La colonne «\u00a0{header}\u00a0» est citée deux fois.")


class HeaderMissing(MappingError):
    """A mapping names a header that the table does not have."""

    code = "header_missing"

    def __init__(self, missing: Sequence[str], present: Sequence[str]) -> None:
        named = ", ".join(f"«\u00a0{header}\u00a0»" for header in missing)
        super().__init__(f"Le tableau n’a pas de colonne {named}.")
        self.hint = f"Ses colonnes sont\u00a0: {', '.join(present) or 'aucune'}."
