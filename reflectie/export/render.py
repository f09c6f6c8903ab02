"""Render an entry, or a log of entries, as a document.

The question texts come from the entry itself. The exercise, when the content still has it, only gives the
order; answers that the content no longer asks for follow at the end. Nothing that was saved is left out.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from reflectie.diagrams.renderers import DiagramData, diagram_data, has_diagram_data
from reflectie.domain.dates import date_in_words, is_partial_date
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
    NameSituation,
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
    oldest_first,
)


class GroupedAnswers(Value):
    """Everything saved at one address: the answer, chosen options, table cells and placements.

    A diagram has a group at its own address; ``fallback_question`` is the text of its step.
    """

    day: dt.date
    answer: Answer | None = None
    chosen: tuple[Answer, ...] = ()
    cells: tuple[Answer, ...] = ()
    placements: tuple[Placement, ...] = ()
    diagram: tuple[DiagramKind, DiagramData] | None = None
    fallback_question: str = ""

    @property
    def question(self) -> str:
        answers = (*((self.answer,) if self.answer else ()), *self.chosen)
        return next((answer.question for answer in answers if answer.question), self.fallback_question)

    def rows(self, columns: Iterable[str] = ()) -> tuple[Row, ...]:
        return rows_from_cells(self.cells, list(columns))


def group_by_address(entry: Entry) -> dict[Address, GroupedAnswers]:
    """Group what was saved by address; options, additions and cells are grouped with their question."""
    groups: dict[Address, GroupedAnswers] = {}

    def group(address: Address) -> GroupedAnswers:
        return groups.get(address, GroupedAnswers(day=entry.day))

    for placement in entry.placements:
        address = placement.address
        groups[address] = replace(group(address), placements=(*group(address).placements, placement))
    answered = {answer.address for answer in entry.answers}
    for answer in sorted(entry.answers, key=lambda a: a.ordinal):
        table = table_of(answer.address)
        address, is_choice = _question_address(answer.address)
        if table and table in answered:
            groups[table] = replace(group(table), cells=(*group(table).cells, answer))
        elif is_choice:
            groups[address] = replace(group(address), chosen=(*group(address).chosen, answer))
        else:
            groups[address] = replace(group(address), answer=answer)
    return groups


def _question_address(address: Address) -> tuple[Address, bool]:
    """Return the address of the question, and whether ``address`` is an option of it or an addition to it."""
    path, _, name = address.part.rpartition(".")
    is_choice = name.startswith(("option:", "own:"))
    return (replace(address, part=path) if is_choice else address), is_choice


def reading_order(addresses: Iterable[Address]) -> list[Address]:
    """Sort addresses by first appearance, with turns and follow-ups directly below their question."""
    ranks: dict[tuple[str, str, str], int] = {}
    keys: dict[Address, tuple[tuple[int, ...], int]] = {}
    for address in addresses:
        names = address.part.split(".") if address.part else []
        paths = [".".join(names[:depth]) for depth in range(len(names) + 1)]
        path = tuple(ranks.setdefault((address.step, address.item, p), len(ranks)) for p in paths)
        keys[address] = (path, address.turn)
    return sorted(keys, key=keys.__getitem__)


def has_parent_question(address: Address, groups: Mapping[Address, GroupedAnswers]) -> bool:
    """Return whether anything was saved at the question that this one follows up."""
    if address.turn and address.at_turn(0) in groups:
        return True
    names = address.part.split(".") if address.part else []
    parents = (replace(address, turn=0, part=".".join(names[:depth])) for depth in range(len(names)))
    return any(parent in groups for parent in parents)


# One renderer per kind of step --------------------------------------------------------------------

StepRenderer = Callable[[GroupedAnswers, StepBase | None], Iterator[Block]]


def render_step(group: GroupedAnswers, planned: StepBase | None) -> Iterator[Block]:
    """Render what was saved at one address; ``planned`` is the step that the content has there now."""
    return STEP_RENDERERS[_step_kind_of(group, planned)](group, planned)


def _step_kind_of(group: GroupedAnswers, planned: StepBase | None) -> type[StepBase]:
    """Return the kind of step that suits the saved data; the content may since have changed the kind."""
    if group.diagram:
        return Draw
    if group.placements:
        return Place
    if group.cells:
        return Rows
    if group.chosen:
        return Choose
    if group.answer and group.answer.value:
        return Date if is_partial_date(group.answer.value) else Recognise
    return type(planned) if planned and type(planned) in STEP_RENDERERS else Ask


def _render_text(group: GroupedAnswers, _: StepBase | None) -> Iterator[Block]:
    if group.answer is None:
        return
    if group.answer.state is not AnswerState.ANSWERED:
        yield StateBlock(state=group.answer.state)
    if group.answer.text:
        yield TypedTextBlock(text=group.answer.text)


def _render_recognition(group: GroupedAnswers, step: StepBase | None) -> Iterator[Block]:
    if group.answer and group.answer.value:
        yield ChoiceBlock(chosen=(RECOGNITION_LABELS.get(group.answer.value, group.answer.value),))
    yield from _render_text(group, step)


def _render_choices(group: GroupedAnswers, step: StepBase | None) -> Iterator[Block]:
    if group.chosen:
        yield ChoiceBlock(chosen=tuple(answer.text or answer.value for answer in group.chosen))
    yield from _render_recognition(group, step)


def _render_date(group: GroupedAnswers, step: StepBase | None) -> Iterator[Block]:
    """Render a date as typed, and as understood when that adds something."""
    yield from _render_text(group, step)
    date, text = (group.answer.value, group.answer.text) if group.answer else ("", "")
    if is_partial_date(date) and date_in_words(date) != text:
        yield ParagraphBlock(text=date_in_words(date))


def _render_table(group: GroupedAnswers, step: StepBase | None) -> Iterator[Block]:
    columns = [column.id for column in step.columns] if isinstance(step, Rows) else []
    yield TableBlock(rows=tuple(map(_table_row, group.rows(columns))))
    yield from _render_choices(group, step)


def _table_row(row: Row) -> TableRow:
    cells = tuple((cell.question, _cell_text(cell)) for cell in row.cells)
    return TableRow(cells=cells, is_removed=row.is_removed)


def _cell_text(cell: Answer) -> str:
    """Return the text of a cell; a relative date, such as "vorig jaar", is followed by the date itself."""
    if is_partial_date(cell.value) and cell.value[:4] not in cell.text:
        return f"{cell.text} ({date_in_words(cell.value)})"
    return cell.text or cell.value


def _render_diagram_block(group: GroupedAnswers, _: StepBase | None) -> Iterator[Block]:
    if group.diagram:
        name, data = group.diagram
        yield DiagramBlock(name=name, data=data)


def _render_placements(group: GroupedAnswers, step: StepBase | None) -> Iterator[Block]:
    for placement in group.placements:
        yield PlacementBlock(
            left=placement.left,
            right=placement.right,
            aspect=placement.aspect,
            value=placement.value,
            whose=placement.whose,
            day=placement.day if placement.day != group.day else None,
            is_past=isinstance(step, Place) and step.past,
        )
    blocks = _render_table(group, step) if group.cells else _render_choices(group, step)
    is_unknown = any(placement.value is None for placement in group.placements)
    # The scale itself already says that the placement is unknown.
    unknown = StateBlock(state=AnswerState.UNKNOWN)
    yield from (block for block in blocks if not (is_unknown and block == unknown))


STEP_RENDERERS: Mapping[type[StepBase], StepRenderer] = {
    Read: _render_text,
    Recognise: _render_recognition,
    Place: _render_placements,
    Explore: _render_text,
    Ask: _render_text,
    NameSituation: _render_text,
    Choose: _render_choices,
    Pause: _render_text,
    Date: _render_date,
    Rows: _render_table,
    Draw: _render_diagram_block,
}
"""Each renderer also shows data that its kind of step does not expect, so that nothing is left out."""


# Entries and logs ---------------------------------------------------------------------------------

LOG_INTRODUCTION = (
    "Dit is je eigen reflectielogboek. Het gaat over jou: wat je merkte, dacht, voelde en deed. "
    "Het is geen dossier over een ander.",
    "De oudste reflectie staat vooraan. Bij elke lijn zijn beide kanten iets waard; "
    "een teken hoort bij één moment.",
)


def render_entry(
    entry: Entry,
    exercise: Exercise | None = None,
    situation: Situation | None = None,
    meeting: str = "",
    earlier: tuple[Exercise, Entry] | None = None,
) -> Document:
    """Render one entry; with its exercise, the answers are in the order of the plan.

    ``situation`` is the one it belongs to, ``meeting`` the name of its meeting, and ``earlier`` the
    preparation on which it looks back.
    """
    session = Session(exercise=exercise, entry=entry, preparation=earlier) if exercise else None
    metadata = _metadata_blocks(entry, situation, meeting)
    return Document(blocks=tuple(_entry_blocks(entry, session, metadata, level=1)))


def render_answers(entry: Entry, exercise: Exercise) -> Document:
    """Render one entry without its title, to show below a title of its own."""
    return Document(blocks=render_entry(entry, exercise).blocks[1:])


def render_log(
    entries: Iterable[Entry],
    library: Library | None = None,
    situations: Iterable[Situation] = (),
    meetings: Iterable[Meeting] = (),
) -> Document:
    """Render a personal reflection log, oldest entry first.

    The purpose of a situation is shown at the first entry that belongs to it.
    """
    situation_by_id = {situation.id: situation for situation in situations}
    meeting_names = {meeting.id: meeting.name for meeting in meetings}
    blocks: list[Block] = [
        TitleBlock(text="Reflectielogboek"),
        *(ParagraphBlock(text=text) for text in LOG_INTRODUCTION),
    ]
    ordered = oldest_first(entries)
    for entry in ordered:
        situation = situation_by_id.get(entry.situation or "")
        metadata = _metadata_blocks(entry, situation, meeting_names.get(entry.meeting or "", ""))
        _, *rest = _entry_blocks(entry, _session_of(entry, ordered, library), metadata, level=2)
        blocks += [TitleBlock(text=_capitalized(entry.title), level=2), *rest]
        if situation:
            situation_by_id[situation.id] = replace(situation, purpose="")
    return Document(blocks=tuple(blocks))


def _capitalized(title: str) -> str:
    """Return a title as a heading: on screen the name of a line has no capital."""
    return title[:1].upper() + title[1:]


def _session_of(entry: Entry, entries: Iterable[Entry], library: Library | None) -> Session | None:
    """Return the session in which an entry was written, with the preparation on which it looks back."""
    exercise = library.exercise(entry.exercise) if library else None
    if library is None or exercise is None:
        return None
    preparation = None
    if exercise.meeting is MeetingPhase.LOOK_BACK:
        prepared = latest_preparation(entries, library, entry.meeting)
        prepared_with = library.exercise(prepared.exercise) if prepared else None
        preparation = (prepared_with, prepared) if prepared_with and prepared else None
    return Session(exercise=exercise, entry=entry, preparation=preparation)


def _metadata_blocks(entry: Entry, situation: Situation | None, meeting: str) -> Iterator[Block]:
    """Render what follows the title: the day, what the entry belongs to, and the purpose of the situation."""
    name = situation.name if situation else ""
    yield MetadataBlock(day=entry.day, is_open=entry.is_open, situation=name, meeting=meeting)
    if situation and situation.purpose:
        yield ParagraphBlock(text=PURPOSE_LABEL)
        yield TypedTextBlock(text=situation.purpose)


def _entry_blocks(
    entry: Entry, session: Session | None, metadata: Iterable[Block], level: int
) -> Iterator[Block]:
    yield TitleBlock(text=entry.title, level=level)
    yield from metadata
    groups, planned = _grouped_answers(entry, session)
    for address in _ordered(groups, planned):
        group = groups[address]
        if group.question:
            is_follow_up = has_parent_question(address, groups)
            yield QuestionBlock(text=group.question, level=level + (2 if is_follow_up else 1))
        yield from render_step(group, planned.get(address))


def asked_addresses(
    entry: Entry, exercise: Exercise | None = None, earlier: tuple[Exercise, Entry] | None = None
) -> tuple[Address | None, ...]:
    """The address of each question of ``render_entry``; None for one that the exercise no longer asks."""
    session = Session(exercise=exercise, entry=entry, preparation=earlier) if exercise else None
    groups, planned = _grouped_answers(entry, session)
    asked = (address for address in _ordered(groups, planned) if groups[address].question)
    return tuple(address if address in planned and not groups[address].diagram else None for address in asked)


def _grouped_answers(
    entry: Entry, session: Session | None
) -> tuple[dict[Address, GroupedAnswers], dict[Address, StepBase]]:
    """What was saved, with the diagrams, and the step that the content has at each address now."""
    stops = session.stops if session else ()
    groups = group_by_address(entry)
    if session:
        groups |= _diagram_groups(groups, entry, session.exercise, stops)
    return groups, {address: stop.step for stop in stops for address in stop.addresses}


def _ordered(groups: Mapping[Address, GroupedAnswers], planned: Iterable[Address]) -> list[Address]:
    return reading_order((*(address for address in planned if address in groups), *groups))


def _diagram_groups(
    groups: Mapping[Address, GroupedAnswers], entry: Entry, exercise: Exercise, stops: Iterable[Stop]
) -> dict[Address, GroupedAnswers]:
    """Return a group with its diagram for each stop that draws something."""
    diagram_groups = {}
    for stop in stops:
        if isinstance(stop.step, Draw) and has_diagram_data(stop, entry):
            group = groups.get(stop.address, GroupedAnswers(day=entry.day, fallback_question=stop.text))
            diagram = (stop.step.drawing, diagram_data(stop.step, stop, entry, exercise))
            diagram_groups[stop.address] = replace(group, diagram=diagram)
    return diagram_groups
