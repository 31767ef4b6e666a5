"""Each check finds the fault it is named for, and lets its nearest innocent neighbour pass."""

import pytest

from terreau.collect.quality.model import Finding, Importance, KnownProject
from terreau.collect.quality.registry import CHECKS
from terreau.collect.quality.report import examine
from tests.builders.quality import subject

GOOD = {
    "external_id": "AMI-1",
    "name": "La Gemme",
    "summary": "Une entreprise à but d’emploi récolte la résine des pins avec des habitants.",
    "call": "AMI Innovation sociale 2021",
    "year": "2021",
    "holder.name": "SCIC Résine des Landes",
    "holder.identifier": "775 544 026 01284",
    "seat.name": "Mont-de-Marsan",
    "seat.code": "40192",
    "seat.postcode": "40000",
    "seat.departement": "40",
    "grant.amount": "25 000,50 €",
    "grant.date": "12/03/2021",
}
LONG = "Un tiers-lieu accueille les habitants pour réparer, apprendre et cuisiner"


def found(*rows, **more) -> list[Finding]:
    return list(examine(subject(*rows, **more)).findings)


def codes(*rows, **more) -> set[str]:
    return {finding.check for finding in found(*rows, **more)}


def only(code: str, *rows, **more) -> list[Finding]:
    return [finding for finding in found(*rows, **more) if finding.check == code]


FAULTS = [
    ("name_is_call", {"name": "Innovation sociale"}, {"name": "Innovation sociale en Creuse"}),
    ("name_is_call", {"name": "AMI Innovation sociale 2020"}, {"name": "L’AMI des Landes"}),
    ("name_is_holder", {"name": "Scic Resine des Landes"}, {"name": "Résine des Landes"}),
    ("title_is_summary", {"title": "Le bois", "summary": "LE BOIS"}, {"title": "Le bois"}),
    ("summary_short", {"summary": "Un jardin partagé."}, {"summary": LONG}),
    ("accents_broken", {"summary": f"{LONG} aux Ã©coles"}, {"summary": f"{LONG} à l’école"}),
    ("accents_broken", {"name": "Libert\ufffd"}, {"name": "Liberté"}),
    ("accents_broken", {"summary": f"{LONG}, cr?ation"}, {"summary": f"{LONG} : pourquoi ? Oui"}),
    ("accents_broken", {"name": "R?novation? cr??r l?eau cr?ation"}, {"name": "Où aller?Ici"}),
    ("capitals", {"name": "RÉNOVATION DE LA SALLE DES FÊTES"}, {"name": "CPIE BÉARN"}),
    ("markup", {"summary": f"<p>{LONG}</p>"}, {"summary": f"{LONG} où a < b et b > c"}),
    ("markup", {"name": "Art&nbsp;rural"}, {"name": "R&D rurale"}),
    ("formula", {"name": "=CONCATENER(A1;B1)"}, {"name": "= Égalité ="[2:]}),
    ("formula", {"summary": "#N/A"}, {"summary": f"#{LONG}"}),
    ("formula", {"name": "-2+3+cmd|' /C calc'!A0"}, {"name": "- accueil des familles"}),
    ("formula", {"name": "@SUM(A1:A9)"}, {"name": "@home, le numérique pour tous"}),
    ("filler", {"summary": "à compléter"}, {"summary": f"À compléter : {LONG}"}),
    ("filler", {"name": "xxx"}, {"name": "Test'Âge"}),
    ("filler", {"holder.name": "???"}, {"holder.name": "XXL"}),
    ("null_marker", {"summary": "NULL"}, {"summary": f"NULL part ailleurs, {LONG}"}),
    ("null_marker", {"holder.identifier": "000000000"}, {"holder.identifier": "W332012345"}),
    ("amount_negative", {"grant.amount": "-500"}, {"grant.amount": "500"}),
    ("amount_zero", {"grant.amount": "0,00"}, {"grant.amount": "0,80"}),
    ("amount_unreadable", {"grant.amount": "voir devis"}, {"grant.amount": "138893.4625"}),
    ("amount_absurd", {"grant.amount": "0,5"}, {"grant.amount": "1"}),
    ("amount_absurd", {"grant.amount": "900 000 000"}, {"grant.amount": "400 000 000"}),
    ("currency_unknown", {"grant.amount": "500 $"}, {"grant.amount": "500 EUR"}),
    ("currency_unknown", {"grant.amount": "SEK 500"}, {"grant.amount": "EUR 500"}),
    ("currency_unknown", {"grant.amount": "500 EUX"}, {"grant.amount": "500 euros"}),
    ("date_impossible", {"grant.date": "31/02/2021"}, {"grant.date": "28/02/2021"}),
    ("date_impossible", {"grant.date": "courant mars"}, {"grant.date": "2021-03-05"}),
    ("date_far", {"grant.date": "12/03/1921"}, {"grant.date": "12/03/1991"}),
    ("date_far", {"year": "2029"}, {"year": "2028"}),
    ("year_unreadable", {"year": "l’an dernier"}, {"year": "2021-2022"}),
    ("date_before_call", {"grant.date": "12/03/2019"}, {"grant.date": "12/01/2021"}),
    ("year_not_of_date", {"grant.date": "12/03/2024"}, {"grant.date": "31/12/2021"}),
    ("identifier_form", {"holder.identifier": "77554402"}, {"holder.identifier": "W332012345"}),
    ("identifier_form", {"holder.identifier": "néant 12"}, {"holder.identifier": "775544026.0"}),
    ("identifier_key", {"holder.identifier": "775544027"}, {"holder.identifier": "775544026"}),
    ("identifier_key", {"holder.identifier": "35600000000049"}, {"holder.identifier": "356000000"}),
    ("identifier_rounded", {"holder.identifier": "7,75544E+13"}, {}),
    ("code_unknown", {"seat.code": "40999"}, {"seat.code": "40192"}),
    ("commune_unknown", {"seat.code": "", "seat.name": "Bordaux"}, {"seat.code": ""}),
    ("code_not_of_name", {"seat.name": "Dax"}, {"seat.name": "MONT DE MARSAN CEDEX 9"}),
    ("postcode_not_of_commune", {"seat.postcode": "33000"}, {"seat.postcode": "40090"}),
    ("departement_not_of_commune", {"seat.departement": "33"}, {"seat.departement": "Landes"}),
    ("personal_email", {"summary": f"{LONG} (anne.roy@exemple.fr)"}, {"summary": f"{LONG} @ Pau"}),
    ("personal_telephone", {"summary": f"{LONG}, 06 12 34 56 78"}, {"summary": f"{LONG}, 2021"}),
    ("personal_telephone", {"name": "Appeler +33 5 56 00 00 00"}, {"name": "Lot 05561234567"}),
    ("personal_iban", {"extra": "FR76 3000 6000 0112 3456 7890 189"}, {"extra": "FR76 3000 6000"}),
    ("personal_nir", {"extra": "2 69 05 49 588 157 80"}, {"extra": "2 69 05 49 588 157 81"}),
    (
        "personal_address",
        {"summary": f"{LONG}. Mme Roy, domiciliée 12 rue des Pins, 40000"},
        {"summary": f"{LONG}, au 12 rue des Pins"},
    ),
]


@pytest.mark.parametrize(("code", "fault", "innocent"), FAULTS)
def test_a_check_finds_its_fault_and_lets_its_neighbour_pass(code, fault, innocent):
    assert code in codes({**GOOD, **fault})
    assert code not in codes({**GOOD, **innocent})


def test_a_sound_project_has_no_finding():
    assert found(GOOD) == []


def test_every_check_that_looks_at_one_record_is_tried_above():
    of_many = {
        *("name_missing", "name_shared", "summary_missing", "text_cut", "year_missing"),
        *("amount_scaled", "identifier_two_names", "name_two_identifiers", "reference_twice"),
        *("place_elsewhere", "duplicate_inside", "duplicate_known", "column_empty"),
        "cell_empty",
    }
    assert {check.code for check in CHECKS} == of_many | {code for code, _, _ in FAULTS}


def test_a_finding_names_the_cell_the_header_and_the_project():
    (finding,) = only("amount_zero", {**GOOD, "grant.amount": "0"})
    assert (finding.where.sheet, finding.cell) == ("Lauréats", "C2")
    assert finding.where.header == finding.field == "grant.amount"
    assert (finding.project, finding.value, finding.source) == ("La Gemme", "0", "lauréats.xlsx")


def test_a_decision_one_year_apart_is_for_information_alone():
    (finding,) = only("year_not_of_date", {**GOOD, "grant.date": "10/01/2022"})
    assert finding.importance is Importance.MINOR


def test_a_zero_lost_at_the_head_is_given_back():
    (finding,) = only("identifier_form", {**GOOD, "holder.identifier": "5720113900045"})
    assert "05720113900045" in finding.message


def test_a_misspelt_commune_is_given_its_likely_name():
    row = {**GOOD, "seat.code": "", "seat.name": "Monts de Marsan"}
    (finding,) = only("commune_unknown", row)
    assert "« Mont-de-Marsan »" in finding.message.replace("\u00a0", " ")


def test_a_commune_served_from_the_next_departement_agrees_with_its_postcode():
    row = {**GOOD, "seat.name": "Fougueyrolles", "seat.code": "24189", "seat.departement": "24"}
    assert "postcode_not_of_commune" not in codes({**row, "seat.postcode": "33220"})


@pytest.mark.parametrize(("name", "postcode"), [("Contres", "41700"), ("Mauléon", "64130")])
def test_a_name_borne_elsewhere_agrees_with_the_postcode_of_its_namesake(name, postcode):
    row = {**GOOD, "seat.name": name, "seat.code": "", "seat.departement": postcode[:2]}
    found = codes({**row, "seat.postcode": postcode})
    assert not {"postcode_not_of_commune", "departement_not_of_commune"} & found


def test_a_usual_short_name_is_for_information_with_the_official_one():
    row = {**GOOD, "seat.name": "Tardets", "seat.code": "", "seat.departement": "64"}
    (finding,) = only("commune_unknown", {**row, "seat.postcode": "64470"})
    assert finding.importance is Importance.MINOR
    assert "Tardets-Sorholus" in finding.message


def test_a_commune_since_merged_is_found_by_its_former_code():
    row = {**GOOD, "seat.name": "Cognac-la-Forêt", "seat.code": "87046", "seat.departement": "87"}
    assert not {"code_unknown", "code_not_of_name"} & codes({**row, "seat.postcode": "87310"})


def rows(count: int, **columns):
    """`count` sound rows told apart, with the columns given by functions of the row's number."""
    names = ("Atelier", "Verger", "Librairie", "Navette", "Cuisine", "Lavoir", "Théâtre", "Repair")
    return [
        {
            **GOOD,
            "external_id": f"AMI-{number}",
            "name": f"{names[number % 8]} de la rue {number}",
            "grant.amount": str(10_000 + 137 * number),
            **{field.replace("_", "."): give(number) for field, give in columns.items()},
        }
        for number in range(count)
    ]


def test_an_amount_multiplied_by_a_hundred_among_tight_ones_is_told_with_the_right_one():
    many = rows(40)
    many[7]["grant.amount"] = "1095900"
    (finding,) = only("amount_scaled", *many)
    assert finding.cell == "C9"
    assert "10 959 €" in finding.message.replace("\u202f", " ").replace("\u00a0", " ")
    assert not only("amount_absurd", *many)


def test_an_amount_in_thousands_among_amounts_in_euros_is_told():
    many = rows(40)
    many[3]["grant.amount"] = "12"
    (finding,) = only("amount_scaled", *many)
    assert "divisé par 1\u202f000" in finding.message


def test_an_amount_divided_by_a_hundred_is_told_by_how_much():
    many = rows(40)
    many[3]["grant.amount"] = "104,11"
    (finding,) = only("amount_scaled", *many)
    assert "divisé par 100 :" in finding.message


def test_the_hundredfold_of_a_usual_amount_with_cents_is_a_comma_lost():
    many = rows(30, grant_amount=lambda n: "19875.06" if n % 2 else str(1000 * 2 ** (n % 8)))
    many[4]["grant.amount"] = "1987506"
    assert [one.cell for one in only("amount_scaled", *many)] == ["C6"]


def test_amounts_of_every_size_are_not_called_absurd():
    many = rows(60, grant_amount=lambda n: str(500 * 2 ** (n % 14)))
    assert not {"amount_absurd", "amount_scaled"} & codes(*many)


def test_texts_cut_at_one_length_are_told_and_a_full_stop_clears_them():
    many = rows(30, summary=lambda n: (LONG + " ") * 2 + "a" * (n % 9))
    for number in range(6):
        many[number]["summary"] = (LONG * 9)[:255]
    assert len(only("text_cut", *many)) == 6
    many[0]["summary"] = many[0]["summary"][:-1] + "."
    assert len(only("text_cut", *many)) == 5


def test_one_text_of_255_characters_among_longer_ones_was_not_cut():
    many = rows(30, summary=lambda n: LONG * (1 + n % 7))
    many[0]["summary"] = (LONG * 9)[:255]
    assert not only("text_cut", *many)


def test_what_is_true_of_most_of_a_file_is_said_once():
    many = rows(30, name=lambda n: f"CONSTRUCTION DE LA MAISON NUMÉRO {n}", summary=lambda n: "")
    assert len(only("capitals", *many)) == len(only("summary_missing", *many)) == 1


def test_a_name_that_many_projects_bear_is_said_once_with_the_other_cells():
    many = rows(6, name=lambda n: "Travaux de voirie" if n < 4 else f"École {n}")
    (finding,) = only("name_shared", *many)
    assert finding.message.startswith("4 projets portent le même nom")
    assert "G3, G4, G5" in finding.message


def test_one_identifier_for_two_bodies_is_told_but_not_for_two_writings_of_one():
    two = rows(2)
    two[1]["holder.name"] = "Mission locale de Pau"
    assert len(only("identifier_two_names", *two)) == 1
    two[1]["holder.name"] = "RESINE DES LANDES (SCIC)"
    assert not only("identifier_two_names", *two)


def test_an_acronym_is_the_name_it_stands_for():
    two = rows(2)
    two[0]["holder.name"], two[1]["holder.name"] = "CC Belle-Île-en-Mer", "CCBI"
    assert not only("identifier_two_names", *two)


def test_two_identifiers_one_digit_apart_under_one_name_are_told():
    two = rows(2, holder_identifier=lambda n: ("775544026", "775544027")[n])
    assert len(only("name_two_identifiers", *two)) == 1


def test_homonyms_far_apart_in_their_numbers_are_two_bodies():
    two = rows(2, holder_identifier=lambda n: ("775544026", "356000000")[n])
    assert not only("name_two_identifiers", *two)


def test_a_reference_given_twice_points_to_the_first():
    two = rows(2)
    two[1]["external_id"] = "ami-0"
    (finding,) = only("reference_twice", *two)
    assert finding.cell == "B3"
    assert "B2" in finding.message


def test_a_place_in_another_region_than_nearly_all_is_for_information():
    many = rows(30)
    many[9] |= {"seat.name": "Lille", "seat.code": "59350", "seat.postcode": "59000"}
    (finding,) = only("place_elsewhere", *many)
    assert finding.importance is Importance.MINOR
    assert "Hauts-de-France" in finding.message


DUPLICATES = [
    ("Conciergerie solidaire du Médoc", "CONCIERGERIE SOLIDAIRE DU MEDOC", {}, True),
    ("Conciergerie solidaire du Médoc", "Conciergerie solidaires du Medoc", {}, True),
    ("Conciergerie solidaire du Médoc", "Conciergerie solidaire du Béarn", {}, False),
    ("Aménagement du lavoir, tranche 1", "Aménagement du lavoir, tranche 2", {}, False),
    ("Conciergerie solidaire du Médoc", "Conciergerie solidaire du Médoc", {"year": "2022"}, False),
    (
        "Conciergerie solidaire du Médoc",
        "Conciergerie solidaire du Médoc",
        {"holder.name": "Mission locale", "holder.identifier": "356000000"},
        False,
    ),
    (
        "Conciergerie solidaire du Médoc",
        "Conciergerie solidaire du Médoc",
        {"grant.amount": "9000"},
        False,
    ),
]


@pytest.mark.parametrize(("one", "other", "changed", "same"), DUPLICATES)
def test_a_project_told_twice_is_found_and_a_neighbour_is_not(one, other, changed, same):
    first = {**GOOD, "name": one}
    second = {**GOOD, "external_id": "AMI-2", "name": other, **changed}
    told = only("duplicate_inside", first, second)
    assert bool(told) is same
    if same:
        assert "G2" in told[0].message


def test_a_likeness_in_the_portfolio_is_told_but_what_the_import_finds_again_is_not():
    name = "Conciergerie solidaire du Médoc"
    row = {**GOOD, "name": name}
    near = KnownProject("Conciergeries solidaires du Médoc", GOOD["holder.name"], "", 2021, "OLD")
    assert len(only("duplicate_known", row, known=(near,))) == 1
    same = KnownProject(name, GOOD["holder.name"], "", 2021)
    assert not only("duplicate_known", row, known=(same,))


def test_a_list_of_call_names_catches_the_call_of_another_file():
    row = {**GOOD, "name": "Fonds vert", "call": ""}
    assert "name_is_call" in codes(row, call_names=("Programme Fonds vert 2023",))


def test_no_message_nor_value_repeats_personal_data():
    secret = f"{LONG} Ã© : anne.roy@exemple.fr, 06 12 34 56 78"
    for finding in found({**GOOD, "name": secret, "summary": "anne.roy@exemple.fr"}):
        told = finding.message + finding.value + finding.project
        assert "anne.roy" not in told
        assert "34 56" not in told
