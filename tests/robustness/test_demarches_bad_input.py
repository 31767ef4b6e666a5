"""A platform that answers anything, a folder that holds anything: a message, never a trace."""

import copy
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terreau.collect.demarches_api import DemarchesClient, errors, fetch, fetch_demarche
from terreau.collect.demarches_api.files import pieces
from terreau.collect.demarches_api.service import token_in
from terreau.collect.demarches_api.state import STATE_FILE
from terreau.collect.errors import CollectError
from terreau.collect.readers.demarches import read_export, read_fetched, recognises
from tests.builders.demarches_champs import every_champ
from tests.builders.demarches_export import AVIS, DOSSIERS, ESTABLISHMENT, table, workbook
from tests.builders.demarches_server import (
    NUMBER,
    TOKEN,
    Platform,
    recorded,
    schema,
    serving,
    varied,
)

FEW = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def platform(test_data: Path) -> Iterator[Platform]:
    with serving(Platform(schema(test_data), varied(test_data, 3))) as served:
        served.without_files()
        yield served


@pytest.fixture
def client(platform: Platform) -> DemarchesClient:
    platform.planned = []
    platform.asked = []
    return DemarchesClient(platform.url, TOKEN, sleep=lambda seconds: None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Maintenance</body></html>",
        b'{"data": {"demarche": ',
        b"[]",
        b"null",
        b'"texte"',
        b"[" * 100_000,
        b"\x00\xff\xfe",
        b'{"data": null}',
        b'{"data": {"demarche": null}}',
        b'{"data": {"demarche": {"dossiers": {"nodes": 3, "pageInfo": {}}}}}',
        b'{"data": {"demarche": {"dossiers": {"nodes": [], "pageInfo": {"hasNextPage": 1}}}}}',
        b'{"data": {"demarche": {"dossiers": {"nodes": [], "pageInfo": {"hasNextPage": true}}}}}',
        b'{"errors": [{"message": "Field does not exist"}]}',
        b'{"errors": [3, null]}',
        b'{"errors": "texte"}',
    ],
)
def test_an_answer_that_is_no_page_is_told_and_keeps_nothing(body, client, platform, tmp_path):
    platform.planned = [(200, {"Content-Type": "text/html"}, body)]
    with pytest.raises((errors.NotAnAnswer, errors.Refused)) as caught:
        fetch(client, NUMBER, tmp_path)
    assert caught.value.code
    assert caught.value.hint
    assert not list(tmp_path.rglob("*.json"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_to_another_host_is_refused_and_the_token_stays(
    status, client, platform, tmp_path
):
    with serving(Platform(platform.schema, [])) as elsewhere:
        platform.planned = [(status, {"Location": elsewhere.url}, b"")]
        with pytest.raises(errors.Redirected, match="127"):
            fetch(client, NUMBER, tmp_path)
        assert elsewhere.asked == []


def test_a_page_asked_again_without_end_is_left_to_its_cursor(client, platform, tmp_path):
    platform.planned = [(429, {"Retry-After": "99999999999"}, b"")]
    assert fetch(client, NUMBER, tmp_path).dossiers == 3


def test_nobody_at_the_address_is_told(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/api/v2/graphql"
    nobody = DemarchesClient(url, TOKEN, sleep=lambda seconds: None)
    with pytest.raises(errors.Unreachable):
        fetch(nobody, NUMBER, tmp_path)


@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{", b"\x00\x01\x02\r\n\r\n"]
)
def test_a_connection_cut_short_is_told(said, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def answer() -> None:
            for _ in range(6):
                connection, _ = server.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/api/v2/graphql"
        cut = DemarchesClient(url, TOKEN, sleep=lambda seconds: None)
        with pytest.raises(errors.Unreachable):
            fetch(cut, NUMBER, tmp_path)
        thread.join()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "demarche.numerique.gouv.fr",
        "http://demarche.numerique.gouv.fr/api",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "https://[::1",
        "https://jeton@example.org/",
        "https://exämple.org/",
        "https://example.org/\nHost: x",
        "https://example.org:port/",
    ],
)
def test_an_address_that_would_leak_the_token_is_refused(url, tmp_path):
    with pytest.raises(errors.BadAddress):
        fetch_demarche(NUMBER, tmp_path, TOKEN, url)


@pytest.mark.parametrize("token", ["", "  ", "a b", "a\r\nHost: x", "jeté", "a\x00"])
def test_a_token_that_no_header_can_carry_is_refused_without_being_said(token, tmp_path):
    with pytest.raises(errors.BadToken) as caught:
        fetch_demarche(NUMBER, tmp_path, token)
    assert token.strip() == "" or token not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00"])
def test_a_token_file_that_holds_none_is_told(content, tmp_path):
    path = tmp_path / "jeton"
    path.write_bytes(content)
    with pytest.raises(errors.BadToken):
        fetch_demarche(NUMBER, tmp_path / "reçu", token_in(path))


@pytest.mark.parametrize(
    "change",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"version": 99}',
        {"run": "1"},
        {"page": -1},
        {"page_size": 1000},
        {"cursor": 3},
        {"finished": "non"},
        {"demarche": True},
        {"inconnu": 1},
    ],
)
def test_a_state_that_cannot_be_read_is_told_and_left(change, client, tmp_path):
    fetch(client, NUMBER, tmp_path)
    path = tmp_path / STATE_FILE
    if isinstance(change, dict):
        change = json.dumps(json.loads(path.read_bytes()) | change).encode()
    path.write_bytes(change)
    with pytest.raises(errors.BadState):
        fetch(client, NUMBER, tmp_path)
    assert path.read_bytes() == change


def test_a_folder_that_cannot_be_written_is_told(client, tmp_path):
    (tmp_path / "pages").write_text("un fichier", encoding="utf-8")
    with pytest.raises(errors.NoRoom):
        fetch(client, NUMBER, tmp_path)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"data": {}}', b"[" * 100_000])
def test_a_page_damaged_on_the_disk_is_told_and_the_others_read(body, client, tmp_path):
    fetch(client, NUMBER, tmp_path)
    (tmp_path / "pages" / "0001-000009.json").write_bytes(body)
    found = read_fetched(tmp_path)
    assert len(found.projects) == 3
    assert [one.code for one in found.rejections] == ["page_unreadable"]
    assert len(found.projects) + len(found.rejections) + found.merged == found.read


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.text(st.characters(codec=None), max_size=20),
    st.sampled_from(["\ud800", "\x00", "9" * 500, "1e400", "NaN", "<script>", "=1+1"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.sampled_from(["number", "code", "name"]), st.integers(), max_size=2),
)


def places(item: object, path: tuple = ()) -> Iterator[tuple]:
    """The path of every value of a JSON tree."""
    children = item.items() if isinstance(item, dict) else ()
    children = enumerate(item) if isinstance(item, list) else children
    for key, value in children:
        yield (*path, key)
        yield from places(value, (*path, key))


@FEW
@given(data=st.data())
def test_a_dossier_damaged_anywhere_is_read_or_told(data, test_data, tmp_path):
    dossier = copy.deepcopy(recorded(test_data))
    # The examples share their places: what is damaged is a copy.
    champs = copy.deepcopy(every_champ())
    dossier |= {"champs": champs, "annotations": dossier["annotations"][:4]}
    every = list(places(dossier))
    for path in data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=8)):
        at = dossier
        try:
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = data.draw(JUNK)
        except (KeyError, IndexError, TypeError):
            continue  # something above it was damaged before
    pages = {"data": {"demarche": {"title": "T", "dossiers": {"nodes": [dossier]}}}}
    (tmp_path / "pages").mkdir(exist_ok=True)
    (tmp_path / "pages" / "0001-000001.json").write_text(json.dumps(pages), encoding="utf-8")
    found = read_fetched(tmp_path)
    assert len(found.projects) + len(found.rejections) + found.merged == found.read == 1
    assert all(one.path.startswith("pieces/") for one in pieces(dossier))


CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.text(max_size=12),
    st.dates(),
    st.sampled_from([1.0, 2.0, "1", "Accepté", "13002526500013", "=1+1", "\x00"]),
)


def rows(headers: tuple) -> st.SearchStrategy:
    return st.lists(st.tuples(*[CELL] * len(headers)), max_size=4)


@FEW
@given(rows(DOSSIERS), rows(ESTABLISHMENT), rows(AVIS), rows(("Dossier ID", "Ligne", "Partenaire")))
def test_an_export_of_any_cells_is_read_and_every_dossier_line_ends_once(
    dossiers, establishments, avis, block
):
    book = workbook(
        table("Dossiers", DOSSIERS, *dossiers),
        table("Etablissements", ESTABLISHMENT, *establishments),
        table("Avis", AVIS, *avis),
        table("Partenaires", ("Dossier ID", "Ligne", "Partenaire"), *block),
    )
    assert recognises(book)
    found = read_export(book, "ab" * 32, "export.xlsx")
    assert len(found.projects) + len(found.rejections) + found.merged == found.read
    of_dossiers = [one for one in found.rejections if "Dossiers" in one.where]
    assert len(found.projects) + len(of_dossiers) == len(dossiers)


def test_every_error_of_a_fetch_says_what_to_do():
    kinds = [one for one in vars(errors).values() if isinstance(one, type)]
    assert all(one.hint and one.code for one in kinds if one not in {errors.CollectError})
    assert all(issubclass(one, CollectError) for one in kinds)
