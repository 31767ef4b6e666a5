"""General words of French administration: kinds of body, networks, legal forms, abbreviations.

Words are those of French administration at large; some were added after reading errors on the
development half of the files the matcher is measured on, none stands for one body of them. Words
are in the form that `words.stem` gives (lower case, no accent, singular); a phrase is its words
without small ones.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(text.split(", "))


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
    gie snc scp selarl npu zz derogation dossier tranche monsieur madame mr mme
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
    "fr": "francais",
    "franc": "francais",
    "dep": "departement",
    "depts": "departement",
    "ens": "enseignement",
    "enseig": "enseignement",
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
        "siaep",
        "siae",
        "sie",
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
    "caisse ecole": ("caisse ecole", "cde"),
    "maison pour tous": ("mpt", "maison tous", "maison quartier"),
    "centre loisirs police": ("centre loisir jeune", "centre loisir police", "clj"),
    "usagers": (
        "association usager",
        "conseil citoyen",
        "amicale locataire",
        "comite fete",
        "comite quartier",
        "foyer jeune travailleur",
        "fjt",
    ),
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
PUBLIC = frozenset(
    {"caisse ecole", "commune", "ccas", "epci", "departement", "region", "syndicat", "pole"}
)

# Kinds of which a place has one body, and the letter of that place.
ONE_BY_PLACE = {
    "commune": "c",
    "ccas": "c",
    "caisse ecole": "c",
    "departement": "d",
    "region": "r",
}

# Networks whose local members are bodies of their own: sigle, then what it stands for.
NETWORKS: dict[str, tuple[str, ...]] = {
    "cidff": (
        "centre information droit femme famille",
        "centre information droit femme",
        "cidf",
        "cidf f",
    ),
    "sde": (
        "syndicat departement energie",
        "syndicat departement electricite",
        "syndicat departement energie electricite",
    ),
    "cdad": ("conseil departement acces droit",),
    "asti": ("association solidarite travailleur immigre",),
    "atmf": ("association travailleur maghrebin france",),
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
BY_DEPARTEMENT = _phrases(
    "cidff, udaf, adil, caue, ligue enseignement, pep, adapei, cdos, sdis, mdph, francas, fcpe, "
    "cdad, ufolep, sde"
)
# Networks whose members bear the network's name: elsewhere, it is another member.
BRANCHES = BY_DEPARTEMENT | _phrases(
    "csf, clcv, cnl, secours populaire, asti, atmf, pimms, admr, banque alimentaire, restos, "
    "famille rural, foyer rural, planning familial, mrap, licra, ldh, cpie, crij, bij, cros, geiq, "
    "epf, safer, crpv, chrs, sem, spl"
)

# Words found in the names of very many bodies (one in 60, say): sharing one says little.
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

# Words that many bodies choose (one in 600, say): sharing one says something, not enough.
FAMILIAR = _words(
    """
    monde escale espoir horizon passerelle tremplin arc ciel soleil partage amitie entraide
    rencontre dialogue parole lien cite relais mouvement theatre musique danse art artiste cinema
    radio livre lecture jeu ludotheque jardin cuisine restaurant creche jaune rouge bleu vert blanc
    source pont porte route chemin voie phare etoile lune terre ile mer riviere fleuve foret arbre
    fleur rose main coeur regard image couleur voix temps jour demain futur nouveau nouvelle
    autre tous toute bien etre mieux vivre aller faire agir reussir apprendre grandir devenir
    plus elan envol essor cle chance egalite fraternite liberte justice droit defense usager
    acces citoyennete diversite mixite intercultural interculturel multiculturel mosaique pluriel
    universel africain afrique maghreb turc turquie portugais algerien marocain senegalais malien
    comorien antillais francophone migrant immigre etranger refugie travailleur ouvrier chomeur
    retraite aine senior ancien combattant handicap autonomie domicile famille enfance petit petite
    mere pere parental scolaire etudiant numerique informatique internet technique technologie
    recyclerie ressourcerie velo mobilite transport alimentaire epicerie boxe judo karate basket
    rugby tennis natation gymnastique athletique football club union entente etoile espoir racing
    stade moulin chateau eglise gare place rue boulevard faubourg bourg plateau colline mont
    montagne plaine rive quai port canal lac etang bois haut haute bas basse vieux vieille jean
    pierre paul jacques marie louis joseph michel martin andre georges henri charles victor hugo
    jules ferry prevert camus moliere pasteur curie mandela jaure moulin zola bossuet gaulle
    """
)
