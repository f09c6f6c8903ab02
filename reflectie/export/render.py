"""Render an entry, or a log of entries, as a document.

The question texts come from the entry itself. The exercise, when the content still has it, only gives the order;
answers that the content no longer asks for follow at the end. Nothing that was saved is left out."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from reflectie.diagrams.diagram_data import DiagramData, diagram_data, has_diagram_data
from reflectie.domain.date_parser import date_in_words, is_partial_date
from reflectie.domain.entry import Address, Answer, AnswerState, Entry, Placement
from reflectie.domain.exercise import Exercise, Library, MeetingPhase
from reflectie.domain.labels import PURPOSE_LABEL, RECOGNITION_LABELS
from reflectie.domain.meeting import Meeting, latest_preparation
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.domain.situation import Situation
from reflectie.domain.step import (
    Ask,
    Choose,
    Date,
    DiagramKind,
    Draw,
    Explore,
    Pause,
    Place,
    Read,
    Recognise,
    Rows,
    StepBase,
)
from reflectie.domain.table import Row, rows_from_cells, table_of
from reflectie.domain.value import Value
from reflectie.export.document import (
    Block,
    ChoiceBlock,
    DiagramBlock,
    Document,
    MetadataBlock,
    ParagraphBlock,
    PlacementBlock,
    QuestionBlock,
    StateBlock,
    TableBlock,
    TableRow,
    TitleBlock,
    TypedTextBlock,
)


class GroupedAnswers(Value):
    """All that was kept at one address; of a drawing, what it draws and the words above it."""

    day: dt.date
    answer: Answer | None = None
    chosen: tuple[Answer, ...] = ()
    cells: tuple[Answer, ...] = ()
    placements: tuple[Placement, ...] = ()
    diagram: tuple[DiagramKind, DiagramData] | None = None
    fallback_question: str = ""

    @property
    def question(self) -> str:
        asked = (*((self.answer,) if self.answer else ()), *self.chosen)
        return next((answer.question for answer in asked if answer.question), self.fallback_question)

    def rows(self, columns: Iterable[str] = ()) -> tuple[Row, ...]:
        return rows_from_cells(self.cells, list(columns))


def group_by_address(entry: Entry) -> dict[Address, GroupedAnswers]:
    """What was kept, by address; options, own additions and cells stand with the question they belong to."""
    kept: dict[Address, GroupedAnswers] = {}
    for placement in entry.placements:
        here = kept.get(placement.address, GroupedAnswers(day=entry.day))
        kept[placement.address] = replace(here, placements=(*here.placements, placement))
    asked = {answer.address for answer in entry.answers}
    for answer in sorted(entry.answers, key=lambda a: a.ordinal):
        table = table_of(answer.address)
        address, is_listed = _question_address(answer.address)
        if table in asked and table:
            here = kept.get(table, GroupedAnswers(day=entry.day))
            kept[table] = replace(here, cells=(*here.cells, answer))
            continue
        here = kept.get(address, GroupedAnswers(day=entry.day))
        new = replace(here, chosen=(*here.chosen, answer)) if is_listed else replace(here, answer=answer)
        kept[address] = new
    return kept


def _question_address(address: Address) -> tuple[Address, bool]:
    """The address of the question, and whether this one is an option or an addition to its list."""
    path, _, name = address.part.rpartition(".")
    is_listed = name.startswith(("option:", "own:"))
    return (replace(address, part=path) if is_listed else address), is_listed


def reading_order(addresses: Iterable[Address]) -> list[Address]:
    """By first appearance, with turns and follow-ups directly under the question they hang under."""
    ranks: dict[tuple[str, str, str], int] = {}
    keys: dict[Address, tuple[tuple[int, ...], int]] = {}
    for address in addresses:
        names = address.part.split(".") if address.part else []
        paths = [".".join(names[:depth]) for depth in range(len(names) + 1)]
        path = tuple(ranks.setdefault((address.step, address.item, p), len(ranks)) for p in paths)
        keys[address] = (path, address.turn)
    return sorted(keys, key=keys.__getitem__)


def has_parent_question(address: Address, kept: Mapping[Address, GroupedAnswers]) -> bool:
    """Whether a question it hangs under was kept as well."""
    if address.turn and address.at_turn(0) in kept:
        return True
    names = address.part.split(".") if address.part else []
    return any(replace(address, turn=0, part=".".join(names[:depth])) in kept for depth in range(len(names)))


StepRenderer = Callable[[GroupedAnswers, StepBase | None], Iterator[Block]]


def render_step(here: GroupedAnswers, planned: StepBase | None) -> Iterator[Block]:
    """The blocks of what was kept; ``planned`` is the step that content has there now."""
    return STEP_RENDERERS[_step_kind_of(here, planned)](here, planned)


def _step_kind_of(here: GroupedAnswers, planned: StepBase | None) -> type[StepBase]:
    """What was kept says best how to show it: content may have given this address another kind since."""
    if here.diagram:
        return Draw
    if here.placements:
        return Place
    if here.cells:
        return Rows
    if here.chosen:
        return Choose
    if here.answer and here.answer.value:
        return Date if is_partial_date(here.answer.value) else Recognise
    return type(planned) if planned and type(planned) in STEP_RENDERERS else Ask


def _render_text(here: GroupedAnswers, _: StepBase | None) -> Iterator[Block]:
    """What was typed, and how the question was left."""
    if here.answer is None:
        return
    if here.answer.state is not AnswerState.ANSWERED:
        yield StateBlock(state=here.answer.state)
    if here.answer.text:
        yield TypedTextBlock(text=here.answer.text)


def _render_recognition(here: GroupedAnswers, step: StepBase | None) -> Iterator[Block]:
    if here.answer and here.answer.value:
        yield ChoiceBlock(chosen=(RECOGNITION_LABELS.get(here.answer.value, here.answer.value),))
    yield from _render_text(here, step)


def _render_choices(here: GroupedAnswers, step: StepBase | None) -> Iterator[Block]:
    if here.chosen:
        yield ChoiceBlock(chosen=tuple(answer.text or answer.value for answer in here.chosen))
    yield from _render_recognition(here, step)


def _render_date(here: GroupedAnswers, step: StepBase | None) -> Iterator[Block]:
    """A day as it was typed, and as it was understood where that says more."""
    yield from _render_text(here, step)
    day = here.answer.value if here.answer else ""
    if is_partial_date(day) and date_in_words(day) != (here.answer.text if here.answer else ""):
        yield ParagraphBlock(text=date_in_words(day))


def _render_table(here: GroupedAnswers, step: StepBase | None) -> Iterator[Block]:
    columns = [column.id for column in step.columns] if isinstance(step, Rows) else []
    yield TableBlock(rows=tuple(map(_table_row, here.rows(columns))))
    yield from _render_choices(here, step)


def _table_row(row: Row) -> TableRow:
    return TableRow(
        cells=tuple((cell.question, _cell_text(cell)) for cell in row.cells), is_out=row.is_removed
    )


def _cell_text(cell: Answer) -> str:
    """The words of a cell; a day told from another one, as in 'vorig jaar', is told in full as well."""
    if is_partial_date(cell.value) and cell.value[:4] not in cell.text:
        return f"{cell.text} ({date_in_words(cell.value)})"
    return cell.text or cell.value


def _render_diagram_block(here: GroupedAnswers, _: StepBase | None) -> Iterator[Block]:
    if here.diagram:
        name, picture = here.diagram
        yield DiagramBlock(name=name, data=picture)


def _render_placements(here: GroupedAnswers, step: StepBase | None) -> Iterator[Block]:
    for placement in here.placements:
        yield PlacementBlock(
            left=placement.left,
            right=placement.right,
            aspect=placement.aspect,
            value=placement.value,
            whose=placement.whose,
            day=placement.day if placement.day != here.day else None,
        )
    said = list(_render_table(here, step) if here.cells else _render_choices(here, step))
    # The line itself already says that its place is not known.
    if any(placement.value is None for placement in here.placements):
        said = [block for block in said if block != StateBlock(state=AnswerState.UNKNOWN)]
    yield from said


STEP_RENDERERS: Mapping[type[StepBase], StepRenderer] = {
    Read: _render_text,
    Recognise: _render_recognition,
    Place: _render_placements,
    Explore: _render_text,
    Ask: _render_text,
    Choose: _render_choices,
    Pause: _render_text,
    Date: _render_date,
    Rows: _render_table,
    Draw: _render_diagram_block,
}
"""Each also shows what its kind does not expect, so nothing kept is left out."""


def render_entry(
    entry: Entry,
    exercise: Exercise | None = None,
    situation: Situation | None = None,
    meeting: str = "",
    earlier: tuple[Exercise, Entry] | None = None,
) -> Document:
    """One entry; with its exercise the answers stand in the order of the plan.

    ``situation`` is the one it belongs to and ``meeting`` the name of its meeting; ``earlier`` is the
    preparation on which it looks back.
    """
    session = Session(exercise=exercise, entry=entry, preparation=earlier) if exercise else None
    return Document(
        blocks=tuple(_entry_blocks(entry, session, _metadata_blocks(entry, situation, meeting), level=1))
    )


LOG_INTRODUCTION = (
    "Dit is je eigen reflectielogboek. Het gaat over jou: wat je merkte, dacht, voelde en deed. "
    "Het is geen dossier over een ander.",
    "De oudste reflectie staat vooraan. Bij elke lijn zijn beide kanten iets waard; "
    "een teken hoort bij één moment.",
)


def render_log(
    entries: Iterable[Entry],
    library: Library | None = None,
    situations: Iterable[Situation] = (),
    meetings: Iterable[Meeting] = (),
) -> Document:
    """A personal reflection log of many entries, oldest first.

    What a situation is for stands with the first entry that belongs to it.
    """
    known = {situation.id: situation for situation in situations}
    names = {meeting.id: meeting.name for meeting in meetings}
    blocks: list[Block] = [
        TitleBlock(text="Reflectielogboek"),
        *(ParagraphBlock(text=text) for text in LOG_INTRODUCTION),
    ]
    ordered = sorted(entries, key=lambda e: (e.day, e.begun, e.id))
    for entry in ordered:
        situation = known.get(entry.situation or "")
        about = _metadata_blocks(entry, situation, names.get(entry.meeting or "", ""))
        blocks.extend(_entry_blocks(entry, _session_of(entry, ordered, library), about, level=2))
        if situation:
            known[situation.id] = replace(situation, purpose="")
    return Document(blocks=tuple(blocks))


def _session_of(entry: Entry, entries: Iterable[Entry], library: Library | None) -> Session | None:
    """The walk in which an entry was made, with the preparation on which it looks back."""
    exercise = library.exercise(entry.exercise) if library else None
    if library is None or exercise is None:
        return None
    if exercise.meeting is not MeetingPhase.LOOK_BACK:
        return Session(exercise=exercise, entry=entry)
    prepared = latest_preparation(entries, library, entry.meeting)
    before = library.exercise(prepared.exercise) if prepared else None
    return Session(
        exercise=exercise, entry=entry, preparation=(before, prepared) if before and prepared else None
    )


def _metadata_blocks(entry: Entry, situation: Situation | None, meeting: str) -> Iterator[Block]:
    """What stands under the title: the day, to what it belongs, and what that situation is for."""
    name = situation.name if situation else ""
    yield MetadataBlock(day=entry.day, is_open=entry.is_open, situation=name, meeting=meeting)
    if situation and situation.purpose:
        yield ParagraphBlock(text=PURPOSE_LABEL)
        yield TypedTextBlock(text=situation.purpose)


def _entry_blocks(
    entry: Entry, session: Session | None, about: Iterable[Block], level: int
) -> Iterator[Block]:
    yield TitleBlock(text=entry.title, level=level)
    yield from about
    stops = session.stops if session else ()
    kept = group_by_address(entry)
    if session:
        kept = _add_diagrams(kept, entry, session.exercise, stops)
    planned = {stop.address: stop.step for stop in stops}
    for address in reading_order((*(address for address in planned if address in kept), *kept)):
        here = kept[address]
        if here.question:
            yield QuestionBlock(
                text=here.question, level=level + (2 if has_parent_question(address, kept) else 1)
            )
        yield from render_step(here, planned.get(address))


def _add_diagrams(
    kept: dict[Address, GroupedAnswers], entry: Entry, exercise: Exercise, stops: Iterable[Stop]
) -> dict[Address, GroupedAnswers]:
    """What was kept, and the drawings that are made of it."""
    drawn = dict(kept)
    for stop in stops:
        if isinstance(stop.step, Draw) and has_diagram_data(stop, entry):
            here = kept.get(stop.address, GroupedAnswers(day=entry.day, fallback_question=stop.text))
            made = (stop.step.drawing, diagram_data(stop.step, stop, entry, exercise))
            drawn[stop.address] = replace(here, diagram=made)
    return drawn
