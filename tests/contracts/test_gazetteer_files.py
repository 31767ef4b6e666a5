"""The shipped data files are those of their manifest, and carry no trace of when or where."""

import gzip
import hashlib
import json

import pytest

from tests.support import ROOT

DATA = ROOT / "src" / "terreau" / "territory" / "data"
LOCK = ROOT / "scripts" / "build_gazetteer_parts" / "package-lock.json"
ENTRIES = json.loads((DATA / "MANIFEST.json").read_text(encoding="utf-8"))["files"]
FILES = pytest.mark.parametrize("entry", ENTRIES, ids=[entry["file"] for entry in ENTRIES])


def test_the_manifest_names_every_data_file():
    present = {path.name for path in DATA.iterdir()} - {"MANIFEST.json"}
    assert {entry["file"] for entry in ENTRIES} == present


@FILES
def test_a_data_file_has_the_bytes_of_the_manifest(entry):
    data = (DATA / entry["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]


@FILES
def test_a_data_file_has_the_content_of_the_manifest(entry):
    content = gzip.decompress((DATA / entry["file"]).read_bytes())
    assert hashlib.sha256(content).hexdigest() == entry["content_sha256"]


@FILES
def test_a_data_file_bears_no_date_and_no_file_name(entry):
    header = (DATA / entry["file"]).read_bytes()[:8]
    flags, modified = header[3], header[4:8]
    assert (flags, modified) == (0, b"\0\0\0\0")


@FILES
def test_each_source_has_a_package_a_version_and_a_licence(entry):
    assert entry["sources"]
    for source in entry["sources"]:
        assert source["package"]
        assert source["version"]
        assert source["licence"]


def test_the_manifest_has_the_versions_that_the_lock_pins():
    pinned = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    named = {s["package"]: s["version"] for e in ENTRIES for s in e["sources"]}
    npm = {name: pinned[f"node_modules/{name}"]["version"] for name in pinned[""]["dependencies"]}
    assert npm.items() <= named.items()


def test_every_locked_package_is_checked_by_its_hash_and_names_no_server():
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    locked = [package for name, package in packages.items() if name]
    assert all(package["integrity"].startswith("sha512-") for package in locked)
    assert not any("resolved" in package for package in locked)
