"""Facets: or within one, and between; unknown is a value like another."""

from terreau.explore.catalogue import Catalogue, Facet, Option
from terreau.explore.facets import UNSET, Record, counts, matching


def record(slug: str, **values: set[str]) -> Record:
    return Record(slug, {facet: frozenset(found) for facet, found in values.items()})


RECORDS = (
    record("a", role={"x", "y"}, place={"nord"}),
    record("b", role={"y"}, place=set()),
    record("c", role=set(), place={"sud", "nord"}),
)


def chosen(**selection: set[str]) -> list[str]:
    asked = {facet: frozenset(values) for facet, values in selection.items()}
    return [one.slug for one in matching(RECORDS, asked)]


def test_values_of_one_facet_are_alternatives() -> None:
    assert chosen(role={"x", UNSET}) == ["a", "c"]


def test_facets_must_hold_together() -> None:
    assert chosen(role={"y"}, place={"nord"}) == ["a"]


def test_unknown_is_not_no() -> None:
    assert chosen(place={UNSET}) == ["b"]
    assert chosen(place={"sud"}) == ["c"]


def test_a_value_that_nobody_has_gives_nothing() -> None:
    assert chosen(role={"z"}) == []


def test_the_counts_of_a_facet_ignore_its_own_filter() -> None:
    asked = {"role": frozenset({"x"}), "place": frozenset({"nord"})}
    assert counts(RECORDS, "role", asked) == {"x": 1, "y": 1, UNSET: 1}
    assert counts(RECORDS, "place", asked) == {"nord": 1}


def facet(values: int, *, checked: int | None = None, unset: bool = False) -> Facet:
    options = [Option(f"v{n}", f"V{n}", values - n, n == checked) for n in range(values)]
    if unset:
        options.append(Option(UNSET, "non renseigné", 1, checked=False, unset=True))
    return Facet("actor", "Acteur", tuple(options))


def test_a_long_facet_shows_eight_values_and_folds_the_others() -> None:
    shown = facet(35)
    assert [one.value for one in shown.first] == [f"v{n}" for n in range(8)]
    assert len(shown.rest) == 27


def test_what_is_chosen_and_what_is_unknown_are_never_folded() -> None:
    shown = facet(35, checked=30, unset=True)
    assert [one.value for one in shown.first][8:] == ["v30", UNSET]
    assert len(shown.rest) == 26


def test_a_single_value_is_not_folded() -> None:
    assert facet(9).rest == ()
    assert len(facet(9).first) == 9


def catalogue(*slugs: str) -> Catalogue:
    records = tuple(record(slug, actor={"z", "a", "m"}) for slug in slugs)
    labels = {("actor", "z"): "Zèbre", ("actor", "a"): "Âne", ("actor", "m"): "Âne"}
    return Catalogue({}, records, labels, {}, frozenset(), {})


def test_the_values_of_a_facet_have_one_order() -> None:
    found = catalogue("p", "q").facet("actor", "Acteur", {})
    # Same counts, so by label, then by value where labels are the same.
    assert [one.value for one in found.options] == ["z", "a", "m"]


def test_a_chosen_value_stays_visible_with_nothing_left_under_it() -> None:
    found = catalogue("p").facet("actor", "Acteur", {"actor": frozenset({"inconnu"})})
    unknown = next(one for one in found.options if one.value == "inconnu")
    assert (unknown.count, unknown.checked, unknown.label) == (0, True, "inconnu")


def test_values_that_nobody_has_say_nothing_beside_one_that_somebody_has() -> None:
    asked = {"actor": frozenset({"a", "inconnu", "autre"}), "role": frozenset({"y", "x"})}
    assert catalogue("p").asked(asked) == {"actor": {"a"}, "role": {"x"}}


def test_a_long_unknown_value_is_shown_cut() -> None:
    found = catalogue("p").facet("actor", "Acteur", {"actor": frozenset({"x" * 5_000})})
    assert max(len(one.label) for one in found.options) == 60
