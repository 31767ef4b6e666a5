"""French common nouns that open the names of bodies; no body is named here."""

#: Nouns after which a name goes on (« Ville de … », « Fondation … »).
BODY_HEADS = frozenset(
    {"academie", "agence", "agglomeration", "amicale", "association", "banque", "caisse", "centre",
     "cercle", "chambre", "club", "collectif", "college", "comite", "commission", "communaute",
     "commune", "compagnie", "conseil", "cooperative", "departement", "direction", "ecole",
     "espace", "etablissement", "federation", "fondation", "fond", "foyer", "groupe", "hopital",
     "institut", "ligue", "lycee", "mairie", "maison", "metropole", "ministere", "mission",
     "mutuelle", "office", "parc", "pole", "prefecture", "rectorat", "region", "reseau",
     "secretariat", "service", "societe", "syndicat", "theatre", "union", "universite", "ville"}
)  # fmt: skip

#: Those that begin a new name even where no sign separates it from the last one.
STARTERS = frozenset(
    {"academie", "agence", "association", "caisse", "chambre", "communaute", "commune", "conseil",
     "departement", "federation", "fondation", "mairie", "ministere", "prefecture", "rectorat",
     "region", "syndicat", "universite", "ville"}
)  # fmt: skip

#: Those of which a place has one: with a place they name a body, even typed in the plural.
ONE_PER_PLACE = frozenset(
    {"academie", "mairie", "metropole", "prefecture", "rectorat", "region", "universite", "ville"}
)


def singular(word: str) -> str:
    """A folded word without a plural ending."""
    return word.rstrip("sx") if len(word) > 3 else word
