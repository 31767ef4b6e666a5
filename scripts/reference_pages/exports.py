"""The page of exports: the keys and terms that the exporters write, found in their sources."""

from __future__ import annotations

import ast
import re

from scripts.reference_pages import ROOT, words

from terreau.publish.exports import EXPORTERS

FOLDER = ROOT / "src" / "terreau" / "publish" / "exports"
# What is there besides the export of projects.
OTHERS = {"__init__.py", "request.py", "skos.py"}
WRITER = ROOT / "src" / "terreau" / "vocabulary" / "skos_write.py"
TERM = re.compile(r"\b(?:skos|dct|owl|rdf|terreau):[A-Za-z]+(?!#)\b(?!#)")


def project_keys() -> set[str]:
    """Every key that the exporter of projects can write: of a dict display or of an assignment."""
    found: set[str] = set()
    for path in sorted(FOLDER.glob("*.py")):
        if path.name in OTHERS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            keys: list[ast.expr | None] = []
            if isinstance(node, ast.Dict):
                keys = list(node.keys)
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                keys = [node.slice]
            found |= {
                key.value
                for key in keys
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
            }
    return found


def skos_terms() -> set[str]:
    """Every term that the writer of SKOS names."""
    tree = ast.parse(WRITER.read_text(encoding="utf-8"))
    return {
        term
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for term in TERM.findall(node.value)
    }


def page() -> str:
    """The whole page."""
    words.same("exports", EXPORTERS, ("projects", "skos"))
    objects = words.sections("projects")
    words.same("[projects]", project_keys(), {key for keys in objects.values() for key in keys})
    words.same("[skos]", skos_terms(), words.words("skos"))
    blocks = [
        part
        for title, keys in objects.items()
        for part in (f"### {title}", words.keys_table(keys, "champ"))
    ]
    return words.page(
        "Exports",
        "## `projects`",
        words.text("projects"),
        *blocks,
        "## `skos`",
        words.text("skos"),
        words.keys_table(words.words("skos"), "terme"),
    )
