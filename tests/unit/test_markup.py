"""The text layer: what goes, what stays, and where the structure lies."""

import pytest

from terreau.collect.readers.markup import Kind, extract


def stretches(text: str, kind: Kind) -> list[str]:
    layer = extract(text)
    return [layer.quote(mark.start, mark.end) for mark in layer.marks if mark.kind is kind]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Un</p>\t<p>deux</p>", "Un\tdeux"),
        ("Un <b>deux</b> trois", "Un deux trois"),
        ("# Titre\n\n**gras** et *penché*", "Titre\n\ngras et penché"),
        ("## Titre ##", "Titre"),
        ("Un&nbsp;&amp;&#160;deux &lt;b&gt;", "Un\u00a0&\u00a0deux <b>"),
        ("a < b et c > d, <3", "a < b et c > d, <3"),
        ("un\r\ndeux\rtrois", "un\ndeux\ntrois"),
        ("<p>un</p><p>deux</p>", "un\ndeux"),
        ("un<br>deux<br/>\ntrois", "un\ndeux\ntrois"),
        ("[le site](https://exemple.fr) et ![vue](v.png)", "le site et vue"),
        ("[crochets] (et parenthèse)", "[crochets] (et parenthèse)"),
        ("agriculteur*trice*s et nom_de_champ", "agriculteur*trice*s et nom_de_champ"),
        (r"cinq \* six", "cinq * six"),
        ("- un\n- deux", "un\ndeux"),
        ("- 1. un\n2. deux", "1. un\n2. deux"),
        ("avant<!-- caché -->après", "avantaprès"),
        ("<SCRIPT>x</Script>mot<style>p{}</style>", "mot"),
        ("**NÉO  \nTERRA**", "NÉO  \nTERRA"),
        ("**La démarche **menée", "La démarche menée"),
        ("mot ** seul et * seul", "mot ** seul et * seul"),
        ("<https://exemple.fr>", "https://exemple.fr"),
        ("> cité", "cité"),
        ("a\n\n---\n\nb", "a\n\n\n\nb"),
    ],
)
def test_marks_go_and_words_stay(source, expected):
    assert extract(source).text == expected


def test_headings_keep_their_level():
    layer = extract("# Un\n\n### **Trois**\n\n<h2>Deux</h2>\n\nAutre\n=====\n")

    found = [(m.level, layer.quote(m.start, m.end)) for m in layer.marks if m.kind is Kind.HEADING]

    assert found == [(1, "Un"), (3, "Trois"), (2, "Deux"), (1, "Autre")]


@pytest.mark.parametrize(
    "table",
    [
        "Projet\tActeurs\n<p><b>A</b> un</p>\t<p>b, c</p>\n--\t--\n",
        "<table><tr><th>Projet</th><th>Acteurs</th></tr><tr><td><b>A</b> un</td>"
        "<td>b, c</td></tr></table>",
        "| Projet | Acteurs |\n|---|:--|\n| **A** un | b, c |\n",
        "|Projet|Acteurs|\n|--|--|\n|**A** un|b, c",
    ],
)
def test_each_way_of_writing_a_table_gives_the_same_cells(table):
    assert stretches(table, Kind.CELL) == ["Projet", "Acteurs", "A un", "b, c"]
    assert len(stretches(table, Kind.ROW)) == 2
    assert stretches(table, Kind.BOLD) == ["A"]


def test_cells_of_an_html_table_are_never_glued():
    assert extract(
        "<table><tr><td>un</td><td>deux</td></tr><tr><td>trois</td></tr></table>"
    ).text == ("un\tdeux\ntrois")


def test_an_empty_cell_keeps_its_place_in_the_row():
    assert stretches("a\t\tc\n\td\te", Kind.CELL) == ["a", "", "c", "", "d", "e"]


def test_a_paragraph_that_wraps_inside_a_cell_does_not_end_the_row():
    assert stretches("<p>un\ndeux</p>\t<p>trois<br>quatre</p>", Kind.CELL) == [
        "un\ndeux",
        "trois\nquatre",
    ]


def test_a_list_item_goes_on_over_its_lines():
    assert stretches("- un\n  deux\n- trois\n\nquatre", Kind.ITEM) == ["un\n  deux", "trois"]
    assert stretches("- un\n\nquatre", Kind.PARAGRAPH) == ["quatre"]


def test_bold_of_both_kinds_has_no_blanks_at_its_ends():
    assert stretches("<b> un </b> puis **deux** et <strong>trois</strong>", Kind.BOLD) == [
        "un",
        "deux",
        "trois",
    ]


def test_bold_left_open_ends_with_its_paragraph():
    assert stretches("<p><b>un</p>\n<p>deux</p>", Kind.BOLD) == ["un"]
