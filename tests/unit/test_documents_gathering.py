"""Folders and archives give their files, and tell what they do not give."""

import struct
import zipfile
from pathlib import Path

from terreau.collect.drop.archives import ArchiveLimits
from terreau.collect.drop.gathering import GatheredFile, GatheringProblem, Kind, gather


def gathered(path: Path, limits: ArchiveLimits | None = None) -> tuple[list[str], list[str]]:
    """Where each file lay, and the code of each problem."""
    files, codes = [], []
    for found in gather([path], limits):
        if isinstance(found, GatheredFile):
            assert found.path.is_file()
            files.append("/".join(p for p in (found.archive, found.folder, found.name) if p))
        else:
            assert found.message
            codes.append(found.code)
    return files, codes


def zipped(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def test_a_folder_is_walked_in_order_and_system_files_are_told(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".DS_Store", "~$a.docx", "__MACOSX/x", "Thumbs.db"):
        path = tmp_path / "drop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "drop" / "lien").symlink_to(tmp_path)
    files, codes = gathered(tmp_path / "drop")
    assert files == ["a.txt", "b/1.txt", "b/2.txt"]
    assert sorted(codes) == ["symbolic_link"] + ["system_file"] * 4


def test_an_archive_writes_nothing_out_of_its_folder(tmp_path: Path) -> None:
    archive = zipped(
        tmp_path / "a.zip",
        {
            "../../evil.txt": b"x",
            "/etc/evil": b"x",
            "C:\\evil.txt": b"x",
            "a\\..\\..\\evil": b"x",
            "bon/ok.txt": b"x",
        },
    )
    files, codes = gathered(archive)
    assert files == ["a.zip/bon/ok.txt"]
    assert codes == ["path_refused"] * 4
    assert not list(tmp_path.parent.glob("evil*"))


def test_links_duplicates_and_encrypted_entries_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("lien")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "un")
        archive.writestr("secret.txt", "deux")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a.txt", "trois")
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"secret.txt"))
    struct.pack_into("<H", data, at + 8, 1)
    path.write_bytes(data)
    files, codes = gathered(path)
    assert files == ["a.zip/a.txt"]
    assert sorted(codes) == ["duplicate_entry", "encrypted_entry", "symbolic_link"]


def test_an_archive_that_swells_is_stopped(tmp_path: Path) -> None:
    limits = ArchiveLimits(total_bytes=3_000_000, small_bytes=100_000, entries=5)
    bomb = zipped(tmp_path / "bomb.zip", {"zeros": b"\0" * 2_000_000, "ok.txt": b"ok"})
    assert gathered(bomb, limits) == (["bomb.zip/ok.txt"], ["too_big_unfolded"])
    many = zipped(tmp_path / "many.zip", {f"{n}": b"x" for n in range(6)})
    assert gathered(many, limits) == ([], ["too_many_entries"])


def test_archives_are_opened_two_deep(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "c.zip", {"c.txt": b"c"})
    middle = zipped(tmp_path / "b.zip", {"b.txt": b"b", "c.zip": inner.read_bytes()})
    outer = zipped(tmp_path / "a.zip", {"a.txt": b"a", "sous/b.zip": middle.read_bytes()})
    files, codes = gathered(outer)
    assert files == ["a.zip/a.txt", "a.zip/sous/b.zip/b.txt"]
    assert codes == ["archive_too_deep"]


def test_a_corrupt_entry_leaves_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.txt", "abîmé" * 9)
        archive.writestr("2.txt", "bon")
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF
    path.write_bytes(data)
    assert gathered(path) == (["a.zip/2.txt"], ["broken_entry"])
    path.write_bytes(data[:-30])
    assert gathered(path) == ([], ["broken_archive"])


def test_accents_of_names_are_right_whatever_wrote_the_archive(tmp_path: Path) -> None:
    names = {"cp437": "été.txt", "cp850": "À vérifier.txt", "utf-8": "e\u0301te\u0301 — œuvre.txt"}
    found = []
    for encoding, name in names.items():
        path = tmp_path / f"{encoding}.zip"
        raw = name.encode(encoding)
        zipped(path, {"N" * len(raw): b"x"})
        path.write_bytes(path.read_bytes().replace(b"N" * len(raw), raw))
        found += [one.name for one in gather([path]) if isinstance(one, GatheredFile)]
    assert found == ["été.txt", "À vérifier.txt", "été — œuvre.txt"]


def test_the_head_of_a_whole_comes_first_and_its_files_name_it(tmp_path: Path) -> None:
    archive = zipped(
        tmp_path / "a.zip", {"p/data.csv": b"a", "p/datapackage.json": b"{}", "autre.txt": b"x"}
    )
    found = [one for one in gather([archive]) if isinstance(one, GatheredFile)]
    assert [(one.name, one.kind, one.part_of) for one in found] == [
        ("autre.txt", Kind.FILE, ""),
        ("datapackage.json", Kind.DATAPACKAGE, ""),
        ("data.csv", Kind.FILE, "a.zip/p/datapackage.json"),
    ]


def test_a_source_that_is_missing_is_told(tmp_path: Path) -> None:
    [problem] = gather([tmp_path / "rien"])
    assert isinstance(problem, GatheringProblem)
    assert problem.code == "file_missing"
