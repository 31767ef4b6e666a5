"""What stops an import altogether: a code, its parameters and French sentences."""

from __future__ import annotations

from collections.abc import Sequence


class CollectError(Exception):
    """Base of the package's errors; `hint` says what to do next."""

    code = "collect_error"
    hint = ""


class FileMissing(CollectError):
    """The file named cannot be opened."""

    code = "file_missing"
    hint = "Vérifiez le chemin et le droit de lire ce fichier."

    def __init__(self, path: str) -> None:
        super().__init__(f"« {path} » ne peut pas être ouvert : il n’existe pas ou se refuse.")


class FolderWithoutProjects(CollectError):
    """A folder was named that holds no export of projects."""

    code = "folder_without_projects"
    hint = "Donnez un fichier, ou un dossier où « terreau export projects » a écrit."

    def __init__(self, path: str) -> None:
        super().__init__(f"Le dossier « {path} » ne contient pas de fichier projects.json.")


class NotProjects(CollectError):
    """A JSON file is not an export of projects."""

    code = "not_projects"
    hint = "La forme attendue est celle de « terreau export projects » : une liste de projets."

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"« {source} » n’est pas un export de projets : {why}.")


class UnknownReader(CollectError):
    """The reader named does not exist."""

    code = "unknown_reader"
    exit_status = 2

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"Aucun lecteur ne s’appelle « {name} ».")
        self.hint = f"Lecteurs disponibles : {', '.join(known)}."


class UnknownAmbition(CollectError):
    """A fiche speaks of an ambition that the portfolio's framework does not have."""

    code = "unknown_ambition"
    hint = "Choisissez avec --scheme le référentiel dont parle cette fiche."

    def __init__(self, source: str, notation: str, scheme: str) -> None:
        super().__init__(
            f"« {source} » parle de l’ambition {notation}, que « {scheme} » ne connaît pas."
        )


class UnknownScheme(CollectError):
    """No scheme of the instance has this slug."""

    code = "unknown_scheme"
    exit_status = 2

    def __init__(self, slug: str, known: Sequence[str]) -> None:
        super().__init__(f"Aucun référentiel ne s’appelle « {slug} » dans cette instance.")
        self.hint = f"Référentiels de l’instance : {', '.join(known) or 'aucun'}."


class ForTheCommandLine(CollectError):
    """A list of projects or a framework was dropped on the screen, which reads neither."""

    code = "for_the_command_line"
    hint = "Faites-le entrer avec « terreau import », au terminal."

    def __init__(self, name: str) -> None:
        super().__init__(
            f"« {name} » est un export de Terreau ou un référentiel : l’écran ne le reprend pas."
        )


class WrongStage(CollectError):
    """The import is at another stage than the one that was asked for."""

    code = "wrong_stage"
    hint = "Rechargez la page de l’import : elle dit ce qui peut être fait maintenant."

    def __init__(self, state: str) -> None:
        super().__init__(f"L’import en est à « {state} » : cela ne peut plus se faire.")


class PlanOutdated(CollectError):
    """The portfolio changed since the plan was read: nothing was written."""

    code = "plan_outdated"
    hint = "Relisez le nouveau plan, puis appliquez-le."

    def __init__(self) -> None:
        super().__init__(
            "Le portefeuille a changé depuis la lecture du plan : rien n’a été écrit, le plan est "
            "refait."
        )


class UndoBlocked(CollectError):
    """A later import built on this one: it must be undone first."""

    code = "undo_blocked"
    hint = "Défaites d’abord l’import le plus récent."

    def __init__(self, later: int, when: str) -> None:
        super().__init__(
            f"L’import {later}, entré le {when}, porte sur les mêmes projets : celui-ci ne peut "
            "pas être défait avant lui."
        )


class NothingReceived(CollectError):
    """An import was started without a file."""

    code = "nothing_received"
    hint = "Déposez au moins un fichier, puis recommencez."

    def __init__(self) -> None:
        super().__init__("Cet import n’a encore reçu aucun fichier.")
