"""What can go wrong with people and rights: a code, its parameters and one French sentence."""

from __future__ import annotations


class AccountError(Exception):
    """Base of the package's errors."""

    code = "account_error"
    hint = ""


class UnknownPerson(AccountError):
    """Nobody has this name in the instance."""

    code = "unknown_person"
    hint = "Donnez avec --as le nom d’une personne de l’instance, ou lancez « terreau init »."

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Personne ne s’appelle « {name} » dans cette instance."
            if name
            else "Cette instance n’a pas de propriétaire."
        )


class NotAllowed(AccountError):
    """The person may not do this here; `action` and `target` as the interface names them."""

    code = "not_allowed"
    hint = "Demandez ce droit à la personne qui administre l’instance."

    def __init__(self, name: str, action: str, target: str) -> None:
        super().__init__(f"« {name} » n’a pas ce droit sur {target} : {action}.")
