"""Seconds to publish 440 projects: `python -m benchmarks.publish`.

The fictitious portfolio (examples/fictif) is brought into a temporary instance, on SQLite. Each
fiche is made and written in each format; then the whole publication is written, as `terreau
publish` does: every fiche in every format, and the site.
"""

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "fictif"
SLUG = "fictif"
FORMATS = ("html", "pdf", "docx")


def main() -> int:
    """Print the seconds per fiche and format, per page of the site, and in all."""
    with tempfile.TemporaryDirectory(prefix="terreau-") as folder:
        os.environ.pop("DATABASE_URL", None)
        from terreau.conf.bootstrap import Progress, start
        from terreau.conf.instance import Instance

        verbs = start(Instance.load(Path(folder) / "instance"), Progress(lambda _: None))
        verbs.instance.create()
        verbs.init()
        seconds, _ = timed(lambda: verbs.import_((EXAMPLE,), portfolio=SLUG))
        print(f"Python {platform.python_version()}, {platform.machine()}, SQLite")
        print(f"import: {seconds:.1f} s")
        fiches()
        whole(Path(folder) / "publication")
    return 0


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The seconds that `work` takes, and what it gives."""
    before = time.perf_counter()
    given = work()
    return time.perf_counter() - before, given


def fiches() -> None:
    """A line a fiche: its projects, the seconds to make it, and those of each format."""
    from terreau.portfolio.models import Portfolio
    from terreau.publish.services import ambitions, make, renderer

    portfolio = Portfolio.objects.get(slug=SLUG)
    print(f"{'fiche':<8}{'projects':>9}{'make':>8}" + "".join(f"{one:>8}" for one in FORMATS))
    for concept in ambitions(portfolio):
        spent, made = timed(partial(make, portfolio, concept))
        spents = [spent]
        for name in FORMATS:
            form = renderer(name)
            spents.append(timed(partial(form.render, made.fiche))[0])
        line = "".join(f"{one:>8.2f}" for one in spents)
        print(f"{concept.notation:<8}{len(made.facts.projects):>9}{line}")


def whole(to: Path) -> None:
    """The whole publication: its fiches, its site, the seconds of each."""
    from terreau.explore.site import publish_site
    from terreau.portfolio.models import Portfolio

    moments = []
    before = time.perf_counter()
    publish_site(
        Portfolio.objects.get(slug=SLUG),
        to,
        notation=None,
        formats=FORMATS,
        on=None,
        public_url="",
        tell=lambda _: moments.append(time.perf_counter()),
    )
    end, site = time.perf_counter(), moments[-1]
    count = sum(1 for path in to.rglob("index.html"))
    print(f"fiches, every format: {site - before:.1f} s")
    print(f"site: {count} pages, {end - site:.1f} s, {1000 * (end - site) / count:.0f} ms per page")
    print(f"whole: {end - before:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
