"""CSV files as offices write them: encodings, separators, line ends, quotes."""

import codecs

import pytest

from terreau.collect.readers.tables import read_workbook

TEXT = "Porteur;Montant;Commune\nL’Épicerie sociale;12,50;Hagetmau\nÀ vélo;8,00;Créon\n"


def rows(data, name="x.csv"):
    return [row.values for row in read_workbook(data, name).tables[0].rows]


def codes(data):
    return [note.code for note in read_workbook(data, "x.csv").notes]


@pytest.mark.parametrize(
    ("data", "how"),
    [
        (TEXT.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "UTF-8 avec indicateur (BOM)"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16 sans indicateur"),
        (TEXT.encode("cp1252"), "Windows-1252"),
        (TEXT.replace("’", "'").encode("latin-1"), "Windows-1252"),
        (TEXT.encode("mac_roman"), "Mac Roman"),
        (TEXT.replace("’", "'").encode("cp850"), "DOS (page de code 850)"),
    ],
)
def test_every_encoding_of_an_office_is_read_and_said(data, how):
    workbook = read_workbook(data, "x.csv")

    assert workbook.how == f"{how}, séparateur\u00a0: point-virgule"
    assert [row.values[2] for row in workbook.tables[0].rows] == ["Hagetmau", "Créon"]
    assert workbook.tables[0].rows[1].values[0] == "À vélo"


@pytest.mark.parametrize(
    ("separator", "name"),
    [(";", "point-virgule"), (",", "virgule"), ("\t", "tabulation"), ("|", "barre verticale")],
)
def test_every_usual_separator_is_found(separator, name):
    lines = ["nom;commune;an", "A;Pau;2021", "B;Dax;2022"]

    workbook = read_workbook("\n".join(lines).replace(";", separator).encode(), "x.csv")

    assert name in workbook.how
    assert len(workbook.tables[0].columns) == 3


def test_decimal_commas_and_addresses_do_not_pass_for_separators():
    text = "adresse;montant\n12, rue des Arts, Pau;12,50\n3, place Clemenceau, Pau;8,00\n"

    assert rows(text.encode())[0] == ("12, rue des Arts, Pau", "12,50")


def test_a_first_line_that_names_the_separator_is_believed_and_counted():
    workbook = read_workbook(b"sep=:\nnom:an\nA:2021\n", "x.csv")

    table = workbook.tables[0]
    assert (table.header_row, table.rows[0].number) == (2, 3)
    assert table.rows[0].values == ("A", "2021")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(end):
    assert rows(end.join(["nom;an", "A;2021", "B;2022"]).encode()) == [("A", "2021"), ("B", "2022")]


def test_quotes_keep_separators_and_line_ends_inside():
    data = b'nom;texte\n"A ; B";"deux\nlignes et ""guillemets"""\n'

    assert rows(data) == [("A ; B", 'deux\nlignes et "guillemets"')]


def test_a_quote_that_never_closes_swallows_no_line():
    data = b'nom;an\n"A;2021\nB;2022\nC;2023\n'

    assert len(rows(data)) == 3
    assert "unclosed_quote" in codes(data)


def test_ragged_lines_lose_nothing_and_are_told():
    data = b"nom;an\nA;2021\nB\nC;2023;en trop\n"

    assert rows(data) == [("A", "2021", None), ("B", None, None), ("C", "2023", "en trop")]
    assert "ragged_rows" in codes(data)


def test_cells_of_blanks_are_blank_and_other_blanks_are_kept():
    assert rows(b"nom;an;etat\n A ;   ;x\nB;2;y\n")[0] == (" A ", None, "x")


def test_a_few_zero_bytes_are_taken_out_and_told():
    data = b"nom;an\nA\x00b;2021\nB;2022\n" + b"C;2023\n" * 30

    assert rows(data)[0] == ("Ab", "2021")
    assert "nul_bytes" in codes(data)


def test_a_text_cut_in_the_middle_of_a_letter_is_still_utf8():
    data = ("nom;an\n" + "Créon;2021\n" * 5 + "é").encode()[:-1]

    workbook = read_workbook(data, "x.csv")

    assert workbook.how.startswith("UTF-8,")
    assert "replaced_characters" in [note.code for note in workbook.notes]


def test_texts_that_begin_like_formulas_are_kept_and_told():
    data = b"nom;an\n=cmd|' /C calc'!A0;2021\n@SUM(A1);2022\n+33 6 00 00 00 00;-12,5\n"

    workbook = read_workbook(data, "x.csv")

    assert rows(data)[0][0] == "=cmd|' /C calc'!A0"
    (note,) = [note for note in workbook.notes if note.code == "looks_like_formula"]
    assert note.message.startswith("2\u00a0cellules (A2, A3)")


def test_the_same_bytes_give_the_same_tables():
    assert read_workbook(TEXT.encode(), "a.csv") == read_workbook(TEXT.encode(), "b.csv")
