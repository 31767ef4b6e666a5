"""Pictures drawn from data: SVG that needs nothing else, with its words and its table.

Every function takes plain values and returns a `document.Figure`, or None where there is
nothing to show. The same values give the same bytes.
"""

from terreau.publish.figures.kinds import KindCount, kinds_strip
from terreau.publish.figures.matrix import EnjeuRoles, Role, roles_matrix
from terreau.publish.figures.network import SharedActor, shared_network
from terreau.publish.figures.places import Area, Place, places_map

__all__ = [
    "Area",
    "EnjeuRoles",
    "KindCount",
    "Place",
    "Role",
    "SharedActor",
    "kinds_strip",
    "places_map",
    "roles_matrix",
    "shared_network",
]
