"""Frictionless data packages: the files that a descriptor names are read with it, as one.

Guarantees that a file named by a descriptor is not read a second time by itself, and that only
files received with the descriptor are ever opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

DESCRIPTOR = "datapackage.json"
LONGEST = 2_000_000  # bytes of a descriptor that are looked at


def is_descriptor(name: str) -> bool:
    """Whether a file is the descriptor of a data package, by its name."""
    return name == DESCRIPTOR


def resource_paths(descriptor: Path) -> frozenset[str]:
    """The paths, inside the package, of the files that a descriptor names; none in a bad one."""
    if descriptor.stat().st_size > LONGEST:
        return frozenset()
    try:
        package = json.loads(descriptor.read_bytes())
    except (ValueError, RecursionError):
        return frozenset()
    resources = package.get("resources") if isinstance(package, Mapping) else None
    return frozenset(_paths(resources)) if isinstance(resources, list) else frozenset()


def _paths(resources: list[object]) -> Iterator[str]:
    for resource in resources:
        if not isinstance(resource, Mapping):
            continue
        path = resource.get("path")
        said = [*(path if isinstance(path, list) else [path]), resource.get("schema")]
        yield from (str(PurePosixPath(one)) for one in said if isinstance(one, str))


def inside(folder: str, path: str) -> str | None:
    """`path` as seen from `folder`; None where it lies elsewhere. Both count from the drop."""
    if not folder:
        return path
    return path.removeprefix(f"{folder}/") if path.startswith(f"{folder}/") else None
