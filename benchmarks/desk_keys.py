"""Key presses and time per decision at the desk, driven by the keyboard in a real browser.

Run from the root of the repository:
    python -m scripts.fictif --seed 2026 --to DIR && python -m benchmarks.desk_keys DIR [MOST]
A new instance takes the tables of the fictitious portfolio, identifies and is served by its own
process with its worker. Chromium then answers every question of each queue with one key, MOST at
most (default 200), by a rule that reads what the page shows: the answers are not judged here. The
time of a decision is that of the machine: from the key to the next question in place and focused.

A person's pace is a model, not a measure: they read at 240 words a minute (Brysbaert 2019, silent
reading, doi:10.1016/j.jml.2019.104047), take 1.35 s to decide and 0.28 s to press a key (the
keystroke-level model of Card, Moran and Newell 1980, doi:10.1145/358886.358895), and wait for the
machine. It is given twice: where all that the page shows of a case is read, and where the names
(the sentence, the candidates) and the reasons are enough.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect, sync_playwright
from tests.support import ROOT, browser_args, chromium_path

TERREAU = ROOT / ".venv" / "bin" / "terreau"
PORTFOLIO = "mesure"
WORDS_A_MINUTE, MENTAL_S, KEY_S = 240, 1.35, 0.28
QUEUES = ("organismes", "lieux", "mentions")
WHOLE = ".case-head, .pair-names, .compare, .why, .pair-quoted, .place, .named, .named-choice"
SHORT = ".pair-names, .why li, .written, .candidates, .named blockquote, .place-known li"


@dataclass(slots=True)
class Driven:
    """What was done in one queue."""

    keys: int = 0
    seconds: list[float] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    fewest: list[int] = field(default_factory=list)


def main() -> int:
    """Print a line for each queue."""
    source = Path(sys.argv[1])
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        instance = Path(folder) / "instance"
        prepare(instance, source)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=browser_args())
        with served(instance) as base:
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            sign_in(page, base, instance)
            print("queue  decisions  keys each  ms p50, p95  words all, short  a minute all, short")
            for name in QUEUES:
                show(
                    name,
                    drive(page, f"{base}/portefeuilles/{PORTFOLIO}/identification/", name, most),
                )
        browser.close()
    return 0


def terreau(instance: Path, *arguments: str) -> str:
    """What a command on the instance writes."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [TERREAU, *arguments],
        env=environment | {"TERREAU_INSTANCE": str(instance)},
        capture_output=True,
        text=True,
        check=False,
    )
    # 1: some rows of the tables were rejected, as they should be.
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stdout + done.stderr)
    return done.stdout


def prepare(instance: Path, source: Path) -> None:
    """An instance with the tables brought in, their names read."""
    terreau(instance, "init")
    tables = sorted(str(one) for one in (source / "tableaux").iterdir())
    terreau(instance, "import", *tables, "--portfolio", PORTFOLIO)
    terreau(instance, "identify", "--portfolio", PORTFOLIO)


@contextmanager
def served(instance: Path) -> Iterator[str]:
    """The instance, served on a free port; gives its address."""
    process = subprocess.Popen(
        [TERREAU, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1", "TERREAU_INSTANCE": str(instance)},
    )
    try:
        for line in process.stdout or ():
            found = re.search(r"http://[0-9.:]+", line)
            if found:
                yield found[0]
                return
        raise RuntimeError(f"terreau serve ended with status {process.wait()}")
    finally:
        process.terminate()
        process.wait(timeout=30)


def sign_in(page: Page, base: str, instance: Path) -> None:
    """Come in by a fresh link of the owner."""
    told = json.loads(terreau(instance, "sign-in-link", "--json"))
    page.goto(base + urlsplit(told["sign_in"][0]["url"]).path)
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("navigation", name="Votre compte")).to_contain_text("Se déconnecter")


def drive(page: Page, desk: str, name: str, most: int) -> Driven:
    """Answer the questions of a queue, one key each, until none is left."""
    done = Driven()
    page.goto(f"{desk}{name}/")
    while len(done.seconds) < most and page.locator(".case form.answers").count():
        done.words.append(words(page, WHOLE))
        done.fewest.append(words(page, SHORT))
        key, address = answer(page, name), page.url
        began = time.perf_counter()
        page.keyboard.press(key)
        done.keys += 1
        expect(page).not_to_have_url(address)
        expect(page.locator("#cas")).to_be_focused()
        done.seconds.append(time.perf_counter() - began)
    return done


def words(page: Page, parts: str) -> int:
    """How many words these parts of the page show."""
    return sum(len(text.split()) for text in page.locator(parts).all_inner_texts())


def answer(page: Page, name: str) -> str:
    """The key that the page offers for what it holds likely; another where it does not."""
    if name == "organismes":
        likely = page.locator(".likely").inner_text()
        return "m" if "robable" in likely and "eu probable" not in likely else "a"
    if page.locator('[data-key="1"]').count():
        return "1"
    return "a" if name == "lieux" else "n"


def show(name: str, done: Driven) -> None:
    """Print what was measured, and the pace that the model gives."""
    if not done.seconds:
        print(f"{name}  0")
        return
    milliseconds = sorted(1000 * one for one in done.seconds)
    median = statistics.median(milliseconds)
    worst = milliseconds[min(len(milliseconds) - 1, int(0.95 * len(milliseconds)))]
    count = len(done.seconds)
    acts = MENTAL_S + KEY_S * done.keys / count + median / 1000
    paces = [
        60 / (statistics.median(read) * 60 / WORDS_A_MINUTE + acts)
        for read in (done.words, done.fewest)
    ]
    print(
        f"{name}  {count}  {done.keys / count:.2f}  {median:.0f}, {worst:.0f}"
        f"  {statistics.median(done.words):.0f}, {statistics.median(done.fewest):.0f}"
        f"  {paces[0]:.1f}, {paces[1]:.1f}"
    )


if __name__ == "__main__":
    sys.exit(main())
