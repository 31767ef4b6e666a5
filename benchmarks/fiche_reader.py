"""Fields that the fiche reader reads right in the published fiche, beside a careful reader's facts.

Run from the root of the repository: python -m benchmarks.fiche_reader
Prints, per kind of field, right / fields in the reference, what was invented, and the time.
"""

import sys
import time

from tests.fixtures.fiches.given import facts, kinds, published, roles
from tests.fixtures.fiches.scoring import score
from tests.support import test_data_dir

from terreau.collect.readers.fiche import read
from terreau.collect.readers.markup import extract
from terreau.territory.gazetteer import load

RUNS = 20


def main() -> int:
    """Print the table; 1 where a field was missed or invented, 3 without the fiche."""
    data = test_data_dir()
    if not (data / "fiche-ambition-2").is_dir():
        print("no published fiche: set TERREAU_TEST_DATA", file=sys.stderr)
        return 3
    text = published(data)
    gazetteer = load()
    given = {"gazetteer": gazetteer, "kinds": kinds(), "roles": roles()}
    start = time.perf_counter()
    for _ in range(RUNS):
        layer = extract(text)
    drawn = time.perf_counter()
    for _ in range(RUNS):
        reading = read(layer, **given)
    done = time.perf_counter()
    scores = score(reading, facts())
    print(f"{'field':<18} {'right':>6} {'of':>5}  invented")
    for one in scores:
        print(f"{one.kind:<18} {one.right:>6} {one.expected:>5}  {len(one.invented)}")
        for missed in one.missed:
            print(f"    missed   {missed}")
        for invented in one.invented:
            print(f"    invented {invented}")
    right, expected = sum(s.right for s in scores), sum(s.expected for s in scores)
    wrong = sum(len(s.invented) for s in scores)
    print(f"{'all':<18} {right:>6} {expected:>5}  {wrong}   {right / expected:.1%}")
    print(f"doubts {len(reading.doubts)}, rejections {len(reading.rejections)}")
    print(
        f"layer {(drawn - start) / RUNS * 1e3:.1f} ms, reading {(done - drawn) / RUNS * 1e3:.1f} ms"
    )
    return 0 if right == expected and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
