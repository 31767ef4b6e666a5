"""What stops a fetch: a code, a French sentence, and what to do next. None holds the token."""

from __future__ import annotations

from terreau.collect.errors import CollectError

HOW_TO_OPEN = (
    "Dans Démarches Simplifiées, «\u00a0Profil\u00a0» puis "
    "«\u00a0Jetons d’identification de l’API\u00a0»\u00a0: "
    "créez un jeton qui ouvre cette démarche, puis donnez-le de nouveau."
)
AGAIN = "Relancez la même commande\u00a0: elle reprend où elle s’est arrêtée."


class FetchError(CollectError):
    """Base of what stops a fetch; what was received before it is kept."""

    code = "fetch_failed"
    hint = AGAIN


class BadAddress(FetchError):
    """The address of the API is not https (http is for this machine alone)."""

    code = "bad_address"
    hint = "Donnez une adresse qui commence par https://."

    def __init__(self, url: str) -> None:
        super().__init__(f"L’adresse «\u00a0{url}\u00a0» n’est pas une adresse https.")


class BadToken(FetchError):
    """The token is missing or holds characters that no token has."""

    code = "bad_token"
    hint = HOW_TO_OPEN
    exit_status = 2

    def __init__(self) -> None:
        super().__init__("Le jeton manque, ou contient des espaces ou des caractères interdits.")


class Unauthorized(FetchError):
    """The platform does not know the token (401)."""

    code = "unauthorized"
    hint = HOW_TO_OPEN

    def __init__(self) -> None:
        super().__init__("La plateforme ne reconnaît pas le jeton, ou il a expiré.")


class Forbidden(FetchError):
    """The token does not open this démarche (403, or `unauthorized` in the answer)."""

    code = "forbidden"
    hint = HOW_TO_OPEN

    def __init__(self, number: int) -> None:
        super().__init__(f"Le jeton n’ouvre pas la démarche {number}.")


class DemarcheMissing(FetchError):
    """There is no such démarche (404, or `not_found` in the answer)."""

    code = "demarche_missing"
    hint = "Vérifiez le numéro de la démarche et l’adresse de la plateforme."

    def __init__(self, number: int) -> None:
        super().__init__(f"La plateforme ne trouve pas la démarche {number}.")


class Redirected(FetchError):
    """The platform sends elsewhere: the token does not follow."""

    code = "redirected"
    hint = "Si la plateforme a changé d’adresse, donnez la nouvelle adresse de l’API."

    def __init__(self, host: str) -> None:
        super().__init__(
            f"La plateforme renvoie vers «\u00a0{host}\u00a0»\u00a0: le jeton n’y a pas été envoyé."
        )


class NotAnAnswer(FetchError):
    """The body is not the JSON of a GraphQL answer; `why` ends the sentence."""

    code = "not_an_answer"
    hint = (
        "Vérifiez l’adresse de l’API\u00a0: un serveur intermédiaire répond peut-être à sa place."
    )

    def __init__(self, why: str) -> None:
        super().__init__(f"La réponse de la plateforme ne se lit pas\u00a0: {why}.")


class Refused(FetchError):
    """GraphQL errors and no data; `why` is the platform's own message, the token taken out."""

    code = "refused"
    hint = "La plateforme a peut-être changé\u00a0: vérifiez qu’une version plus récente existe."

    def __init__(self, why: str) -> None:
        super().__init__(f"La plateforme refuse la demande\u00a0: «\u00a0{why}\u00a0».")


class Unreachable(FetchError):
    """No answer after every retry; `why` ends the sentence."""

    code = "unreachable"

    def __init__(self, why: str, tries: int) -> None:
        super().__init__(f"La plateforme ne répond pas après {tries} essais\u00a0: {why}.")


class TokenEchoed(FetchError):
    """An answer holds the token: it is not written to disk."""

    code = "token_echoed"
    hint = "Révoquez ce jeton sur la plateforme, puis vérifiez l’adresse de l’API."

    def __init__(self) -> None:
        super().__init__("La réponse contient le jeton lui-même\u00a0: elle n’a pas été gardée.")


class OtherDemarche(FetchError):
    """The folder holds the fetch of another démarche or another platform."""

    code = "other_demarche"
    hint = "Donnez un autre dossier\u00a0: un par démarche."
    exit_status = 2

    def __init__(self, folder: str, number: int, host: str) -> None:
        super().__init__(
            f"«\u00a0{folder}\u00a0» contient déjà la démarche {number}, reçue de {host}."
        )


class BadState(FetchError):
    """The state file is there and cannot be read."""

    code = "bad_state"
    hint = "Donnez un dossier vide\u00a0: ce qui a été reçu reste dans celui-ci."

    def __init__(self, path: str) -> None:
        super().__init__(f"«\u00a0{path}\u00a0», qui dit où en est la réception, ne se lit pas.")


class NoRoom(FetchError):
    """The folder cannot be written; `why` is the system's own reason."""

    code = "cannot_write"

    hint = "Libérez de la place ou donnez un autre dossier, puis relancez la même commande."

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"«\u00a0{path}\u00a0» ne peut pas être écrit\u00a0: {why}.")
