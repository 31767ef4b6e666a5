"""Writes frameworks as SKOS Turtle, which the vocabulary reader reads back to the same bytes."""

from __future__ import annotations

from pathlib import Path

from terreau.collect.errors import UnknownScheme
from terreau.portfolio.services import portfolio_named
from terreau.publish.exports.request import Exported, ExportRequest, write_whole
from terreau.vocabulary.data import SchemeData, Vocabulary
from terreau.vocabulary.models import Scheme
from terreau.vocabulary.services import mapping_data, scheme_data
from terreau.vocabulary.skos import read, write


def export(request: ExportRequest) -> Exported:
    """Write one scheme (`--scheme`, else the portfolio's own) to a file, or all to a folder.

    A path that ends in `.ttl` is a file. In a folder, each scheme has its file and the
    correspondences have `correspondances.ttl`.
    """
    if request.to.suffix == ".ttl":
        scheme = scheme_data(_chosen(request))
        return _write(request.to, Vocabulary(schemes=(scheme,), mappings=()))
    if request.scheme:
        scheme = scheme_data(_chosen(request))
        return _write(request.to / f"{scheme.slug}.ttl", Vocabulary((scheme,), ()))
    records = 0
    for row in Scheme.objects.order_by("slug"):
        data = scheme_data(row)
        records += _write(request.to / f"{row.slug}.ttl", Vocabulary((data,), ())).records
    mappings = mapping_data()
    if mappings:
        _write(request.to / "correspondances.ttl", Vocabulary((), mappings))
    return Exported(request.to, records, "SKOS (relecture à l’identique)")


def _chosen(request: ExportRequest) -> Scheme:
    if not request.scheme:
        return portfolio_named(request.portfolio).scheme
    scheme = Scheme.objects.filter(slug=request.scheme).first()
    if scheme is None:
        known = Scheme.objects.order_by("slug").values_list("slug", flat=True)
        raise UnknownScheme(request.scheme, tuple(known))
    return scheme


def _write(path: Path, vocabulary: Vocabulary) -> Exported:
    turtle = write(vocabulary)
    # A file that our own reader would refuse must not leave the house.
    if read(turtle) != vocabulary:
        raise AssertionError(f"{path.name} does not read back as it was written")
    write_whole(path, turtle)
    return Exported(path, _count(vocabulary.schemes), "SKOS (relecture à l’identique)")


def _count(schemes: tuple[SchemeData, ...]) -> int:
    return sum(len(scheme.concepts) for scheme in schemes)
