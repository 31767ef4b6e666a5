"""Reads SKOS Turtle into plain values, or says in one French sentence what stands in the way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, SKOS, Namespace
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from terreau.vocabulary import data as d
from terreau.vocabulary.errors import VocabularyError
from terreau.vocabulary.skos_write import IRI, concept_key
from terreau.vocabulary.words import natural_key

TERREAU: Final = Namespace("urn:terreau:ns#")

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RELATIONS: Final = {SKOS[name]: name for name in d.RELATIONS}
_CARET: Final = re.compile(r"at \^ in:?\s?(.*)\^(.*)\Z", re.DOTALL)


def read(turtle: str | bytes) -> d.Vocabulary:
    """Read every scheme and mapping of a Turtle text; bytes are UTF-8, with or without a mark.

    French labels are preferred, then labels without a language, then English, then the rest.
    Raises VocabularyError; its code says what is wrong, its sentence where and what to do.
    """
    graph = _parse(_decode(turtle))
    schemes = _schemes(graph)
    mappings = _mappings(graph)
    if not schemes and not mappings:
        raise VocabularyError("no_scheme")
    return d.Vocabulary(schemes, mappings)


def _decode(turtle: str | bytes) -> str:
    if isinstance(turtle, str):
        return turtle.removeprefix("\ufeff")
    try:
        return turtle.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise VocabularyError("not_utf8", offset=error.start) from error


def _parse(text: str) -> Graph:
    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except BadSyntax as error:
        raise _invalid(text, int(error.lines) + 1) from error
    except Exception as error:  # the parser lets assertions and recursion errors through
        raise _invalid(text, _line_of(text, str(error))) from error
    return graph


def _invalid(text: str, line: int) -> VocabularyError:
    lines = text.splitlines()
    excerpt = lines[line - 1].strip()[:80] if 0 < line <= len(lines) else ""
    return VocabularyError("invalid_turtle", line=line, detail=excerpt)


def _line_of(text: str, message: str) -> int:
    """Find the line that a parser's message quotes around a caret; without a quote, the last."""
    caret = _CARET.search(message)
    before, after = caret.groups() if caret else ("", "")
    at = text.find(before + after) if before + after else -1
    end = at + len(before) if at >= 0 else len(text.rstrip())
    return text.count("\n", 0, end) + 1


# --- values of one resource -----------------------------------------------------------------


def _rank(literal: Literal) -> tuple[int, str]:
    language = (literal.language or "").lower()
    if language.split("-")[0] == "fr":
        return 0, ""
    return {"": (1, ""), "en": (2, "")}.get(language, (3, language))


def _texts(graph: Graph, node: Node, term: URIRef) -> tuple[str, ...]:
    """Return the distinct literals of the preferred language, sorted."""
    literals = [value for value in graph.objects(node, term) if isinstance(value, Literal)]
    if not literals:
        return ()
    best = min(_rank(literal) for literal in literals)
    texts = sorted({str(literal) for literal in literals if _rank(literal) == best})
    if any("\x00" in text for text in texts):
        raise VocabularyError("null_character", iri=str(node), term=_short(term))
    return tuple(text for text in texts if text)


def _one(graph: Graph, node: Node, term: URIRef, limit: int) -> str:
    """Return the only value of `term`, at most `limit` characters long, or a blank."""
    texts = _texts(graph, node, term)
    if len(texts) > 1:
        raise VocabularyError("several_values", iri=str(node), term=_short(term))
    return _within(texts[0], limit, node, _short(term)) if texts else ""


def _within(text: str, limit: int, node: Node, term: str) -> str:
    if len(text) > limit:
        raise VocabularyError(
            "too_long", iri=str(node)[:80], term=term, limit=limit, length=len(text)
        )
    return text


def _prose(graph: Graph, node: Node, term: URIRef) -> str:
    return "\n\n".join(_texts(graph, node, term))


def _source_url(graph: Graph, node: Node) -> str:
    urls = sorted(str(v) for v in graph.objects(node, DCTERMS.source) if isinstance(v, URIRef))
    if len(urls) > 1:
        raise VocabularyError("several_values", iri=str(node), term="dct:source")
    return _checked(urls[0], d.MAX_URL) if urls else ""


def _checked(iri: str, limit: int) -> str:
    if not IRI.fullmatch(iri) or len(iri) > limit:
        raise VocabularyError("bad_iri", iri=iri[:80])
    return iri


def _identifier(node: Node) -> str:
    return _checked(str(node) if isinstance(node, URIRef) else f"_:{node}", d.MAX_IRI)


def _whole(graph: Graph, node: Node, term: URIRef) -> int | None:
    text = _one(graph, node, term, limit=80)
    if text and not (text.isascii() and text.isdigit() and int(text) < 2**31):
        raise VocabularyError("bad_order", iri=str(node), value=text)
    return int(text) if text else None


def _status(graph: Graph, node: Node, allowed: Sequence[str], default: str) -> str:
    status = _one(graph, node, TERREAU.status, limit=80) or default
    if status not in allowed:
        raise VocabularyError(
            "bad_status", iri=str(node), status=status, allowed=", ".join(allowed)
        )
    return status


def _short(term: URIRef) -> str:
    for prefix, namespace in (("skos", SKOS), ("dct", DCTERMS), ("terreau", TERREAU)):
        if str(term).startswith(str(namespace)):
            return f"{prefix}:{str(term).removeprefix(str(namespace))}"
    return str(term)


# --- schemes --------------------------------------------------------------------------------


def _schemes(graph: Graph) -> tuple[d.SchemeData, ...]:
    nodes = sorted(set(graph.subjects(RDF.type, SKOS.ConceptScheme)), key=str)
    members = _members(graph, nodes)
    schemes = sorted((_scheme(graph, node, members[node]) for node in nodes), key=lambda s: s.slug)
    for before, after in pairwise(schemes):
        if before.slug == after.slug:
            raise VocabularyError("duplicate_scheme", slug=after.slug)
    return tuple(schemes)


def _scheme(graph: Graph, node: Node, members: Sequence[Node]) -> d.SchemeData:
    iri = _identifier(node)
    title = _one(graph, node, DCTERMS.title, d.MAX_TITLE)
    title = title or _one(graph, node, SKOS.prefLabel, d.MAX_TITLE)
    if not title:
        raise VocabularyError("no_title", iri=iri)
    slug = _slug(graph, node)
    return d.SchemeData(
        iri=iri,
        slug=slug,
        title=title,
        description=_prose(graph, node, DCTERMS.description),
        version=_one(graph, node, OWL.versionInfo, d.MAX_VERSION),
        date=_date(graph, node),
        source=_prose(graph, node, DCTERMS.source),
        source_url=_source_url(graph, node),
        levels=_levels(graph, node),
        position=_whole(graph, node, TERREAU.position) or 0,
        concepts=_concepts(graph, slug, members),
    )


def _slug(graph: Graph, node: Node) -> str:
    slug = _one(graph, node, DCTERMS.identifier, limit=1000)
    if not slug:
        slug = re.split(r"[/#:]", str(node).rstrip("/#:"))[-1].lower()
    if not _SLUG.fullmatch(slug) or len(slug) > d.MAX_SLUG:
        raise VocabularyError("bad_slug", iri=str(node))
    return slug


def _date(graph: Graph, node: Node) -> date | None:
    term = DCTERMS.issued if (node, DCTERMS.issued, None) in graph else DCTERMS.created
    value = _one(graph, node, term, limit=1000)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise VocabularyError("bad_date", iri=str(node), value=value) from error


def _levels(graph: Graph, node: Node) -> tuple[d.LevelData, ...]:
    head = graph.value(node, TERREAU.levels)
    if head is None:
        return ()
    try:
        items = list(Collection(graph, head))
    except ValueError as error:  # a list that turns back on itself
        raise VocabularyError("bad_levels", iri=str(node)) from error
    levels = tuple(
        d.LevelData(
            key=_one(graph, item, SKOS.notation, d.MAX_NOTATION),
            label=_one(graph, item, SKOS.prefLabel, d.MAX_LABEL),
            plural=_one(graph, item, TERREAU.plural, d.MAX_LABEL),
        )
        for item in items
    )
    if not all(level.key and level.label and level.plural for level in levels):
        raise VocabularyError("bad_levels", iri=str(node))
    return levels


def _members(graph: Graph, schemes: Sequence[Node]) -> dict[Node, list[Node]]:
    """Each scheme's concepts; a concept that names none belongs to the file's only scheme."""
    nodes = set(graph.subjects(RDF.type, SKOS.Concept)) | set(graph.subjects(SKOS.inScheme))
    members: dict[Node, list[Node]] = defaultdict(list)
    known = set(schemes)
    for node in sorted(nodes, key=str):
        named = set(graph.objects(node, SKOS.inScheme))
        named |= set(graph.objects(node, SKOS.topConceptOf))
        named |= set(graph.subjects(SKOS.hasTopConcept, node))
        own = named & known or (known if len(known) == 1 and not named else set())
        if not own and known:
            raise VocabularyError("no_concept_scheme", iri=str(node))
        if len(own) > 1:
            raise VocabularyError("several_schemes", iri=str(node))
        for scheme in own:
            members[scheme].append(node)
    return members


# --- concepts -------------------------------------------------------------------------------


def _concepts(graph: Graph, slug: str, nodes: Sequence[Node]) -> tuple[d.ConceptData, ...]:
    notations = _notations(graph, slug, nodes)
    parents = {notations[node]: _broader(graph, node, notations) for node in nodes}
    _refuse_cycles(slug, parents)
    by_rank = sorted(nodes, key=lambda node: natural_key(notations[node]))
    concepts = [
        _concept(graph, node, notations[node], parents[notations[node]], rank)
        for rank, node in enumerate(by_rank, start=1)
    ]
    return tuple(sorted(concepts, key=concept_key))


def _notations(graph: Graph, slug: str, nodes: Sequence[Node]) -> dict[Node, str]:
    owners: dict[str, Node] = {}
    for node in nodes:
        notation = _one(graph, node, SKOS.notation, d.MAX_NOTATION)
        if not notation:
            raise VocabularyError("no_notation", iri=str(node))
        if notation in owners:
            raise VocabularyError(
                "duplicate_notation",
                notation=notation,
                slug=slug,
                first=str(owners[notation]),
                second=str(node),
            )
        owners[notation] = node
    return {node: notation for notation, node in owners.items()}


def _broader(graph: Graph, node: Node, notations: dict[Node, str]) -> str | None:
    above = set(graph.objects(node, SKOS.broader)) | set(graph.subjects(SKOS.narrower, node))
    if not above:
        return None
    if len(above) > 1:
        raise VocabularyError("several_values", iri=str(node), term="skos:broader")
    parent = above.pop()
    if parent not in notations:
        raise VocabularyError("unknown_broader", iri=str(node), broader=str(parent))
    return notations[parent]


def _refuse_cycles(slug: str, parents: dict[str, str | None]) -> None:
    cleared: set[str] = set()
    for start in sorted(parents):
        trail: dict[str, int] = {}  # each notation with its rank: a deep chain stays linear
        notation: str | None = start
        while notation is not None and notation not in cleared:
            if notation in trail:
                inside = (name for name, rank in trail.items() if rank >= trail[notation])
                cycle = ", ".join(sorted(inside, key=natural_key))
                raise VocabularyError("broader_cycle", cycle=cycle, slug=slug)
            trail[notation] = len(trail)
            notation = parents[notation]
        cleared.update(trail)


def _concept(
    graph: Graph, node: Node, notation: str, broader: str | None, rank: int
) -> d.ConceptData:
    label = _one(graph, node, SKOS.prefLabel, d.MAX_LABEL)
    order = _whole(graph, node, TERREAU.order)
    default = d.ESTABLISHED if label else d.TO_COMPLETE
    return d.ConceptData(
        iri=_identifier(node),
        notation=notation,
        label=label,
        alt_labels=_texts(graph, node, SKOS.altLabel),
        definition=_prose(graph, node, SKOS.definition),
        scope_note=_prose(graph, node, SKOS.scopeNote),
        broader=broader,
        source=_prose(graph, node, DCTERMS.source),
        source_url=_source_url(graph, node),
        status=_status(graph, node, d.CONCEPT_STATUSES, default),
        order=rank if order is None else order,
    )


# --- mappings -------------------------------------------------------------------------------


def _mappings(graph: Graph) -> tuple[d.MappingData, ...]:
    """Statements with their status, then plain relations, which are accepted as they stand."""
    found: dict[tuple[str, str, str], d.MappingData] = {}
    nodes = set(graph.subjects(RDF.type, TERREAU.Mapping))
    nodes |= {n for r in _RELATIONS for n in graph.subjects(RDF.predicate, r)}
    for mapping in sorted((_mapping(graph, node) for node in nodes), key=_mapping_key):
        if _mapping_key(mapping) in found and found[_mapping_key(mapping)] != mapping:
            raise VocabularyError(
                "several_values",
                iri=f"{mapping.source_iri} → {mapping.target_iri}",
                term=f"skos:{mapping.relation}",
            )
        found[_mapping_key(mapping)] = mapping
    for mapping in _plain(graph):
        found.setdefault(_mapping_key(mapping), mapping)
    return tuple(found[key] for key in sorted(found))


def _mapping_key(mapping: d.MappingData) -> tuple[str, str, str]:
    return mapping.source_iri, mapping.target_iri, mapping.relation


def _plain(graph: Graph) -> Iterable[d.MappingData]:
    for relation, name in _RELATIONS.items():
        for source, target in graph.subject_objects(relation):
            yield d.MappingData(_identifier(source), _identifier(target), name, d.ACCEPTED)


def _mapping(graph: Graph, node: Node) -> d.MappingData:
    source = graph.value(node, RDF.subject)
    relation = graph.value(node, RDF.predicate)
    target = graph.value(node, RDF.object)
    if not (isinstance(source, URIRef) and isinstance(target, URIRef)) or (
        relation not in _RELATIONS
    ):
        found = ", ".join(str(value) for value in (source, relation, target) if value is not None)
        raise VocabularyError("bad_mapping", found=found or "aucune")
    return d.MappingData(
        source_iri=_identifier(source),
        target_iri=_identifier(target),
        relation=_RELATIONS[URIRef(str(relation))],
        status=_status(graph, node, d.MAPPING_STATUSES, d.PROPOSED),
        reason=_prose(graph, node, SKOS.note),
        origin=_prose(graph, node, DCTERMS.source),
    )
