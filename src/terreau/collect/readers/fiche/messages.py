"""The French sentences of what was doubted or rejected, by code; nothing else words them."""

from terreau.collect.readers.fiche.model import Doubt, Rejection

NB = "\u00a0"
DOUBTS = {
    "ambition_number_missing": "Le numéro de l’ambition n’est pas écrit dans ce fichier.",
    "ambition_title_missing": "Le titre de l’ambition n’a pas été trouvé.",
    "enjeu_label_missing": "Cet enjeu n’a pas de libellé dans le fichier.",
    "enjeu_label_differs": (
        "Le libellé au-dessus du tableau («{nb}{found}{nb}») diffère de celui de la liste des "
        "enjeux («{nb}{listed}{nb}»){nb}; celui du tableau est retenu."
    ),
    "enjeu_without_table": "Cet enjeu est annoncé dans la liste, mais aucun tableau ne le suit.",
    "project_without_enjeu": "Ce projet n’est sous aucun enjeu.",
    "row_joined": (
        "Cette ligne, coupée par un saut de page, a été réunie à la précédente{nb}: vérifiez-la."
    ),
    "actor_split_by_page": (
        "Un saut de page passe au milieu des acteurs{nb}: vérifiez ceux qui l’entourent."
    ),
    "contribution_unfinished": (
        "Le texte de la contribution s’arrête sans point final{nb}: il manque peut-être la suite."
    ),
    "name_uncertain": "Le nom du projet, «{nb}{name}{nb}», est lu sans certitude.",
    "no_role": "Aucun rôle n’a été reconnu dans la contribution.",
    "role_uncertain": (
        "«{nb}{spelling}{nb}» nomme peut-être un rôle, sans que la phrase le dise nettement."
    ),
    "role_unknown": "Le rôle «{nb}{spelling}{nb}» n’est pas dans le référentiel des rôles.",
    "no_place": "Aucun lieu certain n’a été trouvé.",
    "place_ambiguous": (
        "Plusieurs territoires s’appellent «{nb}{words}{nb}»{nb}: le plus peuplé est proposé."
    ),
    "place_outside_region": (
        "«{nb}{words}{nb}» n’est pas dans la région dont parle la fiche{nb}: vérifiez ce lieu."
    ),
    "place_unknown": "«{nb}{words}{nb}» semble un lieu, mais il n’a pas de code connu.",
    "place_relation_uncertain": (
        "«{nb}{words}{nb}» est peut-être le siège du porteur, peut-être le lieu de l’action."
    ),
    "no_actor": "Aucun acteur n’a été lu dans cette ligne.",
    "actor_uncertain": (
        "«{nb}{name}{nb}» est lu comme {nature}, sans certitude{nb}: vérifiez sa nature."
    ),
    "actor_separator_missing": (
        "«{nb}{name}{nb}» a été séparé de ce qui le précède sans signe dans le texte{nb}: "
        "vérifiez cette coupe."
    ),
    "actor_maybe_several": "«{nb}{name}{nb}» réunit peut-être plusieurs acteurs.",
    "actor_kind_unknown": (
        "«{nb}{name}{nb}» est lu comme un type d’acteur, mais aucun type connu ne lui correspond."
    ),
    "parenthesis_unclosed": "Une parenthèse n’est pas fermée dans la liste des acteurs.",
    "text_not_read": "Ce texte n’a été rattaché à rien{nb}: «{nb}{text}{nb}».",
    "header_unknown": (
        "Les titres des colonnes ne sont pas ceux d’une fiche{nb}; les colonnes ont été prises "
        "dans l’ordre projet, acteurs, contribution."
    ),
    "table_not_read": "Un tableau n’a pas les colonnes d’une fiche{nb}; il n’a pas été lu.",
    "levers_missing": "Aucune partie sur les leviers n’a été trouvée.",
    "levers_without_list": "La partie sur les leviers ne contient pas de liste.",
}
REJECTIONS = {
    "row_without_name": (
        "Cette ligne ne nomme aucun projet{nb}: écrivez son nom au début de la première cellule, "
        "en gras si possible."
    ),
    "row_truncated": (
        "Cette ligne n’a que {cells} cellule{s} sur {expected}{nb}: complétez-la depuis le "
        "document d’origine."
    ),
}


def doubt(where: str, code: str, **params: str | int) -> Doubt:
    """A doubt with its sentence; KeyError for a code or a parameter that is not known."""
    return Doubt(where, code, DOUBTS[code].format(nb=NB, **params))


def rejection(where: str, code: str, **params: str | int) -> Rejection:
    """A rejection with its sentence; KeyError for a code or a parameter that is not known."""
    return Rejection(where, code, REJECTIONS[code].format(nb=NB, **params))
