"""The paints of a figure: each has a class for the page and a colour for paper."""

from dataclasses import dataclass
from typing import Final

from terreau.web import tokens


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour by its use; `hex` is what paper shows, the classes let a theme change it."""

    name: str
    hex: str

    @property
    def fill_class(self) -> str:
        """The class of what is filled with this paint."""
        return f"fill-{self.name}"

    @property
    def line_class(self) -> str:
        """The class of what is drawn with this paint."""
        return f"stroke-{self.name}"


INK: Final = Paint("ink", tokens.INK)
SOFT: Final = Paint("soft", tokens.SOFT)
LINE: Final = Paint("line", tokens.LINE)
RAISED: Final = Paint("raised", tokens.RAISED)
GROUND: Final = Paint("ground", tokens.GROUND)


def accent(position: int) -> Paint:
    """The ink of the ambition at `position`."""
    return Paint("accent", tokens.ambition(position).light.ink)


def tint(position: int) -> Paint:
    """The pale surface of the ambition at `position`."""
    return Paint("tint", tokens.ambition(position).light.tint)


def role(notation: str) -> Paint:
    """The ink of a role; its `name` is also the class that carries the role's colours."""
    return Paint(f"role-{notation}", tokens.role(notation).light.ink)
