"""Forms of French verbs in the third person: what follows a name and is no part of it.

Guarantees folded forms only (present, imperfect, future, conditional, simple past), made from
infinitives by the rules of the first two groups; irregular verbs are written out.
"""

from __future__ import annotations

from functools import cache

from terreau.identify.given_names import words
from terreau.identify.reading.tokens import Token

_FIRST_GROUP = """
abonder aborder accepter accompagner accorder acheter achever activer adapter adherer adopter
adresser affirmer agir aider aimer ajouter allouer ambitionner ameliorer amener analyser animer
annoncer appeler appliquer apporter apprecier appuyer assister associer assumer assurer attester
attribuer augmenter autoriser avancer baisser bloquer cartographier certifier changer chercher
cofinancer coconstruire collaborer collecter commander commencer compenser compiler completer
compter concerner confier confirmer conforter conseiller conserver considerer constater
consacrer consister constituer construire contacter continuer contribuer convoquer cooperer
coordonner coporter creer cuisiner cultiver decider declarer decliner defricher delivrer demander
demarrer demeurer demontrer deployer deposer depouiller depenser developper diffuser diminuer
disposer distribuer documenter donner doter doubler echanger ecouter eclairer editer eduquer
effectuer elaborer emettre employer encadrer encourager engager enseigner envisager epauler
equiper esperer essaimer essayer estimer etudier evaluer evoluer evoquer exercer experimenter
expliquer exploiter exposer exprimer fabriquer faciliter favoriser federer fermer figurer financer
fonder former formuler gagner garder gerer heberger habiter identifier illustrer imaginer
impliquer importer impulser inciter incuber informer initier innover insister installer instaurer
integrer intervenir inviter jouer lancer laisser lier livrer louer manquer marcher mediatiser
mener menacer mesurer miser mobiliser modeliser monter montrer motiver multiplier mutualiser
negocier nommer noter noyer occuper operer organiser orienter outiller parler parrainer
partager participer passer penser permettre persister piloter placer planter porter poser posseder
pratiquer preciser preconiser preparer presenter presider preter prevoir privilegier proceder
produire programmer prolonger promener proposer prouver publier quitter raconter ramener
rappeler rapporter rassembler realiser rechercher recommander recruter recuperer rediger
reduire referencer regarder regrouper rejeter relayer relater relever remarquer remercier
remonter remplacer remporter rencontrer rendre renforcer renouveler reparer reposer representer
resider ressentir rester restituer resumer retirer retrouver reutiliser reveler rever
sensibiliser sembler sieger signaler signer situer solliciter souhaiter souligner stimuler
subventionner suggerer superviser suppleer susciter tenter tester tirer tisser totaliser
toucher tourner trancher transformer transmettre travailler trouver utiliser valider valoriser
veiller verifier verser viser visiter voter
"""
_SECOND_GROUP = """
accomplir agir aboutir definir elargir etablir finir fournir garantir investir nourrir reunir
remplir reussir saisir choisir unir agrandir
"""
_IRREGULAR = words(
    """
    a ont avait avaient aura auront aurait auraient eut est sont etait etaient sera seront
    serait seraient fut furent fait font faisait fera feront ferait peut peuvent pouvait pourra
    pourront pourrait pourraient veut veulent voulait voudra voudrait voudraient doit doivent
    devait devra devront devrait va vont allait ira iront irait vient viennent venait viendra
    viendront tient tiennent tenait tiendra soutient soutiennent soutenait soutiendra
    soutiendront soutiendrait intervient interviennent interviendra maintient obtient obtiennent
    retient appartient accueille accueillent accueillait accueillera accueilleront accueillerait
    ouvre ouvrent ouvrait ouvrira ouvriront offre offrent offrait offrira met mettent mettait
    mettra mettront permet permettent promet soumet prend prennent prenait prendra apprend
    comprend entreprend rend rendent vend attend repond repondent conduit conduisent produit
    produisent construit construisent dit disent disait dira voit voient prevoit prevoient
    recoit recoivent recevra connait connaissent sait savent suit suivent suivra vit vivent
    inscrit ecrit ecrivent devient deviennent deviendra reste restent sert servent concourt
    concourent beneficie beneficient beneficiera sollicite faut nait sort part partent perd
    dispose repose siege nous vous se s ne n y lui leur qui que dont ou
    """
)


def _first(infinitive: str) -> tuple[str, ...]:
    stem = infinitive[:-2]
    soft = stem + "e" if stem.endswith("g") else stem
    present = stem[:-1] + "i" if stem.endswith("y") else stem
    return (
        *(f"{present}e", f"{present}ent", f"{soft}ait", f"{soft}aient", f"{present}era"),
        *(f"{present}eront", f"{present}erait", f"{present}eraient", f"{soft}a", f"{stem}erent"),
    )


def _second(infinitive: str) -> tuple[str, ...]:
    stem = infinitive[:-1]
    endings = ("t", "ssent", "ssait", "ssaient", "ra", "ront", "rait", "raient", "rent")
    return tuple(stem + ending for ending in endings)


@cache
def finite() -> frozenset[str]:
    """Every form known, with the pronouns that stand before a verb."""
    forms = set(_IRREGULAR)
    for infinitive in words(_FIRST_GROUP):
        if infinitive.endswith("er"):
            forms.update(_first(infinitive))
    for infinitive in words(_SECOND_GROUP):
        forms.update(_second(infinitive))
    return frozenset(forms - _NOUNS)


# Forms that are more often nouns or adjectives where a name is read.
_NOUNS = words("visite livre porte ferme place adresse cuisine marche tourne plante agit")

_LIKE_A_VERB = ("era", "eront", "erait", "eraient", "issent", "aient", "ait", "erent")


def is_verb(token: Token) -> bool:
    """Whether a word is a verb in the third person, as far as its form tells."""
    if token.toward:
        return False
    key = token.key
    return key in finite() or (len(key) > 5 and key.endswith(_LIKE_A_VERB))
