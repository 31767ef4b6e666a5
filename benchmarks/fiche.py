"""The example's fiche in each format, and its accessibility: `python benchmarks/fiche.py`.

From a temporary instance with the example portfolio: milliseconds to gather and to render, bytes,
pages, whether a second rendering gives the same bytes, the verdict of an independent validator on
PDF/UA-1, and the violations that axe-core finds on the site's pages at two widths.
"""

import hashlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

REPEATS = 10
WIDTHS = (1280, 360)
PAGES = ("", "ambitions/2/", "ambitions/1/", "projets/", "projets/?role=aiguillon", "projets/kpa/")
MORE_PAGES = ("acteurs/", "acteurs/bordeaux-metropole/")


def milliseconds(start: float) -> float:
    return (time.perf_counter() - start) * 1000


def formats(instance_folder: Path) -> None:
    """Times, sizes and sameness of each format."""
    import page as pdfua
    import pypdfium2

    from terreau.conf.bootstrap import start
    from terreau.conf.examples import example
    from terreau.conf.instance import Instance

    instance = Instance.load(instance_folder)
    instance.create()
    verbs = start(instance)
    verbs.init("Banc")
    verbs.import_((example("neo-terra"),), portfolio="neo-terra")

    from terreau.portfolio.services import portfolio_named
    from terreau.publish.renderers import RENDERERS
    from terreau.publish.services import ambition, make

    portfolio = portfolio_named("neo-terra")
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        made = make(portfolio, ambition(portfolio, "2"))
        times.append(milliseconds(began))
    print(f"gathered and composed: median {statistics.median(times):.0f} ms")
    print(f"{'format':8}{'first ms':>10}{'median ms':>11}{'bytes':>10}  same bytes")
    for name, renderer in RENDERERS.items():
        times, digests = [], set()
        for _ in range(REPEATS + 1):
            began = time.perf_counter()
            data = renderer.render(made.fiche)
            times.append(milliseconds(began))
            digests.add(hashlib.sha256(data).hexdigest())
        same = "yes" if len(digests) == 1 else "NO"
        middle = statistics.median(times[1:])
        print(f"{name:8}{times[0]:10.0f}{middle:11.0f}{len(data):10}  {same}")
        if name == "pdf":
            with pypdfium2.PdfDocument(data) as document:
                pages = len(document)
            report = pdfua.validate_pdf_bytes(data, profile="ua1")
            verdict = "compliant" if report.is_compliant else "NOT compliant"
            print(f"PDF: {pages} pages, PDF/UA-1 {verdict}, {len(report.failures)} failures")


def violations(instance_folder: Path) -> int:
    """The sum of what axe-core finds on the pages of the site, served by its own process."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright
    from tests.support import browser_args, chromium_path, free_port

    port = free_port()
    base = f"http://127.0.0.1:{port}/portefeuilles/neo-terra/"
    command = [sys.executable, "-m", "terreau.cli", "serve", "--port", str(port)]
    environment = os.environ | {"TERREAU_INSTANCE": str(instance_folder)}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    found = looked = 0
    try:
        if server.stdout is None or not server.stdout.readline():
            raise RuntimeError("the site did not start")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium_path(), args=browser_args()
            )
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900})
                for address in (*PAGES, *MORE_PAGES):
                    answer = page.goto(base + address)
                    if answer is None or not answer.ok:
                        raise RuntimeError(f"{address}: no such page")
                    found += len(Axe().run(page).response["violations"])
                    looked += 1
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=30)
    print(f"axe-core: {found} violations on {looked} pages (widths {WIDTHS})")
    return found


def main() -> int:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    os.environ.pop("DATABASE_URL", None)
    with tempfile.TemporaryDirectory() as name:
        formats(Path(name))
        return 1 if violations(Path(name)) else 0


if __name__ == "__main__":
    sys.exit(main())
