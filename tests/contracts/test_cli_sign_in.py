"""The links that the command line prints: who may come in by them, in what words and keys."""

import sqlite3
from pathlib import Path

import pytest
from scripts.reference_pages.words import words

from tests.contracts.test_docs_of_answers import answer, paths

LOCAL = "http://127.0.0.1:8000/entrer/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict]:
    """An instance, and what `init` said of it."""
    instance = tmp_path_factory.mktemp("sign-in") / "instance"
    return instance, answer(instance, "init", "--owner", "Camille")


def test_init_prints_a_link_for_the_owner(made: tuple[Path, dict]) -> None:
    _, said = made
    assert set(paths(said)) == set(words("keys", "init"))
    (link,) = said["sign_in"]
    assert (link["role"], link["name"]) == ("owner", "Camille")
    assert link["url"].startswith(LOCAL)


def test_a_link_begins_with_the_public_address(made: tuple[Path, dict]) -> None:
    instance, before = made
    config = instance / "terreau.toml"
    said = config.read_text("utf-8")
    address = 'public_url = "https://projets.example.fr/"'
    config.write_text(said.replace('public_url = ""', address), "utf-8")
    again = answer(instance, "sign-in-link", "--as", "Camille")
    assert set(paths(again)) == set(words("keys", "sign-in-link"))
    assert again["sign_in"][0]["url"].startswith("https://projets.example.fr/entrer/")
    assert again["sign_in"][0]["url"] != before["sign_in"][0]["url"]


def test_a_link_is_for_someone_of_the_instance_whose_access_is_open(
    made: tuple[Path, dict],
) -> None:
    instance, _ = made
    unknown = answer(instance, "sign-in-link", "--as", "Personne", status=3)
    assert unknown["error"]["code"] == "unknown_person"
    with sqlite3.connect(instance / "terreau.sqlite3") as base:
        base.execute("UPDATE accounts_user SET is_active = 0")
    closed = answer(instance, "sign-in-link", status=3)
    with sqlite3.connect(instance / "terreau.sqlite3") as base:
        base.execute("UPDATE accounts_user SET is_active = 1")
    assert closed["error"]["code"] == "access_closed"
