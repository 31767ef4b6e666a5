"""What every test gets: the real files, and a media folder of its own.

A missing piece (real files, browser) skips on a laptop and fails under CI=true.
`--only-database` keeps the tests that touch the database, to run them again on another one, but
for those marked `any_database`. The longest files come first, so that no process ends alone.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.made_once import made_by_command
from tests.support import missing, test_data_dir

TESTS = Path(__file__).resolve().parent
LONGEST_FIRST = ("journeys", "robustness", "contracts", "db", "properties")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="only the tests that touch the database (journeys, which start their own, apart)",
    )


def pytest_configure(config: pytest.Config) -> None:
    said = "any_database: what it checks does not depend on the database, once is enough"
    config.addinivalue_line("markers", said)


def in_folder(item: pytest.Item, name: str) -> bool:
    return item.path.is_relative_to(TESTS / name)


def touches_database(item: pytest.Item) -> bool:
    if in_folder(item, "journeys"):
        return False
    return in_folder(item, "db") or item.get_closest_marker("django_db") is not None


def place(item: pytest.Item) -> int:
    """The rank of a test's folder; within one, tests stay in the order of their files."""
    folder = item.path.relative_to(TESTS).parts[0]
    return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if in_folder(item, "journeys"):
            item.add_marker("journey")
    items.sort(key=place)
    if config.getoption("--only-database"):
        kept = [
            item
            for item in items
            if touches_database(item) and not item.get_closest_marker("any_database")
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of real files, described in its README."""
    folder = test_data_dir()
    if not (folder / "README.md").is_file():
        missing(f"no test data at {folder}: set TERREAU_TEST_DATA")
    return folder


@pytest.fixture(scope="session")
def new_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance that `terreau init` made and Camille owns, to copy and not to change."""
    return made_by_command(tmp_path_factory, "init", "init", "--owner", "Camille") / "instance"


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what `terreau demo` made (`instance`, to copy) and said (`answer.json`)."""
    arguments = ("demo", "--no-serve", "--without-fictitious")
    return made_by_command(tmp_path_factory, "demo", *arguments)


@pytest.fixture(autouse=True)
def own_media_folder(request: pytest.FixtureRequest) -> Iterator[Path | None]:
    """Files received in a test go to its own folder, never to an instance of the developer's."""
    if not touches_database(request.node):
        yield None
        return
    from django.test import override_settings

    media = request.getfixturevalue("tmp_path") / "media"
    with override_settings(MEDIA_ROOT=media):
        yield media
