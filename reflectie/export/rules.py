"""One rule per step kind: which blocks tell what was kept at one address."""

from collections.abc import Callable, Iterator, Mapping

from reflectie.domain.entry import Answer, State
from reflectie.domain.step import (
    Ask,
    Choose,
    Date,
    Draw,
    Explore,
    Pause,
    Place,
    Read,
    Recognise,
    Rows,
    StepBase,
)
from reflectie.domain.table import Row
from reflectie.domain.when import in_words, is_day
from reflectie.export.blocks import Block, Choice, Drawing, Line, Note, Prose, Table, TableRow, Text
from reflectie.export.kept import Kept
from reflectie.export.words import RECOGNITION

Rule = Callable[[Kept, StepBase | None], Iterator[Block]]


def told(here: Kept, planned: StepBase | None) -> Iterator[Block]:
    """The blocks of what was kept; ``planned`` is the step that content has there now."""
    return RULES[_kind(here, planned)](here, planned)


def _kind(here: Kept, planned: StepBase | None) -> type[StepBase]:
    """What was kept says best how to show it: content may have given this address another kind since."""
    if here.drawn:
        return Draw
    if here.placements:
        return Place
    if here.cells:
        return Rows
    if here.chosen:
        return Choose
    if here.answer and here.answer.value:
        return Date if is_day(here.answer.value) else Recognise
    return type(planned) if planned and type(planned) in RULES else Ask


def _words(here: Kept, _: StepBase | None) -> Iterator[Block]:
    """What was typed, and how the question was left."""
    if here.answer is None:
        return
    if here.answer.state is not State.ANSWERED:
        yield Note(state=here.answer.state)
    if here.answer.text:
        yield Text(text=here.answer.text)


def _recognised(here: Kept, step: StepBase | None) -> Iterator[Block]:
    if here.answer and here.answer.value:
        yield Choice(chosen=(RECOGNITION.get(here.answer.value, here.answer.value),))
    yield from _words(here, step)


def _chosen(here: Kept, step: StepBase | None) -> Iterator[Block]:
    if here.chosen:
        yield Choice(chosen=tuple(answer.text or answer.value for answer in here.chosen))
    yield from _recognised(here, step)


def _dated(here: Kept, step: StepBase | None) -> Iterator[Block]:
    """A day as it was typed, and as it was understood where that says more."""
    yield from _words(here, step)
    day = here.answer.value if here.answer else ""
    if is_day(day) and in_words(day) != (here.answer.text if here.answer else ""):
        yield Prose(text=in_words(day))


def _tabled(here: Kept, step: StepBase | None) -> Iterator[Block]:
    columns = [column.id for column in step.columns] if isinstance(step, Rows) else []
    yield Table(rows=tuple(map(_row, here.rows(columns))))
    yield from _chosen(here, step)


def _row(row: Row) -> TableRow:
    return TableRow(cells=tuple((cell.question, _cell(cell)) for cell in row.cells), is_out=row.is_out)


def _cell(cell: Answer) -> str:
    """The words of a cell; a day told from another one, as in 'vorig jaar', is told in full as well."""
    if is_day(cell.value) and cell.value[:4] not in cell.text:
        return f"{cell.text} ({in_words(cell.value)})"
    return cell.text or cell.value


def _drawn(here: Kept, _: StepBase | None) -> Iterator[Block]:
    if here.drawn:
        name, picture = here.drawn
        yield Drawing(name=name, picture=picture)


def _placed(here: Kept, step: StepBase | None) -> Iterator[Block]:
    for placement in here.placements:
        yield Line(
            left=placement.left,
            right=placement.right,
            aspect=placement.aspect,
            value=placement.value,
            whose=placement.whose,
            day=placement.day if placement.day != here.day else None,
        )
    said = list(_tabled(here, step) if here.cells else _chosen(here, step))
    # The line itself already says that its place is not known.
    if any(placement.value is None for placement in here.placements):
        said = [block for block in said if block != Note(state=State.UNKNOWN)]
    yield from said


RULES: Mapping[type[StepBase], Rule] = {
    Read: _words,
    Recognise: _recognised,
    Place: _placed,
    Explore: _words,
    Ask: _words,
    Choose: _chosen,
    Pause: _words,
    Date: _dated,
    Rows: _tabled,
    Draw: _drawn,
}
"""Each also shows what its kind does not expect, so nothing kept is left out."""
