"""The surface of French: elision, contraction, a few verb forms, numbers and signs.

Pure functions on strings. They cover what the text banks of this package hold, and say so:
a verb that no rule covers raises KeyError instead of being guessed.
"""

from __future__ import annotations

import re
import unicodedata

NBSP = "\u00a0"
VOWELS = "aeiouyàâäéèêëîïôöûüùœæ"
# Words before which nothing elides: those of the banks that begin with an aspirated h, and onze.
ASPIRATED = (
    "hameau",
    "handicap",
    "haut",
    "haie",
    "hangar",
    "hall",
    "halte",
    "haras",
    "hasard",
    "hérisson",
    "hors",
    "huit",
    "onze",
    "ouate",
)
# Infinitive: past participle, il (present), nous (present), stem of the future.
IRREGULAR = {
    "accueillir": ("accueilli", "accueille", "accueillons", "accueiller"),
    "aller": ("allé", "va", "allons", "ir"),
    "apprendre": ("appris", "apprend", "apprenons", "apprendr"),
    "concevoir": ("conçu", "conçoit", "concevons", "concevr"),
    "conclure": ("conclu", "conclut", "concluons", "conclur"),
    "coudre": ("cousu", "coud", "cousons", "coudr"),
    "cueillir": ("cueilli", "cueille", "cueillons", "cueiller"),
    "cuire": ("cuit", "cuit", "cuisons", "cuir"),
    "débattre": ("débattu", "débat", "débattons", "débattr"),
    "émettre": ("émis", "émet", "émettons", "émettr"),
    "écrire": ("écrit", "écrit", "écrivons", "écrir"),
    "entendre": ("entendu", "entend", "entendons", "entendr"),
    "envoyer": ("envoyé", "envoie", "envoyons", "enverr"),
    "faire": ("fait", "fait", "faisons", "fer"),
    "intervenir": ("intervenu", "intervient", "intervenons", "interviendr"),
    "mettre": ("mis", "met", "mettons", "mettr"),
    "moudre": ("moulu", "moud", "moulons", "moudr"),
    "ouvrir": ("ouvert", "ouvre", "ouvrons", "ouvrir"),
    "prendre": ("pris", "prend", "prenons", "prendr"),
    "prévenir": ("prévenu", "prévient", "prévenons", "préviendr"),
    "prévoir": ("prévu", "prévoit", "prévoyons", "prévoir"),
    "recueillir": ("recueilli", "recueille", "recueillons", "recueiller"),
    "relire": ("relu", "relit", "relisons", "relir"),
    "remettre": ("remis", "remet", "remettons", "remettr"),
    "rendre": ("rendu", "rend", "rendons", "rendr"),
    "reprendre": ("repris", "reprend", "reprenons", "reprendr"),
    "rouvrir": ("rouvert", "rouvre", "rouvrons", "rouvrir"),
    "réécrire": ("réécrit", "réécrit", "réécrivons", "réécrir"),
    "servir": ("servi", "sert", "servons", "servir"),
    "soutenir": ("soutenu", "soutient", "soutenons", "soutiendr"),
    "suivre": ("suivi", "suit", "suivons", "suivr"),
    "tendre": ("tendu", "tend", "tendons", "tendr"),
    "tenir": ("tenu", "tient", "tenons", "tiendr"),
    "traduire": ("traduit", "traduit", "traduisons", "traduir"),
}
# Second group, regular: -it, -issons.
SECOND_GROUP = {"bâtir", "garantir", "remplir", "réunir", "répartir", "fournir", "établir"}
DOUBLED = {"appeler", "jeter", "rappeler"}
BEING = {"aller", "intervenir", "passer", "venir", "arriver"}
FORMS = ("inf", "nous", "il", "passe", "futur_nous", "futur_il")
_SECOND_VERB = re.compile(
    r"(?:\b(?:et|ou|puis|avant)|,)\s+(?:puis\s+)?(?:de |d’|à )?(?:la |le |les |l’|y |en )?"
    r"(?!hiver|atelier|janvier|février|métier|escalier|potager|premier|boulanger|dernier|meunier)"
    r"[a-zà-ÿœ]+(?:er|ir|re|oir)\b"
)
_ELIDING = re.compile(
    r"(?:^|(?<=[\s(«\u00a0]))(de|que|le|la|je|ne|se|jusque|lorsque|puisque) $", re.I
)


def begins_with_vowel_sound(text: str) -> bool:
    """Whether « de » elides before this text."""
    word = re.sub(r"^[«\s\u00a0]+", "", text.lower())
    if word.startswith(ASPIRATED):
        return False
    if word.startswith("y") and not word.startswith(("y ", "y’", "yeu")):
        return False
    return bool(word) and (word[0] in VOWELS or word[0] == "h")


def join(before: str, text: str, *, noun: bool) -> str:
    """Put `text` after `before`, with elision; with `noun`, « de le » and « à les » contract."""
    if noun and (match := re.search(r"(?:^|(?<=[\s(«’]))(de|à|De|À) $", before)):
        merged = contract(match[1], text)
        return before[: match.start()] + merged
    if (match := _ELIDING.search(before)) and begins_with_vowel_sound(text):
        return before[:-2] + "’" + text
    if re.search(r"(?:^|\s)[Ss]i $", before) and re.match(r"ils?\b", text):
        return before[:-2] + "’" + text
    return before + text


def contract(preposition: str, noun: str) -> str:
    """« de » or « à » before a noun group: du, des, au, aux, d’, de l’."""
    small = preposition.lower()
    forms = {"de": ("du", "des"), "à": ("au", "aux")}[small]
    for article, merged in zip(("le ", "les "), forms, strict=True):
        if noun.startswith(article):
            said = merged + " " + noun[len(article) :]
            break
    else:
        elided = small == "de" and begins_with_vowel_sound(noun)
        said = ("d’" if elided else small + " ") + noun
    return capital(said) if preposition[0].isupper() else said


def at_place(name: str) -> str:
    """« à Pau », « au Bugue », « aux Eyzies », « à La Rochelle »."""
    return contract("à", with_small_article(name))


def of_place(name: str) -> str:
    """« de Pau », « du Bugue », « d’Agen », « de La Rochelle »."""
    return contract("de", with_small_article(name))


def with_small_article(name: str) -> str:
    """« le Bugue », « les Eyzies »: the article as it is said in a sentence."""
    return re.sub(r"^Les? ", lambda match: match[0].lower(), name)


def capital(text: str) -> str:
    """The text with its first letter in capitals, after an opening sign."""
    for index, char in enumerate(text):
        if char.isalnum():
            return text[:index] + char.upper() + text[index + 1 :]
    return text


def whole(number: int) -> str:
    """1 234 with no-break spaces."""
    return f"{number:,}".replace(",", NBSP)


def is_plural(group: str) -> bool:
    """Whether a noun group with its articles takes a verb in the plural."""
    return group.startswith("les ") or bool(re.search(r" et (?:le|la|les|l’)\b ?", group))


def has_one_verb(phrase: str) -> bool:
    """Whether only its first word is an infinitive, so that the phrase can be conjugated."""
    return not phrase.startswith("s’") and not _SECOND_VERB.search(phrase)


def conjugate(phrase: str, form: str) -> str:
    """A verb group in the infinitive, said in one of FORMS; `passe` is the participle alone."""
    verb, _, rest = phrase.partition(" ")
    if form == "inf":
        return phrase
    participle, il, nous, future = _parts(verb)
    said = {
        "nous": nous,
        "il": il,
        "passe": participle,
        "futur_nous": f"{future}ons",
        "futur_il": f"{future}a",
    }[form]
    return f"{said} {rest}".strip()


def _parts(verb: str) -> tuple[str, str, str, str]:
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    if verb in SECOND_GROUP:
        stem = verb[:-1]
        return stem, f"{stem}t", f"{stem}ssons", verb
    if not verb.endswith("er"):
        raise KeyError(verb)
    stem = verb[:-2]
    link = {"g": "e", "c": ""}.get(stem[-1], "")
    plural = (stem[:-1] + "ç" if stem.endswith("c") else stem) + link + "ons"
    strong = _strong(verb, stem)
    future = strong if verb in DOUBLED or _mute_e(stem) or stem.endswith(("oy", "uy")) else stem
    return f"{stem}é", f"{strong}e", plural, f"{future}er"


def _mute_e(stem: str) -> bool:
    return bool(re.search(r"(?<![aeiouq])e[bcdfglmnprstvz]$", stem))


def _strong(verb: str, stem: str) -> str:
    """The stem before a silent ending: achète, jette, répète, essaie."""
    if verb in DOUBLED:
        return stem + stem[-1]
    if stem.endswith(("oy", "uy")):
        return stem[:-1] + "i"
    if _mute_e(stem):
        return stem[:-2] + "è" + stem[-1]
    return re.sub(r"é((?:[bcdfglmnprstvz]|ch|gn|qu|gu|[bcdfgpt][lr]))$", r"è\1", stem)


def polish(text: str) -> str:
    """French signs: no-break spaces inside guillemets and before : ; ! ? % €; one full stop."""
    text = re.sub(r"\s+", lambda m: NBSP if NBSP in m[0] else " ", text).strip()
    text = re.sub(r"«[ \u00a0]?", f"«{NBSP}", text)
    text = re.sub(r"[ \u00a0]?»", f"{NBSP}»", text)
    text = re.sub(r"[ \u00a0]?([;!?%€])", NBSP + r"\1", text)
    text = re.sub(r"[ \u00a0]?:(?=\s|$)", f"{NBSP}:", text)
    text = re.sub(r"\s+([.,])", r"\1", text)
    text = re.sub(r"(\d) (?=000\b|euros?\b|kilo|mois\b|ans\b|foyers\b)", r"\1" + NBSP, text)
    return re.sub(r"([!?])\.", r"\1", text.replace("..", "."))


def plain(text: str) -> str:
    """The text folded for comparison: no case, accent, sign or double space."""
    bare = unicodedata.normalize("NFD", text.lower())
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(re.findall(r"[a-z0-9]+", bare.replace("œ", "oe").replace("æ", "ae")))
