"""Rebuild the typefaces of the pages (WOFF2) and of the PDF (TTF) from their registry packages.

Same packages, same bytes: npm checks the packages against the hashes of the lock beside this file;
no time stamp is written. `--check` compares with what is committed and changes nothing.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_assets_fonts import Cut, page_font, print_font

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "scripts" / "build_assets_packages"
WEB = ROOT / "src" / "terreau" / "web"
MANIFEST = "MANIFEST.json"

FRAUNCES = "@fontsource-variable/fraunces"
ATKINSON = "@fontsource-variable/atkinson-hyperlegible-next"
SERIF, DISPLAY, SANS = "Fraunces", "Fraunces Display", "Atkinson Hyperlegible Next"
# Letters slightly rounded, and no swash forms: the character of the house.
HOUSE = {"SOFT": 60.0, "WONK": 0.0}


@dataclass(frozen=True, slots=True)
class Built:
    """One file of the wheel and the package that it comes from."""

    path: str
    package: str
    data: bytes


PRINT_CUTS = (
    (FRAUNCES, Cut(SERIF, "Regular", 400, HOUSE | {"opsz": 14})),
    (FRAUNCES, Cut(SERIF, "Italic", 400, HOUSE | {"opsz": 14})),
    (FRAUNCES, Cut(SERIF, "SemiBold", 600, HOUSE | {"opsz": 18})),
    (FRAUNCES, Cut(SERIF, "Bold", 700, HOUSE | {"opsz": 18})),
    (FRAUNCES, Cut(SERIF, "Bold Italic", 700, HOUSE | {"opsz": 18})),
    # Titles: finer hairlines, as the page gets them from its optical size.
    (FRAUNCES, Cut(DISPLAY, "Regular", 400, HOUSE | {"opsz": 48})),
    (FRAUNCES, Cut(DISPLAY, "SemiBold", 560, HOUSE | {"opsz": 84})),
    (ATKINSON, Cut(SANS, "Regular", 400, {})),
    (ATKINSON, Cut(SANS, "Italic", 400, {})),
    (ATKINSON, Cut(SANS, "SemiBold", 600, {})),
    (ATKINSON, Cut(SANS, "Bold", 700, {})),
    (ATKINSON, Cut(SANS, "Bold Italic", 700, {})),
)


def source(modules: Path, package: str, subset: str, slope: str) -> Path:
    name = package.rpartition("/")[2]
    axes = "full" if package == FRAUNCES else "wght"
    return modules / package / "files" / f"{name}-{subset}-{axes}-{slope}.woff2"


def build(modules: Path) -> Iterator[Built]:
    for package, pinned in ((FRAUNCES, HOUSE), (ATKINSON, {})):
        for subset in ("latin", "latin-ext"):
            for slope in ("normal", "italic"):
                name = f"{package.rpartition('/')[2]}-{subset}-{slope}.woff2"
                data = page_font(source(modules, package, subset, slope), pinned)
                yield Built(f"static/web/fonts/{name}", package, data)
    for package, cut in PRINT_CUTS:
        sources = [source(modules, package, s, cut.slope) for s in ("latin", "latin-ext")]
        yield Built(f"fonts/{cut.file}", package, print_font(sources, cut))
    for package in (FRAUNCES, ATKINSON):
        text = (modules / package / "LICENSE").read_bytes()
        yield Built(f"fonts/{package.rpartition('/')[2]}-OFL.txt", package, text)


def manifest(built: list[Built], modules: Path) -> bytes:
    entries = []
    for item in sorted(built, key=lambda item: item.path):
        about = json.loads((modules / item.package / "package.json").read_text(encoding="utf-8"))
        entries.append(
            {
                "file": item.path,
                "package": item.package,
                "version": about["version"],
                "licence": about["license"],
                "sha256": hashlib.sha256(item.data).hexdigest(),
            }
        )
    return (json.dumps({"files": entries}, indent=2, ensure_ascii=False) + "\n").encode()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, change nothing")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            (Path(folder) / name).write_bytes((LOCK / name).read_bytes())
        npm = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(npm, cwd=folder, check=True)
        modules = Path(folder) / "node_modules"
        built = list(build(modules))
        built.append(Built(MANIFEST, "", manifest(built, modules)))
    different = 0
    for item in built:
        target = WEB / item.path
        same = target.is_file() and target.read_bytes() == item.data
        different += not same
        print(f"{'=' if same else '≠'} {item.path} {len(item.data)}")
        if not same and not check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(item.data)
    return 1 if check and different else 0


if __name__ == "__main__":
    sys.exit(main())
