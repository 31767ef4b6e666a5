"""What is true of the invented portfolio before a word is written: projects, bodies, places, codes.

The same seed and number give the same plan. A project's main enjeu is drawn among those that its
family of projects may serve: the same kind of project answers different enjeux, as in life.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from scripts.fictif.banks import Family, enjeux, families, names
from scripts.fictif.names import Organisation, ascii_slug, organisations
from scripts.fictif.places import Place, draw, near

PROJECTS = 440
FIRST_YEAR = 2014
PER_YEAR = (24, 30, 34, 38, 42, 44, 40, 46, 48, 48, 46)
ROLES = ("aiguillon", "inspirateur", "connecteur")
STAGES = ("émergence", "expérimentation", "déploiement", "essaimage", "terminé", "abandonné")
VOICES = "ampt"
CALL = "Appel fictif Pousses communes"
FUNDER = "Fondation fictive Grand Pollen"
# What the families lean to is evened out between ambitions, not to the full.
LEANING = {"1": 1.25, "2": 0.7, "3": 1.5}
HOLDERS, PARTNERS = 0.78, 0.5


@dataclass(frozen=True, slots=True)
class Actor:
    """A partner of a project: a body, or a kind of actor with its notation."""

    body: Organisation | None
    words: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that is true of one project; `seat` is where the holder is, `at` where it acts."""

    number: int
    slug: str
    name: str
    family: Family
    year: int
    holder: Organisation
    at: Place
    second: Place | None
    scope: str
    partners: tuple[Actor, ...]
    enjeu: str
    secondary: str
    roles: tuple[str, ...]
    voice: str
    trajectory: str
    stage: str
    publics: tuple[str, str]
    decoy: str
    other: Family
    amount: int
    budget: int
    decided: date

    @property
    def ambition(self) -> str:
        """The notation of the main enjeu's ambition."""
        return enjeux()[self.enjeu].ambition

    @property
    def code(self) -> str:
        """The number of the dossier, as its folder is named."""
        return f"PC-{self.year}-{self.number:03d}"


def plan(seed: int, count: int = PROJECTS) -> list[Project]:
    """The projects by year, then number."""
    rng = random.Random(f"{seed}:plan")
    holders = organisations(
        rng, [draw(rng) for _ in range(round(count * (HOLDERS + PARTNERS)) + 8)]
    )
    cut = round(count * HOLDERS) + 4
    used: set[str] = set()
    order = _families(rng, count)
    return [
        _project(rng, number, order[number - 1], _year(number, count), holders, cut, used)
        for number in range(1, count + 1)
    ]


def _year(number: int, count: int) -> int:
    rank = (number - 1) * PROJECTS // count
    for offset, size in enumerate(PER_YEAR):
        if rank < size:
            return FIRST_YEAR + offset
        rank -= size
    raise ValueError(number)


def _families(rng: random.Random, count: int) -> list[Family]:
    """Every family about as often, never twice in a row."""
    order: list[Family] = []
    while len(order) < count:
        batch = list(families())
        rng.shuffle(batch)
        order += batch
    return order[:count]


def _project(
    rng: random.Random,
    number: int,
    family: Family,
    year: int,
    bodies: list[Organisation],
    cut: int,
    used: set[str],
) -> Project:
    fitting = [one for one in bodies[:cut] if one.place.setting in family.settings]
    holder = rng.choice(fitting or bodies[:cut])
    elsewhere = rng.random() < 0.22 and not fitting
    at = near(holder.place, rng) if elsewhere else holder.place
    main = _main(rng, family)
    name = _name(rng, family, used)
    trajectory = rng.choices("ets", (3, 5, 2))[0]
    budget = rng.randint(22, 210) * 1000 + rng.choice((0, 0, 500, 240, 875))
    return Project(
        number=number,
        slug=ascii_slug(name),
        name=name,
        family=family,
        year=year,
        holder=holder,
        at=at,
        second=near(at, rng) if rng.random() < 0.18 else None,
        scope=rng.choices(("commune", "epci", "departement"), (70, 20, 10))[0],
        partners=_partners(rng, family, holder, bodies),
        enjeu=main,
        secondary=_secondary(rng, family, main),
        roles=_roles(rng),
        voice=rng.choice(VOICES),
        trajectory=trajectory,
        stage=_stage(rng, trajectory, year),
        publics=(*rng.sample(names("publics"), 2),),  # type: ignore[arg-type]
        decoy=rng.choice([notation for notation in enjeux() if notation[0] != main[0]]),
        other=rng.choice([one for one in families() if one.id != family.id]),
        amount=max(4000, round(budget * rng.uniform(0.18, 0.62) / 500) * 500),
        budget=budget,
        decided=date(year, 5, 4) + timedelta(days=rng.choice((0, 0, 9, 38, 152, 171))),
    )


def _main(rng: random.Random, family: Family) -> str:
    balanced = [weight * LEANING.get(one[0], 1) for one, weight in family.enjeux]
    drawn: str = rng.choices([one for one, _ in family.enjeux], balanced)[0]
    return drawn


def _secondary(rng: random.Random, family: Family, main: str) -> str:
    left = [notation for notation, _ in family.enjeux if notation != main]
    return rng.choice(left) if left and rng.random() < 0.42 else ""


def _roles(rng: random.Random) -> tuple[str, ...]:
    count = rng.choices((0, 1, 2, 3), (5, 52, 38, 5))[0]
    drawn = rng.sample(ROLES, count)
    return tuple(role for role in ROLES if role in drawn)


def _stage(rng: random.Random, trajectory: str, year: int) -> str:
    if year <= 2021 and rng.random() < 0.6:
        return rng.choices(("terminé", "déploiement", "essaimage", "abandonné"), (6, 3, 2, 1))[0]
    return {"e": "émergence", "t": "expérimentation", "s": "essaimage"}[trajectory]


def _name(rng: random.Random, family: Family, used: set[str]) -> str:
    while True:
        word = rng.choice(family.words)
        pattern = rng.choice(names("project_patterns"))
        name = pattern.replace("{W}", word)
        if ascii_slug(name) not in used:
            used.add(ascii_slug(name))
            return name


def _partners(
    rng: random.Random, family: Family, holder: Organisation, bodies: list[Organisation]
) -> tuple[Actor, ...]:
    nearby = [one for one in bodies if one.place.departement == holder.place.departement]
    pool = [one for one in (nearby if len(nearby) > 6 else bodies) if one.id != holder.id]
    named = rng.sample(pool, rng.choice((2, 2, 3, 4)))
    kinds = rng.sample(family.kinds, rng.choice((2, 3)))
    return (
        *(Actor(body) for body in named),
        *(Actor(None, words, kind) for words, kind in kinds),
    )
