"""The database tests run on the database they say, with the same text in and out of both."""

import io
import os

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

EXPECTED = os.environ.get("TERREAU_EXPECTED_DATABASE")


def test_the_tests_run_on_the_database_that_was_asked() -> None:
    if EXPECTED is None:
        pytest.skip("no database was asked for: only the test script does")
    assert connection.vendor == EXPECTED


def test_the_settings_follow_database_url() -> None:
    scheme = os.environ.get("DATABASE_URL", "sqlite:").split(":", 1)[0]
    engine = "postgresql" if scheme.startswith("postgres") else "sqlite3"
    assert settings.DATABASES["default"]["ENGINE"] == f"django.db.backends.{engine}"


@pytest.mark.django_db
def test_every_model_change_has_its_migration() -> None:
    report = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=report, no_input=True)
    except SystemExit:
        pytest.fail(f"a migration is missing:\n{report.getvalue()}", pytrace=False)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Œuvre « à côté »", "e\u0301 et é", "𝒯erreau 🌱", "ligne\nligne"])
def test_text_comes_back_code_point_for_code_point(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(%s AS text), LENGTH(CAST(%s AS text))", [text, text])
        assert cursor.fetchone() == (text, len(text))
