"""Hostile files: each ends in a clear error and costs nothing but itself."""

import contextlib
import io
import os
import signal
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from terreau.collect.readers.documents import read_document
from terreau.collect.readers.errors import ReaderError
from terreau.collect.sandbox import FileCrashed, FileTooHungry, FileTooSlow, Limits, Sandbox
from tests.builders import documents as build

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def misbehaving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A sandbox whose child does what files say; its folder knows where tests are."""
    start = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import tests.robustness.misbehaving_child"
    )
    limits = Limits(memory_bytes=1_000_000_000, seconds_per_file=1.5, result_bytes=1_000_000)
    with Sandbox(limits, child=("-X", "utf8", "-c", start)) as sandbox:
        yield sandbox


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ("loop", FileTooSlow),
        ("sleep", FileTooSlow),
        ("eat", FileTooHungry),
        ("long", FileTooHungry),
        ("die", FileCrashed),
        ("raise", FileCrashed),
        ("write", FileCrashed),
        ("lie", FileCrashed),
    ],
)
def test_a_file_that_breaks_its_reader_is_told_and_the_next_one_is_read(
    misbehaving: Sandbox, tmp_path: Path, told: str, error: type[ReaderError]
) -> None:
    path = tmp_path / "hostile"
    path.write_text(told)
    with pytest.raises(error) as caught:
        misbehaving.document(path, "hostile.bin")
    assert caught.value.code
    assert caught.value.hint
    path.write_text("next")
    assert misbehaving.document(path, "next.bin").text == "next"


def test_what_a_library_prints_is_no_answer(misbehaving: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("print")
    assert misbehaving.document(path, "a").text == "print"


def test_the_child_knows_no_secret(
    misbehaving: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setenv("TERREAU_SECRET_KEY", "secret")
    path = tmp_path / "file"
    path.write_text("die")
    with pytest.raises(FileCrashed):
        misbehaving.document(path, "a")
    path.write_text("environment")
    names = misbehaving.document(path, "a").text.split()
    assert set(names) <= {"PATH", "SYSTEMROOT", "LANG", "LC_ALL", "LC_CTYPE"}


def test_a_child_killed_from_outside_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Un texte.")
    with Sandbox() as sandbox:
        assert sandbox.document(path, "a.txt").text == "Un texte."
        first = sandbox.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        with contextlib.suppress(FileCrashed):  # the kill may be seen only when a file is asked
            sandbox.document(path, "a.txt")
        assert sandbox.document(path, "a.txt").text == "Un texte."
        assert sandbox.pid != first


def test_an_error_of_a_reader_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 bonjour}")
    with pytest.raises(ReaderError) as here:
        read_document(path.read_bytes(), "a.rtf")
    with Sandbox() as sandbox, pytest.raises(ReaderError) as there:
        sandbox.document(path, "a.rtf")
    for name in ("code", "hint", "params"):
        assert getattr(there.value, name) == getattr(here.value, name)
    assert str(there.value) == str(here.value)


@pytest.mark.parametrize("make", [build.docx_of, build.odt_of])
def test_entities_are_refused(make: object, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    outside = f'<!DOCTYPE x [<!ENTITY d SYSTEM "file://{secret}">]>'
    for before in (LAUGHS, outside):
        data = make("<!-- -->&d;", before)  # type: ignore[operator]
        with pytest.raises(ReaderError) as caught:
            read_document(data, "a.docx")
        assert caught.value.code == "xml_entities"


def test_a_document_that_unfolds_without_end_is_refused() -> None:
    data = build.docx_of(" " * 150_000_000)
    assert len(data) < 1_000_000
    with pytest.raises(ReaderError) as caught:
        read_document(data, "a.docx")
    assert caught.value.code == "suspicious_archive"


def test_macros_are_ignored_and_told() -> None:
    buffer = io.BytesIO(build.docx_of(PARAGRAPH.format("Un texte.")))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    read = read_document(buffer.getvalue(), "a.docm")
    assert read.text == "Un texte."
    assert [note.code for note in read.notes] == ["macros"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_format"),
        ("a.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_format"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password_protected",
        ),
        ("a.rtf", b"{\\rtf1}", "old_format"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "not_a_document"),
        ("a.txt", b"", "empty_file"),
        ("a.txt", bytes(range(256)) * 4 + b"\0" * 50, "not_a_document"),
        ("a.pdf", b"%PDF-1.7\n", "damaged_file"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 90, "damaged_file"),
    ],
)
def test_what_cannot_be_read_is_named(name: str, data: bytes, code: str) -> None:
    with pytest.raises(ReaderError) as caught:
        read_document(data, name)
    assert caught.value.code == code
    assert caught.value.hint


def encrypted_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(build.pdf(build.source(2)))))
    writer.encrypt("mot de passe", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_an_encrypted_pdf_asks_for_a_copy_without_password() -> None:
    with pytest.raises(ReaderError) as caught:
        read_document(encrypted_pdf(), "a.pdf")
    assert caught.value.code == "password_protected"


def looping_pdf(kids: str, content: str, resources: str) -> bytes:
    """A PDF whose objects refer to themselves; PDFium rebuilds the missing table of objects."""
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"2 0 obj<</Type/Pages/Count 1000000/Kids[{kids}]>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R{resources}>>endobj\n"
        f"4 0 obj<</Length {len(content)}>>stream\n{content}\nendstream endobj\n"
        "5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X 5 0 R>>>>"
        "/Length 11>>stream\n/X Do /X Do\nendstream endobj\n"
        "trailer<</Root 1 0 R/Size 6>>\n%%EOF"
    ).encode()


@pytest.mark.parametrize(
    "data",
    [
        looping_pdf("2 0 R 3 0 R", "", ""),
        looping_pdf("3 0 R", "/X Do", "/Resources<</XObject<</X 5 0 R>>>>"),
    ],
    ids=["pages that hold themselves", "a form that draws itself"],
)
def test_a_pdf_that_loops_ends(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "loop.pdf"
    path.write_bytes(data)
    with Sandbox(Limits(seconds_per_file=2)) as sandbox:
        try:
            read = sandbox.document(path, "loop.pdf")
        except ReaderError as error:
            assert error.hint  # noqa: PT017
        else:
            assert not read.text


def test_real_files_cut_anywhere_end_in_a_text_or_a_clear_error(
    test_data: Path, tmp_path: Path
) -> None:
    tried = 0
    with Sandbox(Limits(seconds_per_file=10)) as sandbox:
        for source in sorted((test_data / "documents-fr").iterdir()):
            data = source.read_bytes()
            for share in (0.02, 0.4, 0.8, 0.99):
                path = tmp_path / "cut"
                path.write_bytes(data[: int(len(data) * share)])
                tried += 1
                try:
                    read = sandbox.document(path, source.name)
                except ReaderError as error:
                    assert error.code != "file_crashed", (source.name, share)  # noqa: PT017
                    assert error.hint  # noqa: PT017
                else:
                    assert all(start <= len(read.text) for start in read.page_starts)
    assert tried == 36
