"""Bodies that a portfolio's projects cite, and what a machine proposes on pairs of them."""

import datetime as dt

from terreau.accounts.models import Agent
from terreau.accounts.services import model_agent
from terreau.identify.keys import bodies_key, location_key
from terreau.portfolio.judgements import Question, Verdict, add_judgement
from terreau.portfolio.models import (
    Judgement,
    Location,
    Organisation,
    Participation,
    Place,
    Portfolio,
    Project,
    Resolution,
)

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
WHY = [{"code": "alike", "words": "Les deux noms se ressemblent.", "for": True}]


def machine() -> Agent:
    return model_agent("rapprochement", "essai")


def project(portfolio: Portfolio, name: str, year: int = 2024) -> Project:
    made, _ = Project.objects.get_or_create(
        portfolio=portfolio, slug=name.lower().replace(" ", "-"), defaults={"name": name}
    )
    made.year = year
    made.save()
    return made


def body(portfolio: Portfolio, name: str, *projects: str, identifier: str = "") -> Organisation:
    """A body that holds these projects; at least one of its own."""
    count = portfolio.organisations.count()
    made = Organisation.objects.create(
        portfolio=portfolio, slug=f"acteur-{count}", name=name, identifier=identifier
    )
    for one in projects or (f"Projet {count}",):
        Participation.objects.create(
            project=project(portfolio, one), role="holder", organisation=made, words=name
        )
    return made


def propose(
    one: Organisation, other: Organisation, probability: float = 0.7, relation: str = "same"
) -> str:
    """What a machine thinks of a pair; the key of the question. Of a branch, `one` is it."""
    key = bodies_key(one.pk, other.pk)
    first, second = (one, other) if relation == "branch" or one.pk > other.pk else (other, one)
    verdict = Verdict(machine(), AT, Judgement.Status.PROPOSED)
    Resolution.objects.create(
        judgement=add_judgement(Question(Judgement.Kind.RESOLUTION, key, None), verdict, None),
        body=first,
        organisation=second,
        relation=relation,
        probability=probability,
        reasons=WHY,
    )
    return key


def ask_place(place: Place, candidates: list[list[str]]) -> str:
    """What a machine thinks of a place as written; the key of the question."""
    key = location_key(place.project_id, place.relation, place.words)
    verdict = Verdict(machine(), AT, Judgement.Status.PROPOSED)
    Location.objects.create(
        judgement=add_judgement(Question(Judgement.Kind.LOCATION, key, None), verdict, None),
        project=place.project,
        relation=place.relation,
        words=place.words,
        candidates=candidates,
        reasons=["Plusieurs communes portent ce nom."],
    )
    return key
