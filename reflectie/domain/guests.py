"""Who comes to a meeting, as the first rows of its preparation."""

from collections.abc import Iterable

from msgspec.structs import replace

from reflectie.domain.entry import Answer
from reflectie.domain.ids import new_row_id
from reflectie.domain.session import Session
from reflectie.domain.step import Rows
from reflectie.domain.table import cell_at
from reflectie.domain.text import clean_line


def guests(session: Session, names: Iterable[str]) -> tuple[Answer, ...]:
    """The answers that put these names in the first table with people; none where there is no such table."""
    for stop in session.stops:
        if isinstance(stop.step, Rows):
            people = (column for column in stop.step.columns if column.type == "person")
            if column := next(people, None):
                lines = filter(None, map(clean_line, names))
                cells = (
                    replace(
                        stop.answer(name),
                        address=cell_at(stop.address, new_row_id(), column.id),
                        question=column.title,
                        ordinal=number,
                    )
                    for number, name in enumerate(lines)
                )
                return (stop.answer(), *cells)
    return ()
