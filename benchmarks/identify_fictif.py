"""What `terreau identify` proposes on the tables of the fictitious portfolio, beside the truth.

Run from the root of the repository:
    python -m scripts.fictif --seed 2026 --to DIR && python -m benchmarks.identify_fictif DIR
A new instance in a temporary folder (SQLite) takes the tables, then identifies twice. The truth is
`verite/organismes.csv`: a body of the portfolio is the organisation whose ways of writing hold its
name; names that several organisations share, or none, are counted apart and not judged.
"""

import csv
import resource
import sys
import tempfile
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from terreau.conf.bootstrap import start
from terreau.conf.instance import Instance

PORTFOLIO = "mesure"


def main() -> int:
    """Print the figures."""
    source = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        instance = Instance.load(Path(folder) / "instance")
        instance.create()
        verbs = start(Instance.load(instance.path))
        verbs.init()
        tables = tuple(sorted((source / "tableaux").iterdir()))
        began = time.perf_counter()
        verbs.import_(tables, portfolio=PORTFOLIO)
        print(f"tables brought in: {time.perf_counter() - began:.1f} s")
        for label in ("first", "again"):
            began = time.perf_counter()
            report = verbs.identify(PORTFOLIO)
            print(f"identify, {label}: {time.perf_counter() - began:.2f} s; {report}")
        compare(source)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def compare(source: Path) -> None:
    """Print precision and recall of the pairs proposed, at the thresholds of the matcher."""
    # Models can be imported only now that Django has started.
    from terreau.identify.matching import MERGE, PROPOSE
    from terreau.portfolio.models import Organisation, Resolution

    owners = truth(source)
    bodies: dict[int, Any] = {row.pk: row for row in Organisation.objects.order_by("pk")}
    known = {pk: owners.get(key(row.name), set()) for pk, row in bodies.items()}
    judged = {pk: min(who) for pk, who in known.items() if len(who) == 1}
    groups: dict[str, list[int]] = defaultdict(list)
    for pk, who in judged.items():
        groups[who].append(pk)
    real = {pair for group in groups.values() for pair in combinations(sorted(group), 2)}
    print(
        f"{len(bodies)} bodies; {len(judged)} of one organisation, "
        f"{sum(len(who) > 1 for who in known.values())} names of several, "
        f"{sum(not who for who in known.values())} of none; {len(real)} true pairs"
    )
    rows = list(Resolution.objects.deciding().filter(body__isnull=False))
    for threshold in (PROPOSE, 0.5, 0.7, MERGE):
        said = {
            (min(row.body_id, row.organisation_id), max(row.body_id, row.organisation_id))
            for row in rows
            if row.relation == "same" and row.probability >= threshold
        }
        said = {pair for pair in said if set(pair) <= judged.keys()}
        right = {pair for pair in said if judged[pair[0]] == judged[pair[1]]}
        joined = closure(right)
        print(
            f"pairs at {threshold} or more: {len(said)}, precision "
            f"{len(right) / max(1, len(said)):.3f}, recall once they are answered "
            f"{len(joined & real) / max(1, len(real)):.3f}"
        )
    print(f"branches proposed: {sum(row.relation == 'branch' for row in rows)}")


def closure(pairs: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """All the pairs that follow from answering « the same » to these."""
    from terreau.identify.bonds import Bonds, Link

    held = Bonds(Link(at, *pair, "same") for at, pair in enumerate(sorted(pairs)))
    return {pair for group in held.groups() for pair in combinations(group, 2)}


def truth(source: Path) -> dict[str, set[str]]:
    """The organisations that each way of writing may mean, by the key of the name."""
    found: dict[str, set[str]] = defaultdict(set)
    with (source / "verite" / "organismes.csv").open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            for words in (row["nom"], *row["ecritures"].split("|")):
                found[key(words)].add(row["organisme"])
    return found


def key(name: str) -> str:
    from terreau.portfolio.directory import name_key

    return name_key(name)


if __name__ == "__main__":
    sys.exit(main())
