"""Writes the pages, or with `--check` says which are stale (exit status 1)."""

import sys

from scripts.reference_pages import FOLDER, pages, stale
from scripts.reference_pages.words import Unworded


def main(arguments: list[str]) -> int:
    """Write or check; 3 where the code has something that no words describe."""
    try:
        if arguments == ["--check"]:
            late = stale()
            for name in late:
                print(f"docs/reference/{name} is stale: run scripts/reference")
            return 1 if late else 0
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in pages().items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    except Unworded as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
