"""A fiche as a document: what it refuses, what identifies it, what may be retouched."""

import dataclasses
import json

import pytest

from terreau.publish.document import (
    DataTable,
    DocumentError,
    Figure,
    NoteRef,
    Text,
    as_data,
    figures,
    plain,
    rich,
    typeset,
    walk,
)
from tests.builders.fiche import AIGUILLON, empty_fiche, full_fiche, notes


def shout(text: str) -> str:
    return text.upper()


def test_a_reference_to_no_note_is_refused():
    with pytest.raises(DocumentError, match="22"):
        dataclasses.replace(full_fiche(), lead=rich("Affirmation.", 22))


def test_a_count_that_refers_to_no_note_is_refused():
    fiche = full_fiche()
    counts = (dataclasses.replace(fiche.key_figures[0], notes=(99,)),)
    with pytest.raises(DocumentError, match="99"):
        dataclasses.replace(fiche, key_figures=counts)


def test_notes_are_numbered_without_a_gap():
    with pytest.raises(DocumentError, match="without a gap"):
        dataclasses.replace(full_fiche(), notes=notes(21)[1:])


def test_an_identifier_is_used_once():
    fiche = full_fiche()
    with pytest.raises(DocumentError, match=fiche.sections[0].id):
        dataclasses.replace(fiche, sections=(*fiche.sections, fiche.sections[0]))


def test_a_fiche_needs_a_title():
    with pytest.raises(DocumentError, match="title"):
        dataclasses.replace(empty_fiche(), title="  ")


def test_a_row_has_as_many_cells_as_the_header():
    with pytest.raises(DocumentError, match="2 cells"):
        DataTable("Comptes", ("Rôle", "Projets"), (("Aiguillon", "1"), ("Connecteur",)))


def test_the_identifier_is_that_of_the_content():
    assert full_fiche().identifier == full_fiche().identifier


def test_one_word_changes_the_identifier():
    fiche = full_fiche()
    changed = dataclasses.replace(fiche, publisher="Autre région")
    assert changed.identifier != fiche.identifier


def test_walk_meets_every_figure_in_reading_order():
    assert [figure.id for figure in figures(full_fiche())] == [
        "figure-roles",
        "figure-acteurs",
        "figure-liens",
        "figure-carte",
    ]


def test_the_data_of_a_document_are_json():
    data = json.loads(json.dumps(as_data(full_fiche())))
    assert (data["kind"], data["date"]) == ("fiche", "2026-03-01")
    assert data["sections"][2]["blocks"][0]["rows"][0]["contributions"][0]["role"]["notation"] == (
        "aiguillon"
    )


def test_our_words_are_retouched_everywhere():
    shown = typeset(full_fiche(), shout)
    assert shown.title == "ANCRER LES SOLIDARITÉS AU CŒUR DES TRANSITIONS"
    assert shown.sections[2].kicker == "ENJEU 1"
    assert plain(shown.lead).isupper()


def test_verbatim_text_is_left_alone():
    quoted = (Text("mot pour mot", verbatim=True), NoteRef(1))
    assert typeset(quoted, shout) == quoted


def test_quotes_and_names_are_left_alone():
    before, after = full_fiche(), typeset(full_fiche(), shout)
    assert [note.quote for note in after.notes] == [note.quote for note in before.notes]
    rows = [section.blocks[0].rows[0] for section in (before.sections[2], after.sections[2])]
    assert rows[0].name == rows[1].name
    assert rows[0].actors == rows[1].actors


def test_drawings_are_left_alone():
    drawings = [
        [node.svg for node in walk(fiche) if isinstance(node, Figure)]
        for fiche in (full_fiche(), typeset(full_fiche(), shout))
    ]
    assert drawings[0] == drawings[1]


def test_plain_text_keeps_the_label_of_a_role_and_drops_note_numbers():
    assert plain(rich("Comme ", AIGUILLON, ".", 3)) == "Comme Aiguillon."
