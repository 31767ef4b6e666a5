"""Where the example portfolios lie: beside the sources, or inside an installed wheel."""

from __future__ import annotations

from pathlib import Path

import terreau


def example(slug: str) -> Path:
    """The folder of the example portfolio `slug`.

    Raises FileNotFoundError when the installation lacks it.
    """
    package = Path(terreau.__file__).resolve().parent
    for root in (package / "examples", package.parents[1] / "examples"):
        folder = root / slug
        if (folder / "projects.json").is_file():
            return folder
    raise FileNotFoundError(slug)
