"""Names of places as people write them: the territory where it is sure, candidates where not."""

import time

import pytest

from terreau.territory.gazetteer import Level, load
from terreau.territory.matching import (
    Form,
    departements,
    locate,
    locate_all,
    locate_each,
    told,
)


def code(words: str, departement: str = "") -> str | None:
    entry = locate(words, departement=departement).entry
    return entry.code if entry else None


@pytest.mark.parametrize(
    ("words", "departement", "expected"),
    [
        ("BEGLES", "", "33039"),
        ("Ville de Bègles", "", "33039"),
        ("Mairie de Talence", "", "33522"),
        ("Commune nouvelle de Val-Couesnon", "", "35004"),
        ("Commune depontoy", "57", "57548"),
        ("Commune des Halles", "69", "69098"),
        ("St-Junien (87)", "", "87154"),
        ("Selle en Luitré (la)", "35", "35324"),
        ("Ferre le)", "35", "35111"),
        ("au Havre", "", "76351"),
        ("33000 Bordeaux", "", "33063"),
        ("12 rue des Arts, 87000 Limoges", "", "87085"),
        ("Bordeaux 33", "", "33063"),
        ("87 - Saint-Junien", "", "87154"),
        ("Paris Cedex 08", "", "75056"),
        ("N.D. de Bliquetuit", "76", "76473"),
        ("Gd Quevilly", "76", "76322"),
        ("Danne et 4 vents", "57", "57168"),
        ("Riec/Belon", "29", "29236"),
        ("Stvougay", "29", "29271"),
        ("Grandcamp", "76", "76318"),
        ("Lavilletertre", "60", "60356"),
        ("La Villetertre", "60", "60356"),
        ("Toul : travaux commencés le 03/06/19", "54", "54528"),
        ("Montauriol (risc)", "66", "66112"),
        ("Libourne (Gironde, Nouvelle-Aquitaine)", "", "33243"),
        ("commune de Libourne, Gironde", "", "33243"),
    ],
)
def test_a_commune_is_found_however_its_name_is_dressed(words, departement, expected):
    assert code(words, departement) == expected


@pytest.mark.parametrize(
    ("words", "departement", "form", "expected"),
    [
        ("Parcy-tigny", "002", Form.WORDS, "02585"),
        ("Cirey-Vezouze", "54", Form.WORDS, "54129"),
        ("Molene", "29", Form.WORDS, "29084"),
        ("Talance", "33", Form.SOUND, "33522"),
        ("Croixmare", "76", Form.WORDS, "76203"),
        ("Decines", "69", Form.BEGINNING, "69275"),
        ("Remering les p.", "57", Form.BEGINNING, "57571"),
        ("Montivillers", "76", Form.SPELLING, "76447"),
        ("Berck-sur-mer", "62", Form.LONGER, "62108"),
    ],
)
def test_a_name_that_is_not_written_as_it_is_known_says_by_which_rule_it_is_found(
    words, departement, form, expected
):
    found = locate(words, departement=departement)

    assert found.entry is not None
    assert (found.form, found.entry.code) == (form, expected)
    assert told(found.entry) in found.reason


def test_rules_that_allow_for_errors_need_a_departement():
    assert locate("Montivillers").entry is None
    assert locate("Berck-sur-mer").entry is None


def test_what_is_well_written_is_no_typing_error_of_a_neighbour():
    found = locate("Montvilliers", departement="76")
    elsewhere = locate("Roquefort", departement="76")  # Rocquefort is there

    assert found.form == Form.SPELLING
    assert (elsewhere.entry, elsewhere.form) == (None, Form.ELSEWHERE)


def test_an_error_as_near_to_two_names_is_a_question():
    found = locate("Lamkerville", departement="76")

    assert (found.entry, found.form) == (None, Form.AMBIGUOUS)
    assert {one.name for one in found.candidates} == {"Lamberville", "Lammerville"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("CDA de La Rochelle", "241700434"),
        ("Ca du bassin de bourg en bresse -ca 3b", "200071751"),
        ("Ca pays de gex : travaux commencés le 03/06/19", "240100750"),
        ("Bordeaux Métropole", "243300316"),
        ("Com com pays bigouden sud", "242900702"),
        ("Quimperlé communauté", "242900694"),
    ],
)
def test_an_epci_is_found_by_the_words_that_tell_it(words, expected):
    assert code(words) == expected


def test_an_epci_is_found_by_its_initials_inside_its_departement():
    assert code("Aqta", "56") == "200043123"
    assert code("Cabbalr", "62") == "200072460"
    assert code("Aqta") is None
    assert code("Aqta", "33") is None


def test_the_name_of_an_epci_never_gives_the_commune_that_it_is_named_after():
    found = locate("CC de Fresnes-les-Bois-Perdus", departement="55")

    assert found.entry is None


def test_a_homonym_is_a_question():
    found = locate("Saint-Denis")

    assert (found.entry, found.form) == (None, Form.AMBIGUOUS)
    assert len(found.candidates) > 3
    assert "97411" in found.reason


def test_correze_is_a_commune_or_a_departement_and_grammar_may_tell():
    assert locate("Corrèze").entry is None
    assert {one.level for one in locate("Corrèze").candidates} == {
        Level.COMMUNE,
        Level.DEPARTEMENT,
    }
    assert code("la Corrèze") == "19"
    assert code("en Corrèze") == "19"
    assert code("à Corrèze") == "19062"
    assert code("Département de la Corrèze") == "19"
    assert code("Commune de Corrèze") == "19062"


def test_levels_that_may_be_given_settle_what_a_name_means():
    found = locate("Corrèze", levels=[Level.COMMUNE])

    assert found.entry == load().entry(Level.COMMUNE, "19062")


def test_one_ground_under_two_levels_is_its_narrowest():
    assert told(locate("Paris").entry) == "Paris (commune, 75056)"
    assert locate("Mayotte").entry.level is Level.DEPARTEMENT


def test_a_village_does_not_hide_a_better_known_former_commune():
    found = locate("Evry")

    assert found.entry is None
    assert "91228" in {one.code for one in found.candidates}
    assert code("Evry", "89") == "89162"


def test_a_former_commune_gives_the_one_that_holds_it():
    assert code("Grigny", "69") == "69096"
    assert code("commune déléguée de Parigny", "50") == "50391"


@pytest.mark.parametrize(
    "words", ["Paris 12e", "12e arrondissement de Paris", "PARIS XII", "75012 Paris"]
)
def test_an_arrondissement_is_its_city(words):
    assert code(words) == "75056"


def test_an_arrondissement_that_the_city_has_not_is_none():
    assert locate("Lyon 12").entry is None


@pytest.mark.parametrize(
    "words", ["quartier de la Bastide à Bordeaux", "Bacalan, Bordeaux", "Bacalan (Bordeaux)"]
)
def test_a_quarter_is_in_the_commune_that_is_named(words):
    found = locate(words)

    assert (found.entry.code, found.form) == ("33063", Form.INSIDE)


def test_a_quarter_alone_is_unknown():
    assert locate("Bacalan").form == Form.UNKNOWN


def test_a_natural_area_has_no_code_and_says_what_holds_it():
    found = locate("le Saint-Émilionnais, en Gironde")

    assert (found.entry, found.form) == (None, Form.AROUND)
    assert found.around == load().entry(Level.DEPARTEMENT, "33")
    assert locate("le Saint-Émilionnais", departement="33").around == found.around
    assert locate("le Saint-Émilionnais").around is None


def test_a_syndicat_is_no_territory():
    found = locate("SIVOM de Mesvrin", departement="71")

    assert (found.entry, found.form) == (None, Form.BODY)


def test_a_name_outside_the_departement_given_is_a_candidate_and_no_answer():
    found = locate("Bordeaux", departement="24")

    assert (found.entry, found.form) == (None, Form.ELSEWHERE)
    assert [one.code for one in found.candidates] == ["33063"]


def test_the_region_that_holds_the_departement_given_is_found():
    assert locate("Nouvelle-Aquitaine", departement="33").entry.level is Level.REGION


def test_several_places_in_a_cell_are_each_found():
    words = "Bègles, Talence et Pessac"

    assert locate(words).form == Form.SEVERAL
    assert [one.code for one in locate(words).candidates] == ["33039", "33522", "33318"]
    assert [one.entry.code for one in locate_all(words)] == ["33039", "33522", "33318"]
    assert [said for said, _ in locate_each(words)] == ["Bègles", "Talence", "Pessac"]


def test_what_may_be_two_levels_in_a_list_is_of_the_level_of_the_others():
    found = locate_all("Haute-Vienne, Creuse et Corrèze")

    assert [(one.entry.level, one.entry.code) for one in found] == [
        (Level.DEPARTEMENT, "87"),
        (Level.DEPARTEMENT, "23"),
        (Level.DEPARTEMENT, "19"),
    ]


def test_one_commune_whose_name_holds_et_is_no_list():
    assert code("Tupin et semons", "69") == "69253"
    assert code("Mailley et chazelot", "70") == "70324"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("001", ("01",)),
        ("87", ("87",)),
        ("1", ("01",)),
        ("2a", ("2A",)),
        ("20A", ("2A", "2B")),
        ("67A", ("67", "68")),
        ("Haute-Vienne", ("87",)),
        ("Haute-Vienne (87)", ("87",)),
        ("87 - Haute-Vienne", ("87",)),
        ("Département de la Creuse", ("23",)),
        ("24, 33", ("24", "33")),
        ("87085", ("87",)),
        ("97411", ("974",)),
        ("00", ()),
        ("Atlantide", ()),
        ("", ()),
    ],
)
def test_a_cell_says_its_departements(words, expected):
    assert departements(words) == expected


def test_corsica_written_as_one_half_finds_both():
    assert code("Bastia", "20A") == "2B033"
    assert code("Ajaccio", "20A") == "2A004"


@pytest.mark.parametrize(
    ("words", "expected"),
    [("33063", "33063"), ("87", "87"), ("2A", "2A"), ("243300316", "243300316")],
)
def test_a_code_is_its_territory(words, expected):
    assert (code(words), locate(words).form) == (expected, Form.CODE)


@pytest.mark.parametrize(
    "words",
    ["", " ", "🌱", "\x00\x01", "«»", "123456", "99999", "5", "x" * 10_000, "et, et / et", "()"],
)
def test_what_is_no_name_is_told_so(words):
    found = locate(words)

    assert found.entry is None
    assert found.reason.endswith(".")


def test_control_signs_and_quotation_marks_do_not_count():
    assert code("«\u00a0Bègles\u00a0»") == "33039"
    assert code("\x07Bègles\x00") == "33039"
    assert code("Bègles\r\n") == "33039"


@pytest.mark.parametrize("piece", ["a ", "Saint-", "(", "12 ", "à ", "et ", "s/", "en ", ", "])
def test_any_text_is_answered_in_time_linear_in_its_length(piece):
    locate(piece * 20, departement="33")  # what is built once is built

    def spent(times: int) -> float:
        words = (piece * 400)[:390]
        start = time.process_time()
        for _ in range(times):
            locate(words, departement="33")
        return time.process_time() - start

    assert min(spent(5) for _ in range(3)) / 5 < 0.03
