"""The lines between two poles on which people place themselves."""

from enum import StrEnum

from reflectie.domain.value import Value


class Side(StrEnum):
    """One end of a line; neither is the better one."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Aspect(StrEnum):
    """What a placement is about: where one is at home by nature, or where one stands in a situation now."""

    NATURE = "nature"
    NOW = "now"


class Pole(Value):
    """One end of a line: its name, and a gloss of the same weight as that of the other end."""

    name: str
    gloss: str
    source: tuple[str, ...] = ()


class TensionField(Value):
    """A line between two poles that are both worth something.

    ``number`` is 1 to 6 for the core fields, which stand on Thuis; other lines have none.
    """

    id: str
    left: Pole
    right: Pole
    number: int | None = None

    def pole(self, side: Side) -> Pole:
        return self.left if side is Side.LEFT else self.right


LOW, HIGH = -100, 100
"""The two ends of every line, as kept; never shown."""


def open_sides(value: int) -> tuple[Side, ...]:
    """The sides to which a mark can still move: both, or at a pole only the other one."""
    return tuple(side for side, end in ((Side.LEFT, LOW), (Side.RIGHT, HIGH)) if value != end)
