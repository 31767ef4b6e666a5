"""Whatever shape a JSON tree has: never an error, nothing where the thing is not. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Node = Mapping[str, Any]


def objects(value: object) -> list[Node]:
    """The objects of a list; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def under(item: Node, key: str) -> Node:
    """The object under a key; empty where there is none."""
    value = item.get(key)
    return value if isinstance(value, dict) else {}


def at(item: Node, path: str) -> object:
    """What lies under keys joined by dots; None where one is missing."""
    value: object = item
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value
