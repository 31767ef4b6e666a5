"""What can go wrong with the shared records: a code, its parameters and one French sentence."""

from __future__ import annotations


class PortfolioError(Exception):
    """Base of the package's errors."""

    code = "portfolio_error"
    hint = ""


class Conflict(PortfolioError):
    """Someone judged the same question in the meantime: nothing was written."""

    code = "conflict"
    hint = "Relisez le jugement en vigueur, puis recommencez si vous n’êtes pas d’accord."

    def __init__(self, key: str) -> None:
        super().__init__(f"Un autre jugement a été rendu entre-temps sur « {key} ».")
        self.key = key


class PersonDecided(Conflict):
    """A machine would have taken the place of a person's judgement: nothing was written."""

    code = "person_decided"
    hint = "Seule une personne peut revenir sur le jugement d’une personne."

    def __init__(self, key: str, name: str) -> None:
        PortfolioError.__init__(self, f"« {name} » a déjà jugé « {key} ».")
        self.key = key


class UnknownPortfolio(PortfolioError):
    """No portfolio has this slug, or none was named where several exist."""

    code = "unknown_portfolio"
    exit_status = 2

    def __init__(self, slug: str, known: tuple[str, ...]) -> None:
        if not known:
            message = "Cette instance ne contient encore aucun portefeuille."
            self.hint = "Faites-en entrer un avec « terreau import », ou lancez « terreau demo »."
        elif slug:
            message = f"Aucun portefeuille ne s’appelle « {slug} »."
            self.hint = f"Portefeuilles de l’instance : {', '.join(known)}."
        else:
            message = "Cette instance contient plusieurs portefeuilles."
            self.hint = f"Choisissez avec --portfolio : {', '.join(known)}."
        super().__init__(message)


class BadPortfolioSlug(PortfolioError):
    """A new portfolio was given a slug that could not stand in an address."""

    code = "bad_slug"
    exit_status = 2
    hint = "Choisissez avec --portfolio des minuscules sans accent, des chiffres et des tirets."

    def __init__(self, slug: str) -> None:
        super().__init__(f"« {slug} » ne peut pas nommer un portefeuille.")


class UnknownField(PortfolioError):
    """A field that cannot be corrected by itself."""

    code = "unknown_field"
    hint = "Les champs qui se corrigent sont ceux de la page « Corriger » du projet."

    def __init__(self, name: str) -> None:
        super().__init__(f"Le champ « {name} » ne se corrige pas ainsi.")


class ValueRefused(PortfolioError):
    """A value that a field cannot hold; `name` is the field's key."""

    code = "value_refused"
    hint = "Corrigez la valeur, puis recommencez."

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Cette valeur ne peut pas être gardée : {why}.")
        self.name = name
