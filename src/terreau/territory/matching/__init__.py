"""Place names as people write them become territories: one where it is sure, else candidates.

Guarantees that a territory is given only where a rule finds a single one, that the same words give
the same answer, and that any text has an answer in a time linear in its length. Pure: no database.
"""

from terreau.territory.matching.departements import departements
from terreau.territory.matching.locating import locate, locate_all, locate_each
from terreau.territory.matching.model import Form, Located, told

__all__ = ["Form", "Located", "departements", "locate", "locate_all", "locate_each", "told"]
