"""Hostile files among good ones: each costs nothing but itself, and ends in a sentence."""

import io
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from django.conf import settings
from docx import Document as WrittenDocument

from terreau.collect.errors import CollectError
from terreau.collect.readers.errors import ReaderError
from terreau.collect.report import ImportReport
from terreau.portfolio.models import Document, FieldValue, Project
from tests.db.conftest import Bring

pytestmark = pytest.mark.django_db
GOOD = """N° dossier;Nom du projet;Bénéficiaire;Commune;Montant voté;Exercice
10021;Le Fil vert;Les Aiguilles;Guéret;12 000,00;2021
10022;Radio Pâquerette;Ondes courtes;Limoges;8500;2021
"""
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><x>&j;</x>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
SHEET, WORD, TEXT = "xl/worksheets/sheet1.xml", "word/document.xml", "content.xml"
ENCRYPTED_PDF = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>endobj
trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>
%%%%EOF
""" % (b"28" * 32, b"11" * 32)


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    """The same package with another content for one of its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        names = old.namelist()
        return zipped(*((one, content if one == part else old.read(one)) for one in names))


def xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Feuille")
        sheet.write_row(0, 0, ["Nom du projet", "Montant voté"])
        sheet.write_row(1, 0, ["Le Pré commun", 500])
    return out.getvalue()


def docx() -> bytes:
    out = io.BytesIO()
    document = WrittenDocument()
    document.add_paragraph("Une note de suivi, sans malice.")
    document.save(out)
    return out.getvalue()


def odt(content: bytes) -> bytes:
    kind = b"application/vnd.oasis.opendocument.text"
    return zipped(("mimetype", kind), (TEXT, content))


def locked_zip() -> bytes:
    """An archive whose only entry says that it is encrypted."""
    data = bytearray(zipped(("secret.csv", GOOD.encode())))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data[at : at + 2] = struct.pack("<H", struct.unpack_from("<H", data, at)[0] | 1)
    return bytes(data)


def link(name: str, target: bytes) -> tuple[zipfile.ZipInfo, bytes]:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry, target


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
#: Files that are refused whole, each with the code of what is said of it.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bombe.xlsx": (lambda: replaced(xlsx(), SHEET, b" " * 60_000_000), "suspicious_archive"),
    "bombe.docx": (lambda: replaced(docx(), WORD, b" " * 600_000_000), "suspicious_archive"),
    "rires.xlsx": (lambda: replaced(xlsx(), SHEET, LAUGHS), "xml_entities"),
    "rires.docx": (lambda: replaced(docx(), WORD, LAUGHS), "damaged_file"),
    "rires.odt": (lambda: odt(LAUGHS), "damaged_file"),
    "dehors.xlsx": (lambda: replaced(xlsx(), SHEET, OUTSIDE), "xml_entities"),
    "dehors.docx": (lambda: replaced(docx(), WORD, OUTSIDE), "xml_entities"),
    "dehors.odt": (lambda: odt(OUTSIDE), "xml_entities"),
    "large.csv": (lambda: b";".join([b"x"] * 1_000_000), "too_many_columns"),
    "nuls.csv": (lambda: b"nom;an\nA;2021\n" * 5 + b"\x00\x00;2\n" * 60, "binary_content"),
    "clos.xlsx": (
        lambda: OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600,
        "password_protected",
    ),
    "clos.pdf": (lambda: ENCRYPTED_PDF, "password_protected"),
    "vide.docx": (lambda: b"", "empty_file"),
    "programme.exe": (lambda: b"MZ" + bytes(range(256)) * 8, "not_a_document"),
}
#: Archives, each with what is said of its only entry.
ARCHIVES: dict[str, tuple[Callable[[], bytes], str]] = {
    "bombe.zip": (lambda: zipped(("zéros.csv", b"\x00" * 60_000_000)), "too_big_unfolded"),
    "clos.zip": (locked_zip, "encrypted_entry"),
    "remonte.zip": (lambda: zipped(("../../remonte.csv", GOOD.encode())), "path_refused"),
    "racine.zip": (lambda: zipped(("/ailleurs/racine.csv", GOOD.encode())), "path_refused"),
    "lien.zip": (lambda: zipped(link("passwd.csv", b"/etc/passwd")), "symbolic_link"),
    "abîmé.zip": (lambda: zipped(("a.csv", GOOD.encode()))[:60], "broken_archive"),
    "multitude.zip": (
        lambda: zipped(*((f"{n}.txt", b"") for n in range(20_001))),
        "too_many_entries",
    ),
}


def assert_adds_up(report: ImportReport) -> None:
    kept = report.created + report.updated + report.unchanged
    assert report.read == kept + report.rejected
    assert all(one.code and one.message.strip().endswith(".") for one in report.rejections)


def test_what_is_hostile_costs_nothing_but_itself(bring: Bring, tmp_path: Path) -> None:
    drop = tmp_path / "dépôt"
    drop.mkdir()
    (drop / "bon.csv").write_text(GOOD, "utf-8")
    hostile = REFUSED | ARCHIVES
    for name, (made, _) in hostile.items():
        (drop / name).write_bytes(made())
    start = time.monotonic()
    report = bring(drop, portfolio="essai")
    assert time.monotonic() - start < 60
    assert_adds_up(report)
    assert not [one.source for one in report.rejections if one.source.endswith("/")]
    said = {one.source.split("/")[0]: one.code for one in report.rejections}
    assert said == {name: code for name, (_, code) in hostile.items()}
    assert sorted(Project.objects.values_list("name", flat=True)) == [
        "Le Fil vert",
        "Radio Pâquerette",
    ]
    assert list(Document.objects.values_list("name", flat=True)) == ["bon.csv"]
    assert not list(tmp_path.rglob("remonte.csv"))
    assert not Path("/ailleurs/racine.csv").exists()
    kept = [one for one in (settings.MEDIA_ROOT / "documents").rglob("*") if one.is_file()]
    assert len(kept) == 1


@pytest.mark.parametrize("name", [*REFUSED, *ARCHIVES])
def test_a_hostile_file_alone_is_refused_with_a_sentence(
    bring: Bring, tmp_path: Path, name: str
) -> None:
    made, code = (REFUSED | ARCHIVES)[name]
    file = tmp_path / name
    file.write_bytes(made())
    with pytest.raises((CollectError, ReaderError)) as caught:
        bring(file, portfolio="essai")
    assert caught.value.code == code
    assert str(caught.value).endswith(".")
    assert not Project.objects.exists()


def test_macros_are_never_run_and_their_file_is_read_as_any_other(
    bring: Bring, tmp_path: Path
) -> None:
    macro = ("vbaProject.bin", b'Sub AutoOpen()\n  Shell "touch dehors"\nEnd Sub')
    for name, data in (("feuille.xlsm", xlsx()), ("note.docm", docx())):
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            parts = [(one, old.read(one)) for one in old.namelist()]
        folder = "xl" if name.endswith("xlsm") else "word"
        (tmp_path / name).write_bytes(zipped(*parts, (f"{folder}/{macro[0]}", macro[1])))
    report = bring(tmp_path / "feuille.xlsm", tmp_path / "note.docm", portfolio="essai")
    assert_adds_up(report)
    assert (report.created, report.rejected) == (2, 0)
    assert Project.objects.get().name == "Le Pré commun"


def test_a_formula_is_kept_as_the_text_that_it_is(bring: Bring, tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://exemple.invalid";"cliquez")'
    file = tmp_path / "formules.csv"
    file.write_text(
        f'Nom du projet,Remarque\nLe Fil vert,"{formula.replace(chr(34), chr(34) * 2)}"\n'
    )
    bring(file, portfolio="essai")
    assert FieldValue.objects.get(field="extra").value == formula


def test_some_nul_bytes_are_taken_out_of_a_text(bring: Bring, tmp_path: Path) -> None:
    file = tmp_path / "nuls.csv"
    file.write_bytes(GOOD.encode().replace(b"Radio", b"Ra\x00dio"))
    report = bring(file, portfolio="essai")
    assert (report.created, report.rejected) == (2, 0)
    assert Project.objects.filter(name="Radio Pâquerette").exists()


def test_a_link_out_of_a_folder_is_told_and_not_followed(bring: Bring, tmp_path: Path) -> None:
    outside = tmp_path / "ailleurs"
    outside.mkdir()
    (outside / "secret.csv").write_text(GOOD.replace("Le Fil vert", "Secret"), "utf-8")
    drop = tmp_path / "dépôt"
    drop.mkdir()
    (drop / "bon.csv").write_text(GOOD, "utf-8")
    (drop / "dossier").symlink_to(outside)
    (drop / "secret.csv").symlink_to(outside / "secret.csv")
    report = bring(drop, portfolio="essai")
    assert [(one.source, one.code) for one in report.rejections] == [
        ("dossier", "symbolic_link"),
        ("secret.csv", "symbolic_link"),
    ]
    assert report.created == 2
    assert not Project.objects.filter(name="Secret").exists()


ODD_NAMES = [
    "a b'c\"d.csv",
    "-rf.csv",
    "$(touch x);.csv",
    "élan…🌱.csv",
    "e\u0301lan.csv",
    "saut\nde ligne.csv",
    "\u202efsc.csv",
    "<b>gras<b>.csv",
    "x" * 240 + ".csv",
    ".csv.csv",
    "100%.csv",
]


def test_odd_names_of_files_are_names_and_nothing_else(bring: Bring, tmp_path: Path) -> None:
    drop = tmp_path / "dépôt"
    drop.mkdir()
    for number, name in enumerate(ODD_NAMES):
        (drop / name).write_text(f"Nom du projet\nProjet {chr(65 + number)}\n", "utf-8")
    (drop / b"octet-\xff.csv".decode("utf-8", "surrogateescape")).write_text(GOOD, "utf-8")
    report = bring(drop, portfolio="essai")
    assert_adds_up(report)
    assert Project.objects.count() >= len(ODD_NAMES) - 1  # a hidden file is told and left
    assert all(one.name.encode() for one in Document.objects.all())


CUT = [
    "documents-fr/qualcoder_ID1.docx",
    "documents-fr/qualcoder_ID2.odt",
    "documents-fr/grille_eligibilite_programme.pdf",
    "documents-fr/modele_bilan_IAE.xlsx",
    "formats-administratifs/SuiviActions_test.xls",
    "formats-administratifs/helios.fixture.ods",
]


def test_real_files_cut_anywhere_cost_nothing_but_themselves(
    bring: Bring, test_data: Path, tmp_path: Path
) -> None:
    drop = tmp_path / "dépôt"
    drop.mkdir()
    (drop / "bon.csv").write_text(GOOD, "utf-8")
    for name in CUT:
        file = test_data / name
        data = file.read_bytes()
        for part in (0.01, 0.25, 0.5, 0.75, 0.99):
            cut = drop / f"{file.stem}-{int(part * 100)}{file.suffix}"
            cut.write_bytes(data[: int(len(data) * part)])
    report = bring(drop, portfolio="essai")
    assert_adds_up(report)
    assert set(Project.objects.values_list("name", flat=True)) >= {
        "Le Fil vert",
        "Radio Pâquerette",
    }
    assert report.rejected > 20
