"""General words of French administration: kinds of body, networks, legal forms, abbreviations.

Guarantees: nothing here comes from the files the matcher is measured on. Words are in the form that
`words.stem` gives (lower case, no accent, singular); a phrase is its words without small ones.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL = _words(
    """
    de des du la le les l d et en a au aux pour par sur dans un une avec sans the of and dit
    dite ou ne qu s n y pr son sa ses leur leurs
    """
)

# What a name may begin or end with and that says nothing of who it is.
FILLER = _words(
    """
    association assoc asso ass loi 1901 1908 sarl sas sasu eurl scic scop sa gip epic epa sci
    gie snc scp selarl npu monsieur madame mr mme siege
    """
)

# Written short for one word only. Words that are cut at any length are matched by their beginning.
SHORT = {
    "st": "saint",
    "ste": "sainte",
    "ctre": "centre",
    "ctr": "centre",
    "cntre": "centre",
    "fed": "federation",
    "feder": "federation",
    "dept": "departement",
    "depart": "departement",
    "departemental": "departement",
    "dptal": "departement",
    "regional": "region",
    "reg": "region",
    "communal": "commune",
    "mun": "municipal",
    "municipalite": "mairie",
    "com": "commune",
    "comm": "commune",
    "comcom": "cc",
    "cdc": "cc",
    "cda": "ca",
    "comagglo": "ca",
    "agglo": "agglomeration",
    "synd": "syndicat",
    "intercom": "intercommunal",
    "dev": "developpement",
    "devt": "developpement",
    "devpt": "developpement",
    "dvpt": "developpement",
    "univ": "universite",
    "nat": "national",
    "cie": "compagnie",
    "ets": "etablissement",
    "etab": "etablissement",
    "gpt": "groupement",
    "grpt": "groupement",
    "gpmt": "groupement",
    "hop": "hopital",
    "mais": "maison",
    "qu": "quartier",
    "quart": "quartier",
    "qtier": "quartier",
    "qtr": "quartier",
    "terr": "territoire",
    "territorial": "territoire",
    "ste ": "societe",
    "fg": "faubourg",
    "fbg": "faubourg",
    "sociocult": "socioculturel",
    "jnes": "jeune",
    "gde": "grande",
    "gd": "grand",
    "gds": "grand",
    "coll": "college",
    "lyc": "lycee",
    "inst": "institut",
    "cons": "conseil",
    "mme": "madame",
    "pts": "petit",
    "gal": "general",
    "inter": "inter",
    "info": "information",
}

# Kind of body: phrases of stems, the most words first when read. A name that starts with a phrase
# of the first table is that kind of body and no other.
KINDS: dict[str, tuple[str, ...]] = {
    "commune": ("commune", "mairie", "ville", "municipal mairie", "conseil municipal"),
    "ccas": (
        "ccas",
        "cias",
        "centre commune action social",
        "centre intercommunal action social",
        "action social commune",
    ),
    "epci": (
        "cc",
        "ca",
        "cu",
        "metropole",
        "communaute commune",
        "communaute agglomeration",
        "communaute urbain",
        "communaute urbaine",
        "communaute",
        "agglomeration",
        "epci",
        "ept",
        "etablissement public territoire",
        "com com",
    ),
    "departement": ("departement", "conseil departement", "conseil general", "cd"),
    "region": ("region", "conseil region"),
    "syndicat": (
        "syndicat",
        "syndicat mixte",
        "syndicat intercommunal",
        "syndicat departement",
        "sivu",
        "sivom",
        "sm",
        "smictom",
        "sictom",
        "sictiam",
        "sydec",
        "sdis",
        "siaep",
        "siae",
        "sie",
        "sde",
    ),
    "pole": (
        "petr",
        "pole equilibre territoire",
        "pole equilibre territoire rural",
        "pnr",
        "parc naturel region",
        "pole metropolitain",
    ),
    "ecole": ("ecole", "ecole primaire", "ecole maternel", "ecole elementaire"),
    "college": ("college",),
    "lycee": ("lycee", "lycee professionnel", "lycee general"),
    "universite": ("universite", "iut", "crous"),
    "hopital": (
        "hopital",
        "centre hospitalier",
        "chu",
        "ch",
        "ehpad",
        "clinique",
        "chs",
        "centre hospitalier universitaire",
    ),
    "hlm": (
        "hlm",
        "oph",
        "opac",
        "opievoy",
        "office public habitat",
        "office public hlm",
        "habitat loyer modere",
    ),
    "centre social": (
        "centre social",
        "centre social culturel",
        "centre socioculturel",
        "centre socio culturel",
        "cs",
        "csc",
        "espace social",
        "espace social culturel",
    ),
    "mission locale": ("mission local", "ml", "mlj", "mission local jeune", "pole emploi"),
    "regie": ("regie quartier", "regie territoire", "regie"),
    "mjc": ("mjc", "maison jeune culture"),
    "maison emploi": ("maison emploi", "mde", "mdef", "maison emploi formation", "plie"),
    "caisse": ("caf", "caisse allocation familial", "cpam", "msa"),
    "chambre": (
        "cci",
        "chambre commerce industrie",
        "chambre metier artisanat",
        "cma",
        "chambre agriculture",
    ),
    "prefecture": ("prefecture", "ddt", "ddtm", "dreal", "ddets", "ddcs"),
}

# One body of this kind at most in a town (True) or several (False): « Mairie » beside a town is one
# body, « Mission locale » beside a département may be several.
PUBLIC = frozenset({"commune", "ccas", "epci", "departement", "region", "syndicat", "pole"})

# Networks whose local members are bodies of their own: sigle, then what it stands for.
NETWORKS: dict[str, tuple[str, ...]] = {
    "cidff": (
        "centre information droit femme famille",
        "centre information droit femme",
        "cidf",
        "cidf f",
    ),
    "udaf": ("union departement association familial",),
    "adil": ("agence departement information logement",),
    "caue": ("conseil architecture urbanisme environnement",),
    "admr": ("aide domicile milieu rural",),
    "ligue enseignement": (
        "ligue enseignement",
        "fol",
        "federation oeuvre laique",
        "ligue francais enseignement",
    ),
    "pep": (
        "adpep",
        "pupille enseignement public",
        "departement pupille enseignement public",
        "association departement pupille enseignement public",
    ),
    "francas": ("franc franche camarade", "franca"),
    "cemea": ("centre entrainement methode education active", "ceme"),
    "ufolep": ("union francais oeuvre laique education physique",),
    "ufcv": ("union francais centre vacance", "union francais centre vacance loisir"),
    "secours populaire": ("secours populaire francais", "secours populaire", "spf"),
    "secours catholique": ("secours catholique",),
    "croix rouge": ("croix rouge francais", "croix rouge", "crf"),
    "restos": ("restaurant coeur", "resto coeur", "resto du coeur"),
    "banque alimentaire": ("banque alimentaire",),
    "famille rural": ("famille rural",),
    "foyer rural": ("foyer rural", "fnfr"),
    "mrap": ("mouvement contre racisme amitie entre peuple",),
    "licra": ("ligue international contre racisme antisemitisme",),
    "ldh": ("ligue droit homme",),
    "csf": ("confederation syndical famille",),
    "clcv": ("consommation logement cadre vie",),
    "cnl": ("confederation national logement",),
    "cpie": ("centre permanent initiative environnement",),
    "civam": ("centre initiative valoriser agriculture milieu rural",),
    "crij": ("centre region information jeunesse",),
    "bij": ("bureau information jeunesse",),
    "pimms": (
        "point information mediation multi service",
        "point information multi service",
        "pimm",
        "pimms mediation",
        "pimm mediation",
    ),
    "adie": ("association droit initiative economique",),
    "afev": ("association fondation etudiant ville", "association fondation etudiante ville"),
    "aroeven": ("association region oeuvre educatif vacance education national",),
    "adapei": ("association departement parent ami personne handicape",),
    "apf": ("apf france handicap", "association paralyse france"),
    "fas": ("federation acteur solidarite",),
    "fcpe": ("federation conseil parent eleve",),
    "cdos": ("comite departement olympique sportif",),
    "cros": ("comite region olympique sportif",),
    "anpaa": ("association national prevention alcoologie addictologie",),
    "planning familial": ("mouvement francais planning familial", "mfpf", "planning familial"),
    "cresol": ("centre ressource",),
    "petit debrouillard": ("petit debrouillard", "apd"),
    "scout": ("scout guide france", "sgdf"),
    "unicite": ("unis cite", "uni cite"),
    "lpo": ("ligue protection oiseau",),
    "fne": ("france nature environnement",),
    "safer": ("societe amenagement foncier etablissement rural",),
    "sdis": ("service departement incendie secour", "service departement incendie secours"),
    "mdph": ("maison departement personne handicape",),
    "cnrs": ("centre national recherche scientifique",),
    "ademe": ("agence environnement maitrise energie",),
    "onf": ("office national foret",),
    "vnf": ("voie navigable france",),
    "cen": ("conservatoire espace naturel",),
    "epf": ("etablissement public foncier",),
    "sem": ("societe economie mixte",),
    "spl": ("societe public local",),
    "geiq": ("groupement employeur insertion qualification",),
    "crpv": ("centre ressource politique ville",),
    "chrs": ("centre hebergement reinsertion social",),
}
# Networks that have one body for the whole country.
NATIONAL = frozenset(
    {
        "unicite",
        "adie",
        "afev",
        "secours catholique",
        "cnrs",
        "ademe",
        "onf",
        "vnf",
        "apf",
        "croix rouge",
    }
)
# Networks that have one body in a département, no more.
BY_DEPARTEMENT = frozenset(
    {
        "cidff",
        "udaf",
        "adil",
        "caue",
        "ligue enseignement",
        "pep",
        "adapei",
        "cdos",
        "sdis",
        "mdph",
        "francas",
        "fcpe",
    }
)

# Words found in the names of very many bodies: sharing one says little.
COMMON = _words(
    """
    centre maison espace atelier comite club amicale union federation ligue office agence
    groupe groupement reseau collectif compagnie service action accueil insertion prevention
    formation emploi jeune jeunesse famille femme enfant enfance quartier social culturel
    culture sport sportif loisir education enseignement developpement local territoire ville
    habitant solidarite solidaire ensemble avenir mediation information aide education
    populaire national france francais departement region international intercommunal mixte
    public pays val vallee grand saint sainte nord sud est ouest animation initiative
    economique economie societe logement habitat energie eau environnement nature rural urbain
    citoyen citoyennete vie sante promotion gestion etude institut fondation foyer syndicat
    ecole college lycee universite hopital communaute commune mairie agglomeration metropole
    conseil foot football olympique fete parent ami accompagnement integration projet
    entreprise mission regie point ressource
    """
)
