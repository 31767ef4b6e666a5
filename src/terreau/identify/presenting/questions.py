"""The three questions as pages: what each shows, what can be answered, what is heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from terreau.identify.desk.model import (
    Answer,
    Asked,
    Candidate,
    Case,
    NamedCase,
    PlaceCase,
    Progress,
)
from terreau.identify.presenting import answers, bodies, words
from terreau.identify.presenting.addresses import desk_address, queue_address
from terreau.portfolio.models import Participation, Place, Portfolio
from terreau.web.parts import Link
from terreau.web.typography import accord, nombre

AnyCase = Case | PlaceCase | NamedCase
MOST_PROJECTS = 6
TITLES = {
    Asked.BODIES: "Est-ce le même organisme ?",
    Asked.PLACES: "Quel est ce lieu ?",
    Asked.NAMED: "Qui est nommé ici ?",
}
CALLS = {
    Asked.BODIES: "Comparer les organismes",
    Asked.PLACES: "Situer les lieux",
    Asked.NAMED: "Lire les mentions",
}


def subject(case: AnyCase) -> str:
    """What a case is about, in a few words."""
    if isinstance(case, Case):
        return f"« {case.left.name} » et « {case.right.name} »"
    return f"« {case.words} »"


def context(
    case: AnyCase, found: tuple[Candidate, ...] | None, role: str, asked_words: str
) -> dict[str, Any]:
    """What the template of a case takes.

    `found` are the territories that a search gave (None: nobody searched), `role` the one that
    was sent with an answer that could not be kept.
    """
    if isinstance(case, Case):
        return _bodies(case)
    if isinstance(case, PlaceCase):
        return _place(case, found, asked_words)
    return _named(case, role)


def _bodies(case: Case) -> dict[str, Any]:
    shown = bodies.pair(case)
    return {
        "case_template": "identify/parts/bodies.html",
        "heard": f"{subject(case)} : {shown.likely}, {shown.figure}",
        "shown": shown,
        "proposed": _proposed_branch(case),
        "sides": (shown.left, shown.right),
        "choices": answers.BODIES,
        "branches": answers.branches(case.left.name, case.right.name),
    }


def _proposed_branch(case: Case) -> str:
    """What the machine takes for a branch, in words; blank where it proposes the same body."""
    if case.relation != Answer.BRANCH:
        return ""
    pair = (case.left.name, case.right.name)
    branch, of = pair if case.branch == "left" else pair[::-1]
    return f"« {branch} » serait une antenne de « {of} »."


def _place(
    case: PlaceCase, found: tuple[Candidate, ...] | None, asked_words: str
) -> dict[str, Any]:
    links = [Link(name, url) for name, url in case.projects]
    shown = answers.candidates(case) if found is None else answers.territories(found)
    relation = Place.Relation(case.relation).label
    return {
        "case_template": "identify/parts/places.html",
        "heard": f"{subject(case)} : {nombre(len(shown))} {accord(len(shown), 'proposition')}",
        "relation": relation.capitalize(),
        "touched": words.projects(len(links)),
        "projects": links[:MOST_PROJECTS],
        "more_projects": max(0, len(links) - MOST_PROJECTS),
        "candidates": shown,
        "choices": answers.PLACES,
        "asked_words": asked_words,
    }


def _named(case: NamedCase, role: str) -> dict[str, Any]:
    shown = answers.bodies_named(case)
    chosen = role or case.role or Participation.Role.PARTNER
    return {
        "case_template": "identify/parts/mentions.html",
        "heard": f"{subject(case)} : {nombre(len(shown))} {accord(len(shown), 'proposition')}",
        "candidates": shown,
        "speaking_for": [said for said, speaks_for in case.reasons if speaks_for],
        "against": [said for said, speaks_for in case.reasons if not speaks_for],
        "choices": answers.NAMED,
        "roles": [
            {
                "value": one.value,
                "label": one.label,
                "chosen": one == chosen,
                "proposed": one == case.role,
            }
            for one in answers.ROLES
        ],
    }


def queues(portfolio: Portfolio, known: Mapping[Asked, Progress]) -> list[dict[str, Any]]:
    """The three queues: how many questions are left, what was answered, where each begins."""
    return [
        {
            "label": words.QUEUES[asked],
            "call": CALLS[asked],
            "url": queue_address(portfolio, asked),
            "left": one.left,
            "answered": one.answered,
            "total": one.left + one.answered,
            "told": _told(one),
        }
        for asked, one in known.items()
    ]


def tabs(portfolio: Portfolio, left: Mapping[Asked, int], current: Asked) -> list[dict[str, Any]]:
    """The way from one queue to the others, with how many questions are left in each."""
    return [
        {
            "label": words.SHORT_QUEUES[asked],
            "url": queue_address(portfolio, asked),
            "left": count,
            "current": asked == current,
        }
        for asked, count in left.items()
    ]


def heard_of(context: Mapping[str, Any], *, answered: bool) -> str:
    """What is announced when a question comes in the place of another: the answer kept, then it."""
    last, conflict = context.get("last"), context.get("conflict")
    if conflict:
        return f"Cette réponse contredit une décision qui vaut. {conflict['words']}"
    kept = f"Réponse gardée : {last.answer}. " if last and answered else ""
    return f"{kept}Maintenant : {context['heard']}."


def _told(one: Progress) -> str:
    if not one.answered:
        return "Aucune réponse pour l’instant."
    told = f"{nombre(one.answered)} {accord(one.answered, 'réponse donnée')}"
    return f"{told}, la dernière le {words.day(one.last)}." if one.last else f"{told}."


def end(portfolio: Portfolio, asked: Asked, left: int) -> dict[str, Any]:
    """What is said at the end of a queue, where `left` questions were passed over."""
    others = [
        Link(words.QUEUES[one], queue_address(portfolio, one)) for one in Asked if one != asked
    ]
    links = [Link("Revenir à l’identification", desk_address(portfolio)), *others]
    if left:
        passed = accord(left, "question passée attend", "questions passées attendent")
        return {
            "title": "Vous êtes au bout de cette file",
            "text": f"{nombre(left)} {passed} encore une réponse.",
            "again_url": queue_address(portfolio, asked),
            "links": links[:1],
        }
    return {
        "title": "Il n’y a plus rien à trancher ici",
        "text": "Chaque question de cette file a sa réponse. Un import peut en apporter d’autres.",
        "again_url": "",
        "links": links,
    }
