#!/usr/bin/env python3
"""Writes the example portfolios' projects.json and portfolio.json from their facts.toml and notes.

Guarantees that every passage is the exact slice that it quotes, found once in the text layer of
its note, and that the same facts and notes give the same bytes: those that
`terreau export projects --all` writes after importing them. A portfolio's own framework lies
beside them as Turtle.

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

from terreau.collect.readers.markup import EXTRACTOR, EXTRACTOR_VERSION, extract
from terreau.vocabulary.data import ConceptData
from terreau.vocabulary.shipped import shipped
from terreau.vocabulary.skos import read

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
STATEMENT_TYPES = {
    "leviers": "levier",
    "defis": "defi",
    "filieres": "filiere",
    "acteurs": "acteur",
}
CARD_KEYS = ("slug", "name", "fictitious", "scheme", "funder", "source")
Facts = Mapping[str, Any]
Rank = tuple[str, int, str]


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
        return cls.of(path.name, path.read_bytes())

    @classmethod
    def of(cls, name: str, data: bytes) -> "Note":
        text = extract(data.decode("utf-8")).text
        title = text.strip().splitlines()[0]
        return cls(name, title, hashlib.sha256(data).hexdigest(), text)

    def passage(self, quote: str) -> Facts:
        if self.text.count(quote) != 1:
            times = self.text.count(quote)
            raise ExampleError(f"{self.name}: found {times} times instead of once: {quote}")
        start = self.text.index(quote)
        return {
            "document": self.name,
            "layer": f"{EXTRACTOR} {EXTRACTOR_VERSION}",
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
        added = self.facts.get("concept", [])
        self.concepts = dict(_concepts(folder, self.card["scheme"], added))

    def files(self) -> dict[str, bytes]:
        """The name and bytes of each file to write."""
        projects = [self._project(item) for item in self.facts["project"]]
        return {"projects.json": _bytes(projects), "portfolio.json": _bytes(self._portfolio())}

    def _portfolio(self) -> Facts:
        statements = [self._statement(item) for item in self.facts.get("statement", [])]
        return {
            **{key: self.card[key] for key in CARD_KEYS},
            "schemes": [path.name for path in sorted(self.folder.glob("*.ttl"))],
            "concepts": [self._added(item) for item in self.facts.get("concept", [])],
            "documents": [self._note(self.card["context"]).as_json],
            "statements": sorted(statements, key=self._statement_rank),
        }

    def _added(self, item: Facts) -> Facts:
        keys = ("notation", "broader", "label", "definition", "source", "source_url")
        return {"scheme": self.card["scheme"], **{key: item.get(key, "") for key in keys}}

    def _statement(self, item: Facts) -> Facts:
        note = self._note(item.get("document", self.card["context"]))
        scheme, notation = self._concept(item["topic"]) if "topic" in item else ("", "")
        self._rank(self.card["scheme"], item["concept"])
        return {
            "scheme": self.card["scheme"],
            "concept": item["concept"],
            "type": STATEMENT_TYPES[scheme] if scheme else item["type"],
            "topic_scheme": scheme,
            "topic": notation,
            "subject": notation or item["subject"],
            "wording": item["wording"],
            **self._verdict("accepted", self.facts["by"], note.passage(item["quote"])),
        }

    def _statement_rank(self, item: Facts) -> tuple[Rank, Rank]:
        return self._rank(item["scheme"], item["concept"]), self._rank("enonces", item["type"])

    def _verdict(self, status: str, by: str, passage: Facts) -> Facts:
        return {"status": status, "by": by, "at": self.facts["at"], "passages": [passage]}

    def _project(self, item: Facts) -> Facts:
        note = self._note(f"{item['slug']}.md")
        holder = item.get("holder", item["name"])
        codings = [self._coding(note, coding) for coding in item.get("codings", [])]
        grants = [_grant(grant, self.card["funder"]) for grant in item.get("grants", [])]
        return {
            "slug": item["slug"],
            "name": item["name"],
            "title": item.get("title", ""),
            "summary": item["summary"],
            "call": item.get("call", self.card["call"]),
            "year": item.get("year"),
            "external_id": item.get("external_id", ""),
            "holder": {"name": holder, "id": None} if holder else None,
            "partners": [self._partner(part) for part in item.get("partners", [])],
            "territories": sorted(map(_place, item.get("places", [])), key=_place_rank),
            "codings": sorted(codings, key=lambda c: self._rank(c["scheme"], c["notation"])),
            "grants": sorted(grants, key=lambda grant: (grant["date"], grant["amount"])),
            "documents": [note.as_json],
        }

    def _partner(self, part: Facts) -> Facts:
        kind = part.get("kind")
        if kind:
            self._rank("acteurs", kind)
        return {
            "name": part["name"],
            "id": None,
            "kind": "category" if kind else "organisation",
            "role": "partner",
            **({"category": kind} if kind else {}),
            **({"note": part["note"]} if "note" in part else {}),
        }

    def _coding(self, note: Note, item: Facts) -> Facts:
        scheme, notation = self._concept(item["concept"])
        reading = scheme == "transformation"
        status = item.get("status", "proposed" if reading else "accepted")
        default = f"Classé sous cet enjeu par la source{chr(0xA0)}: {self.facts['by']}."
        by = self.facts["reading_by" if status == "proposed" else "by"]
        if reading:
            self._rank("portee", item["reach"])
        return {
            "scheme": scheme,
            "notation": notation,
            "label": self.concepts[scheme, notation].label,
            "rationale": item.get("rationale", default),
            **self._verdict(status, by, note.passage(item["quote"])),
            **({"reach": item["reach"]} if reading else {}),
        }

    def _concept(self, name: str) -> tuple[str, str]:
        scheme, _, notation = name.rpartition(":")
        scheme = scheme or self.card["scheme"]
        self._rank(scheme, notation)
        return scheme, notation

    def _rank(self, scheme: str, notation: str) -> Rank:
        if (scheme, notation) not in self.concepts:
            raise ExampleError(f"{self.folder.name}: no concept {notation} in {scheme}")
        return scheme, self.concepts[scheme, notation].order, notation

    def _note(self, name: str) -> Note:
        return Note.load(self.folder / "documents" / name)


def _concepts(
    folder: Path, scheme: str, added: list[Facts]
) -> Iterator[tuple[tuple[str, str], ConceptData]]:
    """Every concept that a fact may name: shipped, of the folder's own framework, or added."""
    own = [read(path.read_bytes()) for path in sorted(folder.glob("*.ttl"))]
    last = 0
    for data in (data for vocabulary in (shipped(), *own) for data in vocabulary.schemes):
        yield from (((data.slug, concept.notation), concept) for concept in data.concepts)
        if data.slug == scheme:
            last = max(concept.order for concept in data.concepts)
    for order, item in enumerate(added, start=last + 1):
        concept = ConceptData("", item["notation"], item["label"], order=order)
        yield (scheme, item["notation"]), concept


def _place(place: Facts) -> Facts:
    keys = ("code", "name", "level", "relation", "words")
    return {key: place[key] for key in keys if key in place}


def _place_rank(place: Facts) -> tuple[str, str, str]:
    return place["relation"], place["level"], place["code"]


def _grant(grant: Facts, funder: str) -> Facts:
    return {
        "amount": grant["amount"],
        "currency": "EUR",
        "date": grant["date"].isoformat(),
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
