#!/usr/bin/env python3
"""Writes the example portfolios' projects.json and portfolio.json from their facts.toml and notes.

Guarantees that every passage is the exact slice that it quotes, found once in the text layer of
its note, and that the same facts and notes give the same bytes.

    .venv/bin/python scripts/build_example.py           # every folder of examples/
    .venv/bin/python scripts/build_example.py --check   # fails when a file would change
"""

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terreau.collect.readers.markup import EXTRACTOR, extract
from terreau.vocabulary.shipped import shipped
from terreau.vocabulary.skos import read

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
Facts = Mapping[str, Any]


class ExampleError(Exception):
    """A fact that does not hold: a quote that its note lacks, a notation that no scheme has."""


@dataclass(frozen=True, slots=True)
class Note:
    """A document of the example, with its text as the importer will draw it."""

    name: str
    title: str
    sha256: str
    text: str

    @classmethod
    def load(cls, path: Path) -> "Note":
        data = path.read_bytes()
        text = extract(data.decode("utf-8")).text
        title = text.strip().splitlines()[0]
        return cls(path.name, title, hashlib.sha256(data).hexdigest(), text)

    def passage(self, quote: str) -> Facts:
        if self.text.count(quote) != 1:
            times = self.text.count(quote)
            raise ExampleError(f"{self.name}: found {times} times instead of once: {quote}")
        start = self.text.index(quote)
        return {
            "document": self.name,
            "layer": EXTRACTOR,
            "page": None,
            "start": start,
            "end": start + len(quote),
            "quote": quote,
        }

    @property
    def as_json(self) -> Facts:
        return {
            "name": self.name,
            "sha256": self.sha256,
            "pages": None,
            "kind": "note",
            "title": self.title,
        }


class Builder:
    """Turns one folder's facts into the two files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.facts: Facts = tomllib.loads((folder / "facts.toml").read_text(encoding="utf-8"))
        self.card: Facts = self.facts["portfolio"]
        self.labels = dict(_labels(folder, self.card, self.facts.get("concept", [])))

    def files(self) -> dict[str, bytes]:
        """The name and bytes of each file to write."""
        projects = [self._project(item) for item in self.facts["project"]]
        return {"projects.json": _bytes(projects), "portfolio.json": _bytes(self._portfolio())}

    def _portfolio(self) -> Facts:
        return {
            **{key: self.card[key] for key in ("slug", "name", "funder", "call", "source")},
            "scheme": self.card["scheme"],
            "fictitious": self.card["fictitious"],
            "schemes": self.card.get("schemes", []),
            "concepts": [
                {"scheme": self.card["scheme"], **item} for item in self.facts.get("concept", [])
            ],
            "statements": [self._statement(item) for item in self.facts.get("statement", [])],
        }

    def _statement(self, item: Facts) -> Facts:
        note = self._note(item.get("document", self.card["context"]))
        scheme, notation = self._concept(item["topic"])
        self._label(self.card["scheme"], item["concept"])
        return {
            "scheme": self.card["scheme"],
            "concept": item["concept"],
            "type_scheme": scheme,
            "type_notation": notation,
            "wording": item["wording"],
            "status": "accepted",
            "by": self.facts["by"],
            "at": self.facts["at"],
            "passages": [note.passage(item["quote"])],
        }

    def _project(self, item: Facts) -> Facts:
        note = self._note(f"{item['slug']}.md")
        holder = item.get("holder", item["name"])
        return {
            "slug": item["slug"],
            "name": item["name"],
            "title": item.get("title"),
            "summary": item["summary"],
            "call": item.get("call", self.card["call"]),
            "year": item.get("year"),
            "holder": {"name": holder, "id": None} if holder else None,
            "partners": [self._partner(part) for part in item.get("partners", [])],
            "territories": [_place(place) for place in item.get("places", [])],
            "codings": [self._coding(note, coding) for coding in item.get("codings", [])],
            "grants": [_grant(grant, self.card["funder"]) for grant in item.get("grants", [])],
            "documents": [note.as_json],
        }

    def _partner(self, part: Facts) -> Facts:
        if "kind" not in part:
            named = {"name": part["name"], "id": None, "kind": "organisation"}
            return {**named, "role": part.get("role", "partner"), "note": part.get("note")}
        self._label("acteurs", part["kind"])
        kind = {"name": part["name"], "id": None, "kind": "category", "role": "partner"}
        return {**kind, "category": part["kind"], "note": part.get("note")}

    def _coding(self, note: Note, item: Facts) -> Facts:
        scheme, notation = self._concept(item["concept"])
        reading = scheme == "transformation"
        default = f"Classé sous cet enjeu par la source{chr(0xA0)}: {self.facts['by']}."
        coding = {
            "scheme": scheme,
            "notation": notation,
            "label": self._label(scheme, notation),
            "status": item.get("status", "proposed" if reading else "accepted"),
            "rationale": item.get("rationale", default),
            "by": self.facts["reading_by" if reading else "by"],
            "at": self.facts["at"],
            "passages": [note.passage(item["quote"])],
        }
        if reading:
            self._label("portee", item["reach"])
            coding["reach"] = item["reach"]
        return coding

    def _concept(self, name: str) -> tuple[str, str]:
        scheme, _, notation = name.rpartition(":")
        scheme = scheme or self.card["scheme"]
        self._label(scheme, notation)
        return scheme, notation

    def _label(self, scheme: str, notation: str) -> str:
        if (scheme, notation) not in self.labels:
            raise ExampleError(f"{self.folder.name}: no concept {notation} in {scheme}")
        return self.labels[scheme, notation]

    def _note(self, name: str) -> Note:
        return Note.load(self.folder / "documents" / name)


def _labels(
    folder: Path, card: Facts, concepts: list[Facts]
) -> Iterator[tuple[tuple[str, str], str]]:
    own = [read((folder / name).read_bytes()) for name in card.get("schemes", [])]
    for vocabulary in (shipped(), *own):
        for scheme in vocabulary.schemes:
            yield from (((scheme.slug, c.notation), c.label) for c in scheme.concepts)
    yield from (((card["scheme"], item["notation"]), item["label"]) for item in concepts)


def _place(place: Facts) -> Facts:
    keys = ("code", "name", "level", "relation", "words")
    return {key: place[key] for key in keys if key in place}


def _grant(grant: Facts, funder: str) -> Facts:
    day = grant.get("date")
    return {
        "amount": grant["amount"],
        "currency": grant.get("currency", "EUR"),
        "date": day.isoformat() if day else None,
        "funder": grant.get("funder", funder),
    }


def _bytes(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()


def build(folder: Path) -> dict[str, bytes]:
    """The files that the facts and notes of this folder give; raises ExampleError."""
    return Builder(folder).files()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    changed = []
    for facts in sorted(EXAMPLES.glob("*/facts.toml")):
        for name, content in build(facts.parent).items():
            path = facts.parent / name
            if not path.is_file() or path.read_bytes() != content:
                changed.append(path)
                if not check:
                    path.write_bytes(content)
    for path in changed:
        print(path.relative_to(ROOT))
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
