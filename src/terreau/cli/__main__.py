"""`python -m terreau.cli`, as the `terreau` command."""

from terreau.cli import run

run()
