"""The browser's own checks do catch what they are there to catch."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import PHONE, PLAIN_HTML, is_local, watch

GOOD = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title></head>
<body><main><h1>Essai</h1><p>Une phrase.</p></main></body></html>"""
BAD = GOOD.replace("<p>Une phrase.</p>", "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")


@pytest.fixture
def write_page(tmp_path: Path) -> Callable[[str], str]:
    def write(html: str) -> str:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        return file.as_uri()

    return write


def test_axe_accepts_a_correct_page(
    page: Page, axe: Callable[[Page], None], write_page: Callable[[str], str]
) -> None:
    page.goto(write_page(GOOD))
    axe(page)


def test_axe_names_the_rule_and_the_node_of_a_violation(
    page: Page, axe: Callable[[Page], None], write_page: Callable[[str], str]
) -> None:
    page.goto(write_page(BAD))
    with pytest.raises(AssertionError, match=r"image-alt .*<img"):
        axe(page)


@pytest.mark.parametrize("page", [PHONE], indirect=True)
def test_a_screen_gives_the_page_its_width(page: Page, write_page: Callable[[str], str]) -> None:
    page.goto(write_page(GOOD))
    assert page.evaluate("document.documentElement.clientWidth") == PHONE.width


@pytest.mark.parametrize("page", [PLAIN_HTML], indirect=True)
def test_no_script_runs_on_a_plain_html_screen(
    page: Page, write_page: Callable[[str], str]
) -> None:
    page.goto(write_page(GOOD.replace("</main>", "<script>document.title='non'</script></main>")))
    assert page.title() == "Essai"


POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        ("<img alt='' src='http://elsewhere.test/a.png'>", "asked another host"),
        ("<script>nothing.here()</script>", "script error"),
        (f"{POLICY}<script>document.title = 'non'</script>", "refused by the browser"),
    ],
)
def test_what_no_page_may_do_is_heard(
    browser: Browser, write_page: Callable[[str], str], spoil: str, complaint: str
) -> None:
    context = browser.new_context()
    complaints = watch(context)
    spoilt = context.new_page()
    spoilt.goto(write_page(GOOD.replace("</head>", f"{spoil}</head>")))
    spoilt.wait_for_load_state("networkidle")
    context.close()
    assert [heard.split(":")[0] for heard in complaints] == [complaint]


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:8000/fiches/", True),
        ("http://localhost:8000/", True),
        ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", True),
        ("https://example.org/font.woff2", False),
        ("http://127.0.0.1.example.org/", False),
    ],
)
def test_only_this_machine_is_local(url: str, local: bool) -> None:
    assert is_local(url) is local
