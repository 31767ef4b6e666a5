"""Which field each column is proposed for: by its header, by its values, for the whole table."""

import itertools
import random
from datetime import date

import pytest

from terreau.collect.fields import BY_KEY
from terreau.collect.mapping import KEPT, propose
from terreau.collect.mapping.assignment import best
from terreau.collect.mapping.catalogue import CATALOGUE
from terreau.collect.mapping.stages import stage_of
from terreau.collect.mapping.targets import Several
from terreau.collect.mapping.words import vocabulary_of, words
from tests.builders.tables import table

PEOPLE = ("marie.durand@exemple.fr", "paul.petit@exemple.fr", "zoe.roux@exemple.fr")


def fields(headers, *rows):
    return [column.field for column in propose(table(headers, *rows)).columns]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Montant voté", "grant.amount"),
        ("Mt subv", "grant.amount"),
        ("MONTANT_SUBVENTION", "grant.amount"),
        ("Amount Awarded", "grant.amount"),
        ("Bénéficiaire", "holder.name"),
        ("Raison sociale", "holder.name"),
        ("Structure porteuse", "holder.name"),
        ("Intitulé de l'action", "name"),
        ("Intitulé de l’action", "name"),
        ("nomDuProjet", "name"),
        ("Project title", "name"),
        ("N° dossier", "external_id"),
        ("Exercice", "year"),
        ("CP", "action.postcode"),
        ("Code INSEE", "action.code"),
        ("Commune siège", "seat.name"),
        ("Territoire concerné", "action.name"),
        ("Lieu de l'action", "action.name"),
        ("Code postal du bénéficiaire", "seat.postcode"),
        ("Date de la commission permanente", "grant.date"),
        ("Partenaires du projet", "partner.name"),
        ("Etat du dossier", "stage"),
        ("Dispositif", "call"),
        ("Financeur", "grant.funder"),
        ("Ambition Néo Terra", "ambition"),
        ("Rôle", "role"),
        ("Pièces jointes", "document"),
        ("Résumé du projet", "summary"),
    ],
)
def test_a_header_alone_gives_its_field(header, field):
    assert fields([header]) == [field]


@pytest.mark.parametrize(
    "header",
    [
        *(
            "Montant demandé",
            "Coût total du projet",
            "Budget prévisionnel",
            "Subvention sollicitée",
        ),
        *("Nom du contact", "Prénom", "Courriel", "Téléphone", "Responsable de l'action"),
        *("Date de début", "Date de fin du projet", "Latitude", "Couleur préférée", ""),
    ],
)
def test_a_column_that_is_no_field_of_ours_is_kept_as_it_is(header):
    assert fields([header]) == [KEPT]


def test_mails_under_the_header_of_the_holder_never_become_its_name():
    mapping = propose(table(["Porteur (contact)"], *[[mail] for mail in PEOPLE]))

    assert mapping.columns[0].field == KEPT


@pytest.mark.parametrize("header", ["Bénéficiaire", "Porteur", "Colonne 7", "Partenaires"])
def test_mails_go_to_no_field_whatever_the_header(header):
    mapping = propose(table([header], *[[mail] for mail in PEOPLE]))

    assert mapping.columns[0].field == KEPT


def test_a_name_beside_a_first_name_is_a_persons():
    row = ["Cantine", "Durand", "Marie"]

    assert fields(["Intitulé", "Nom", "Prénom"], row) == ["name", KEPT, KEPT]
    assert fields(["Porteur › Nom", "Contact › Nom", "Contact › Prénom"], row) == [
        "holder.name",
        KEPT,
        KEPT,
    ]


def test_identifiers_are_recognised_without_any_header():
    rows = [["213300635"], ["200053759"], ["243300316"]]

    (column,) = propose(table(["X"], *rows)).columns

    assert column.field == "holder.identifier"
    assert column.why == "100\u00a0% des valeurs sont des SIRET, SIREN ou RNA"


def test_states_and_roles_are_recognised_by_their_words():
    rows = [["Accepté", "inspirateur"], ["Refusé", "connecteur"], ["Sans suite", "aiguillon"]]

    assert fields(["Col A", "Col B"], *rows) == ["stage", "role"]


def test_the_reason_says_what_was_seen():
    rows = [["1 500,00 €"], ["20 000 €"], ["800"]]

    (column,) = propose(table(["Montant voté"], *rows)).columns

    assert column.why == (
        "l’en-tête dit «\u00a0montant voté\u00a0», 100\u00a0% des valeurs sont des montants"
    )
    assert column.confidence > 0.9


def test_values_that_contradict_a_header_take_its_field_away():
    rows = [["selon convention"], ["voir annexe"], ["à préciser"]]

    (column,) = propose(table(["Montant de la subvention"], *rows)).columns

    assert column.field == KEPT


def test_a_yes_or_no_under_seat_is_no_place():
    assert fields(["Siège"], ["Oui"], ["Non"]) == [KEPT]


def test_the_whole_table_decides_what_a_vague_header_is():
    rows = [["Cantine bio", "Mairie de Pau"], ["Tiers-lieu", "CCAS"], ["Atelier", "Asso Vélo"]]

    assert fields(["Nom"], ["Cantine bio"]) == ["holder.name"]
    assert fields(["Intitulé", "Nom"], *rows) == ["name", "holder.name"]
    assert fields(["Nom", "Bénéficiaire"], *rows) == ["name", "holder.name"]


def test_a_single_field_goes_to_its_best_column_wherever_it_stands():
    assert fields(["Date", "Date de décision"], [date(2021, 1, 5), date(2021, 2, 7)]) == [
        KEPT,
        "grant.date",
    ]


def test_amounts_of_several_years_are_all_amounts_but_two_kinds_of_amount_are_not():
    assert fields(["Montant 2021", "Montant 2022"], [10, 20]) == ["grant.amount"] * 2
    assert fields(["Montant voté", "Montant versé"], [10, 20]) == ["grant.amount", KEPT]


def test_siret_and_rna_stand_side_by_side_but_two_sirets_do_not():
    row = ["21330063500017", "W332001234"]

    assert fields(["SIRET", "RNA"], row) == ["holder.identifier"] * 2
    assert fields(["SIRET", "SIREN"], ["21330063500017", "213300635"]).count(KEPT) == 1


def test_a_group_above_the_header_tells_whose_postcode_it_is():
    headers = ["Bénéficiaire › Nom", "Bénéficiaire › Code postal", "Action › Code postal"]

    assert fields(headers, ["Mairie", "64000", "64100"]) == [
        "holder.name",
        "seat.postcode",
        "action.postcode",
    ]


def test_the_same_table_gives_the_same_mapping():
    rows = [["a", 1], ["b", 2]]

    assert propose(table(["Nom", "Nom"], *rows)) == propose(table(["Nom", "Nom"], *rows))


@pytest.mark.parametrize("long", ["a;" * 60_000, "1 " * 60_000, "x" * 131_072, "2.1." * 30_000])
def test_a_header_or_a_cell_as_long_as_a_file_can_hold_is_no_trouble(long):
    assert fields([long, "Montant voté"], [long, 10])[1] == "grant.amount"


@pytest.mark.parametrize("rows", [[], [[None, None]], [["", " "]]])
def test_a_table_without_values_is_proposed_by_its_headers(rows):
    assert fields(["Bénéficiaire", "Montant"], *rows) == ["holder.name", "grant.amount"]


def test_a_table_without_columns_has_an_empty_mapping():
    assert propose(table([])).columns == ()


def test_every_target_is_a_field_and_takes_no_more_columns_than_it():
    for target in CATALOGUE:
        field = BY_KEY[target.key]
        assert field.many or (target.several is Several.ONE and not target.lane)


def test_every_field_that_a_column_can_fill_is_announced_by_some_words():
    assert set(BY_KEY) - {target.key for target in CATALOGUE} == {"ignore"}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mt subv.", "Montant de la subvention"),
        ("montantSubvention", "Montants des subventions"),
        ("N° dossier", "Numero du dossier"),
        ("DAT_MaJ", "Date de mise à jour"),
        ("SIRETBeneficiaire", "SIRET du bénéficiaire"),
        ("Aides accordées", "aide accordé"),
    ],
)
def test_two_writings_of_one_header_have_the_same_words(left, right):
    assert words(left) == words(right)


def test_words_typed_without_a_space_are_told_apart_where_they_are_known():
    known = vocabulary_of(["nom de la structure", "code postal", "opération"])

    assert words("Nomdelastructure", known) == ("nom", "structure")
    assert words("opérationnel", known) == ("operationnel",)


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("En construction", "submitted"),
        ("en_construction", "submitted"),
        ("En instruction", "review"),
        ("en_instruction", "review"),
        ("Accepté", "accepted"),
        ("accepte", "accepted"),
        ("Voté", "accepted"),
        ("LAUREAT", "accepted"),
        ("Refusé", "refused"),
        ("Non retenu", "refused"),
        ("Classé sans suite", "dropped"),
        ("sans_suite", "dropped"),
        ("Dossier accepté", "accepted"),
        ("Peut-être", None),
        ("", None),
    ],
)
def test_the_words_of_a_state(said, stage):
    assert stage_of(said) == stage


def test_the_assignment_is_the_best_of_all():
    generator = random.Random(20240611)
    for _ in range(200):
        rows, columns = generator.randint(1, 4), generator.randint(4, 6)
        gains = [[generator.randint(0, 9) for _ in range(columns)] for _ in range(rows)]
        chosen = best(gains)
        most = max(
            sum(gains[row][column] for row, column in enumerate(way))
            for way in itertools.permutations(range(columns), rows)
        )
        assert len(set(chosen)) == rows
        assert sum(gains[row][column] for row, column in enumerate(chosen)) == most


def test_more_rows_than_columns_cannot_be_assigned():
    with pytest.raises(ValueError, match="2 rows"):
        best([[1], [2]])


@pytest.mark.parametrize(
    ("header", "values", "field"),
    [
        ("Combien", (12000, 8500, 4000), "grant.amount"),
        ("DPT", ("87", "Haute-Vienne", "17"), "action.departement"),
        ("Commission", ("04/05/2014", "11/06/2014", "22/10/2014"), "grant.date"),
        ("Passage en commission", ("04/05/2014", "11/06/2014", "22/10/2014"), "grant.date"),
        ("Décision › Le", ("04/05/2014", "11/06/2014", "22/10/2014"), "grant.date"),
        ("Décision", ("accepté", "refusé", "sans suite"), "stage"),
        ("Avancement", ("accepté", "refusé", "sans suite"), "stage"),
        ("Stade", ("accepté", "refusé", "sans suite"), "stage"),
        ("Avancement", ("émergence", "essaimage", "déploiement"), KEPT),
        ("Dossier › Stade", ("émergence", "essaimage", "déploiement"), KEPT),
        ("Montants (€) › Prévu", (12000, 8500, 4000), KEPT),
        ("Budget › Total", (12000, 8500, 4000), KEPT),
    ],
)
def test_a_header_of_few_words_gives_its_field_with_its_values(header, values, field):
    assert fields([header], *([value] for value in values)) == [field]


def test_the_growth_of_a_project_is_kept_aside_with_its_reason():
    (column,) = propose(table(["Stade"], ["émergence"], ["essaimage"], ["déploiement"])).columns

    assert (column.field, "n’est pas l’état de son dossier" in column.why) == (KEPT, True)
