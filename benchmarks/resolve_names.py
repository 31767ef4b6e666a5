"""Invented mentions of French bodies, with the body of each, as many as wanted, always the same.

Guarantees: towns are those of the gazetteer, all else is drawn from the general words below; two
bodies never have one name in one département; local branches of one union are different bodies.
How people write (cuts, sigles, typing errors, towns added) is put here by hand, apart from the
matcher's rules and without a look at them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from terreau.territory.gazetteer import Entry, Level, load
from terreau.territory.names import fold

SEED = 20_240_917
MENTIONS = 3.0  # rows a body, on average

NOUNS = (
    "ateliers jardins amis chemins sentiers voisins passeurs semeurs bâtisseurs colporteurs "
    "tisseurs veilleurs marcheurs conteurs glaneurs potagers vergers moulins lavoirs fournils "
    "tréteaux pinceaux carnets rouages copeaux galets roseaux coquelicots hirondelles martinets "
    "hérissons libellules grillons écureuils papillons horizons rivages courants lanternes "
    "boussoles passerelles escales cabanes tonneaux guinguettes cuisines bobines ressorts"
).split()
ADJECTIVES = (
    "solidaires partagés nomades libres verts bleus joyeux curieux engagés fertiles vivants "
    "sauvages citoyens populaires ouverts mobiles créatifs tranquilles lointains nouveaux "
    "enchantés bavards discrets ruraux urbains artisans fraternels durables patients malins "
    "vagabonds ordinaires impatients rieurs lunaires solaires secrets perchés"
).split()
CAUSES = (
    "la culture|le patrimoine|l’insertion|la jeunesse|le vivre ensemble|la mobilité douce|"
    "le réemploi|l’agriculture paysanne|l’éducation populaire|le logement des jeunes|"
    "la transition écologique|l’aide à domicile|la petite enfance|le sport pour tous|"
    "l’accès aux droits|la lecture publique|l’inclusion numérique|la biodiversité|"
    "la musique ancienne|le théâtre amateur|la forêt|la rivière|le bocage|l’habitat participatif"
).split("|")
PATRONS = (
    "Jules Ferry|Jean Moulin|Marie Curie|Victor Hugo|Louise Michel|Jean Jaurès|Jacques Prévert|"
    "Simone Veil|Pierre Mendès France|Rosa Parks|Albert Camus|Lucie Aubrac|Jean Monnet|"
    "Paul Éluard|Émile Zola|Georges Brassens|Joliot Curie|Olympe de Gouges|La Fontaine"
).split("|")
TRADES = (
    "apiculteurs|retraités agricoles|parents d’élèves|chasseurs|pêcheurs|randonneurs|artisans|"
    "jeunes agriculteurs|donneurs de sang|maires ruraux|sapeurs pompiers|locataires|"
    "familles rurales de montagne|aveugles et malvoyants|centres sociaux|foyers ruraux"
).split("|")
OF_TOWN = (
    "comité des fêtes|amicale laïque|foyer rural|club de l’amitié|union sportive|"
    "association sportive|société de chasse|office de tourisme|maison des jeunes et de la culture|"
    "centre social|mission locale|harmonie municipale|tennis club|judo club|football club|"
    "école de musique|association des parents d’élèves|association familiale|régie de quartier|"
    "syndicat d’initiative|épicerie sociale|association de sauvegarde du patrimoine"
).split("|")
PUBLIC = (
    "centre communal d’action sociale|école maternelle|groupe scolaire|école élémentaire|collège|"
    "lycée|ehpad|médiathèque|centre hospitalier|syndicat des eaux|maison de santé|crèche"
).split("|")
SCHOOLS = {"école maternelle", "groupe scolaire", "école élémentaire", "collège", "lycée"}
SHORTER = {
    "association": ("assoc", "asso", "ass.", "assoc."),
    "saint": ("st", "st."),
    "sainte": ("ste",),
    "centre": ("ctre", "ctr"),
    "communauté": ("com.", "comm."),
    "communes": ("com.", "communes"),
    "communal": ("com.",),
    "maison": ("mais.",),
    "syndicat": ("synd.", "synd"),
    "école": ("ec.", "ecole"),
    "maternelle": ("mat.",),
    "élémentaire": ("elem.", "élém"),
    "départementale": ("dép.", "departementale"),
    "fédération": ("féd.", "fede"),
    "union": ("un.",),
    "société": ("sté", "ste"),
    "développement": ("dévt", "dev."),
    "municipale": ("mun.",),
    "sportive": ("sport.",),
}
SMALL = {"de", "du", "des", "la", "le", "les", "l", "d", "et", "à", "en", "pour", "aux"}
NEAR = "azertyuiopqsdfghjklmwxcvbn"


class Mention(NamedTuple):
    """A row: the name as written, its département, the number of the body."""

    name: str
    place: str
    truth: str


class Body(NamedTuple):
    """A body: its own name without town, what joins it to its town, what it may be written as."""

    name: str
    town: str
    joined: str
    departement: str
    needs_town: bool


def mentions(rows: int, seed: int = SEED) -> list[Mention]:
    """Exactly `rows` mentions, shuffled."""
    chance = random.Random(seed)
    given: list[Mention] = []
    for number, body in enumerate(bodies(chance)):
        times = 1 + min(14, int(chance.expovariate(1 / (MENTIONS - 0.5))))
        # Half the time a file repeats a name as it stands, from one year to the next.
        written = [write(body, chance)]
        for _ in range(times - 1):
            again = chance.random() < 0.5
            written.append(chance.choice(written) if again else write(body, chance))
        given += [Mention(name, body.departement, f"b{number}") for name in written]
        if len(given) >= rows:
            break
    del given[rows:]
    chance.shuffle(given)
    return given


def bodies(chance: random.Random) -> Iterator[Body]:
    """Bodies without end, no two of one name in one département."""
    towns = [entry for entry in load().entries(Level.COMMUNE) if len(entry.name) > 2]
    weights = [round((entry.population or 50) ** 0.6) for entry in towns]
    departements = list(load().entries(Level.DEPARTEMENT))
    seen: set[tuple[str, str]] = set()
    while True:
        for town in chance.choices(towns, weights, k=1_000):
            body = _body(town, departements, chance)
            key = (told_by(body), body.departement)
            if key not in seen:
                seen.add(key)
                yield body


def _body(town: Entry, departements: list[Entry], chance: random.Random) -> Body:
    code = town.code[:3] if town.code.startswith("97") else town.code[:2]
    joined = linked(town.name)
    kind = chance.random()
    if kind < 0.58:
        own, joined = _of_town(kind, joined, chance)
        return Body(own, town.name, joined, code, needs_town=True)
    if kind < 0.64:
        area = chance.choice(departements)
        head = chance.choice(("union départementale des", "fédération départementale des"))
        own = f"{head} {chance.choice(TRADES)}"
        return Body(own, area.name, f"de {area.name}", area.code, needs_town=True)
    if kind < 0.72:
        own = f"association pour {' et '.join(chance.sample(CAUSES, 2))}"
        return Body(own, town.name, joined, code, needs_town=True)
    own = f"les {chance.choice(NOUNS)} {chance.choice(ADJECTIVES)}"
    if chance.random() < 0.5:
        own = f"association {own}"
    if chance.random() < 0.4:
        own += f" pour {chance.choice(CAUSES)}"
    return Body(own, town.name, joined, code, needs_town=chance.random() < 0.5)


def _of_town(kind: float, joined: str, chance: random.Random) -> tuple[str, str]:
    """A body that its town tells from others: its name, and how the town is joined to it."""
    if kind < 0.18:
        return "commune", joined
    if kind < 0.24:
        return "communauté de communes", f"du pays {joined}"
    if kind < 0.38:
        own = chance.choice(PUBLIC)
        return f"{own} {chance.choice(PATRONS)}" if own in SCHOOLS else own, joined
    return chance.choice(OF_TOWN), joined


def linked(town: str) -> str:
    """« de Bègles », « d’Agen », « du Mans », « des Herbiers », as French joins a town."""
    for article, glued in (("Le ", "du "), ("Les ", "des ")):
        if town.startswith(article):
            return glued + town[len(article) :]
    return f"d’{town}" if fold(town)[0] in "aeiouy" else f"de {town}"


def full(body: Body) -> str:
    """The name of a body as its statutes would have it."""
    return f"{body.name} {body.joined}" if body.needs_town else body.name


def told_by(body: Body) -> str:
    """What tells a body from others of its département, once what people drop is dropped."""
    own = body.name.removeprefix("association ")
    return own.split(" pour ")[0] if own.startswith("les ") else fold(full(body))


def write(body: Body, chance: random.Random) -> str:
    """One way among many of writing a body's name."""
    name = _head(body, chance)
    words = [_short(word, chance) for word in name.split()]
    if chance.random() < 0.06:
        at = chance.randrange(len(words))
        words[at] = typed(words[at], chance)
    if chance.random() < 0.02 and len(words) > 3:
        at = chance.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
    name = " ".join(words)
    if chance.random() < 0.03:
        name = name[:38]
    return _cased(name, chance)


def _head(body: Body, chance: random.Random) -> str:
    if body.name == "commune":
        ways = (f"commune {body.joined}", f"mairie {body.joined}", f"ville {body.joined}")
        return chance.choice((*ways, body.town))
    own = body.name
    if own.startswith("association "):
        own = own.removeprefix("association ") if chance.random() < 0.25 else own
    elif own.startswith("les ") and chance.random() < 0.2:
        own = f"association {own}"
    if own == "centre communal d’action sociale" and chance.random() < 0.6:
        own = "ccas"
    if own == "communauté de communes" and chance.random() < 0.5:
        own = chance.choice(("cc", "cdc", "com com"))
    if body.needs_town:
        own = f"{own} {chance.choice((body.joined, body.joined, body.town))}"
    elif chance.random() < 0.12:
        own = f"{own} {chance.choice((body.town, f'({body.town})', f'- {body.town}'))}"
    letters = sigle(body.name)
    if len(letters) >= 4 and chance.random() < 0.06:
        own = f"{own} ({letters})" if chance.random() < 0.7 else f"{letters} {own}"
    if chance.random() < 0.03:
        own += chance.choice((" (association loi 1901)", " asso loi 1901"))
    return own


def sigle(name: str) -> str:
    """The initials of the words that count."""
    words = fold(name.replace("’", " ")).split()
    return "".join(word[0] for word in words if word not in SMALL).upper()


def _short(word: str, chance: random.Random) -> str:
    ways = SHORTER.get(word.lower())
    return chance.choice(ways) if ways and chance.random() < 0.22 else word


def typed(word: str, chance: random.Random) -> str:
    """A word with one letter doubled, lost, changed or swapped."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    match chance.randrange(4):
        case 0:
            return word[:at] + word[at] + word[at:]
        case 1:
            return word[:at] + word[at + 1 :]
        case 2:
            return word[:at] + chance.choice(NEAR) + word[at + 1 :]
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _cased(name: str, chance: random.Random) -> str:
    way = chance.random()
    if way < 0.35:
        return fold(name).upper()
    if way < 0.5:
        return name.upper()
    if way < 0.75:
        return name[:1].upper() + name[1:]
    return name.title() if way < 0.9 else name
