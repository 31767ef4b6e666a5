"""Milliseconds and bytes of one fiche in each format: `python benchmarks/renderers.py`.

The fiche is the full one of the tests (four enjeux, twelve projects, four figures). The first
rendering of a process loads typefaces, templates and style sheets; the others are what counts
when several fiches are published.
"""

import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 15


def main() -> None:
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.conf.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("TERREAU_INSTANCE", folder)
        import django

        django.setup()
        measure()


def measure() -> None:
    # Imported once Django is set up.
    from tests.builders.fiche import full_fiche

    from terreau.publish.renderers import RENDERERS

    fiche = full_fiche(living_url="https://terreau.test/fiches/2/")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'format':8}{'first ms':>10}{'median ms':>11}{'bytes':>10}")
    for name, renderer in RENDERERS.items():
        times = []
        for _repeat in range(REPEATS + 1):
            start = time.perf_counter()
            data = renderer.render(fiche)
            times.append((time.perf_counter() - start) * 1000)
        print(f"{name:8}{times[0]:10.0f}{statistics.median(times[1:]):11.0f}{len(data):10}")


if __name__ == "__main__":
    main()
