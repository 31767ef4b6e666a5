"""Values that hold a place: what people type meanwhile, what programs write for nothing."""

from __future__ import annotations

from terreau.territory.gazetteer import normalise

_FILLERS = frozenset(
    {
        *("test", "tests", "teste", "essai", "toto", "titi", "tata", "azerty", "qwerty", "asdf"),
        *("lorem ipsum", "a completer", "a preciser", "a definir", "a renseigner", "a remplir"),
        *("a venir", "a determiner", "a voir", "en attente", "tbd", "tbc", "projet test"),
        *("test projet", "description", "texte", "titre", "intitule", "nom du projet"),
        *("aaa", "abc", "blabla", "bla bla"),
    }
)
_NULLS = frozenset({"null", "none", "nan", "nil", "<na>", "(null)", "undefined", "n/a"})


def is_filler(text: str) -> bool:
    """Whether a cell holds no value of its own: « à compléter », « xxx », « ??? », « NULL »."""
    if len(text) > 40:
        return False
    if is_null(text):
        return True
    key = normalise(text)
    if key in _FILLERS:
        return True
    compact = key.replace(" ", "")
    if not compact:
        return any(char in "?!.…*" for char in text) and len(text.strip()) > 1
    return len(compact) >= 3 and compact == "x" * len(compact)


def is_null(text: str) -> bool:
    """Whether a program wrote that it had no value, be it with as many zeros as an identifier."""
    written = text.strip().lower()
    return written in _NULLS or (len(written) >= 9 and set(written) == {"0"})
