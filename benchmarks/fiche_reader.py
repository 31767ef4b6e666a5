"""Fields that the fiche reader reads right in the published fiche, beside a careful reader's facts.

Run from the root of the repository: python -m benchmarks.fiche_reader
Prints, per kind of field, right / fields in the reference, what was invented, and the time.

The reader and the facts were written with this one fiche in view: the figure says that it is read
as intended, not how well an unseen fiche would be. The next lines show what the lexicon of actors
brings: all of it, without the labels that the fiche itself uses, none. The last ones score actors
that fiches on other ambitions could cite: one half served to better the rules, the other did not;
the hand that listed them is the one that wrote the lexicon.
"""

import sys
import time

from tests.fixtures.fiches.given import facts, kinds, published, roles
from tests.fixtures.fiches.scoring import score
from tests.fixtures.fiches.wordings import HALVES, score_wordings
from tests.support import test_data_dir

from terreau.collect.readers.fiche import ActorKinds, read
from terreau.collect.readers.fiche.words import key
from terreau.collect.readers.markup import Layer, extract
from terreau.territory.gazetteer import Gazetteer, load

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
    _without_lexicon(layer, gazetteer)
    _other_wordings(gazetteer)
    return 0 if right == expected and not wrong else 1


def _without_lexicon(layer: Layer, gazetteer: Gazetteer) -> None:
    """Print how the natures and broad kinds of actors depend on the labels given."""
    used = {key(actor["name"]) for project in facts()["projects"] for actor in project["actors"]}
    heads = kinds().heads
    unseen = {head: notation for head, notation in heads.items() if key(head) not in used}
    for label, given in (("all", heads), ("unseen only", unseen), ("none", {})):
        reading = read(layer, gazetteer=gazetteer, kinds=ActorKinds(given), roles=roles())
        scores = {one.kind: one for one in score(reading, facts())}
        actors, natures = scores["actors"], scores["actor natures"]
        told = [a for p in reading.projects for a in p.actors if a.kind == "category"]
        print(
            f"labels {label} ({len(given)}): actors {actors.right}/{actors.expected}, "
            f"natures {natures.right}/{natures.expected}, "
            f"kinds with a broad kind {sum(a.broad is not None for a in told)}/{len(told)}"
        )


def _other_wordings(gazetteer: Gazetteer) -> None:
    """Print natures and broad kinds of wordings that the fiche does not have."""
    for half in HALVES:
        scored = score_wordings(half, kinds(), gazetteer)
        counts = (
            ("read whole", scored.whole),
            ("natures in a list", scored.inside),
            ("natures at its head", scored.opening),
            ("broad kinds", scored.broad),
            ("of which no label as they stand", scored.unlisted),
        )
        said = ", ".join(f"{what} {count.right}/{count.asked}" for what, count in counts)
        print(f"other wordings, {half} half: {said}")


if __name__ == "__main__":
    sys.exit(main())
