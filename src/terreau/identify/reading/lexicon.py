"""The French words that names of bodies are read by: general vocabulary, from no file of projects.

Guarantees that every word is folded (lower case, no accents), as the keys of tokens are.
"""

from __future__ import annotations

from functools import cache

from terreau.identify.given_names import words
from terreau.identify.natures import labels
from terreau.territory.names import fold
from terreau.vocabulary.words import singular

Phrase = tuple[str, ...]

ARTICLES = words("le la les l")
DETERMINERS = words(
    """
    le la les l un une des du de d au aux ce cet cette ces son sa ses leur leurs notre nos votre vos
    """
)
LINKS = words("de du des d l la le les a au aux en et")
# What a name may open with, in capitals, before a noun in small letters.
OPENINGS = words("le la les l un une des du au aux mon ma mes nos notre ton ta tes")
OF = words("de du des d")
PREPOSITIONS = words(
    """
    de du des d a au aux avec par pour chez sans dans en sur sous vers entre selon depuis pres
    contre
    """
)
# Legal forms that introduce a name and are no part of it, when they are in small letters.
FORMS = frozenset(
    tuple(singular(word) for word in form.split())
    for form in (
        "association", "asso", "collectif", "societe", "entreprise", "cooperative", "structure",
        "societe cooperative", "start-up", "startup", "ong", "groupe", "bureau d etudes", "cabinet",
        "societe cooperative d interet collectif", "association locale", "association loi 1901",
        "association partenaire", "entreprise locale", "organisme", "federation d entreprises",
        "entreprise d insertion", "cooperative d activite et d emploi", "entreprise adaptee",
    )
)  # fmt: skip
# Kinds that the scheme of natures does not hold, for they say no nature: a name may follow them.
_MORE_HEADS = """
societe, entreprise, structure, groupe, start-up, startup, organisme, association locale, agence,
association partenaire, entreprise locale, association loi 1901, laboratoire, compagnie, epicerie,
epicerie sociale, epicerie solidaire, societe cooperative, cafe, ferme, fournil, cuisine centrale,
office, institut, centre de ressources, comite, banque, caisse, maison, service, delegation,
direction, direction regionale, direction departementale, antenne, pole, conseil regional de l
ordre, conservatoire, communaute, federation d entreprises, union locale, union, institution,
hotel, residence, foyer, centre, plateforme, academie, atelier, ateliers, jardin, jardins, moulin,
halle, boutique, magasin, supermarche, parc, domaine, chantier, radio, journal, comite regional,
espace, groupement, groupement des agriculteurs, syndicat, fonds, observatoire, incubateur,
pepiniere, couveuse, paroisse, diocese, aumonerie, mosquee, synagogue, auberge, gite, camping,
brasserie, cave cooperative, gie, gip, geie, agence regionale, agence de developpement
"""
# Kinds of which one alone is meant where no place is said: the région, the ministry’s service…
_ALONE = frozenset(
    {"service-etat", "etablissement-national", "securite-sociale", "recherche", "chambre"}
)
_SINGLE = words("region departement etat metropole")
# What is not an organisation though it is written with a capital: the head of what follows.
NOT_BODIES = words(
    """
    projet projets programme programmes action actions dispositif operation festival appel plan
    prix label concours edition contrat convention charte loi article rapport lot phase axe
    objectif livre film exposition spectacle application logiciel site journee journees semaine
    quartier rue place avenue boulevard allee chemin route village hameau bourg vallee foret lac
    ile plage pays canton arrondissement secteur bassin territoire zone massif gare parcours
    mois annee jour formation diplome cap master licence module nomme intitule baptise dit
    appele
    """
)
MONTHS = words(
    """
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi
    mardi mercredi jeudi vendredi samedi dimanche noel paques toussaint
    """
)
# Acronyms that name a fund, a programme, a document, a job or a thing, not a body.
NOT_ACRONYMS = words(
    """
    ami aap aac feder fse feader leader erasmus fonjep detr dsil cpom cpo cdd cdi etp cec pec
    cui cae covid pmr rgpd sig gps pdf cv tva ht ttc etc rse ess bts bep cap bac dalf scot plu
    plui pcaet paat pat qpv zrr ods odd gms dlc ges enr pac bio abs adn html url usb wifi tv dvd
    nb ps fle rsa aah apa ass are ville france europe ue usa coq co2 km kg ha m2 kwh mwh gwh kwc
    ia tic ntic siege
    """
)
TITLES = words("m mm mr mme mlle monsieur madame docteur dr maitre professeur pr")
TITLES_OF_OFFICE = words(
    """
    president presidente maire adjoint directeur directrice prefet prefete ministre tresorier
    tresoriere secretaire depute deputee senateur senatrice coordinateur coordinatrice
    responsable
    """
)
# Adjectives and complements that stand between a kind and its name.
QUALIFIERS = words(
    """
    local locale locaux locales departemental departementale regional regionale national
    nationale municipal municipale communal communale intercommunal intercommunale social
    sociale solidaire public publique prive privee agricole professionnel professionnelle
    general generale technique technologique polyvalent polyvalente primaire maternelle
    elementaire voisin voisine partenaire francais francaise culturel culturelle sportif
    sportive etudiant etudiante rural rurale citoyen citoyenne bordelais numerique participatif
    participative associatif associative cooperatif cooperative hospitalier universitaire
    artistique caritatif caritative feministe paysan paysanne environnementale ecologiste
    hoteliere urbaine metropolitain metropolitaine specialise specialisee pluridisciplinaire
    familial familiale laique loi 1901 gestionnaire historique
    """
)
# National bodies and networks, whose names have small letters that rules would cut.
_NATIONAL = """
Secours populaire français, Secours populaire, Secours catholique, Croix-Rouge française,
Croix-Rouge, Restos du cœur, Restaurants du cœur, Emmaüs, Emmaüs France, Ligue de l’enseignement,
Familles rurales, APF France handicap, Banque des territoires, Caisse des dépôts, Caisse des
dépôts et consignations, France Travail, Pôle emploi, Cap emploi, Habitat et Humanisme, Habitat &
Humanisme, Compagnons bâtisseurs, Petits Débrouillards, Les Petits Débrouillards, Petits Frères
des pauvres, ATD Quart Monde, Ligue des droits de l’Homme, Médecins du Monde, Médecins sans
frontières, Armée du salut, Apprentis d’Auteuil, Unis-Cité, Léo Lagrange, Léo-Lagrange, Francas,
Éclaireuses et éclaireurs de France, Scouts et guides de France, Terre de liens, France nature
environnement, Ligue pour la protection des oiseaux, Société protectrice des animaux, Crédit
coopératif, Crédit agricole, Crédit mutuel, Caisse d’épargne, Banque populaire, Banque postale, La
Banque postale, La Poste, La Nef, France Active, Fondation de France, Fondation Abbé Pierre,
Planning familial, Mouvement rural de jeunesse chrétienne, Les Restos du cœur, Banques
alimentaires, Banque alimentaire, Secours islamique, La Cimade, Cimade, Confédération paysanne,
Jeunes agriculteurs, Centre national de la fonction publique territoriale, Office français de la
biodiversité, Office national des forêts, Mutualité française, Mutualité sociale agricole,
Ministère de la Culture, Ministère de la Justice, Commission européenne, Union européenne,
Protection judiciaire de la jeunesse, Éducation nationale, Services de l’État, Assurance maladie,
Coordination rurale, Sciences Po, Enedis, Engie, Orange, Veolia, Suez, SNCF, EDF, Ushuaïa,
Simplon, Solidarité paysans, Bioconsom’acteurs, Réseau Cocagne, Coorace, Chantier école
"""


def _phrases(text: str) -> list[Phrase]:
    return [_key(phrase) for phrase in text.replace("\n", " ").split(",") if phrase.strip()]


def _key(phrase: str) -> Phrase:
    spaced = fold(phrase).replace("’", " ").replace("'", " ")
    return tuple(singular(word) for word in spaced.split())


@cache
def heads() -> dict[Phrase, str]:
    """The words that begin the name of a body, and the notation of its nature ("" where untold)."""
    found = dict.fromkeys(_phrases(_MORE_HEADS), "")
    for phrase in nationals():
        found.pop(phrase, None)
    return found | {label: notation for label, notation in labels().items() if len(label[0]) > 1}


@cache
def nationals() -> frozenset[Phrase]:
    """The names of national bodies and networks."""
    return frozenset(_phrases(_NATIONAL))


def alone(notation: str, phrase: Phrase) -> bool:
    """Whether words of this nature name a body with nothing after them."""
    return notation in _ALONE or (len(phrase) == 1 and phrase[0] in _SINGLE)


LONGEST = 8
"""Words of the longest phrase looked for."""
