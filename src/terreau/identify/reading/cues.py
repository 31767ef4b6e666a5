"""What tells a role in a sentence: words before a name, verbs after it, and what makes it doubtful.

Guarantees folded words; a phrase longer than LONGEST words is never looked for.
"""

from __future__ import annotations

from functools import cache

from terreau.identify.given_names import words
from terreau.identify.reading.model import BENEFICIARY, FUNDER, HOLDER, HOST, PARTNER
from terreau.identify.reading.tokens import Token
from terreau.identify.reading.verbs import is_verb
from terreau.territory.names import fold

LONGEST = 7
Phrase = tuple[str, ...]

# Past participles that stand before « par » (their endings are added).
_BY = {
    HOLDER: """
    porte pilote mene initie coordonne conduit imagine developpe propose lance depose cree
    impulse gere dirige realise concu
    """,
    PARTNER: """
    accompagne soutenu appuye coanime coporte coconstruit epaule parraine conseille aide
    """,
    FUNDER: """finance cofinance subventionne dote abonde paye""",
    HOST: """accueilli heberge""",
}
_PHRASES = {
    HOLDER: """
    a l initiative de, sous l impulsion de, mis en oeuvre par, mise en oeuvre par, mis en place
    par, mise en place par, porteur, porteuse, structure porteuse, porteur du projet, porteur de
    projet, le projet de, notre projet de, sous la conduite de, sous la responsabilite de, chef
    de file, la demande de, candidature de, dossier de, presente par, presentee par, confie a,
    confiee a
    """,
    PARTNER: """
    en partenariat avec, en partenariat etroit avec, en lien avec, en lien etroit avec, en
    collaboration avec, en cooperation avec, en concertation avec, en association avec, en
    complementarite avec, en relation avec, en synergie avec, de concert avec, main dans la main
    avec, avec l appui de, avec l appui technique de, avec l aide de, avec le soutien de, avec
    le concours de, avec la participation de, avec la complicite de, avec la collaboration de,
    avec les equipes de, avec le relais de, aux cotes de, avec, grace a, grace au soutien de,
    partenaire, partenaires, partenaires associes, nos partenaires, ses partenaires, les
    partenaires, partenariat avec, partenariats avec, un partenariat avec, convention avec, une
    convention avec, une convention lie, un accord lie, accord avec, associe, associent,
    associant, reunit, reunissant, rassemble, rassemblant, mobilise, mobilisant, implique,
    impliquant, s appuie sur, s appuyer sur, s appuyant sur, s associe a, s est associe a, s est
    associee a, s associer a, travaille avec, travaillons avec, travaillent avec, travailler
    avec, collabore avec, collaborons avec, cooperer avec, l appui de, l aide de, le concours
    de, le soutien de, la participation de, le coup de main de, un coup de main de, coup de main
    de, representants de, representant de, representantes de, les benevoles de, les equipes de,
    co porte avec, co construit avec, coconstruit avec, monte avec, construit avec, concu avec,
    anime par, animee par, animes par, animees par, animation de, lettre de soutien de, par l
    intermediaire de, via, ainsi que avec, membres, les roles sont repartis, avec notamment,
    assure par, assuree par, assures par, assurees par, oriente par, orientes par, orientees
    par, forme par, formes par, encadre par, encadres par, encadrees par, relaye par, relayes
    par, au comite de pilotage, mise a disposition par
    """,
    FUNDER: """
    avec le soutien financier de, avec l appui financier de, avec le concours financier de, avec
    l aide financiere de, avec la participation financiere de, soutenu financierement par,
    soutenue financierement par, soutien financier de, concours financier de, aide financiere
    de, subvention de, subventions de, une subvention de, financement de, financements de,
    financeur, financeurs, les financeurs, nos financeurs, cofinanceurs, cofinancement de,
    cofinancements de, mecenat de, mecene, mecenes, dotation de, credits de, apport de, appel a
    projets de, un pret de, pret de, don de, dons de, fonds de, avec des fonds de, argent de,
    aupres de, subvention accordee par, aide accordee par, prix decerne par, laureat de,
    laureate de, contribution financiere de, solliciter, sollicitons, sollicitera,
    solliciterons, sollicite aupres de, recettes, bailleurs de fonds
    """,
    HOST: """
    dans les locaux de, dans des locaux de, dans les murs de, dans l enceinte de, dans une salle
    de, dans la salle de, dans les salles de, dans le hall de, dans la cour de, dans les jardins
    de, dans la cuisine de, dans les cuisines de, dans le jardin de, dans le parc de, sur le
    site de, installe a, installee a, installe dans, installee dans, installe chez, installee
    chez, installes dans, installes chez, heberge a, heberge dans, heberge chez, hebergee dans,
    hebergee chez, accueilli a, accueilli dans, accueilli chez, accueillie a, accueillie chez,
    accueillie dans, accueillis a, accueillis dans, accueillies a, accueillis chez, se tient a,
    se tiennent a, se tiendra a, se tiendront a, se deroule a, se deroulent a, se deroulera a,
    se deroulent dans, se deroule dans, se tiennent dans, se tient dans, se tient chez, a lieu
    a, a lieu dans, a lieu chez, ont lieu a, ont lieu dans, ont lieu chez, aura lieu a, auront
    lieu a, auront lieu dans, aura lieu dans, lieu d accueil, lieux d accueil, au sein des
    locaux de, chez, au domicile de, implante a, implante dans, implantee dans, nous recoit,
    loge dans, logee dans
    """,
    BENEFICIARY: """
    au benefice de, au profit de, pour les habitants de, aupres des habitants de, a destination
    de, en direction de, pour le compte de, pour les eleves de, aupres des eleves de, pour les
    residents de, pour les usagers de, pour les jeunes de, pour les salaries de, pour les
    adherents de, pour les patients de, pour les enfants de, pour les beneficiaires de, pour les
    etudiants de, en faveur de, destine a, destinee a, destines a, destinees a, beneficie a,
    beneficient a, beneficiaires, beneficiaire, reverse a, reverses a, reversee a, remis a,
    remise a, dedie a
    """,
}
# Verbs whose subject has the role (third person; forms of the infinitive are made by VERB stems).
_VERBS = {
    HOLDER: """
    porte pilote propose lance initie developpe ambitionne veut souhaite imagine sollicite
    demande depose entreprend choisi choisit prevoit envisage cree certifie creera ouvrira ouvre
    lancera proposera portera developpera pilotera mene menera depouillera coordonne coordonnera
    projette compte conduit entend aimerait voudrait aspire atteste
    """,
    PARTNER: """
    accompagne accompagnent accompagnera accompagneront soutient soutiennent soutiendra appuie
    appuient appuiera epaule epaulent epaulera aide aident aidera participe participent
    participera participeront contribue contribuent contribuera intervient interviennent
    interviendra collabore collaborent prete pretent pretera partage partagent partagera apporte
    apportent apportera apporteront assure assurent assurera assureront fournit fournissent
    fournira relaie relaient oriente orientent orientera conseille conseillent parraine s
    associe siege siegent anime animent animera encadre encadrent forme forment formera coanime
    copilote met mettent mettra mettront renouvelle confirme confirmera confirment suit constate
    etudie rejoint rejoignent
    """,
    FUNDER: """
    finance financent financera financeront cofinance cofinancent cofinancera subventionne
    subventionnent subventionnera verse versent versera verseront dote dotent abonde abondent
    accorde accordent accordera alloue allouent attribue attribuent
    """,
    HOST: """
    accueille accueillent accueillera accueilleront accueillait heberge hebergent hebergera
    hebergeront recoit recevra
    """,
    BENEFICIARY: """
    beneficie beneficient beneficiera beneficieront profite profitent profitera
    """,
}
_PARTICIPLES = {
    HOLDER: """
    porte pilote propose lance initie developpe imagine depose choisi cree demande sollicite
    """,
    PARTNER: """
    accompagne soutenu appuye epaule aide participe contribue collabore prete apporte assure
    fourni relaye mis confirme renouvele rejoint offert donne
    """,
    FUNDER: """
    finance cofinance subventionne verse dote abonde accorde alloue attribue
    """,
    HOST: """accueilli heberge recu""",
    BENEFICIARY: """beneficie profite""",
}
AUXILIARIES = words("a ont est sont avait avaient aura auront etait etaient sera seront")
# Verbs of which the subject takes part, though they do not say as what.
WEAK = words(
    """
    tient tiennent tiendra entretient entretiennent effectue effectuent gere gerent offre offrent
    mobilise mobilisent donne donnent concoit concoivent livre livrent prepare preparent organise
    organisent installe realise realisent forme forment encadre encadrent
    """
)
# What may stand between a name and its verb.
BETWEEN = words(
    """
    nous vous les lui leur y en se s l la le n ne aussi egalement toujours deja bien ainsi
    fortement activement elle il elles ils qui meme memes tous deux toutes ensemble notamment
    desormais
    """
)
# What says that a thing is hoped for, asked, or no longer so.
DOUBTS = words(
    """
    souhaite souhaitons souhaitent souhaiterait souhaiterions solliciter sollicitera
    solliciterons sollicite sollicitee sollicites sollicitons pourrait pourraient serait
    seraient devrait devraient envisage envisageons envisagee envisages envisagent espere
    esperons esperent pressenti pressentie pressentis pressenties potentiel potentiels
    potentielle eventuel eventuelle eventuels eventuellement peut-etre voudrait voudrions
    aimerait aimerions aurait auraient proposerait accueillerait soutiendrait financerait
    apporterait participerait ancien ancienne anciens jadis autrefois precedemment reflexion
    discussion negociation si
    """
)
NEGATIONS = words("sans pas plus ni jamais aucun aucune refuse refusee decline hormis sauf excepte")
_FUNDS = frozenset({"fondation", "region", "departement", "service-etat", "etablissement-national"})


@cache
def before() -> dict[Phrase, str]:
    """Words that stand before a name, without the « de » or the article that ends them."""
    found: dict[Phrase, str] = {}
    for role, participles in _BY.items():
        for participle in participles.split():
            for ending in ("", "e", "s", "es"):
                found[(participle + ending, "par")] = role
                for adverb in ("notamment", "egalement", "conjointement", "localement"):
                    found[(participle + ending, adverb, "par")] = role
    for role, text in _PHRASES.items():
        for phrase in text.replace("\n", " ").split(","):
            keys = tuple(fold(phrase).split())
            if not keys:
                continue
            found[keys[:-1] if keys[-1] in {"de", "a"} and len(keys) > 1 else keys] = role
    return found


@cache
def links() -> dict[Phrase, str]:
    """The phrases that stand only before « de » or « à », in any of their forms, and which."""
    found = {}
    for text in _PHRASES.values():
        for phrase in text.replace("\n", " ").split(","):
            keys = tuple(fold(phrase).split())
            if len(keys) > 1 and keys[-1] in {"de", "a"}:
                found[keys[:-1]] = keys[-1]
    return found


@cache
def verbs() -> dict[str, str]:
    """Verbs in a simple tense and the role of their subject."""
    told = {verb: role for role, text in _VERBS.items() for verb in text.split()}
    return dict.fromkeys(WEAK, PARTNER) | told


@cache
def participles() -> dict[str, str]:
    """Past participles after « a », « ont », and the role of their subject."""
    return {
        participle + ending: role
        for role, text in _PARTICIPLES.items()
        for participle in text.split()
        for ending in ("", "e", "s", "es")
    }


def gives(notation: str) -> bool:
    """Whether bodies of this nature that « support » a project do so with money."""
    return notation in _FUNDS


def stops(token: Token) -> bool:
    """Whether a word ends what a cue before it governs."""
    return token.key in _STOPS or is_verb(token)


_STOPS = words(
    """
    qui que dont ou afin car mais puis pour lors pendant depuis apres avant quand lorsque comme
    si donc or parce tandis alors jusqu jusque selon malgre
    """
)
