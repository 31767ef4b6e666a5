"""What is known of an invented ambition: enjeux, projects, roles, each on a passage of its own."""

import datetime as dt
import itertools

from terreau.publish.facts import (
    ActorFact,
    DocumentFact,
    EnjeuFact,
    JudgedFact,
    PassageFact,
    PlaceFact,
    ProjectFact,
    SheetFacts,
    StatementFact,
    VerdictFact,
)

AT = dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC)
BY_SOURCE = VerdictFact("Note d’exercice", AT, person=False)
BY_PERSON = VerdictFact("Camille", AT, person=True)
ROLES = (
    ("aiguillon", "Aiguillon", "Ouvre un sujet."),
    ("inspirateur", "Inspirateur", "Montre la voie."),
    ("connecteur", "Connecteur", "Relie."),
)
LABELS = {notation: label for notation, label, _ in ROLES}
_starts = itertools.count(step=100)


def passage(quote: str = "", *, start: int | None = None, document: str = "note") -> PassageFact:
    at = next(_starts) if start is None else start
    words = quote or f"Passage {at}."
    return PassageFact(document, "note", f"{document:0<64}", at, at + len(words), words, None)


def role(notation: str, reason: str = "Fait ceci.", *passages: PassageFact) -> JudgedFact:
    return JudgedFact(notation, LABELS[notation], reason, passages or (passage(),), BY_SOURCE)


def placed(notation: str, *passages: PassageFact) -> JudgedFact:
    return JudgedFact(notation, f"Enjeu {notation}", "", passages or (passage(),), BY_SOURCE)


def body(slug: str) -> ActorFact:
    return ActorFact(slug.capitalize(), "", slug=slug)


def kind(words: str) -> ActorFact:
    return ActorFact(words, "", kind="Associations")


def commune(name: str, *, seat: bool = False, words: str = "") -> PlaceFact:
    return PlaceFact(
        name, "commune", "33063", "75", 44.8, -0.6, approximate=False, seat=seat, words=words
    )


def project(
    slug: str,
    *roles: JudgedFact,
    enjeux: tuple[str, ...] = ("5.1",),
    actors: tuple[ActorFact, ...] = (),
    places: tuple[PlaceFact, ...] = (),
) -> ProjectFact:
    return ProjectFact(
        slug=slug,
        name=slug.replace("-", " ").capitalize(),
        title="",
        summary=f"Résumé de {slug}.",
        places=places,
        actors=actors,
        roles=roles,
        enjeux=tuple(placed(notation) for notation in enjeux),
    )


def statement(type_: str, wording: str, *passages: PassageFact, projects: int = 0) -> StatementFact:
    return StatementFact(type_, wording, passages or (passage(),), projects, BY_SOURCE)


def sheet(
    *projects: ProjectFact,
    enjeux: tuple[str, ...] = ("5.1", "5.2"),
    statements: tuple[StatementFact, ...] = (),
    **changes: object,
) -> SheetFacts:
    """The facts of ambition 5; a project coded with « 5 » alone goes without enjeu."""
    members = {
        notation: tuple(
            one.slug for one in projects if any(e.notation == notation for e in one.enjeux)
        )
        for notation in enjeux
    }
    found = [EnjeuFact(n, f"Enjeu {n}", "Fiche d’exercice", members[n]) for n in enjeux]
    placed_somewhere = {slug for slugs in members.values() for slug in slugs}
    alone = tuple(one.slug for one in projects if one.slug not in placed_somewhere)
    if alone:
        found.append(EnjeuFact("", "Sans enjeu précisé", "", alone))
    values: dict[str, object] = {
        "portfolio": "Portefeuille d’exercice",
        "funder": "Fondation d’exercice",
        "portfolio_source": "Données inventées.",
        "fictitious": False,
        "scheme_title": "Stratégie d’exercice",
        "scheme_source": "Inventée.",
        "notation": "5",
        "title": "Partager l’eau",
        "established": True,
        "definition": "",
        "note": "",
        "source": "",
        "position": 5,
        "siblings": 6,
        "enjeux": tuple(found),
        "projects": projects,
        "roles": ROLES,
        "statements": statements,
        "documents": (DocumentFact("note", "note", "n" * 64),) if projects else (),
        "headline": "",
        "newest": AT if projects else None,
    }
    return SheetFacts(**(values | changes))  # type: ignore[arg-type]
