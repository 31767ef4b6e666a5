"""Frameworks as SKOS Turtle: what `write` writes, `read` reads back equal, to the same bytes.

Standard terms carry what they can (SKOS, DCMI terms, `owl:versionInfo`). The namespace
`urn:terreau:ns#` adds only what has no standard term:

- `terreau:levels`: the names of a hierarchy's depths, a list of nodes with `skos:notation`,
  `skos:prefLabel` and `terreau:plural`;
- `terreau:position` and `terreau:order`: the order of schemes, of a scheme's concepts;
- `terreau:status`: whether a label is established or to complete, whether a mapping is proposed,
  accepted or rejected;
- `terreau:Mapping`: an `rdf:Statement` about a SKOS mapping relation, with its status and reason.
  The relation itself is stated only once the mapping is accepted.
"""

from __future__ import annotations

from terreau.vocabulary.skos_read import read
from terreau.vocabulary.skos_write import write

__all__ = ["read", "write"]
