"""What an import costs grows with what it reads, never faster."""

import copy
import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.db.conftest import EXAMPLES, Bring

pytestmark = pytest.mark.django_db
LISTED = json.loads((EXAMPLES / "neo-terra" / "projects.json").read_text("utf-8"))


def many(folder: Path, count: int) -> Path:
    """A list of `count` projects, alike but for their names and holders."""
    listed = []
    for number in range(count):
        project = copy.deepcopy(LISTED[0])
        project |= {"slug": f"projet-{number}", "name": f"Projet {number}", "documents": []}
        project["holder"] = {"name": f"Porteur {number}", "id": None}
        for coding in project["codings"]:
            coding["passages"] = []
        listed.append(project)
    folder.mkdir()
    (folder / "projects.json").write_text(json.dumps(listed), "utf-8")
    return folder


def queries(bring: Bring, source: Path) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        bring(source, portfolio=source.name)
    return len(captured)


def test_each_project_more_costs_the_same_number_of_queries(bring: Bring, tmp_path: Path) -> None:
    bring(many(tmp_path / "premiere", 1), portfolio="premiere")  # agents are made once for all
    few, some, more = (
        queries(bring, many(tmp_path / f"liste-{count}", count)) for count in (4, 8, 16)
    )
    # Rows written together make one query more now and then, when there are many.
    assert more - some == pytest.approx(2 * (some - few), rel=0.02)


def test_reading_the_same_again_costs_no_more_than_the_first_time(
    bring: Bring, tmp_path: Path
) -> None:
    source = many(tmp_path / "liste", 8)
    first = queries(bring, source)
    assert queries(bring, source) < first
