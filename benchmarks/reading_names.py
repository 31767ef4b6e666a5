"""Names of organisations found in running text, and their roles, beside a trivial reading.

Run from the root of the repository: python -m benchmarks.reading_names
Prints precision, recall and F1 of names, and the share of right roles among the names found, with
95 % intervals (Wilson), on two sets: sentences of our own labelled by hand, of which one half
served to better the rules and the other was only scored; a thousand invented dossiers whose truth
is known. The trivial reading takes every sequence of capitals for a body, and all for partners.
Then what the example portfolio's notes give, and time and memory on a long document.

A name is right when it ends where the labelled one does and begins there too, give or take its
kind (« association », « SCIC », « Fondation »).
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
import time
import tomllib
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.natures import wilson

from terreau.identify.persons import is_person
from terreau.identify.reading import Found, find, find_known
from terreau.territory.names import normalise

ROOT = Path(__file__).resolve().parents[1]
Reading = Callable[[str], Sequence[Found]]

_LABEL = re.compile(r"\[\[([^|\]]*)\|(\w*)(\??)\]\]")
_KIND = re.compile(
    r"^(?:l |la |le )?(?:association|collectif|fondation|cooperative|societe cooperative|societe|"
    r"scic|scop|sarl|entreprise|reseau|compagnie)(?: locale| d insertion)? "
)
_CAPITALS = re.compile(r"(?<![.!?] )(?<!^)\b[A-ZÀ-Þ][\w’'-]*(?:[ -][A-ZÀ-Þ][\w’'-]*)*")


class Labelled(NamedTuple):
    """A text and the names in it: start, end, role ("" where the sentence says none)."""

    text: str
    names: tuple[tuple[int, int, str], ...]


class Score(NamedTuple):
    """Counts of one reading on one set."""

    right: int
    found: int
    expected: int
    roles: int
    told: int
    told_right: int


def labelled(sentence: str) -> Labelled:
    """Give a sentence without its marks, and what they say."""
    text, names, last = "", [], 0
    for match in _LABEL.finditer(sentence):
        text += sentence[last : match.start()]
        names.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    return Labelled(text + sentence[last:], tuple(names))


def trivial(text: str) -> list[Found]:
    """Every sequence of words in capitals is a body, and a partner."""
    return [
        Found(m.start(), m.end(), m[0], "partner", "", sure=True) for m in _CAPITALS.finditer(text)
    ]


def score(texts: Sequence[Labelled], reading: Reading) -> Score:
    """Count what a reading finds of what is labelled."""
    right = found = roles = told = told_right = 0
    for one in texts:
        ends = {end: (start, role) for start, end, role in one.names}
        for name in reading(one.text):
            found += 1
            start, role = ends.get(name.end, (-1, ""))
            if start < 0 or _own(one.text[start : name.end]) != _own(name.name):
                continue
            right += 1
            roles += name.role == role
            told += bool(name.role)
            told_right += bool(name.role) and name.role == role
    expected = sum(len(one.names) for one in texts)
    return Score(right, found, expected, roles, told, told_right)


def _own(name: str) -> str:
    return _KIND.sub("", normalise(name))


def by_hand(half: int) -> list[Labelled]:
    """The sentences of one half: 0 bettered the rules, 1 was only scored."""
    content = tomllib.loads((ROOT / "tests/fixtures/mentions.toml").read_text("utf-8"))
    return [labelled(sentence) for sentence in content["sentences"][half::2]]


def invented(folder: Path) -> list[Labelled]:
    """The invented dossiers, each occurrence of an invented body labelled holder or partner."""
    bodies = {row["organisme"]: row["nom"] for row in _rows(folder / "organismes.csv")}
    own = {_bare(name): body for body, name in bodies.items()}
    pattern = re.compile("|".join(re.escape(n) for n in sorted(own, key=lambda n: (-len(n), n))))
    holders = {row["numero"]: row["porteur"] for row in _rows(folder / "projets.csv")}
    return [
        Labelled(
            row["texte"],
            tuple(
                (*m.span(), "holder" if own[m[0]] == holders[row["numero"]] else "partner")
                for m in pattern.finditer(row["texte"])
            ),
        )
        for row in _rows(folder / "textes.csv")
    ]


def _bare(name: str) -> str:
    return re.sub(r"^(?:SCIC|SCOP|Collectif|Fondation|Association|Coopérative) ", "", name)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _print(title: str, texts: Sequence[Labelled]) -> None:
    print(f"{title}: {len(texts)} texts, {sum(len(one.names) for one in texts)} names")
    for label, reading in (("terreau", find), ("trivial", trivial)):
        got = score(texts, reading)
        f1 = 2 * got.right / (got.found + got.expected)
        print(f"  {label}: precision {wilson(got.right, got.found)}")
        print(f"  {label}: recall {wilson(got.right, got.expected)}, F1 {f1:.3f}")
        print(f"  {label}: right roles among names found {wilson(got.roles, got.right)}")
        print(f"  {label}: right where a role is told {wilson(got.told_right, got.told)}")


def _roles_told(texts: Sequence[Labelled]) -> None:
    """Where the sentence says a role: is it the one of the file? Holder or another, no finer."""
    told = right = silent = 0
    for one in texts:
        ends = {end: role for _start, end, role in one.names}
        for name in find(one.text):
            if name.end not in ends:
                continue
            silent += not name.role
            told += bool(name.role)
            right += bool(name.role) and (name.role == "holder") == (ends[name.end] == "holder")
    print(f"  roles told for {told} names, none for {silent}")
    print(f"  holder or not, where told: {wilson(right, told)}")


def _example() -> None:
    """Bodies of the example portfolio whose name stands in the note of their project."""
    projects = json.loads((ROOT / "examples/neo-terra/projects.json").read_text("utf-8"))
    by_name = written = 0
    for project in projects:
        bodies = [p["name"] for p in project["partners"] if p["kind"] != "category"]
        path = ROOT / "examples/neo-terra/documents" / f"{project['slug']}.md"
        if not path.is_file():
            continue
        text = path.read_text("utf-8")
        names = {name: rank for rank, name in enumerate(bodies)}
        standing = {n for n in bodies if normalise(n) in normalise(text)}
        written += len(standing)
        numbers = {known.number for known in find_known(text, names)}
        by_name += len({names[name] for name in standing} & numbers)
    print(f"example portfolio: bodies found again by name {by_name}/{written}")


def _signatories(texts: Sequence[Labelled]) -> None:
    """Invented persons who sign the letters of the dossiers: those that `is_person` tells."""
    signed = re.compile(r"Pour (?:l’|la |le )[^,.]{5,80}, ([A-ZÉ][\w-]+ [A-ZÉ][\w-]+)$")
    names = {found[1] for one in texts if (found := signed.search(one.text.strip()))}
    print(f"signatories told as persons: {wilson(sum(map(is_person, names)), len(names))}")


def _cost(texts: Sequence[Labelled]) -> None:
    long = "\n\n".join(one.text for one in texts)
    pages = len(long) / 3000
    best = min(_timed(long) for _ in range(3))
    tracemalloc.start()
    count = len(find(long))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    print(
        f"{pages:.0f} pages of 3,000 characters, {count} names: {best:.2f} s, {peak / 1e6:.0f} MB"
    )


def _timed(text: str) -> float:
    start = time.process_time()
    find(text)
    return time.process_time() - start


def main() -> int:
    """Print the tables."""
    _print("by hand, half that bettered the rules", by_hand(0))
    _print("by hand, half only scored", by_hand(1))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "scripts.fictif", "--seed", "2026", "--to", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        texts = invented(Path(folder) / "verite")
    _print("invented dossiers", texts)
    _roles_told(texts)
    _signatories(texts)
    _example()
    _cost(texts[:300])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
