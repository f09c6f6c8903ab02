"""Who comes to a meeting, as the first rows of its preparation."""

from collections.abc import Iterable

from msgspec.structs import replace

from reflectie.domain.entry import Answer
from reflectie.domain.ids import new_row_id
from reflectie.domain.session import Session
from reflectie.domain.step import Rows
from reflectie.domain.table import cell_at
from reflectie.domain.text import clean_line


def guests(session: Session, people: Iterable[str]) -> tuple[Answer, ...]:
    """The answers that put these people in the first table for them; none where there is none, or nobody."""
    lines = [line for line in map(clean_line, people) if line]
    for stop in session.stops if lines else ():
        if isinstance(stop.step, Rows):
            columns = (column for column in stop.step.columns if column.type == "person")
            if column := next(columns, None):
                cells = (
                    replace(
                        stop.answer(line),
                        address=cell_at(stop.address, new_row_id(), column.id),
                        question=column.title,
                        ordinal=number,
                    )
                    for number, line in enumerate(lines)
                )
                return (stop.answer(), *cells)
    return ()
