"""What can go wrong with people and rights: a code, its parameters and one French sentence."""

from __future__ import annotations


class AccountError(Exception):
    """Base of the package's errors."""

    code = "account_error"
    hint = ""


class UnknownPerson(AccountError):
    """Nobody has this name in the instance."""

    code = "unknown_person"
    hint = "Donnez avec --as le nom d’une personne de l’instance, ou lancez « terreau init »."

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Personne ne s’appelle « {name} » dans cette instance."
            if name
            else "Cette instance n’a pas de propriétaire."
        )


class NotAllowed(AccountError):
    """The person may not do this here; `action` and `target` as the interface names them."""

    code = "not_allowed"
    hint = "Demandez ce droit à la personne qui administre l’instance."

    def __init__(self, name: str, action: str, target: str) -> None:
        super().__init__(f"« {name} » n’a pas ce droit sur {target} : {action}.")


class NameTaken(AccountError):
    """Somebody of the instance has this name already: judgements name people by it."""

    code = "name_taken"
    hint = "Ajoutez de quoi les distinguer, par exemple un service ou un second prénom."

    def __init__(self, name: str) -> None:
        super().__init__(f"Quelqu’un s’appelle déjà « {name} » dans cette instance.")


class EmailTaken(AccountError):
    """Another person signs in with this address."""

    code = "email_taken"
    hint = "Choisissez une autre adresse, ou retrouvez cette personne dans la liste."

    def __init__(self, email: str) -> None:
        super().__init__(f"L’adresse « {email} » est déjà celle d’une autre personne.")


class LastAdministrator(AccountError):
    """Without this person nobody could administer the instance from its pages."""

    code = "last_administrator"
    hint = (
        "Donnez d’abord ce rôle, sur toute l’instance, à une autre personne, "
        "et attendez qu’elle soit entrée une fois."
    )

    def __init__(self, name: str) -> None:
        super().__init__(f"« {name} » est la seule personne qui administre l’instance.")


class AccessClosed(AccountError):
    """A link was asked for someone whose access is closed."""

    code = "access_closed"
    hint = "Rouvrez d’abord son accès, sur la page des personnes."

    def __init__(self, name: str) -> None:
        super().__init__(f"L’accès de « {name} » est fermé.")


class UnknownScope(AccountError):
    """A role cannot be held on this: it does not exist, or this role is not given there."""

    code = "unknown_scope"
    hint = "Choisissez toute l’instance ou un portefeuille de la liste."

    def __init__(self) -> None:
        super().__init__("Ce rôle ne peut pas être donné là.")
