"""A fiche says what its facts say: each statement on its passages, each figure on its data."""

import datetime as dt
from dataclasses import replace

import pytest

from terreau.publish.compose import compose
from terreau.publish.document import (
    BulletList,
    Callout,
    ContributionTable,
    Fiche,
    Figure,
    NoteRef,
    Section,
    plain,
    walk,
)
from terreau.publish.facts import SheetFacts, place_label
from terreau.publish.pictures import shared_actors
from tests.builders.facts import (
    BY_PERSON,
    BY_SOURCE,
    body,
    commune,
    kind,
    passage,
    project,
    role,
    sheet,
    statement,
)

DAY = dt.date(2026, 3, 2)


def fiche(facts: SheetFacts) -> Fiche:
    return compose(facts, on=DAY)


def tables(made: Fiche) -> list[ContributionTable]:
    return [node for node in walk(made) if isinstance(node, ContributionTable)]


def section(made: Fiche, ident: str) -> Section:
    return next(one for one in made.sections if one.id == ident)


def figure_ids(made: Fiche) -> set[str]:
    return {node.id for node in walk(made) if isinstance(node, Figure)}


def words(node: object) -> str:
    """Every text of a part, note numbers aside."""
    texts = [getattr(one, "text", "") for one in walk(node)]
    return " ".join(text for text in texts if isinstance(text, str))


FULL = sheet(
    project(
        "castors", role("aiguillon"), role("connecteur"), actors=(body("ville"), kind("pêcheurs"))
    ),
    project("rive", role("inspirateur"), enjeux=("5.1", "5.2"), actors=(body("ville"),)),
    project("goutte", role("connecteur"), enjeux=("5.2",), places=(commune("Bordeaux"),)),
    statements=(
        statement("contexte", "L’eau se fait rare"),
        statement("filiere", "le maraîchage"),
        statement("levier", "le prêt de matériel", projects=2),
        statement("defi", "le manque de données"),
    ),
)


def test_notes_are_numbered_in_the_order_in_which_they_are_first_cited() -> None:
    made = fiche(FULL)
    order = dict.fromkeys(node.number for node in walk(made) if isinstance(node, NoteRef))
    assert list(order) == [note.number for note in made.notes]


def test_every_statement_summary_and_contribution_has_its_number() -> None:
    made = fiche(FULL)
    for table in tables(made):
        for row in table.rows:
            assert any(isinstance(run, NoteRef) for run in row.summary), row.name
            for one in row.contributions:
                assert any(isinstance(run, NoteRef) for run in one.argument), row.name
    for ident in ("acteurs-filieres", "leviers-defis"):
        for node in walk(section(made, ident)):
            if isinstance(node, BulletList):
                for item in node.items:
                    assert any(isinstance(run, NoteRef) for run in item.text), plain(item.text)
    assert any(isinstance(node, NoteRef) for node in walk(made.context))


def test_a_passage_cited_twice_has_one_number() -> None:
    shared = passage("Une seule phrase dit les deux rôles.")
    made = fiche(
        sheet(project("un", role("aiguillon", "A.", shared), role("connecteur", "B.", shared)))
    )
    cited = [note for note in made.notes if note.quote == shared.quote]
    assert len(cited) == 1


def test_a_project_in_two_enjeux_stands_in_both_tables_and_counts_once() -> None:
    made = fiche(FULL)
    assert [[row.name for row in table.rows] for table in tables(made)] == [
        ["Castors", "Rive"],
        ["Rive", "Goutte"],
    ]
    assert made.key_figures[0].value == "3"
    shown = {row.name: row.summary for table in tables(made) for row in table.rows}
    assert len({row for row in shown if row == "Rive"}) == 1


def test_a_project_without_enjeu_stands_apart_and_cites_the_ambitions_own_passage() -> None:
    made = fiche(sheet(project("seul", enjeux=("5",)), project("autre")))
    last = section(made, "enjeu-aucun")
    assert last.heading == "Sans enjeu précisé"
    assert last.kicker is None
    (table,) = [block for block in last.blocks if isinstance(block, ContributionTable)]
    assert [row.name for row in table.rows] == ["Seul"]
    assert any(isinstance(run, NoteRef) for run in table.rows[0].summary)


def test_an_ambition_without_project_shows_no_figure_and_says_so() -> None:
    made = fiche(sheet())
    assert made.key_figures == ()
    assert made.lead_figure is None
    assert figure_ids(made) == set()
    assert plain(made.lead) == "Aucun projet du portefeuille ne répond encore à cette ambition."
    empty = [node for node in walk(made) if isinstance(node, Callout)]
    assert [one.nature for one in empty] == ["empty"]
    assert made.notes == ()


def test_an_ambition_with_one_project_speaks_of_one() -> None:
    made = fiche(sheet(project("castors", role("aiguillon"))))
    assert plain(made.lead) == "Un projet répond à cette ambition."
    assert made.key_figures[0].label == "projet de ce portefeuille répond à cette ambition"
    assert "liens" not in {one.id for one in made.sections}


def test_an_ambition_whose_title_is_not_established_says_what_is_known() -> None:
    made = fiche(sheet(title="à compléter", established=False, note="Domaine connu : l’eau."))
    assert made.title == "Intitulé à compléter"
    said = words(made)
    assert said.count("Domaine connu : l’eau.") == 1


def test_a_persons_sentence_wins_over_the_rule() -> None:
    projects = [project(f"p{n}", role("aiguillon")) for n in range(3)]
    assert plain(fiche(sheet(*projects)).lead) == (
        "Les trois projets font voir un sujet que personne ne voyait."
    )
    told = fiche(sheet(*projects, headline="L’eau rapproche."))
    assert plain(told.lead) == "L’eau rapproche."


def test_a_lever_without_a_coded_project_has_no_count() -> None:
    made = fiche(
        sheet(
            project("un"),
            statements=(
                statement("levier", "le prêt", projects=2),
                statement("levier", "la mesure", projects=0),
                statement("levier", "le temps", projects=1),
            ),
        )
    )
    (levers,) = [n for n in walk(section(made, "leviers-defis")) if isinstance(n, BulletList)]
    assert [item.tag for item in levers.items] == ["2 projets", None, "1 projet"]


@pytest.mark.parametrize("missing", ["places", "roles", "actors"])
def test_what_a_project_does_not_say_is_told_among_the_limits(missing: str) -> None:
    full = {
        "places": (commune("Bordeaux"),),
        "roles": (role("aiguillon"),),
        "actors": (body("ville"),),
    }
    spare = full | {missing: ()}

    def one(slug: str, values: dict[str, tuple]) -> object:
        return project(slug, *values["roles"], actors=values["actors"], places=values["places"])

    facts = sheet(one("a", full), one("b", spare), enjeux=("5.1",))
    said = {
        "places": "Un projet sur deux n’indique pas de lieu.",
        "roles": "Un projet sur deux n’a pas de rôle établi.",
        "actors": "Un projet sur deux ne cite aucun acteur.",
    }
    assert words(section(fiche(facts), "limites")).strip() == said[missing]


def test_a_fiche_without_gaps_has_no_section_of_limits() -> None:
    whole = project("a", role("aiguillon"), actors=(body("ville"),), places=(commune("Bordeaux"),))
    made = fiche(sheet(whole, enjeux=("5.1",)))
    assert "limites" not in {one.id for one in made.sections}


def test_an_enjeu_without_project_is_named_among_the_limits() -> None:
    made = fiche(sheet(project("a")))
    assert "Aucun projet ne répond encore à : Enjeu 5.2." in words(section(made, "limites"))
    assert "enjeu-5-2" not in {one.id for one in made.sections}


def test_figures_stand_only_on_data() -> None:
    bare = fiche(sheet(project("a"), project("b")))
    assert figure_ids(bare) == set()
    assert "Aucun organisme n’est cité par plusieurs projets" in words(section(bare, "liens"))
    assert len(figure_ids(fiche(FULL))) == 4


def test_a_role_without_a_reason_is_said_by_its_passage_in_its_own_words() -> None:
    quoted = passage('Le projet "relie" : tout le monde ;')
    made = fiche(sheet(project("a", role("connecteur", "", quoted))))
    (one,) = tables(made)[0].rows[0].contributions
    verbatim = [run.text for run in one.argument if getattr(run, "verbatim", False)]
    assert verbatim == ['Le projet "relie" : tout le monde ;']


def test_the_fictitious_say_so() -> None:
    assert fiche(sheet(fictitious=True)).fictitious
    assert not fiche(sheet()).fictitious


def test_the_day_of_a_verdict_is_that_of_paris() -> None:
    assert BY_SOURCE.told == "retenu le 2\u00a0mars 2026 (source : Note d’exercice)"
    assert BY_PERSON.told == "retenu par Camille, le 2\u00a0mars 2026"


def test_one_verdict_for_everything_is_said_once() -> None:
    made = fiche(FULL)
    assert {note.judged for note in made.notes} == {None}
    assert words(made.method).count("retenu le 2\u00a0mars 2026") == 1


def test_a_body_in_two_projects_of_one_name_links_two_projects() -> None:
    namesakes = [
        replace(project(slug, actors=(body("ville"),)), name="Goutte") for slug in ("g", "h")
    ]
    assert shared_actors(sheet(*namesakes)) == {"ville": ("Goutte (g)", "Goutte (h)")}
    assert len(figure_ids(fiche(sheet(*namesakes)))) == 1


def test_notations_of_any_kind_give_sound_identifiers() -> None:
    odd = ("A/1", "A-1", "« é »")
    facts = sheet(*(project(f"p{n}", enjeux=(one,)) for n, one in enumerate(odd)), enjeux=odd)
    ids = [one.id for one in fiche(facts).sections if one.id.startswith("enjeu-")]
    assert ids == ["enjeu-A-1-1", "enjeu-A-1-2", "enjeu-aucun"]


@pytest.mark.parametrize(
    ("said", "name", "seat", "shown"),
    [
        ("", "Bordeaux", False, "Bordeaux"),
        ("", "Bordeaux", True, "Bordeaux (siège)"),
        ("à Bordeaux", "Bordeaux", False, "À Bordeaux"),
        ("le Médoc Bleu, en Gironde", "Gironde", False, "Le Médoc Bleu, en Gironde"),
        ("les vallées", "Pyrénées", False, "Les vallées (Pyrénées)"),
        ("le bassin versant", "", False, "Le bassin versant"),
    ],
)
def test_a_place_is_shown_with_the_documents_words(
    said: str, name: str, seat: bool, shown: str
) -> None:
    assert place_label(said, name, seat=seat) == shown
