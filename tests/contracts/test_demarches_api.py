"""The client of Démarches Simplifiées against the platform's own schema, on this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import GraphQLSchema, parse, validate

from terreau.collect.demarches_api import DemarchesClient, Step, errors, fetch, fetch_demarche
from terreau.collect.demarches_api import client as client_module
from terreau.collect.demarches_api.queries import MAX_PAGE, QUERIES
from terreau.collect.readers.demarches import read_fetched
from tests.builders.demarches_champs import every_champ
from tests.builders.demarches_server import (
    CONTENT,
    NUMBER,
    TOKEN,
    Platform,
    schema,
    serving,
    varied,
)


@pytest.fixture(scope="module")
def real_schema(test_data: Path) -> GraphQLSchema:
    return schema(test_data)


@pytest.fixture
def platform(real_schema: GraphQLSchema, test_data: Path) -> Iterator[Platform]:
    with serving(Platform(real_schema, varied(test_data, 12))) as served:
        served.without_files()
        yield served


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(platform: Platform, waits: list[float]) -> DemarchesClient:
    return DemarchesClient(platform.url, TOKEN, sleep=waits.append)


def received(folder: Path) -> list[int]:
    """Numbers of the dossiers of all pages, in order."""
    return [
        dossier["number"]
        for page in sorted((folder / "pages").iterdir())
        for dossier in json.loads(page.read_bytes())["data"]["demarche"]["dossiers"]["nodes"]
    ]


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_is_valid_for_the_real_schema(name, real_schema):
    assert validate(real_schema, parse(QUERIES[name])) == []


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_asks_for_nothing_deprecated(name, real_schema):
    from graphql.validation import NoDeprecatedCustomRule

    assert validate(real_schema, parse(QUERIES[name]), [NoDeprecatedCustomRule]) == []


def test_the_examples_have_every_kind_of_champ_of_the_real_schema(real_schema):
    kinds = {one.name for one in real_schema.get_possible_types(real_schema.type_map["Champ"])}
    assert {one["__typename"] for one in every_champ()} == kinds


def test_two_hundred_and_fifty_dossiers_come_in_pages_of_a_hundred(
    real_schema, test_data, tmp_path
):
    with serving(Platform(real_schema, varied(test_data, 250))) as platform:
        platform.without_files()
        steps: list[Step] = []
        report = fetch_demarche(NUMBER, tmp_path, TOKEN, platform.url, steps.append)
    assert received(tmp_path) == list(range(1001, 1251))
    assert (report.pages, report.dossiers, report.problems) == (3, 250, ())
    assert [one["first"] for one in platform.asked] == [MAX_PAGE] * 3
    assert [one.dossiers for one in steps] == [100, 200, 250]


def test_each_answer_is_kept_byte_for_byte(client, platform, tmp_path):
    fetch(client, NUMBER, tmp_path, page_size=5)
    asked = {"query": QUERIES["dossiers"], "variables": platform.asked[1]}
    kept = (tmp_path / "pages" / "0001-000002.json").read_bytes()
    assert kept == json.dumps(platform.answer(asked), ensure_ascii=False).encode()


def test_an_interrupted_fetch_goes_on_where_it_stopped(client, platform, tmp_path):
    def stop(step: Step) -> None:
        if step.pages == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(client, NUMBER, tmp_path, progress=stop, page_size=5)
    report = fetch(client, NUMBER, tmp_path, page_size=5)
    assert received(tmp_path) == list(range(1001, 1013))
    assert report.resumed
    assert len(platform.asked) == 3


def test_a_fetch_stopped_between_a_page_and_its_state_asks_that_page_again(
    client, platform, tmp_path, monkeypatch
):
    from terreau.collect.demarches_api import fetching

    with monkeypatch.context() as broken:
        broken.setattr(fetching, "save", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            fetch(client, NUMBER, tmp_path, page_size=5)
    fetch(client, NUMBER, tmp_path, page_size=5)
    assert received(tmp_path) == list(range(1001, 1013))


def test_a_finished_fetch_asks_only_for_what_changed_since(client, platform, tmp_path):
    fetch(client, NUMBER, tmp_path)
    platform.dossiers[3]["dateDerniereModification"] = "2999-01-01T00:00:00+01:00"
    report = fetch(client, NUMBER, tmp_path)
    assert platform.asked[1]["since"] is not None
    assert (report.dossiers, report.incremental) == (1, True)
    assert received(tmp_path)[12:] == [1004]


def test_a_page_too_slow_for_the_platform_is_halved_and_stays_so(client, platform, tmp_path):
    platform.seconds_a_dossier, platform.limit_s = 0.01, 0.035
    report = fetch(client, NUMBER, tmp_path, page_size=12)
    assert [one["first"] for one in platform.asked] == [12, 6, 3, 3, 3, 3]
    assert report.page_size == 3
    assert received(tmp_path) == list(range(1001, 1013))


def test_a_page_that_the_schema_itself_gave_up_is_halved(client, platform, tmp_path):
    def late(shown: dict) -> None:
        if len(platform.asked) == 1:
            shown["errors"] = [{"message": "Timeout", "extensions": {"code": "timeout"}}]

    platform.edit = late
    fetch(client, NUMBER, tmp_path, page_size=12)
    assert [one["first"] for one in platform.asked] == [12, 6, 6]


def test_a_dossier_that_is_always_too_slow_ends_with_a_message(client, platform, waits, tmp_path):
    platform.seconds_a_dossier, platform.limit_s = 1.0, 0.0
    with pytest.raises(errors.Unreachable):
        fetch(client, NUMBER, tmp_path, page_size=4)
    assert [one["first"] for one in platform.asked] == [4, 2] + [1] * client_module.TRIES
    assert waits == sorted(waits)


def test_too_many_requests_wait_longer_each_time_then_go_on(client, platform, waits, tmp_path):
    platform.planned = [(429, {}, b""), (503, {}, b""), (429, {"Retry-After": "20"}, b"")]
    fetch(client, NUMBER, tmp_path)
    assert waits == [1.0, 2.0, 20.0]
    assert len(received(tmp_path)) == 12


def test_a_platform_down_for_good_is_given_up_after_bounded_tries(client, platform, tmp_path):
    platform.planned = [(500, {}, b"")] * 20
    with pytest.raises(errors.Unreachable):
        fetch(client, NUMBER, tmp_path)
    assert len(platform.asked) == client_module.TRIES


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (401, errors.Unauthorized),
        (403, errors.Forbidden),
        (404, errors.DemarcheMissing),
    ],
)
def test_a_refusal_says_what_to_do_and_is_not_tried_again(
    status, error, client, platform, tmp_path
):
    platform.planned = [(status, {}, b"")]
    with pytest.raises(error) as caught:
        fetch(client, NUMBER, tmp_path)
    assert caught.value.hint
    assert len(platform.asked) == 1


def test_a_wrong_token_is_told(platform, tmp_path):
    with pytest.raises(errors.Unauthorized):
        fetch(DemarchesClient(platform.url, "un-autre"), NUMBER, tmp_path)


def test_an_unknown_demarche_is_told(client, tmp_path):
    with pytest.raises(errors.DemarcheMissing, match="99"):
        fetch(client, 99, tmp_path)


def test_errors_beside_data_are_told_and_the_data_kept(client, platform, tmp_path):
    def hole(shown: dict) -> None:
        shown["data"]["demarche"]["dossiers"]["nodes"][2] = None
        shown["errors"] = [{"message": "Cannot return null for non-nullable field"}]

    platform.edit = hole
    report = fetch(client, NUMBER, tmp_path)
    assert report.dossiers == 11
    assert [one.code for one in report.problems] == ["partial"]
    platform.edit = None
    assert fetch(client, NUMBER, tmp_path).dossiers == 12, "asked again as a whole"


def test_a_folder_of_another_demarche_is_left_alone(client, tmp_path):
    fetch(client, NUMBER, tmp_path)
    with pytest.raises(errors.OtherDemarche):
        fetch(client, NUMBER + 1, tmp_path)


def test_the_token_is_in_no_file_and_no_message(client, platform, tmp_path):
    echo = json.dumps({"errors": [{"message": f"jeton {TOKEN} inconnu"}]}).encode()
    platform.planned = [(200, {}, echo)]
    with pytest.raises(errors.TokenEchoed) as caught:
        fetch(client, NUMBER, tmp_path)
    platform.attach(0, "plan.pdf")
    fetch(client, NUMBER, tmp_path)
    said = repr(client) + str(caught.value) + caught.value.hint
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert TOKEN not in said
    assert TOKEN.encode() not in kept
    assert all(TOKEN not in str(headers) for _, headers in platform.file_requests)


def test_files_come_verified_under_safe_names(client, platform, tmp_path):
    platform.attach(0, "plan.pdf")
    platform.attach(0, "../../../etc/passwd")
    platform.attach(1, "plan.pdf", b"autre contenu")
    report = fetch(client, NUMBER, tmp_path)
    found = sorted(path.relative_to(tmp_path / "pieces") for path in tmp_path.rglob("pieces/*/*"))
    assert report.pieces == 3
    assert [str(path.parent) for path in found] == ["1001", "1001", "1002"]
    assert {path.name.rsplit("-", 1)[0] for path in found} == {"plan", "passwd"}
    assert (tmp_path / "pieces" / found[1]).read_bytes() == CONTENT


def test_a_file_already_there_is_not_asked_again(client, platform, tmp_path):
    platform.attach(0, "plan.pdf")
    fetch(client, NUMBER, tmp_path)
    platform.dossiers[0]["dateDerniereModification"] = "2999-01-01T00:00:00+01:00"
    report = fetch(client, NUMBER, tmp_path)
    assert (report.pieces, report.kept_pieces, len(platform.file_requests)) == (0, 1, 1)


def test_an_expired_address_is_told_and_asked_again_with_a_new_one(client, platform, tmp_path):
    platform.attach(0, "plan.pdf")
    platform.file_status = 403
    report = fetch(client, NUMBER, tmp_path)
    assert [one.code for one in report.problems] == ["piece_expired"]
    platform.file_status = 200
    assert fetch(client, NUMBER, tmp_path).pieces == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"checksum": "AAAAAAAAAAAAAAAAAAAAAA=="}, "piece_checksum"),
        ({"byteSizeBigInt": "99"}, "piece_size"),
        ({"byteSizeBigInt": "999999999999"}, "piece_too_large"),
        ({"url": "http://example.org/plan.pdf"}, "piece_address"),
        ({"url": "file:///etc/passwd"}, "piece_address"),
    ],
)
def test_a_file_that_is_not_what_was_said_is_not_kept(change, code, client, platform, tmp_path):
    platform.attach(0, "plan.pdf").update(change)
    report = fetch(client, NUMBER, tmp_path)
    assert [one.code for one in report.problems] == [code]
    assert not [path for path in tmp_path.rglob("pieces/*/*") if path.is_file()]


def test_a_file_longer_than_the_limit_is_cut_off(client, platform, tmp_path):
    platform.attach(0, "plan.pdf", b"x" * 5000)["byteSizeBigInt"] = "0"
    report = fetch(client, NUMBER, tmp_path, max_piece=1000)
    assert [one.code for one in report.problems] == ["piece_too_large"]


def test_what_was_fetched_is_read_as_projects_with_their_files(client, platform, tmp_path):
    platform.attach(1, "plan.pdf")
    fetch(client, NUMBER, tmp_path)
    found = read_fetched(tmp_path)
    assert [one.name for one in found.projects[:2]] == ["Projet d’essai 1", "Projet d’essai 2"]
    assert len(found.projects) == found.read == 12
    (name,) = found.projects[1].attachments
    assert (tmp_path / "pieces" / "1002" / name).read_bytes() == CONTENT
    assert [one.stage for one in found.projects[:5]] == [
        "submitted",
        "review",
        "accepted",
        "refused",
        "dropped",
    ]


def test_an_identity_document_is_never_asked_for():
    assert "grantType" not in QUERIES["dossiers"]
    assert "TitreIdentiteChamp { filled }" in QUERIES["dossiers"]


def test_the_page_size_is_bounded(client):
    with pytest.raises(ValueError, match="100"):
        client.page(NUMBER, first=101, since=None)
