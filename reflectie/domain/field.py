"""Tension fields with their poles and sides, the roles of users, and the scale from value to screen cell."""

from collections.abc import Collection
from enum import StrEnum

from reflectie.domain.errors import NotFound
from reflectie.domain.text import fold
from reflectie.domain.value import Value


class Role(StrEnum):
    """The role of a user. An empty list of roles means everyone."""

    PROFESSIONAL = "professional"
    BESTUURDER = "bestuurder"
    BELEIDSMAKER = "beleidsmaker"


def is_for_roles(written_for: Collection[Role], roles: Collection[Role] | None) -> bool:
    """Whether something written for some roles is for a user with ``roles``; None is every role."""
    return roles is None or not written_for or any(role in roles for role in written_for)


class Side(StrEnum):
    """One end of a tension field. Neither side is better than the other."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Aspect(StrEnum):
    """What a placement is about: a person's nature, or their position in a situation now."""

    NATURE = "nature"
    NOW = "now"


class Pole(Value):
    """One end of a tension field: its name, and a description as positive as that of the other end."""

    name: str
    gloss: str
    source: tuple[str, ...] = ()


class TensionField(Value):
    """A line between two poles that both have value.

    The core fields, which the home screen shows, have a ``number`` from 1 to 6; other fields have none.
    """

    id: str
    left: Pole
    right: Pole
    number: int | None = None

    def pole(self, side: Side) -> Pole:
        return self.left if side is Side.LEFT else self.right


def find_field(fields: Collection[TensionField], words: str) -> TensionField:
    """Return the one field with this number, or with these words or parts of words in the names of its poles.

    Raises:
        NotFound: there is none, or more than one; the message lists the fields.
    """
    wanted = _letter_groups(words)
    names = {field.id: _letter_groups(f"{field.left.name} {field.right.name}") for field in fields}
    found = [field for field in fields if words.strip() == str(field.number)]
    if wanted:
        found = found or [field for field in fields if set(wanted) <= set(names[field.id])]
        found = found or [f for f in fields if all(word in " ".join(names[f.id]) for word in wanted)]
    if len(found) == 1:
        return found[0]
    problem = f"'{words}' past bij meer lijnen." if found else f"Er is geen lijn '{words}'."
    rows = (f"{field.number}  {field.left.name} en {field.right.name}" for field in fields)
    raise NotFound("\n".join([f"{problem} Kies een nummer, of een woord dat bij één lijn hoort:", *rows]))


def _letter_groups(text: str) -> list[str]:
    """The words of a text, folded and without other signs: "wij²" is "wij"."""
    return "".join(letter if letter.isalpha() else " " for letter in fold(text)).split()


class Mark(Value):
    """A mark on a line: a value from -100 to 100, not known, or (with neither) not set."""

    value: int | None = None
    is_unknown: bool = False

    @property
    def is_set(self) -> bool:
        return self.is_unknown or self.value is not None


UNKNOWN_MARK = Mark(is_unknown=True)

MIN_VALUE, MAX_VALUE = -100, 100
"""The values of the left and the right pole. They are stored, and never shown."""

COARSE_STEP = 20
"""A tenth of the line."""


def movable_sides(value: int) -> tuple[Side, ...]:
    """The sides to which a mark can still move; at a pole that is only the other side."""
    return tuple(side for side, end in ((Side.LEFT, MIN_VALUE), (Side.RIGHT, MAX_VALUE)) if value != end)


def value_to_cell(value: int, width: int) -> int:
    """The cell, from 0 to ``width - 1``, that shows a value."""
    return round((value - MIN_VALUE) / (MAX_VALUE - MIN_VALUE) * (width - 1))


def cell_to_value(cell: int, width: int) -> int:
    """The value in the middle of a cell; the outermost cells are the poles."""
    cell = min(max(cell, 0), width - 1)
    return round(MIN_VALUE + cell / (width - 1) * (MAX_VALUE - MIN_VALUE)) if width > 1 else 0


def move_one_cell(value: int, direction: int, width: int) -> int:
    """Return the value one cell further to the left (-1) or to the right (1)."""
    moved = cell_to_value(value_to_cell(value, width) + direction, width)
    # On a line with more cells than values, two cells can round to the same value.
    return clamp(moved if moved != value else value + direction)


def move_coarse_step(value: int, direction: int, width: int) -> int:
    """Return the value one coarse step further, and at least one cell."""
    moved = clamp(value + direction * COARSE_STEP)
    if value_to_cell(moved, width) != value_to_cell(value, width):
        return moved
    return move_one_cell(value, direction, width)


def clamp(value: int) -> int:
    return min(max(value, MIN_VALUE), MAX_VALUE)
