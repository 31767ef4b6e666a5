"""Files that cannot be read: each gets a French sentence with where and what to do."""

import io
import time
import zipfile

import pytest

from terreau.collect.readers import named, sniff
from terreau.collect.readers.decoding import SIZE_LIMIT, decode
from terreau.collect.readers.errors import (
    EmptyFile,
    NoProject,
    NotUtf8,
    ReaderError,
    TooLarge,
    WrongKind,
)
from terreau.collect.readers.markup import extract
from tests.fixtures.fiches.given import HERE, VARIANTS, published


@pytest.mark.parametrize("data", [b"", b"\n \t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(EmptyFile) as refused:
        decode(data)

    assert refused.value.code == "empty_file"


def test_bytes_that_are_not_utf8_are_refused_with_their_line():
    with pytest.raises(NotUtf8) as refused:
        decode("un\ndeux\nété".encode("latin-1"))

    assert refused.value.params == {"offset": 8, "line": 3}
    assert "à la ligne 3" in str(refused.value)


def test_the_offset_of_a_wrong_byte_counts_the_byte_order_mark():
    with pytest.raises(NotUtf8) as refused:
        decode(b"\xef\xbb\xbfab\xff")

    assert refused.value.params["offset"] == 5


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mot.txt", "mot")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n...", "un PDF"),
        (zipped(), "une archive ZIP"),
        (b"\x89PNG\r\n\x1a\n....", "une image PNG"),
        ("Projet".encode("utf-16"), "UTF-16"),
        (b"abc\x00def", "un fichier binaire"),
    ],
)
def test_another_kind_of_file_is_named(data, said):
    with pytest.raises(WrongKind, match=said) as refused:
        decode(data)

    assert "Terreau lit" in str(refused.value)


def test_real_office_files_are_refused_as_another_kind(test_data):
    files = sorted((test_data / "documents-fr").rglob("*"))
    office = [file for file in files if file.suffix.lower() in {".pdf", ".docx", ".odt", ".xlsx"}]
    assert office

    for file in office:
        with pytest.raises((WrongKind, TooLarge)):
            decode(file.read_bytes())


def test_a_file_of_fifty_megabytes_is_refused_at_once():
    data = b"Projet\tActeurs\tContribution\n" * 1_800_000
    start = time.process_time()

    with pytest.raises(TooLarge) as refused:
        decode(data)

    assert time.process_time() - start < 1
    assert refused.value.params == {"size": len(data), "limit": SIZE_LIMIT}
    assert "20\u00a0Mo" in str(refused.value)


def test_a_byte_order_mark_is_not_part_of_the_text():
    assert decode(b"\xef\xbb\xbfmot") == "mot"


#: What each error of a whole fiche is raised with; those of tables and documents have their tests.
ERRORS = {
    EmptyFile: (),
    NotUtf8: (3, 1),
    WrongKind: ("un PDF",),
    TooLarge: (9, 1),
    NoProject: (),
}


@pytest.mark.parametrize("error", ERRORS)
def test_each_error_has_its_own_code_and_says_what_to_do(error):
    raised = error(*ERRORS[error])

    assert [other.code for other in ERRORS].count(error.code) == 1
    assert str(raised).endswith(".")
    assert raised.hint.endswith(".")


@pytest.mark.parametrize("name", VARIANTS)
def test_each_variant_is_recognised_as_a_fiche(name):
    reader = sniff(extract((HERE / name).read_text(encoding="utf-8")))

    assert reader is not None
    assert reader is named("fiche")


@pytest.mark.parametrize(
    "text", ["", "# Compte rendu\n\nBonjour.", "a\tb\tc\n1\t2\t3", "L’enjeu 1 est grand."]
)
def test_another_text_is_not_recognised(text):
    assert sniff(extract(text)) is None


@pytest.mark.parametrize("share", range(5, 100, 5))
def test_a_fiche_cut_anywhere_never_loses_a_row_in_silence(test_data, share):
    from tests.fixtures.fiches.given import read_text

    text = published(test_data)
    cut = text[: len(text) * share // 100]
    rows = [
        line
        for line in cut.splitlines()
        if ("\t" in line or line.startswith(("<p>", "<b>", "A ", "Basée")))
        and not line.startswith(("Projet", "--"))
    ]
    try:
        _, reading = read_text(cut)
    except ReaderError:
        assert len(rows) <= 1
        return

    assert len(reading.projects) + len(reading.rejections) == len(rows)


@pytest.mark.parametrize("piece", ["mais ", "et ", "A B C ", "à X ", "( ", "« ", "a, ", "B. "])
def test_an_endless_cell_takes_time_in_proportion(piece):
    from tests.fixtures.fiches.given import read_text

    def seconds(count):
        cell = piece * count
        start = time.process_time()
        read_text(
            "Fiche Ambition n°1\n\nEnjeu 1 Un\n\nProjet\tActeurs\tContribution\n"
            f"<b>Abri</b> loge. {cell}\t{cell}\tLe projet agit comme connecteur. {cell}\n"
        )
        return time.process_time() - start

    small = max(min(seconds(250) for _ in range(3)), 0.005)

    assert seconds(2_000) < 8 * 4 * small
