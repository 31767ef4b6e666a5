"""A real browser on a real instance, served by its own process; no page may ask another host.

A test takes `page` (a desktop screen unless parametrised with a `Screen`), `live_instance` (the
address of the demonstration site) and `axe` (asserts that a page has no accessibility violation).
"""

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Route,
    sync_playwright,
)

from tests.support import ROOT, browser_args, chromium_path, driver_path, free_port, missing

START_TIMEOUT_S = 60
Sound = Callable[[Page], None]
LOCAL_HOSTS = {"127.0.0.1", "localhost"}
LOCAL_SCHEMES = {"about", "blob", "data", "file"}


@dataclass(frozen=True, slots=True)
class Screen:
    """A size in CSS pixels, and whether scripts run."""

    width: int = 1280
    height: int = 900
    javascript: bool = True


DESKTOP = Screen()
PHONE = Screen(360, 740)
NARROW = Screen(320, 640)
PLAIN_HTML = Screen(javascript=False)


# Package scope: the browser's event loop must not outlive the journeys, Django refuses its
# database calls in a thread where a loop runs.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    executable = chromium_path()
    if executable is None:
        missing("no Chromium on this machine")
    if driver_path() is None:
        missing("the browser's driver does not start (libatomic is missing?)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(executable), args=browser_args(), headless=True
        )
        yield chromium
        chromium.close()


def is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in LOCAL_SCHEMES or parts.hostname in LOCAL_HOSTS


def watch(context: BrowserContext) -> list[str]:
    """Stop every request of `context` to another host; return the complaints, as they come.

    A script's error and what the content security policy refuses are complaints too.
    """
    complaints: list[str] = []

    def keep_local(route: Route) -> None:
        url = route.request.url
        if is_local(url):
            route.continue_()
            return
        complaints.append(f"asked another host: {url}")
        route.abort()

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(f"refused by the browser: {message.text}")

    context.route("**/*", keep_local)
    context.on("weberror", lambda error: complaints.append(f"script error: {error.error}"))
    context.on("console", hear)
    return complaints


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of the asked `Screen`; fails the test on a complaint of `watch`."""
    screen: Screen = getattr(request, "param", DESKTOP)
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        java_script_enabled=screen.javascript,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        service_workers="block",
    )
    context.set_default_timeout(10_000)
    complaints = watch(context)
    yield context.new_page()
    context.close()
    assert complaints == []


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """A check that asserts zero accessibility violations on a page, or names rules and nodes."""

    def check(page: Page) -> None:
        violations = Axe().run(page).response["violations"]
        lines = [
            f"{violation['id']} ({violation['impact']}): {node['html'][:160]}"
            for violation in violations
            for node in violation["nodes"]
        ]
        assert lines == [], f"{page.url}\n" + "\n".join(lines)

    return check


def terreau_environment(instance: Path) -> dict[str, str]:
    """The environment of a command on `instance` alone, whatever database the tests use."""
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return kept | {"TERREAU_INSTANCE": str(instance)}


def wait_until_served(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                answer.read(1)
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the site did not start:\n{log.read_text(encoding='utf-8')}", pytrace=False)


@pytest.fixture(scope="session")
def demo_instance(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an instance that `terreau demo` made."""
    return Path(shutil.copytree(demo_made / "instance", tmp_path_factory.mktemp("demo") / "i"))


@contextmanager
def served(instance: Path) -> Iterator[str]:
    """Serve an instance by a process of its own, worker included; its address, without a slash."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    log = instance.parent / "serve.log"
    terreau = Path(sys.executable).parent / "terreau"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [terreau, "serve", "--port", str(port)],
            cwd=ROOT,
            env=terreau_environment(instance),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_served(f"{url}/", server, log)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@pytest.fixture(scope="session")
def live_instance(demo_instance: Path) -> Iterator[str]:
    """The address (without a final slash) of the demonstration site, served by its own process."""
    with served(demo_instance) as url:
        yield url


@pytest.fixture
def sound(axe: Callable[[Page], None]) -> Sound:
    """A check that a page is accessible, fits its screen and speaks French."""
    # Imported here: these modules take this one's names.
    from tests.journeys.test_sign_in import fits
    from tests.journeys.test_site import ENGLISH, LOOSE

    def check(page: Page) -> None:
        axe(page)
        fits(page)
        words = page.locator("main").inner_text()
        assert ENGLISH.findall(words) == [], page.url
        assert LOOSE.findall(words) == [], page.url

    return check
