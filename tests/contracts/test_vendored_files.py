"""The files that set-up runs are those of their manifest, and no other."""

import hashlib
import json

from tests.support import ROOT

VENDOR = ROOT / "scripts" / "vendor"


def manifest() -> dict[str, str]:
    entries = json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))["files"]
    return {entry["file"]: entry["sha256"] for entry in entries}


def test_every_vendored_file_has_the_bytes_of_the_manifest() -> None:
    present = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "MANIFEST.json"
    }
    assert present == manifest()


def test_every_vendored_file_says_its_package_version_and_licence() -> None:
    entries = json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))["files"]
    assert all(entry["package"] and entry["version"] and entry["licence"] for entry in entries)
