"""Files from outside are parsed in a process of their own, with little memory and little time.

Guarantees that a hostile file costs nothing but itself: it can exhaust, crash or freeze its own
process, which knows no secret of the instance, and the next file is read all the same.
"""

from terreau.collect.sandbox.errors import FileCrashed, FileTooHungry, FileTooSlow, ReadElsewhere
from terreau.collect.sandbox.limits import Limits
from terreau.collect.sandbox.parent import Sandbox

__all__ = ["FileCrashed", "FileTooHungry", "FileTooSlow", "Limits", "ReadElsewhere", "Sandbox"]
