"""What can go wrong while identifying: a code, its parameters, one French sentence."""

from __future__ import annotations


class IdentifyError(Exception):
    """Base of the package's errors."""

    code = "identify_error"
    hint = ""
    exit_status = 3


class UnknownCase(IdentifyError):
    """Nothing is asked under this key in this portfolio."""

    code = "unknown_case"
    hint = "Revenez aux questions\u00a0: celle-ci a pu disparaître avec un import défait."

    def __init__(self, key: str) -> None:
        super().__init__(f"Aucune question ne se pose sous «\u00a0{key}\u00a0».")
        self.key = key


class StandsInTheWay(IdentifyError):
    """A decision that holds says the contrary; `key` is that decision's, to take it back by."""

    code = "stands_in_the_way"
    hint = "Annulez d’abord cette décision si vous n’êtes plus d’accord, puis répondez de nouveau."

    def __init__(self, key: str, said: str, name: str, day: str) -> None:
        super().__init__(f"Une décision s’y oppose\u00a0: {said} ({name}, le {day}).")
        self.key = key
        self.said = said
        self.name = name
        self.day = day


class NothingToUndo(IdentifyError):
    """There is no decision to take back: none was made, or it was taken back already."""

    code = "nothing_to_undo"
    hint = "La page des réponses liste les décisions qui tiennent."

    def __init__(self) -> None:
        super().__init__("Il n’y a aucune décision à annuler.")


class BadAnswer(IdentifyError):
    """An answer that cannot be given to this question; nothing was written."""

    code = "bad_answer"
    hint = "Choisissez une des réponses proposées."

    def __init__(self, why: str) -> None:
        super().__init__(f"Cette réponse ne peut pas être gardée\u00a0: {why}.")


class AlreadyWorking(IdentifyError):
    """The names of this portfolio are being read already."""

    code = "already_working"
    hint = "Attendez la fin du travail en cours\u00a0: la page le montre."

    def __init__(self, name: str) -> None:
        super().__init__(f"Les noms de «\u00a0{name}\u00a0» sont déjà en train d’être lus.")
