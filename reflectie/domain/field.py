"""Tension fields, their poles and sides, the roles of users, and the scale from value to screen cell."""

from enum import StrEnum

from reflectie.domain.value import Value


class Role(StrEnum):
    """An empty list of roles is everyone."""

    PROFESSIONAL = "professional"
    BESTUURDER = "bestuurder"
    BELEIDSMAKER = "beleidsmaker"


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


MIN_VALUE, MAX_VALUE = -100, 100
"""The two ends of every line, as kept; never shown."""


def movable_sides(value: int) -> tuple[Side, ...]:
    """The sides to which a mark can still move: both, or at a pole only the other one."""
    return tuple(side for side, end in ((Side.LEFT, MIN_VALUE), (Side.RIGHT, MAX_VALUE)) if value != end)


COARSE_STEP = 20
"""A coarse step: a tenth of the line."""

EXPLORE_OFFSET = 24
"""How far ``explore`` moves a mark: a little, yet enough to see."""


def value_to_cell(value: int, width: int) -> int:
    """The cell (0 to ``width - 1``) in which a value stands."""
    return round((value - MIN_VALUE) / (MAX_VALUE - MIN_VALUE) * (width - 1))


def cell_to_value(cell: int, width: int) -> int:
    """The value in the middle of a cell; the outermost cells are the poles themselves."""
    cell = min(max(cell, 0), width - 1)
    return round(MIN_VALUE + cell / (width - 1) * (MAX_VALUE - MIN_VALUE)) if width > 1 else 0


def move_one_cell(value: int, direction: int, width: int) -> int:
    """The value one visible cell further to the left (-1) or the right (1)."""
    here = value_to_cell(value, width)
    moved = cell_to_value(here + direction, width)
    # Two cells may round to one value on a line wider than the values there are.
    return clamp(moved if moved != value else value + direction)


def move_coarse_step(value: int, direction: int, width: int) -> int:
    """The value a coarse step further, at least one visible cell."""
    moved = clamp(value + direction * COARSE_STEP)
    return (
        moved
        if value_to_cell(moved, width) != value_to_cell(value, width)
        else move_one_cell(value, direction, width)
    )


def clamp(value: int) -> int:
    return min(max(value, MIN_VALUE), MAX_VALUE)
