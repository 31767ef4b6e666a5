"""Writes a vocabulary as Turtle: the same values give the same bytes, on any machine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from terreau.vocabulary.data import (
    ACCEPTED,
    ConceptData,
    LevelData,
    MappingData,
    SchemeData,
    Vocabulary,
)
from terreau.vocabulary.errors import VocabularyError
from terreau.vocabulary.words import natural_key

PREFIXES: Final = (
    ("dct", "http://purl.org/dc/terms/"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("terreau", "urn:terreau:ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
)
# RFC 3987 says what an IRI may hold; these characters may not stand in a Turtle IRIREF.
IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|^`\\]+")

_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL: Final = re.compile(r'["\\\x00-\x1f\x7f]')

Pair = tuple[str, str]


def write(vocabulary: Vocabulary) -> bytes:
    """Return the vocabulary as UTF-8 Turtle, sorted by slug, then order and notation.

    Raises VocabularyError `bad_iri` when an identifier or an address cannot stand in Turtle.
    """
    blocks = ["".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES)]
    for scheme in sorted(vocabulary.schemes, key=lambda item: item.slug):
        blocks.extend(_scheme(scheme))
    key = lambda item: (item.source_iri, item.target_iri, item.relation)  # noqa: E731
    mappings = sorted(vocabulary.mappings, key=key)
    blocks.extend(_mapping(mapping) for mapping in mappings)
    return "\n".join(blocks).encode("utf-8")


def _scheme(scheme: SchemeData) -> Iterable[str]:
    pairs: list[Pair] = [
        ("a", "skos:ConceptScheme"),
        ("dct:identifier", _literal(scheme.slug)),
        ("dct:title", _french(scheme.title)),
        *_optional("dct:description", scheme.description),
        *([("owl:versionInfo", _literal(scheme.version))] if scheme.version else []),
        *([("dct:issued", f'"{scheme.date.isoformat()}"^^xsd:date')] if scheme.date else []),
        *_source(scheme.source, scheme.source_url),
        *([("terreau:levels", _levels(scheme.levels))] if scheme.levels else []),
        ("terreau:position", str(scheme.position)),
    ]
    yield _block(_iri(scheme.iri), pairs)
    iris = {concept.notation: concept.iri for concept in scheme.concepts}
    for concept in sorted(scheme.concepts, key=concept_key):
        yield _concept(scheme, concept, iris)


def concept_key(concept: ConceptData) -> tuple[int, object]:
    """Sort a scheme's concepts totally: by order, then notation with numbers as numbers."""
    return concept.order, natural_key(concept.notation)


def _concept(scheme: SchemeData, concept: ConceptData, iris: dict[str, str]) -> str:
    if concept.broader is None:
        place = ("skos:topConceptOf", _iri(scheme.iri))
    else:
        place = ("skos:broader", _iri(iris[concept.broader]))
    alternatives = " , ".join(_french(label) for label in sorted(concept.alt_labels))
    pairs: list[Pair] = [
        ("a", "skos:Concept"),
        ("skos:inScheme", _iri(scheme.iri)),
        place,
        ("skos:notation", _literal(concept.notation)),
        *_optional("skos:prefLabel", concept.label),
        *([("skos:altLabel", alternatives)] if alternatives else []),
        *_optional("skos:definition", concept.definition),
        *_optional("skos:scopeNote", concept.scope_note),
        *_source(concept.source, concept.source_url),
        ("terreau:status", _literal(concept.status)),
        ("terreau:order", str(concept.order)),
    ]
    return _block(_iri(concept.iri), pairs)


def _mapping(mapping: MappingData) -> str:
    source, target = _iri(mapping.source_iri), _iri(mapping.target_iri)
    relation = f"skos:{mapping.relation}"
    pairs: list[Pair] = [
        ("a", "terreau:Mapping , rdf:Statement"),
        ("rdf:subject", source),
        ("rdf:predicate", relation),
        ("rdf:object", target),
        ("terreau:status", _literal(mapping.status)),
        *_optional("skos:note", mapping.reason),
        *_optional("dct:source", mapping.origin),
    ]
    stated = f"{source} {relation} {target} .\n\n" if mapping.status == ACCEPTED else ""
    return stated + _block("[]", pairs)


def _block(subject: str, pairs: Sequence[Pair]) -> str:
    lines = " ;\n".join(f"    {term} {value}" for term, value in pairs)
    return f"{subject}\n{lines} .\n"


def _levels(levels: Sequence[LevelData]) -> str:
    nodes = (
        f"[ skos:notation {_literal(level.key)} ; skos:prefLabel {_french(level.label)} ; "
        f"terreau:plural {_french(level.plural)} ]"
        for level in levels
    )
    return f"( {' '.join(nodes)} )"


def _source(text: str, url: str) -> list[Pair]:
    values = [*([_french(text)] if text else []), *([_iri(url)] if url else [])]
    return [("dct:source", " , ".join(values))] if values else []


def _optional(term: str, text: str) -> list[Pair]:
    return [(term, _french(text))] if text else []


def _french(text: str) -> str:
    return f"{_literal(text)}@fr"


def _literal(text: str) -> str:
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def _iri(iri: str) -> str:
    if not IRI.fullmatch(iri):
        raise VocabularyError("bad_iri", iri=iri)
    return f"<{iri}>"
