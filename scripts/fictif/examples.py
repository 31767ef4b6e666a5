"""The part of the portfolio that the repository keeps: what `terreau import` takes, and its notes.

Guarantees that every passage is the exact slice that it quotes, found once in its note, and that
no project is named without a sentence that says so. Format: the command line's export of projects.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.build_example import Note, _bytes
from scripts.fictif.banks import DATA, ambitions, enjeux
from scripts.fictif.dossier import Dossier, Evidence
from scripts.fictif.french import at_place, capital, join, polish
from scripts.fictif.names import Organisation
from scripts.fictif.places import DEPARTEMENTS
from scripts.fictif.plan import CALL, FUNDER, PROJECTS, ROLES, Project

SCHEME = "strategie-fictive"
BY = "Lecture fictive des dossiers"
AT = "2026-11-23T12:00:00+00:00"
CONTEXT = "contexte-fictif.md"
SLUG = "fictif"
Facts = Mapping[str, Any]
# One coding in so many waits for a person's decision, as in a portfolio at work.
PROPOSED_EVERY = 11
NO_PLACE_EVERY, NO_GRANT_EVERY = 89, 73


def files(dossiers: list[Dossier]) -> Iterator[tuple[str, bytes]]:
    """The path and bytes of every file of the folder."""
    projects = []
    for one in dossiers:
        data = _note(one).encode()
        note = Note.of(f"{one.project.slug}.md", data)
        yield f"documents/{note.name}", data
        projects.append(_project(one, note))
    context = _context().encode()
    yield f"documents/{CONTEXT}", context
    yield "projects.json", _bytes(projects)
    yield "portfolio.json", _bytes(_card(Note.of(CONTEXT, context)))
    yield "scheme.ttl", scheme().encode()
    yield "README.md", (DATA / "README.fr.md").read_bytes()


def _note(dossier: Dossier) -> str:
    """A page about a project: who, where, what its dossier says, what its codes rest on."""
    project = dossier.project
    shown = [item.sentence for item in dossier.evidence]
    told = [s for s in dossier.pieces[0].sentences if s not in shown][:2]
    rng = random.Random(project.code)
    paragraphs = [f"# {project.name}", _who(project, rng), " ".join(told)]
    paragraphs += [" ".join(shown[start : start + 2]) for start in range(0, len(shown), 2)]
    notice = "Note d’exercice : organismes, personnes, projets et montants sont inventés."
    return "\n\n".join([*paragraphs, notice.replace(" :", "\u00a0:")]) + "\n"


def _who(project: Project, rng: random.Random) -> str:
    holder, here = project.holder, at_place(project.at.name)
    names = [actor.body.group for actor in project.partners if actor.body]
    partners = f"{', '.join(names[:-1])} et {names[-1]}"
    en_dep = DEPARTEMENTS[project.at.departement][1]
    said = rng.choice(
        (
            f"{holder.group}, dont le siège est {at_place(holder.place.name)}, agit {here}, "
            f"{en_dep}, avec {partners}.",
            f"Porté par {holder.group}, le projet se déroule {here} ; {partners} y prennent part.",
            f"{here}, {en_dep}, {holder.group} travaille avec {partners}.",
        )
    )
    return capital(said).replace(" ;", "\u00a0;")


def _project(dossier: Dossier, note: Note) -> Facts:
    project = dossier.project
    grant = {
        "amount": project.amount,
        "currency": "EUR",
        "date": project.decided.isoformat(),
        "funder": FUNDER,
    }
    return {
        "slug": project.slug,
        "name": project.name,
        "title": "",
        "summary": _summary(project),
        "call": CALL,
        "year": project.year,
        "external_id": project.code,
        "stage": "dropped" if project.stage == "abandonné" else "accepted",
        "holder": _body(project.holder),
        "partners": [
            {**_body(actor.body), "kind": "organisation", "role": "partner"}
            if actor.body
            else {
                "name": actor.words,
                "id": None,
                "kind": "category",
                "role": "partner",
                "category": actor.kind,
            }
            for actor in project.partners
        ],
        "territories": [] if project.number % NO_PLACE_EVERY == 0 else _territories(project),
        "codings": list(_codings(dossier, note)),
        "grants": [] if project.number % NO_GRANT_EVERY == 0 else [grant],
        "documents": [note.as_json],
    }


def _summary(project: Project) -> str:
    rng = random.Random(f"{project.code}:summary")
    act, need = rng.choice(project.family.acts), rng.choice(project.family.needs)
    where = at_place(project.at.name)
    said = rng.choice(
        (
            f"{project.family.what} {where} pour {act}",
            f"{where}, {project.family.what} où {need}",
            f"{act} {where}, grâce à {project.family.what}",
            join(f"{project.family.what} {where}, parce que ", need, noun=False),
        )
    )
    return polish(f"{capital(said)}.")


def _body(body: Organisation) -> Facts:
    return {"name": body.name, "id": body.siret}


def _territories(project: Project) -> list[Facts]:
    """The seat and the places of action, ranked as an export ranks them."""
    found = [("seat", "commune", project.holder.place.code, project.holder.place.name)]
    for place in (project.at, project.second):
        if place is not None:
            found.append(("action", "commune", place.code, place.name))
    if project.scope == "epci":
        found.append(("action", "epci", project.at.epci, project.at.epci_name))
    if project.scope == "departement":
        code = project.at.departement
        found.append(("action", "departement", code, DEPARTEMENTS[code][0]))
    ranked = sorted(dict.fromkeys(found))
    return [
        {"code": code, "name": name, "level": level, "relation": relation}
        for relation, level, code, name in ranked
    ]


def _codings(dossier: Dossier, note: Note) -> Iterator[Facts]:
    """Roles in the order of their scheme, then enjeux; each on the sentences that show it."""
    project = dossier.project
    wanted = [("roles", role) for role in ROLES if role in project.roles]
    order = list(enjeux())
    own = sorted({project.enjeu, project.secondary} - {""}, key=order.index)
    wanted += [(SCHEME, notation) for notation in own]
    for rank, (name, notation) in enumerate(wanted):
        shown = [e for e in dossier.evidence if (e.scheme, e.notation) == (name, notation)]
        if not shown:
            continue
        doubtful = (project.number + rank * 5) % PROPOSED_EVERY == 0
        yield {
            "scheme": name,
            "notation": notation,
            "label": notation.capitalize() if name == "roles" else enjeux()[notation].label,
            "rationale": _rationale(project, name, shown[0]),
            "status": "proposed" if doubtful else "accepted",
            "by": BY,
            "at": AT,
            "passages": [note.passage(item.sentence) for item in shown[:2]],
        }


def _rationale(project: Project, scheme_name: str, shown: Evidence) -> str:
    piece = {"demande": "la demande", "bilan": "le bilan", "courrier": "une lettre"}[shown.piece]
    if scheme_name == SCHEME:
        rank = "principal" if shown.notation == project.enjeu else "secondaire"
        return f"Enjeu {rank}, d’après {piece}."
    return {
        "aiguillon": f"Met au jour un sujet que personne ne portait, d’après {piece}.",
        "inspirateur": f"Montre une façon de faire que d’autres reprennent, d’après {piece}.",
        "connecteur": f"Fait travailler ensemble des mondes éloignés, d’après {piece}.",
    }[shown.notation]


def _statements() -> list[Facts]:
    found: list[Facts] = tomllib.loads((DATA / "context.toml").read_text("utf-8"))["statement"]
    return found


def _context() -> str:
    paragraphs = ["# Contexte fictif"]
    for ambition in ambitions():
        said = [one["sentence"] for one in _statements() if one["concept"] == ambition.notation]
        paragraphs += [f"## {ambition.label}", " ".join(said)]
    paragraphs.append("Texte d’exercice : tout y est inventé.")
    return "\n\n".join(paragraphs).replace(" :", "\u00a0:") + "\n"


def _card(context: Note) -> Facts:
    kinds = {"leviers": "levier", "defis": "defi", "filieres": "filiere"}
    statements = []
    for item in _statements():
        topic_scheme, _, topic = item["topic"].partition(":")
        statements.append(
            {
                "scheme": SCHEME,
                "concept": item["concept"],
                "type": kinds[topic_scheme],
                "topic_scheme": topic_scheme,
                "topic": topic,
                "subject": topic,
                "wording": item["wording"],
                "status": "accepted",
                "by": BY,
                "at": AT,
                "passages": [context.passage(item["sentence"].replace(" :", "\u00a0:"))],
            }
        )
    return {
        "slug": SLUG,
        "name": "Portefeuille fictif — Pousses communes",
        "fictitious": True,
        "scheme": SCHEME,
        "funder": FUNDER,
        "source": f"Données inventées : aucun des {PROJECTS} projets n’existe.".replace(
            " :", "\u00a0:"
        ),
        "schemes": ["scheme.ttl"],
        "concepts": [],
        "documents": [context.as_json],
        "statements": statements,
    }


def scheme() -> str:
    """The invented strategy as SKOS Turtle, in our own words."""
    head = f"""@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix terreau: <urn:terreau:ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<urn:terreau:{SCHEME}>
    a skos:ConceptScheme ;
    dct:identifier "{SCHEME}" ;
    dct:title "Stratégie fictive"@fr ;
    dct:description "Stratégie inventée pour l’exercice\u00a0: elle n’engage personne."@fr ;
    owl:versionInfo "1" ;
    dct:source "Référentiel inventé pour l’exercice"@fr ;
    terreau:levels ( [ skos:notation "ambition" ; skos:prefLabel "Ambition"@fr ; \
terreau:plural "Ambitions"@fr ] [ skos:notation "enjeu" ; skos:prefLabel "Enjeu"@fr ; \
terreau:plural "Enjeux"@fr ] ) ;
    terreau:position 100 .
"""
    concepts = []
    for ambition in ambitions():
        concepts.append((ambition.notation, "", ambition.label, ambition.definition))
        concepts += [
            (one.notation, ambition.notation, one.label, one.definition)
            for one in enjeux().values()
            if one.ambition == ambition.notation
        ]
    return head + "".join(
        _concept(order, *concept) for order, concept in enumerate(concepts, start=1)
    )


def _concept(order: int, notation: str, broader: str, label: str, definition: str) -> str:
    above = (
        f"skos:broader <urn:terreau:{SCHEME}:{broader}>"
        if broader
        else f"skos:topConceptOf <urn:terreau:{SCHEME}>"
    )
    lines = (
        "a skos:Concept",
        f"skos:inScheme <urn:terreau:{SCHEME}>",
        above,
        f'skos:notation "{notation}"',
        f'skos:prefLabel "{label}"@fr',
        f'skos:definition "{definition}"@fr',
        'dct:source "Référentiel inventé pour l’exercice"@fr',
        'terreau:status "established"',
        f"terreau:order {order}",
    )
    return f"\n<urn:terreau:{SCHEME}:{notation}>\n    " + " ;\n    ".join(lines) + " .\n"
