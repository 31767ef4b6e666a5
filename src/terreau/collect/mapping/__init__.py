"""From the columns of a table to the fields of a project: proposed, confirmed, remembered.

`propose` gives a field for each column, `recall` those of earlier files, `codec` their JSON.
"""

from terreau.collect.mapping.memory import recall
from terreau.collect.mapping.model import KEPT, MappedColumn, Mapping, SavedMapping
from terreau.collect.mapping.propose import propose

__all__ = ["KEPT", "MappedColumn", "Mapping", "SavedMapping", "propose", "recall"]
