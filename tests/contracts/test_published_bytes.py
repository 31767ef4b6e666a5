"""Two instances made apart publish the same bytes, whatever the order of Python's sets."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TERREAU = Path(sys.executable).parent / "terreau"


def run(instance: Path, *arguments: str, seed: str, zone: str) -> dict[str, object]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [TERREAU, *arguments, "--instance", instance, "--json"],
        env=kept | {"PYTHONHASHSEED": seed, "TZ": zone},
        cwd=instance.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def instances(demo_made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two demonstrations, in two places, with two seeds, under two clocks."""
    first = tmp_path_factory.mktemp("seed-1") / "instance"
    shutil.copytree(demo_made / "instance", first)  # made with its own seed, under Auckland's clock
    second = tmp_path_factory.mktemp("seed-20260302") / "instance"
    demo = ("demo", "--no-serve", "--without-fictitious")
    run(second, *demo, seed="20260302", zone="America/Lima")
    return first, second


def test_two_instances_publish_the_same_bytes(instances: tuple[Path, Path]) -> None:
    first, second = (digests(one / "publication") for one in instances)
    assert len(first) > 100
    assert first == second


def test_publishing_again_writes_the_same_bytes(instances: tuple[Path, Path]) -> None:
    instance = instances[0]
    again = instance.parent / "encore"
    run(instance, "publish", "--portfolio", "neo-terra", "--to", str(again), seed="7", zone="UTC")
    assert digests(again) == digests(instance / "publication" / "neo-terra")


def test_the_asked_date_is_the_only_thing_that_changes_and_is_everywhere(
    instances: tuple[Path, Path],
) -> None:
    one, other = instances
    dated = []
    for instance, seed in ((one, "3"), (other, "4")):
        to = instance.parent / "datee"
        run(
            instance,
            *("publish", "--portfolio", "neo-terra", "--to", str(to), "--date", "2027-01-15"),
            seed=seed,
            zone="UTC",
        )
        dated.append(to)
    assert digests(dated[0]) == digests(dated[1])
    before = digests(one / "publication" / "neo-terra")
    changed = {name for name, digest in digests(dated[0]).items() if before[name] != digest}
    fiches = {f"fiches/neo-terra-ambition-2.{form}" for form in ("html", "pdf", "docx")}
    pages = {f"ambitions/{number}/index.html" for number in range(1, 7)}
    assert changed == fiches | pages
    for name in pages | {"fiches/neo-terra-ambition-2.html"}:
        assert "15\u00a0janvier 2027" in (dated[0] / name).read_text("utf-8"), name
