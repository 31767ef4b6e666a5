"""Lists of projects that are not what they should be: refused whole or record by record, in French.

Whatever the file holds, only the known errors come out, the counts add up, and what was refused
leaves nothing behind.
"""

import copy
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terreau.collect.errors import CollectError
from terreau.collect.files import ProjectsFolder
from terreau.collect.incoming import Incoming
from terreau.collect.readers import projects as reader
from terreau.collect.readers.documents.model import DocumentText
from terreau.collect.readers.errors import ReaderError
from terreau.collect.sandbox import Sandbox
from terreau.portfolio.models import Document, Organisation, Portfolio, Project
from tests.db.conftest import EXAMPLES, Bring

KNOWN = (CollectError, ReaderError)
EXAMPLE = EXAMPLES / "neo-terra"
NBSP = chr(0xA0)
NOBODY = 65534
NUMBERS = count(1)
LISTED = json.loads((EXAMPLE / "projects.json").read_text("utf-8"))
CARD = json.loads((EXAMPLE / "portfolio.json").read_text("utf-8"))

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=30),
    st.sampled_from(["\x00", "\ud800", "x" * 600, "../x", "accepted", "2026-02-31", "9" * 40]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)
JSON = st.recursive(
    VALUES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12
)


def places(value: Any, path: tuple = ()) -> Iterator[tuple]:
    """The way to each value inside a JSON value."""
    yield path
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*path, key))
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from places(part, (*path, index))


def spoiled(value: Any, path: tuple, new: Any) -> Any:
    """The value with `new` in one place."""
    if not path:
        return new
    changed = copy.deepcopy(value)
    inside = changed
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = new
    return changed


def read(listed: Any, card: Any = None) -> Incoming | CollectError | ReaderError:
    """What the reader finds, or the known error that it raises."""
    try:
        return reader.read(Memory(listed, card), "neo-terra-2023").incoming
    except KNOWN as error:
        return error


class Memory:
    """A list of projects whose documents are those of the example."""

    name, card_name = "projects.json", "portfolio.json"

    def __init__(self, listed: Any, card: Any = None) -> None:
        self._listed, self._card = listed, card

    def projects(self) -> bytes:
        return json.dumps(self._listed).encode()

    def card(self) -> bytes | None:
        return None if self._card is None else json.dumps(self._card).encode()

    def document(self, name: str) -> bytes | None:
        return self._beside().document(name)

    def drawn(self, name: str) -> DocumentText | None:
        return self._beside().drawn(name)

    def _beside(self) -> ProjectsFolder:
        with Sandbox() as sandbox:
            return ProjectsFolder(EXAMPLE / "projects.json", sandbox.document)


def rows() -> dict[str, int]:
    models = [model for model in apps.get_models() if model.__module__.startswith("terreau.")]
    return {model.__name__: model.objects.count() for model in models}


def kept_files() -> set[Path]:
    return {path for path in Path(django_settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "copie"
    shutil.copytree(EXAMPLE, folder)
    return folder


def rewrite(folder: Path, listed: Any) -> None:
    (folder / "projects.json").write_text(json.dumps(listed), "utf-8")


def test_the_list_that_is_spoiled_here_is_read_whole_as_it_is() -> None:
    found = read(LISTED, CARD)
    assert isinstance(found, Incoming)
    assert (len(found.projects), found.rejections, found.warnings) == (14, (), ())


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_any_json_at_all_gives_only_known_errors(value: Any) -> None:
    found = read(value)
    if isinstance(value, list) and isinstance(found, Incoming):
        assert len(found.projects) + len(found.rejections) == len(value)
    else:
        assert str(found).endswith(".")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(set(places(LISTED[0])), key=str)), VALUES)
def test_any_value_in_any_field_of_a_record_refuses_that_record_at_most(
    path: tuple, value: Any
) -> None:
    listed = [spoiled(LISTED[0], path, value), LISTED[1]]
    found = read(listed)
    assert isinstance(found, Incoming)
    assert len(found.projects) + len(found.rejections) == 2
    assert found.projects[-1].name == LISTED[1]["name"]
    assert all(one.message.endswith(".") for one in found.rejections)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(set(places(CARD)), key=str)), VALUES)
def test_any_value_in_any_field_of_the_card_gives_only_known_errors(
    path: tuple, value: Any
) -> None:
    found = read(LISTED[:1], spoiled(CARD, path, value))
    assert isinstance(found, Incoming) or str(found).endswith(".")


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(sorted(set(places(LISTED[0])), key=str)), VALUES)
def test_what_the_reader_lets_through_the_database_keeps(
    bring: Bring, tmp_path_factory: pytest.TempPathFactory, path: tuple, value: Any
) -> None:
    folder = tmp_path_factory.mktemp("liste")
    shutil.copytree(EXAMPLE / "documents", folder / "documents")
    rewrite(folder, [spoiled(LISTED[0], path, value), LISTED[1]])
    slug = f"essai-{next(NUMBERS)}"
    report = bring(folder, portfolio=slug)
    assert report.read == 2
    assert report.created + report.updated + report.unchanged + report.rejected == 2
    again = bring(folder, portfolio=slug)
    assert (again.created, again.updated) == (0, 0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"slug": "seul"}', "une liste est attendue"),
        (b"[1, 2", "n’est pas du JSON (ligne 1, colonne 6)"),
        (b"[" * 100_000, "imbriqués"),
        (b"[" + b"9" * 5000 + b"]", "trop long"),
        (b"\xef\xbb\xbf", "vide"),
        (b'["caf\xe9"]', "UTF-8"),
        (b"PK\x03\x04 rest", "ZIP"),
        (b"[]" + b" " * 50_000_000, "Mo"),
    ],
    ids=["object", "truncated", "deep", "number", "blank", "latin-1", "zip", "50 MB"],
)
@pytest.mark.django_db
def test_a_list_that_cannot_be_used_is_refused_and_leaves_nothing(
    bring: Bring, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "projects.json"
    file.write_bytes(content)
    before = rows()
    with pytest.raises(KNOWN) as caught:
        bring(file, portfolio="essai")
    assert said in str(caught.value)
    assert caught.value.hint
    assert rows() == before
    assert kept_files() == set()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, who reads every file."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.mark.parametrize("kind", ["missing", "folder", "loop", "refused", "device", "long name"])
@pytest.mark.django_db
def test_a_path_that_leads_to_no_file_is_said_in_french(
    bring: Bring, tmp_path: Path, kind: str
) -> None:
    source = tmp_path / "projects.json"
    if kind == "folder":
        source = tmp_path / "vide"
        source.mkdir()
    elif kind == "loop":
        source.symlink_to(source)
    elif kind == "refused":
        source.write_bytes(b"[]")
        source.chmod(0)
    elif kind == "device":
        source = Path(os.devnull)
    elif kind == "long name":
        source = tmp_path / ("x" * 300)
    with as_nobody(), pytest.raises(CollectError) as caught:
        bring(source, portfolio="essai")
    assert caught.value.code in {"file_missing", "folder_without_projects"}
    assert not Portfolio.objects.exists()


@pytest.mark.parametrize("name", ["../projects.json", "..", "/etc/hostname", "a/b.md", "x" * 300])
@pytest.mark.django_db
def test_a_document_is_never_looked_for_outside_its_folder(
    bring: Bring, copied: Path, name: str
) -> None:
    listed = copy.deepcopy(LISTED)
    listed[3]["documents"][0]["name"] = name
    rewrite(copied, listed)
    report = bring(copied)
    assert (report.created, report.rejected) == (13, 1)
    assert report.rejections[0].where == "projet 4"
    assert "documents" in report.rejections[0].message


@pytest.mark.django_db
def test_a_rejected_record_leaves_no_document_nor_actor_behind(bring: Bring, copied: Path) -> None:
    listed = copy.deepcopy(LISTED[:2])
    listed[0]["partners"].append(
        {"name": "Corps inventé", "id": None, "kind": "organisation", "role": "inconnu"}
    )
    rewrite(copied, listed)
    (copied / "portfolio.json").unlink()
    report = bring(copied, portfolio="essai")
    assert (report.created, report.rejected) == (1, 1)
    assert Document.objects.count() == 1
    assert len(kept_files()) == 1
    assert not Organisation.objects.filter(name="Corps inventé").exists()


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("codings", 0, "notation"), "9.9", "unknown_concept"),
        (("codings", 0, "scheme"), "autre", "unknown_concept"),
        (("partners", 0, "category"), "licornes", "unknown_concept"),
        (("name",), "x" * 301, "bad_field"),
        (("slug",), "../etc", "bad_field"),
        (("name",), " ", "bad_field"),
        (("year",), True, "bad_field"),
        (("territories",), [{"code": "99999", "level": "commune", "relation": "seat"}], None),
    ],
)
@pytest.mark.django_db
def test_a_record_that_cannot_be_written_whole_is_rejected_and_the_others_come_in(
    bring: Bring, copied: Path, path: tuple, value: Any, code: str | None
) -> None:
    rewrite(copied, [spoiled(LISTED[0], path, value), *LISTED[1:]])
    report = bring(copied)
    assert (report.read, report.created, report.rejected) == (14, 13, 1)
    (rejection,) = report.rejections
    assert rejection.code == (code or "unknown_territory")
    assert (rejection.where, rejection.message[-1]) == ("projet 1", ".")
    assert Project.objects.count() == 13


@pytest.mark.parametrize(("field", "length"), [("name", 201), ("funder", 201), ("slug", 81)])
def test_a_card_that_no_database_could_hold_is_refused(field: str, length: int) -> None:
    found = read(LISTED[:1], {**CARD, field: "x" * length})
    assert isinstance(found, CollectError)
    assert f"«{NBSP}{field}{NBSP}» dépasse" in str(found)
