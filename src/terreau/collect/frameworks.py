"""Brings in the frameworks that a file needs: whole, or the entries that a document named."""

from __future__ import annotations

from terreau.collect.errors import UnknownScheme
from terreau.collect.incoming import Remark
from terreau.collect.readers.card import ConceptCard
from terreau.collect.report import ImportReport
from terreau.vocabulary import skos
from terreau.vocabulary.models import Scheme
from terreau.vocabulary.services import add_concept, complete_concept, load, match_concept


def load_framework(name: str, data: bytes) -> ImportReport:
    """Load a Turtle file: its concepts and mappings are the records.

    Raises VocabularyError when the file is no framework.
    """
    report = ImportReport(reader="skos")
    for loaded in load(skos.read(data)):
        report.created += loaded.created
        report.updated += loaded.updated
        report.unchanged += loaded.unchanged
        report.rejections += [
            Remark(
                name,
                f"entrée {notation}",
                "needs_decision",
                "Un document a déjà donné un autre intitulé à cette notation.",
            )
            for notation in loaded.kept
        ]
    return report


def scheme_named(slug: str) -> Scheme:
    """The scheme with this slug; UnknownScheme, with those there are, where there is none."""
    scheme = Scheme.objects.filter(slug=slug).first()
    if scheme is None:
        known = Scheme.objects.order_by("position", "slug").values_list("slug", flat=True)
        raise UnknownScheme(slug, tuple(known))
    return scheme


def bring_concept(card: ConceptCard) -> str:
    """Make sure that the framework has a concept which a document of the portfolio named.

    Gives the notation under which this instance knows it. Raises UnknownScheme.
    """
    scheme = scheme_named(card.scheme)
    same = scheme.concepts.filter(notation=card.notation).first()
    if same is not None and same.label == card.label:
        return same.notation
    if same is not None and not same.label:
        complete_concept(same, label=card.label, source=card.source, source_url=card.source_url)
        return same.notation
    broader = scheme.concepts.filter(notation=card.broader).first() if card.broader else None
    known = match_concept(scheme, broader, card.label)
    if known is not None:
        return known.notation
    tail = card.notation.rpartition(".")[2]
    added = add_concept(
        scheme,
        label=card.label,
        broader=broader,
        number=int(tail) if tail.isascii() and tail.isdigit() else None,
        definition=card.definition,
        source=card.source,
        source_url=card.source_url,
    )
    return added.notation
