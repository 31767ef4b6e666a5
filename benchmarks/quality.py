"""Prints, for each real file, the findings of each check per 1,000 rows and the processor time.

usage: python -m benchmarks.quality [--sample CHECK] [--seed N]

With --sample, prints 20 findings of one check instead, drawn with a seed, to be judged by reading.
Files: those of the folder of real files (TERREAU_TEST_DATA) whose columns are those of projects.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from terreau.collect.incoming import IncomingProject, IncomingValue, Origin
from terreau.collect.quality.model import Subject
from terreau.collect.quality.registry import CHECKS
from terreau.collect.quality.report import Report, examine
from terreau.collect.readers.tables.model import letters

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 1, 1)
SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Source:
    """A real file, with the field that each of its columns fills."""

    path: str
    fields: Mapping[str, str]


DGCL = {
    "exercice": "year",
    "dispositif": "call",
    "beneficiaire_siren": "holder.identifier",
    "beneficiaire_nom": "holder.name",
    "beneficiaire_dep": "seat.departement",
    "beneficiaire_code_insee": "seat.code",
    "intitule": "name",
    "subvention": "grant.amount",
}
POSTS = {
    "id_poste": "external_id",
    "code_tiers": "holder.identifier",
    "raison_sociale": "holder.name",
    "annee": "year",
    "montant": "grant.amount",
    "insee_dep": "seat.departement",
}
SCDL = {
    "dateConvention": "grant.date",
    "referenceDecision": "external_id",
    "nomBeneficiaire": "holder.name",
    "idBeneficiaire": "holder.identifier",
    "object": "name",
    "objet": "name",
    "montant": "grant.amount",
    "nomAttribuant": "grant.funder",
    "exercice": "year",
}
CI_VILLE = "ci-ville-adulte-relais-fonjep"
SOURCES = (
    Source(
        "anct-dotations-2019/projets.csv",
        {
            "id_projet": "external_id",
            "id_terr": "action.code",
            "nom_terr": "action.name",
            "id_dep": "action.departement",
            "dotation": "call",
            "description": "name",
            "montant_sub": "grant.amount",
        },
    ),
    Source(
        "fonds-vert-2023/projets.csv",
        {
            "code_departement": "seat.departement",
            "code_commune": "seat.code",
            "nom_commune": "seat.name",
            "nom_demarche_ds": "call",
            "numero_dossier_ds": "external_id",
            "nom_du_projet": "name",
            "nom_beneficiaire_principal": "holder.name",
            "siren": "holder.identifier",
            "montant_engage": "grant.amount",
        },
    ),
    Source("dgcl-dotations/dgcl-2018.csv", DGCL),
    Source("dgcl-dotations/dgcl-2019.csv", DGCL),
    Source(f"{CI_VILLE}/adulte-relais-2022.json", POSTS),
    Source(f"{CI_VILLE}/postes-fonjep-2022.json", POSTS),
    Source(
        "actee-laureats/laureats.csv",
        {
            "id": "external_id",
            "nom": "holder.name",
            "aap": "call",
            "commentaires": "summary",
            "aide_validee": "grant.amount",
            "departement_code": "seat.departement",
        },
    ),
    Source(
        "mte-dispositifs-projets/data_gouv_export.csv",
        {
            "id": "external_id",
            "titre": "name",
            "promesse": "title",
            "description": "summary",
            "porteurs": "holder.name",
            "date_mise_a_jour": "grant.date",
        },
    ),
    Source(
        "mednum-annuaires/bus-france-services-charente.json",
        {
            "id": "external_id",
            "nom": "name",
            "SIRET": "holder.identifier",
            "structure_parente": "holder.name",
            "commune": "seat.name",
            "code_postal": "seat.postcode",
            "code_insee": "seat.code",
            "presentation_resume": "summary",
        },
    ),
    Source(
        "mednum-annuaires/fibre-64.json",
        {
            "Nomdelastructure": "name",
            "Ville": "seat.name",
            "Codepostal": "seat.postcode",
            "Jedecrislesactionsdinclusionnumeriquedemastructureenquelquesmots": "summary",
        },
    ),
    Source(
        "mednum-annuaires/hub-lo.json",
        {
            "gid": "external_id",
            "c_nom": "name",
            "c_siren_site": "holder.identifier",
            "c_city": "seat.name",
            "c_postcode": "seat.postcode",
            "c_formation_detail": "summary",
            "c_horaire_ouverture": "summary",
        },
    ),
    Source(
        "mednum-annuaires/maine-et-loire.json",
        {
            "ID_LieuMed": "external_id",
            "NOM_STRUCTURE": "name",
            "COMMUNE": "seat.name",
            "CP": "seat.postcode",
        },
    ),
    Source("formats-administratifs/SCDL.csv", SCDL),
    Source("formats-administratifs/fixture-errors.csv", SCDL),
    Source("formats-administratifs/test-csv-invalid.csv", SCDL),
)


def rows(path: Path) -> Iterator[Mapping[str, str]]:
    if path.suffix == ".json":
        for item in json.loads(path.read_text(encoding="utf-8")):
            yield {key: "" if value is None else str(value) for key, value in item.items()}
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        first = stream.readline()
        stream.seek(0)
        delimiter = ";" if first.count(";") > first.count(",") else ","
        for row in csv.DictReader(stream, delimiter=delimiter):
            yield {key: value for key, value in row.items() if key and value is not None}


def subject(folder: Path, source: Source) -> Subject:
    projects = []
    for number, row in enumerate(rows(folder / source.path), start=2):
        values = tuple(
            IncomingValue(
                source.fields[header], text, Origin("", "", number, letters(place), header)
            )
            for place, (header, text) in enumerate(row.items())
            if header in source.fields
        )
        projects.append(IncomingProject(f"ligne {number}", "", values=values))
    return Subject(source.path, tuple(projects), TODAY)


def table(report: Report, seconds: float) -> None:
    rate = report.read / seconds
    print(
        f"\n{report.source}: {report.read:,} rows, {len(report.findings):,} findings, "
        f"{seconds:.2f} s of processor, {rate:,.0f} rows per second"
    )
    for one in report.checked:
        if one.count:
            share = 1000 * one.count / report.read
            print(f"  {one.check.code:28} {one.count:6,}  {share:7.1f} per 1,000 rows")


def sample(reports: list[Report], code: str, seed: int) -> None:
    found = [one for report in reports for one in report.findings if one.check == code]
    drawn = random.Random(seed).sample(found, min(SAMPLE, len(found)))
    print(f"{code}: {len(drawn)} of {len(found)}")
    for one in sorted(drawn, key=lambda one: (one.source, one.cell)):
        print(f"- {one.source.split('/')[0]} {one.cell} [{one.project}] {one.message}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sample", action="append", choices=[check.code for check in CHECKS])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = Path(os.environ.get("TERREAU_TEST_DATA", ROOT.parent / "shared" / "data"))
    reports: list[Report] = []
    total: Counter[str] = Counter()
    for source in SOURCES:
        read = subject(folder, source)
        start = time.process_time()
        reports.append(examine(read))
        seconds = time.process_time() - start
        if options.sample is None:
            table(reports[-1], seconds)
            total.update(rows=len(read.projects), findings=len(reports[-1].findings))
    for code in options.sample or ():
        sample(reports, code, options.seed)
    if options.sample is None:
        print(f"\nall files: {total['rows']:,} rows, {total['findings']:,} findings")


if __name__ == "__main__":
    main()
