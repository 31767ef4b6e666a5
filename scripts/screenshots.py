"""Takes the pictures of the README and the guide, from a demo instance made in a temporary folder.

Guarantees that each picture shows the program as it is: pages come from the served site, by the
system's Chromium; sheets of paper from the PDF that `terreau publish` wrote.
"""

import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from scripts import screenshots_collect, screenshots_identify
from tests.support import ROOT, browser_args, chromium_path

IMAGES = ROOT / "docs" / "guide" / "images"
TERREAU = ROOT / ".venv" / "bin" / "terreau"
PORTFOLIO = "/portefeuilles/neo-terra/"
COLOURS = 256
LIMIT_BYTES = 300_000
PAPER_WIDTH = 900
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Shot:
    """A page of the site as a picture: `height` in CSS pixels, `scroll_to` a selector."""

    name: str
    address: str
    width: int = 1280
    height: int = 900
    scroll_to: str = ""


SHOTS = (
    Shot("fiche", "ambitions/2/", height=1000),
    Shot("fiche-telephone", "ambitions/2/", width=360, height=740),
    Shot("fiche-enjeu", "ambitions/2/", scroll_to="#enjeu-2-1"),
    Shot("accueil", "", height=1000),
    Shot("accueil-telephone", "", width=360, height=740),
    Shot("projets-filtres", "projets/?role=aiguillon"),
    Shot("projets-telephone", "projets/", width=360, height=740),
    Shot("projet", "projets/kpa/"),
    Shot("projet-passages", "projets/kpa/", scroll_to="#passages"),
    Shot("acteurs", "acteurs/"),
    Shot("acteur", "acteurs/{actor}/"),
    Shot("document", "documents/{document}", scroll_to="body"),
)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A demo instance in `folder`, served on a free port; gives its address, then stops it."""
    process = subprocess.Popen(
        [TERREAU, "demo", "--to", folder, "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        if process.stdout is None:
            raise RuntimeError("no standard output")
        for line in process.stdout:
            found = re.search(r"http://[0-9.:]+", line)
            if found:
                yield found[0]
                return
        raise RuntimeError(f"terreau demo ended with status {process.wait()}")
    finally:
        process.terminate()
        process.wait(timeout=30)


def known(browser: Browser, base: str) -> dict[str, str]:
    """The addresses that depend on data: the first actor of the list, the first document cited."""
    page = browser.new_page()
    page.goto(f"{base}{PORTFOLIO}acteurs/")
    actor = page.locator("main tbody th a").first.get_attribute("href") or ""
    page.goto(f"{base}{PORTFOLIO}projets/kpa/")
    document = page.locator("ol.passages a[href*='documents/']").first.get_attribute("href") or ""
    page.close()
    return {"actor": actor.strip("/").split("/")[-1], "document": document.split("documents/")[-1]}


def take(browser: Browser, base: str, shot: Shot, values: dict[str, str]) -> bytes:
    """The picture of a page, as PNG."""
    size = {"width": shot.width, "height": shot.height}
    page = browser.new_page(viewport=size, reduced_motion="reduce", color_scheme="light")
    response = page.goto(f"{base}{PORTFOLIO}{shot.address.format(**values)}")
    if response is None or not response.ok:
        raise RuntimeError(f"{shot.name}: no such page ({shot.address})")
    page.evaluate("document.fonts.ready")
    if shot.scroll_to:
        page.locator(shot.scroll_to).evaluate("element => element.scrollIntoView()")
    picture = page.screenshot()
    page.close()
    return picture


def paper(pdf: Path, number: int) -> bytes:
    """A page of a PDF as PNG; `number` from 0."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[number]
    image = page.render(scale=PAPER_WIDTH / page.get_width()).to_pil()
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def palette(image: Image.Image) -> list[Colour]:
    """256 colours: the most frequent ones as they are, the others spread over what is left."""
    counted = image.getcolors(image.width * image.height) or []
    frequent = [colour for _, colour in sorted(counted, key=lambda one: (-one[0], one[1]))]
    flat = image.quantize(COLOURS // 2, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    spread = list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))
    return list(dict.fromkeys(frequent[: COLOURS // 2] + spread))[:COLOURS]


def reduced(image: Image.Image) -> Image.Image:
    """The picture in few colours, each pixel in the nearest: Pillow's own search is approximate."""
    colours = palette(image)

    @cache
    def nearest(pixel: Colour) -> int:
        distances = [
            sum((one - other) ** 2 for one, other in zip(pixel, colour, strict=True))
            for colour in colours
        ]
        return distances.index(min(distances))

    raw = image.tobytes()
    pixels = zip(raw[::3], raw[1::3], raw[2::3], strict=True)
    small = Image.frombytes("P", image.size, bytes(nearest(pixel) for pixel in pixels))
    small.putpalette([part for colour in colours for part in colour])
    return small


def save(name: str, picture: bytes) -> None:
    """Write a picture with few colours: same pixels, same bytes."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    path = IMAGES / f"{name}.png"
    reduced(image).save(path, "PNG", optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {image.width} × {image.height}, {size:,} bytes")
    if size > LIMIT_BYTES:
        raise RuntimeError(f"{name}: {size:,} bytes, more than {LIMIT_BYTES:,}")


def main(wanted: list[str]) -> int:
    """Take every picture, or those named."""
    chromium = chromium_path()
    if chromium is None:
        print("no Chromium on this machine (TERREAU_CHROMIUM names one)", file=sys.stderr)
        return 3
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as base:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=browser_args())
            values = known(browser, base)
            for shot in SHOTS:
                if not wanted or shot.name in wanted:
                    save(shot.name, take(browser, base, shot, values))
            for module in (screenshots_collect, screenshots_identify):
                if not wanted or set(wanted) & set(module.NAMES):
                    for name, picture in module.pictures(browser, base, PORTFOLIO, Path(folder)):
                        save(name, picture)
            browser.close()
        pdf = next(Path(folder).glob("publication/*/fiches/*-ambition-2.pdf"))
        for number, name in ((0, "pdf-premiere-page"), (2, "pdf-tableau")):
            if not wanted or name in wanted:
                save(name, paper(pdf, number))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
