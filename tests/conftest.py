"""What every test gets: the real files, and a media folder of its own.

A missing piece (real files, browser) skips on a laptop and fails under CI=true.
`--only-database` keeps the tests that touch the database, to run them again on another one.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import missing, test_data_dir

TESTS = Path(__file__).resolve().parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="only the tests that touch the database (journeys, which start their own, apart)",
    )


def in_folder(item: pytest.Item, name: str) -> bool:
    return item.path.is_relative_to(TESTS / name)


def touches_database(item: pytest.Item) -> bool:
    if in_folder(item, "journeys"):
        return False
    return in_folder(item, "db") or item.get_closest_marker("django_db") is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if in_folder(item, "journeys"):
            item.add_marker("journey")
    if config.getoption("--only-database"):
        kept = [item for item in items if touches_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of real files, described in its README."""
    folder = test_data_dir()
    if not (folder / "README.md").is_file():
        missing(f"no test data at {folder}: set TERREAU_TEST_DATA")
    return folder


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
