import pytest

from terreau.territory.gazetteer import Gazetteer, Level, load, normalise, usual_siren

COMMUNE, EPCI, DEPARTEMENT, REGION = Level


def names(entries):
    return [entry.name for entry in entries]


def codes(entries):
    return [entry.code for entry in entries]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Saint-Émilion", "saint emilion"),
        ("ST EMILION", "saint emilion"),
        ("St. Émilion", "saint emilion"),
        ("Ste-Foy-la-Grande", "sainte foy la grande"),
        ("L’Isle-d’Espagnac", "l isle d espagnac"),
        ("L'Isle  d'Espagnac ", "l isle d espagnac"),
        ("Schœlcher", "schoelcher"),
        ("Villeneuve-s/-Lot", "villeneuve sur lot"),
        ("", ""),
        (" – ", ""),
    ],
)
def test_a_name_has_one_key_however_it_is_typed(typed, key):
    assert normalise(typed) == key


def test_the_gazetteer_holds_every_territory_of_its_source():
    counts = {level: sum(1 for _ in load().entries(level)) for level in Level}
    # 101 départements and 18 régions, and 8 overseas collectivities that the source has at both.
    # Of the intercommunalités, 1,255 have a tax of their own and 11 are the EPT of Grand Paris.
    assert counts == {COMMUNE: 34_969, EPCI: 1_255 + 11, DEPARTEMENT: 101 + 8, REGION: 18 + 8}


def test_every_territory_is_found_by_its_own_name():
    gazetteer = load()
    lost = [
        entry
        for level in Level
        for entry in gazetteer.entries(level)
        if entry not in gazetteer.find(entry.name)
    ]
    assert lost == []


def test_a_territory_is_found_by_its_code():
    entry = load().entry(COMMUNE, "17300")
    assert (entry.name, entry.article, entry.approximate) == ("La Rochelle", "la", False)


def test_an_unknown_code_gives_nothing():
    assert load().entry(COMMUNE, "99999") is None


def test_a_code_of_another_level_gives_nothing():
    assert load().entry(EPCI, "17300") is None


def test_a_commune_lies_in_its_epci_its_departement_and_its_region_in_that_order():
    gazetteer = load()
    parents = gazetteer.parents(gazetteer.entry(COMMUNE, "24311"))  # Nontron
    assert [p.level for p in parents] == [EPCI, DEPARTEMENT, REGION]
    assert names(parents) == ["CC du Périgord Nontronnais", "Dordogne", "Nouvelle-Aquitaine"]


def test_an_island_without_epci_lies_in_its_departement():
    assert load().entry(COMMUNE, "85113").parents == ((DEPARTEMENT, "85"), (REGION, "52"))


def test_an_epci_over_a_limit_lies_in_both_departements_the_most_peopled_first():
    [entry] = load().find("CA Redon Agglomération")
    # Redon's own side (35) has 34,000 people, Loire-Atlantique's and Morbihan's less.
    assert [code for level, code in entry.parents if level is DEPARTEMENT] == ["35", "44", "56"]


def test_every_parent_is_itself_in_the_gazetteer():
    gazetteer = load()
    for level in Level:
        for entry in gazetteer.entries(level):
            assert len(gazetteer.parents(entry)) == len(entry.parents), entry


@pytest.mark.parametrize("typed", ["Le Havre", "le Havre", "LE HAVRE", "Havre"])
def test_an_article_may_be_left_out(typed):
    assert codes(load().find(typed)) == ["76351"]


def test_a_full_name_wins_over_a_name_without_its_article():
    # There are a « Bourg » (33 and 52) and several « Le Bourg… »; « Mans » is not a commune.
    assert names(load().find("Bourg")) == ["Bourg", "Bourg"]
    assert names(load().find("Mans")) == ["Le Mans"]


def test_namesakes_come_the_most_peopled_first():
    assert codes(load().find("La Rochelle")) == ["17300", "70450"]


def test_a_name_is_looked_up_within_a_territory():
    assert codes(load().find("La Rochelle", within=(DEPARTEMENT, "70"))) == ["70450"]


def test_a_departement_is_found_with_its_article():
    assert codes(load().find("les Landes")) == ["40"]


def test_levels_choose_between_namesakes():
    gazetteer = load()
    assert codes(gazetteer.find("Vienne")) == ["86", "38544"]
    assert codes(gazetteer.find("Vienne", levels=[COMMUNE])) == ["38544"]


@pytest.mark.parametrize(
    "typed",
    [
        "CC du Grand Saint-Émilionnais",
        "Communauté de communes du Grand Saint-Émilionnais",
        "CDC du Grand Saint Emilionnais",
        "Grand Saint-Émilionnais",
        "le Grand Saint-Émilionnais",
    ],
)
def test_an_epci_is_found_with_or_without_its_legal_form(typed):
    assert codes(load().find(typed)) == ["200035533"]


def test_an_epci_without_its_legal_form_never_shadows_a_commune():
    gazetteer = load()
    assert {e.level for e in gazetteer.find("La Rochelle")} == {COMMUNE}
    assert names(gazetteer.find("La Rochelle", levels=[EPCI])) == ["CA de La Rochelle"]


def test_an_acronym_in_an_epcis_name_may_be_left_out():
    assert names(load().find("Grand Avignon")) == ["CA du Grand Avignon (COGA)"]


@pytest.mark.parametrize(
    ("typed", "today"),
    [
        ("Paris 15e Arrondissement", "Paris"),
        ("Lyon 3e", "Lyon"),
        ("LYON 03", "Lyon"),
        ("Équeurdreville-Hainneville", "Cherbourg-en-Cotentin"),
    ],
)
def test_a_former_or_inner_commune_leads_to_the_commune_of_today(typed, today):
    assert names(load().find(typed)) == [today]


@pytest.mark.parametrize(
    ("code", "today"), [("75115", "75056"), ("50602", "50129"), ("17300", "17300")]
)
def test_a_former_code_leads_to_the_commune_of_today(code, today):
    assert load().current(code).code == today


def test_an_unknown_former_code_leads_nowhere():
    assert load().current("00000") is None


def test_no_name_is_no_territory():
    assert load().find("") == ()


def test_only_communes_have_positions_of_their_own():
    gazetteer = load()
    areas = [e for level in (EPCI, DEPARTEMENT, REGION) for e in gazetteer.entries(level)]
    assert all(entry.approximate for entry in areas)


def test_every_commune_but_those_without_inhabitants_has_a_position():
    missing = [e for e in load().entries(COMMUNE) if e.latitude is None]
    assert [e for e in missing if e.population] == []
    assert len(missing) == 6  # the districts of the Terres australes, and Clipperton


def test_names_have_typographic_apostrophes():
    straight = [e.name for level in Level for e in load().entries(level) if "'" in e.name]
    assert straight == []


@pytest.mark.parametrize(
    ("text", "begins_with", "code"),
    [
        ("La Rochelle, une ville", "La Rochelle", "17300"),
        ("la Rochelle porte", "la Rochelle", "17300"),
        ("au Havre, dans", "au Havre", "76351"),
        ("aux Sables-d’Olonne", "aux Sables-d’Olonne", "85194"),
        ("l'Isle d'Espagnac.", "l'Isle d'Espagnac", "16166"),
        ("Saint-Jean-d’Angély est", "Saint-Jean-d’Angély", "17347"),
        ("St. Jean-de-Luz (64)", "St. Jean-de-Luz", "64483"),
        ("Villeneuve-sur-\nLot est", "Villeneuve-sur-\nLot", "47323"),
        ("Bordeaux Métropole et", "Bordeaux Métropole", "243300316"),
        ("Bordeaux, Métropole", "Bordeaux", "33063"),
        ("Bordeaux\tMétropole", "Bordeaux", "33063"),
        ("Bordeaux\n\nMétropole", "Bordeaux", "33063"),
        ("Deux Sèvres et Vienne", "Deux Sèvres", "79"),
        ("les Landes", "les Landes", "40"),
        ("du Grand Saint-Émilionnais.", "du Grand Saint-Émilionnais", "200035533"),
    ],
)
def test_a_text_begins_with_the_longest_name_it_can(text, begins_with, code):
    match = load().match_prefix(text)
    assert (text[: match.end], match.entries[0].code) == (begins_with, code)


@pytest.mark.parametrize(
    "text",
    [
        "bordeaux",  # no capital
        "La vie est belle",  # « Vie » might be a place, « vie » is not
        "Paris-Saclay est",  # another place than Paris
        "le Saint Émilionnais",  # not the commune Le Saint
        "le Nord Gironde",  # not the département du Nord
        "Havre de paix",  # an article is only left out when the caller says so
        "dans la Vienne",  # the name does not stand first
        "",
        ", Bordeaux",
    ],
)
def test_a_text_that_begins_with_no_name_matches_nothing(text):
    assert load().match_prefix(text) is None


def test_a_bare_name_matches_on_demand():
    match = load().match_prefix("Havre, Rouen", bare=True)
    assert names(match.entries) == ["Le Havre"]


def test_a_prefix_can_be_limited_to_levels_and_to_a_territory():
    gazetteer = load()
    assert gazetteer.match_prefix("Vienne", levels=[COMMUNE]).entries[0].code == "38544"
    assert gazetteer.match_prefix("Vienne", within=(REGION, "75")).entries[0].code == "86"


def test_a_file_of_another_format_is_refused():
    with pytest.raises(ValueError, match="terreau-gazetteer 2"):
        Gazetteer("something else\n")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("01018", "Arlod, devenue Valserhône"),  # absorbed in 1974
        ("50602", "Tourlaville, commune déléguée (Cherbourg-en-Cotentin)"),
        ("69383", "Lyon 3e Arrondissement, arrondissement municipal (Lyon)"),
        ("78027", "Athis-Mons, dont le code 78027 est devenu 91027"),  # Seine-et-Oise, 1968
    ],
)
def test_a_former_commune_says_what_it_became(code, words):
    assert load().former(code).words == words


@pytest.mark.parametrize("code", ["17300", "50129", "00000"])
def test_a_code_in_use_or_unknown_is_no_former_one(code):
    assert load().former(code) is None


def test_a_commune_knows_what_it_holds_and_what_it_was_called():
    gazetteer = load()
    formers = gazetteer.formers(gazetteer.entry(COMMUNE, "12083"))
    assert [(f.code, f.name, f.kind.label) for f in formers] == [("12083", "Cransac", "ancien nom")]


def test_a_name_that_is_no_more_leads_to_the_commune_of_today_and_is_told_from_its_name():
    gazetteer = load()
    [entry] = gazetteer.find("ARLOD")
    assert entry.name == "Valserhône"
    assert gazetteer.formerly("ARLOD", entry).words == "Arlod, devenue Valserhône"
    assert gazetteer.formerly("Valserhône", entry) is None
    assert gazetteer.formerly("Lyon", entry) is None


def test_a_name_that_is_no_more_hides_none_in_use_and_is_not_read_in_a_text():
    gazetteer = load()
    in_use = {normalise(e.name) for e in gazetteer.entries(COMMUNE)}
    names_of_old = {"Saint-Martin", "Arlod"}
    assert [normalise(name) in in_use for name in sorted(names_of_old)] == [False, True]
    assert codes(gazetteer.find("Saint-Martin", levels=[COMMUNE])) == [
        "97801",
        *(
            e.code
            for e in sorted(
                gazetteer.entries(COMMUNE), key=lambda e: (-(e.population or 0), e.code)
            )
            if e.name == "Saint-Martin" and e.code != "97801"
        ),
    ]
    assert gazetteer.match_prefix("Arlod accompagne") is None
    assert gazetteer.match_prefix("Arlod accompagne", bare=True).entries[0].name == "Valserhône"


def test_every_former_code_leads_to_a_commune_in_use():
    gazetteer = load()
    formers = [f for e in gazetteer.entries(COMMUNE) for f in gazetteer.formers(e)]
    assert len(formers) == 4_976  # 2,621 that are there still, 2,261 that are not, 94 old names
    moved = [former for former in formers if former.code != former.current.code]
    assert all(gazetteer.current(former.code) == former.current for former in moved)
    assert all(former.name for former in formers)


def test_a_commune_and_an_epci_are_found_by_their_siren_and_say_it():
    gazetteer = load()
    known = [e for level in (COMMUNE, EPCI) for e in gazetteer.entries(level) if e.siren]
    # All but the Pacific, the Terres australes and the islands without a commune.
    assert len(known) == 34_875 + 1_266
    assert [e for e in known if gazetteer.by_siren(e.siren) != e] == []


@pytest.mark.parametrize(
    ("code", "siren"), [("33063", "213300635"), ("01001", "210100012"), ("2A004", "212000046")]
)
def test_the_siren_of_a_commune_follows_from_its_code_unless_it_is_newer(code, siren):
    assert usual_siren(code) == siren
    assert load().entry(COMMUNE, code).siren == siren


@pytest.mark.parametrize(
    ("siren", "code"),
    [
        ("217 300 060", None),  # of no commune
        ("21 33 00 63 5", "33063"),
        ("200035533", "200035533"),
        ("200083863", "01033"),  # a new commune
        ("212105076", "21183"),  # merged since 2019
        ("", None),
    ],
)
def test_a_siren_leads_to_the_authority_of_today(siren, code):
    entry = load().by_siren(siren)
    assert (entry and entry.code) == code


def test_a_postcode_gives_its_communes_the_most_peopled_first():
    gazetteer = load()
    assert codes(gazetteer.by_postcode("16170"))[0] == "16286"  # Rouillac
    found = gazetteer.by_postcode("33000")
    assert codes(found) == ["33063"]
    assert found[0].postcodes == ("33000", "33100", "33200", "33300", "33800")
    assert gazetteer.by_postcode("99999") == ()


def test_an_epci_says_its_kind_and_a_commune_its_level():
    gazetteer = load()
    said = [gazetteer.entry(EPCI, code).kind_label for code in ("243300316", "200035533")]
    assert said == ["métropole", "communauté de communes"]
    assert gazetteer.entry(COMMUNE, "33063").kind_label == "commune"


def test_a_commune_of_grand_paris_lies_in_its_metropole_then_its_ept():
    gazetteer = load()
    parents = gazetteer.parents(gazetteer.entry(COMMUNE, "93001"))  # Aubervilliers
    assert [(p.name, p.kind) for p in parents[:2]] == [
        ("Métropole du Grand Paris", "METRO"),
        ("Plaine Commune", "EPT"),
    ]
