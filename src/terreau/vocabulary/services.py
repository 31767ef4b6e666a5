"""Verbs on frameworks: each is one transaction, and doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Max, Model

from terreau.vocabulary.data import (
    ESTABLISHED,
    TO_COMPLETE,
    ConceptData,
    LevelData,
    MappingData,
    SchemeData,
    Vocabulary,
)
from terreau.vocabulary.errors import VocabularyError
from terreau.vocabulary.models import Concept, ConceptMapping, Scheme
from terreau.vocabulary.shipped import shipped
from terreau.vocabulary.skos_write import concept_key
from terreau.vocabulary.words import normalise_label

# What a document may have filled in where the framework left it to complete.
_COMPLETED: Final = ("label", "definition", "scope_note", "source", "source_url", "status")


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading did, counted in concepts (in mappings, when `slug` is blank).

    `kept` lists the notations where a document's own entry has another label than the file's:
    codings may rest on it, so it stays as it is and a person decides.
    """

    slug: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: tuple[str, ...] = ()


@transaction.atomic
def load_scheme(data: SchemeData) -> LoadReport:
    """Bring one scheme in by its slug; entries that the file does not name are left alone."""
    scheme = Scheme.objects.filter(slug=data.slug).first() or Scheme(slug=data.slug)
    _assign(
        scheme,
        title=data.title,
        description=data.description,
        version=data.version,
        date=data.date,
        iri=data.iri,
        source=data.source,
        source_url=data.source_url,
        levels=[{"key": v.key, "label": v.label, "plural": v.plural} for v in data.levels],
        position=data.position,
    )
    existing = {concept.notation: concept for concept in scheme.concepts.all()}
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    kept: list[str] = []
    for entry in _parents_first(data.concepts):
        concept = existing.get(entry.notation)
        if concept and _is_another(concept, entry):
            kept.append(entry.notation)
            continue
        concept = concept or Concept(scheme=scheme, notation=entry.notation)
        parent = existing[entry.broader] if entry.broader is not None else None
        counts[_assign(concept, **_fields(concept, entry), broader=parent)] += 1
        existing[entry.notation] = concept
    return LoadReport(
        data.slug, counts["created"], counts["updated"], counts["unchanged"], tuple(kept)
    )


@transaction.atomic
def load_mappings(mappings: Iterable[MappingData]) -> LoadReport:
    """Bring correspondences in; one that a person accepted or rejected keeps that status.

    Raises VocabularyError `unknown_concept` when a concept's IRI is not loaded.
    """
    counts = {"created": 0, "updated": 0, "unchanged": 0}
    wanted = tuple(mappings)
    iris = {iri for mapping in wanted for iri in (mapping.source_iri, mapping.target_iri)}
    # The first in total order answers for an IRI that two schemes share.
    concepts = {c.iri: c for c in Concept.objects.filter(iri__in=iris).order_by("-scheme", "-id")}
    for mapping in wanted:
        for iri in (mapping.source_iri, mapping.target_iri):
            if iri not in concepts:
                raise VocabularyError(
                    "unknown_concept",
                    source=mapping.source_iri,
                    target=mapping.target_iri,
                    missing=iri,
                )
        ends = {
            "source": concepts[mapping.source_iri],
            "target": concepts[mapping.target_iri],
            "relation": mapping.relation,
        }
        row = ConceptMapping.objects.filter(**ends).first() or ConceptMapping(**ends)
        decided = row.pk is not None and row.status != ConceptMapping.Status.PROPOSED
        status = row.status if decided else mapping.status
        counts[_assign(row, status=status, reason=mapping.reason, origin=mapping.origin)] += 1
    return LoadReport("", counts["created"], counts["updated"], counts["unchanged"])


@transaction.atomic
def load(vocabulary: Vocabulary) -> tuple[LoadReport, ...]:
    """Bring all that one file holds in: its schemes, then its mappings if it has any."""
    reports = [load_scheme(scheme) for scheme in vocabulary.schemes]
    if vocabulary.mappings:
        reports.append(load_mappings(vocabulary.mappings))
    return tuple(reports)


def load_shipped() -> tuple[LoadReport, ...]:
    """Bring in every framework that the package ships, then the mappings between them."""
    return load(shipped())


def scheme_data(scheme: Scheme) -> SchemeData:
    """Return the scheme as plain values, as `skos.write` takes them; one query."""
    concepts = tuple(scheme.concepts.all())
    notations = {concept.pk: concept.notation for concept in concepts}
    return SchemeData(
        iri=scheme.iri,
        slug=scheme.slug,
        title=scheme.title,
        description=scheme.description,
        version=scheme.version,
        date=scheme.date,
        source=scheme.source,
        source_url=scheme.source_url,
        levels=tuple(LevelData(v["key"], v["label"], v["plural"]) for v in scheme.levels),
        position=scheme.position,
        concepts=tuple(
            sorted((_concept_data(concept, notations) for concept in concepts), key=concept_key)
        ),
    )


def mapping_data() -> tuple[MappingData, ...]:
    """Return every correspondence as plain values, in a total order; one query."""
    rows = ConceptMapping.objects.select_related("source", "target")
    found = (
        MappingData(r.source.iri, r.target.iri, r.relation, r.status, r.reason, r.origin)
        for r in rows
    )
    return tuple(sorted(found, key=lambda m: (m.source_iri, m.target_iri, m.relation)))


@transaction.atomic
def add_concept(
    scheme: Scheme,
    *,
    label: str,
    broader: Concept | None = None,
    number: int | None = None,
    definition: str = "",
    source: str = "",
    source_url: str = "",
) -> Concept:
    """Add an entry that a document names and the framework lacks, marked as coming from it.

    Its notation is the broader one's with `number` where that is free, else with the next number
    after those in use (« 2.1 », « 2.2 »…; « 1 », « 2 »… at the top).
    Raises VocabularyError `empty_label` or `foreign_broader`.
    """
    if not label.strip():
        raise VocabularyError("empty_label")
    if broader is not None and broader.scheme_id != scheme.pk:
        raise VocabularyError("foreign_broader", notation=broader.notation, slug=scheme.slug)
    notation = _free_notation(scheme, broader, number)
    highest = scheme.concepts.aggregate(highest=Max("order"))["highest"] or 0
    return Concept.objects.create(
        scheme=scheme,
        notation=notation,
        label=label.strip(),
        broader=broader,
        definition=definition,
        source=source,
        source_url=source_url,
        status=ESTABLISHED,
        order=highest + 1,
        iri=f"{scheme.iri}:{notation}",
        added=True,
    )


@transaction.atomic
def complete_concept(concept: Concept, *, label: str, source: str, source_url: str = "") -> Concept:
    """Give an entry « à compléter » the label that a document establishes, with that source.

    Raises VocabularyError `empty_label` or `already_established`.
    """
    if not label.strip():
        raise VocabularyError("empty_label")
    if concept.status == ESTABLISHED:
        raise VocabularyError("already_established", notation=concept.notation, label=concept.label)
    _assign(concept, label=label.strip(), source=source, source_url=source_url, status=ESTABLISHED)
    return concept


def match_concept(scheme: Scheme, broader: Concept | None, label: str) -> Concept | None:
    """Find the entry directly under `broader` (at the top if None) that bears `label`.

    Labels and other labels are compared without case, accents, ligatures or plurals
    (`words.normalise_label`); the first in the scheme's order wins.
    """
    wanted = normalise_label(label)
    if not wanted:
        return None
    for concept in scheme.concepts.filter(broader=broader):
        if wanted in {normalise_label(name) for name in (concept.label, *concept.alt_labels)}:
            return concept
    return None


def labels(scheme: Scheme) -> Mapping[str, str]:
    """Map each label and other label of the scheme, as written, to its entry's notation."""
    found: dict[str, str] = {}
    for concept in scheme.concepts.all():
        for name in (concept.label, *concept.alt_labels):
            if name:
                found.setdefault(name, concept.notation)
    return found


def _assign(row: Model, **values: object) -> str:
    """Give the row these values and save it if any differs; says what that amounted to."""
    if row.pk is None:
        outcome = "created"
    else:
        changed = any(getattr(row, name) != value for name, value in values.items())
        outcome = "updated" if changed else "unchanged"
    if outcome != "unchanged":
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    return outcome


def _fields(concept: Concept, entry: ConceptData) -> dict[str, object]:
    """Return the entry's values, without those that would undo what a document established."""
    values: dict[str, object] = {
        "label": entry.label,
        "alt_labels": list(entry.alt_labels),
        "definition": entry.definition,
        "scope_note": entry.scope_note,
        "source": entry.source,
        "source_url": entry.source_url,
        "status": entry.status,
        "order": entry.order,
        "iri": entry.iri,
    }
    completed = concept.pk is not None and concept.status == ESTABLISHED
    if completed and entry.status == TO_COMPLETE:
        return {name: value for name, value in values.items() if name not in _COMPLETED}
    return values


def _is_another(concept: Concept, entry: ConceptData) -> bool:
    return concept.added and normalise_label(concept.label) != normalise_label(entry.label)


def _parents_first(concepts: Iterable[ConceptData]) -> Iterable[ConceptData]:
    waiting: dict[str | None, list[ConceptData]] = {}
    for concept in concepts:
        waiting.setdefault(concept.broader, []).append(concept)
    ready = waiting.pop(None, [])
    while ready:
        yield from ready
        ready = [child for parent in ready for child in waiting.pop(parent.notation, [])]


def _concept_data(concept: Concept, notations: Mapping[int, str]) -> ConceptData:
    return ConceptData(
        iri=concept.iri,
        notation=concept.notation,
        label=concept.label,
        alt_labels=tuple(concept.alt_labels),
        definition=concept.definition,
        scope_note=concept.scope_note,
        broader=notations[concept.broader_id] if concept.broader_id is not None else None,
        source=concept.source,
        source_url=concept.source_url,
        status=concept.status,
        order=concept.order,
    )


def _free_notation(scheme: Scheme, broader: Concept | None, number: int | None) -> str:
    prefix = f"{broader.notation}." if broader else ""
    used = set(scheme.concepts.values_list("notation", flat=True))
    if number is not None and number > 0 and f"{prefix}{number}" not in used:
        return f"{prefix}{number}"
    tails = [n.removeprefix(prefix) for n in used if n.startswith(prefix)]
    numbers = [int(tail) for tail in tails if tail.isascii() and tail.isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1}"
