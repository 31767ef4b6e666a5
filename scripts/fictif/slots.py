"""What each slot of a frame says for one project: its words, places, bodies, dates and amounts."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from scripts.fictif.banks import enjeux, names
from scripts.fictif.french import (
    BEING,
    FORMS,
    at_place,
    conjugate,
    contract,
    has_one_verb,
    of_place,
    whole,
    with_small_article,
)
from scripts.fictif.names import person
from scripts.fictif.places import DEPARTEMENTS, draw
from scripts.fictif.plan import Project
from scripts.fictif.words import Told

from terreau.web.typography import MONTHS

Slots = dict[str, Callable[[], str]]


def slots(project: Project, rng: random.Random, told: Told) -> Slots:
    """The slots of a project; what was told least comes first."""
    family = project.family
    bodies = [actor.body.group for actor in project.partners if actor.body]
    kinds = [f"les {actor.words}" for actor in project.partners if actor.kind]
    worlds = list(family.worlds)
    for options in (bodies, kinds, worlds):
        rng.shuffle(options)
    kinds.sort(key=worlds[:2].__contains__)
    found: Slots = {
        "porteur": lambda: project.holder.group,
        "de_porteur": lambda: project.holder.of,
        "partenaire": lambda: bodies[0],
        "partenaire2": lambda: bodies[1],
        "de_partenaire": lambda: contract("de", bodies[0]),
        "kind1": lambda: kinds[0],
        "kind2": lambda: kinds[1],
        "world1": lambda: worlds[0],
        "world2": lambda: worlds[1],
        "titre": lambda: project.name,
        "projet": lambda: _said(project.name, rng),
        "de_projet": lambda: f"du projet {project.name}",
        "what": lambda: family.what,
        "blind": lambda: family.blind,
        "model": lambda: family.model,
        "publics": lambda: project.publics[0],
        "publics2": lambda: project.publics[1],
        "aux_publics": lambda: contract("à", project.publics[0]),
        "des_publics": lambda: contract("de", project.publics[0]),
        "de_publics": lambda: contract("de", project.publics[0].removeprefix("les ")),
        "lequartier": lambda: rng.choice(names("districts")),
        "jourdesemaine": lambda: rng.choice(names("weekdays")),
        "signataire": lambda: f"Pour {bodies[0]}, {person(rng)}",
    }
    return (
        found
        | _places(project, rng)
        | _times(project, rng)
        | _phrases(project, rng, told)
        | _sums(project, rng)
        | _people(rng)
    )


def _people(rng: random.Random) -> Slots:
    """A first name, then who that person is, in the same gender."""
    drawn = {"gender": "women"}

    def first_name() -> str:
        drawn["gender"] = rng.choice(("women", "men"))
        return rng.choice(names(drawn["gender"]))

    return {
        "prenom": first_name,
        "qui": lambda: rng.choice(names(f"who_{drawn['gender']}")),
    }


def _said(name: str, rng: random.Random) -> str:
    bare = name if name.startswith(("La ", "L’")) else f"« {name} »"
    return rng.choice((f"le projet {name}", bare, bare))


def _places(project: Project, rng: random.Random) -> Slots:
    name, en_dep, de_dep = DEPARTEMENTS[project.at.departement]
    here = [project.at.name] + ([project.second.name] if project.second else [])

    def around(name: str) -> str:
        ways = ("", "", "", "autour {}", "du côté {}", "dans le secteur {}", "près {}")
        way = rng.choice(ways)
        return way.format(of_place(name)) if way else at_place(name)

    def elsewhere() -> str:
        while (place := draw(rng)).departement == project.at.departement:
            pass
        return with_small_article(place.name)

    return {
        "lieu": lambda: around(rng.choice(here)),
        "a_lieu": lambda: at_place(project.at.name),
        "de_lieu": lambda: of_place(project.at.name),
        "dep": lambda: name,
        "en_dep": lambda: en_dep,
        "de_dep": lambda: de_dep,
        "autre_ville": elsewhere,
        "de_autre_ville": lambda: of_place(elsewhere()),
    }


def _times(project: Project, rng: random.Random) -> Slots:
    return {
        "avant": lambda: str(project.year - rng.randint(1, 6)),
        "an": lambda: str(project.year + rng.choice((0, 1, 1))),
        "apres": lambda: str(project.year + rng.choice((2, 3))),
        "jour": lambda: written(project.decided - timedelta(days=rng.randint(20, 200))),
        "jour2": lambda: written(project.decided + timedelta(days=rng.randint(220, 800))),
    }


def written(day: date) -> str:
    """A date in words: 1er mars 2019."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def _phrases(project: Project, rng: random.Random, told: Told) -> Slots:
    family, enjeu = project.family, enjeux()[project.enjeu]
    left = rng.sample(family.acts, len(family.acts))

    def act(form: str) -> str:
        """The act told least among those that this form can tell."""
        return conjugate(told.least([one for one in left if _can_be_told(one, form)]), form)

    forms = {"act": "inf", "act2": "inf"} | {form: form for form in FORMS if form != "inf"}
    found: Slots = {slot: partial(act, form) for slot, form in forms.items()}
    for slot, options in (
        ("need", family.needs),
        ("snag", family.snags),
        ("result", family.results),
        ("quote", family.quotes),
        ("cout", family.costs),
        ("stake", enjeu.stakes),
        ("aim", enjeu.aims),
        ("effect", enjeu.effects),
        ("autre", project.other.acts),
        ("autre_besoin", project.other.needs),
    ):
        found[slot] = partial(told.least, rng.sample(options, len(options)))
    found["cout2"] = found["cout"]
    return found


def _can_be_told(act: str, form: str) -> bool:
    if form == "inf":
        return True
    return has_one_verb(act) and not (form == "passe" and act.split(maxsplit=1)[0] in BEING)


def _sums(project: Project, rng: random.Random) -> Slots:
    share = round(100 * project.amount / project.budget)
    return {
        "budget": lambda: whole(project.budget),
        "part": lambda: str(share),
        "montant": lambda: whole(project.amount),
        "hasard": lambda: whole(rng.randint(2, 40)),
    }
