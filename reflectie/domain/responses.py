"""Turn what a person enters at a stop into the change to save: one function per step kind.

A widget, a line-by-line prompt or an import makes the ``Response``; nothing here knows a screen.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from reflectie.domain.change import Change
from reflectie.domain.date_parser import parse_date
from reflectie.domain.entry import SELF, Address, Answer, AnswerState, Draft, Entry, Placement
from reflectie.domain.field import UNKNOWN_MARK, Aspect, Mark, TensionField
from reflectie.domain.plan import NatureStop, Stop
from reflectie.domain.step import (
    Ask,
    Choose,
    Date,
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
from reflectie.domain.table import table_of
from reflectie.domain.table_edit import TableLine, renamed_references, table_answers
from reflectie.domain.value import Value


class NoResponse(Value):
    """The response at a step that asks nothing."""


class TextResponse(Value):
    """The text of one field."""

    text: str = ""


class RecogniseResponse(Value):
    """How a statement is recognised (yes, sometimes, not_now, or "" for not chosen), and a note."""

    recognition: str = ""
    text: str = ""


class PlaceResponse(Value):
    """The user's own marks on a field, and the marks of the other people of the stop, in that order.

    ``nature`` is the mark by nature of a stop that asks for it.
    """

    field: TensionField
    own: Mark = Mark()
    nature: Mark = Mark()
    others: tuple[Mark, ...] = ()


class ChooseResponse(Value):
    """The ids of the chosen options, in the order of the list, and a text.

    The text is the note of a step that has one, or else additions, one per line.

    ``labels`` are the texts of the options on the screen, by id. An option that content no longer has can be
    deselected and selected again while it is there.
    """

    chosen: tuple[str, ...] = ()
    text: str = ""
    labels: Mapping[str, str] = MappingProxyType({})


class RowsResponse(Value):
    """The filled lines of a table, in order."""

    lines: tuple[TableLine, ...] = ()


Response = NoResponse | TextResponse | RecogniseResponse | PlaceResponse | ChooseResponse | RowsResponse


def change_for(stop: Stop, entry: Entry, response: Response, state: AnswerState | None = None) -> Change:
    """What this response changes in the entry when the user leaves the stop.

    ``state`` is set when the user skips the stop or does not know. Skipping still saves what was entered.
    """
    return RESPONSES[type(stop.step)](stop, entry, response, state).missing_from(entry)


def interim_change_for(stop: Stop, entry: Entry, response: Response, working: Draft | None) -> Change:
    """What can be saved while the user is still at the stop: in a table, all but the cell being typed."""
    change = change_for(stop, entry, response)
    draft = draft_for(entry, working)
    if draft is None or table_of(draft.address) != stop.address:
        return change
    cell = next((answer for answer in change.answers if answer.address == draft.address), None)
    is_removed = cell is not None and cell.state is AnswerState.SKIPPED  # with its row
    return change if is_removed else change.without(draft.address)


def draft_for(entry: Entry, working: Draft | None) -> Draft | None:
    """The working text if it differs from the saved text, or else None."""
    return working if working and working.text != entry.saved_text(working.address) else None


def initial_text(entry: Entry, address: Address, drafts: Iterable[Draft]) -> tuple[str, int]:
    """The text to begin with in a field, and its cursor: the draft of the field, or else the saved text."""
    draft = next((draft for draft in drafts if draft.address == address), None)
    if draft:
        return draft.text, draft.cursor
    text = entry.saved_text(address)
    cursor = entry.cursor if entry.position == address else None
    return text, len(text) if cursor is None else cursor


def options_shown(stop: Stop, entry: Entry) -> dict[str, str]:
    """The texts of the options to show, by id, in the order of the list.

    A chosen option stays in the list when it is no longer offered; otherwise it could not stay chosen.
    """
    assert isinstance(stop.step, Choose)
    chosen = {answer.value: answer.text for answer in entry.choices(stop.address) if answer.value}
    listed = {o.id: o.text for o in stop.step.options if o in stop.options or o.id in chosen}
    return listed | {id: text for id, text in chosen.items() if id not in listed}


# One function per step kind -----------------------------------------------------------------------


def _no_change(stop: Stop, entry: Entry, response: NoResponse, state: AnswerState | None) -> Change:
    return Change()


def _text_change(stop: Stop, entry: Entry, response: TextResponse, state: AnswerState | None) -> Change:
    return _answer_change(stop, entry, response.text, "", state)


def _date_change(stop: Stop, entry: Entry, response: TextResponse, state: AnswerState | None) -> Change:
    """Keep the text as typed; the value is the date in ISO 8601."""
    return _answer_change(stop, entry, response.text, date_value(stop, entry, response.text), state)


def date_value(stop: Stop, entry: Entry, text: str) -> str:
    """The typed date in ISO 8601; "" when it is not understood."""
    assert isinstance(stop.step, Date)
    date = parse_date(text, entry.day, time=stop.step.time)
    return date.isoformat() if date else ""


def _recognise_change(
    stop: Stop, entry: Entry, response: RecogniseResponse, state: AnswerState | None
) -> Change:
    return _answer_change(stop, entry, response.text, response.recognition, state)


def _place_change(stop: Stop, entry: Entry, response: PlaceResponse, state: AnswerState | None) -> Change:
    own = UNKNOWN_MARK if state is AnswerState.UNKNOWN else response.own
    answers: tuple[Answer, ...] = ()
    if own.is_set:
        answered = AnswerState.UNKNOWN if own.is_unknown else AnswerState.ANSWERED
        answers = (stop.make_answer(state=answered),)
    elif state is AnswerState.SKIPPED:
        answers = (stop.make_answer(state=AnswerState.SKIPPED),)
    marks = [(own, stop.address, SELF)] if own.is_set else []
    if stop.nature and response.nature.is_set:
        marks.insert(0, (response.nature, stop.nature.address, SELF))
        answers = (_nature_answer(stop, stop.nature, response.nature), *answers)
    removed = [stop.nature.address] if stop.nature and not response.nature.is_set else []
    for person, mark in zip(stop.others, response.others, strict=True):
        if mark.is_set:
            marks.append((mark, person.address, person.whose))
        else:
            removed.append(person.address)
    placements = (make_placement(stop, entry, response.field, *mark) for mark in marks)
    return Change(answers=answers, placements=tuple(placements), removed=tuple(removed))


def _nature_answer(stop: Stop, nature: NatureStop, mark: Mark) -> Answer:
    state = AnswerState.UNKNOWN if mark.is_unknown else AnswerState.ANSWERED
    return replace(stop.make_answer(state=state), address=nature.address, question=nature.text)


def make_placement(
    stop: Stop, entry: Entry, field: TensionField, mark: Mark, address: Address, whose: str
) -> Placement:
    assert isinstance(stop.step, Place)
    is_nature = stop.nature is not None and address == stop.nature.address
    return Placement(
        address=address,
        field=field.id,
        left=field.left.name,
        right=field.right.name,
        aspect=Aspect.NATURE if is_nature else stop.step.aspect,
        value=None if mark.is_unknown else mark.value,
        day=entry.day,
        whose=whose,
    )


def _choose_change(stop: Stop, entry: Entry, response: ChooseResponse, state: AnswerState | None) -> Change:
    assert isinstance(stop.step, Choose)
    saved = entry.choices(stop.address)
    texts = {**options_shown(stop, entry), **response.labels}
    note, added = (response.text, "") if stop.step.note else ("", response.text)
    chosen = [option_answer(stop, id, texts[id]) for id in response.chosen]
    chosen += _additions(stop, saved, added)
    answers = (replace(answer, ordinal=number) for number, answer in enumerate(chosen))
    heading = _state_answer(stop, entry, bool(chosen or note), state, note)
    remaining = {answer.address for answer in chosen}
    removed = (answer.address for answer in saved if answer.address not in remaining)
    return Change(answers=(*heading, *answers), removed=tuple(removed))


def option_answer(stop: Stop, option_id: str, text: str) -> Answer:
    return replace(stop.make_answer(text, option_id), address=stop.address.option(option_id))


def _additions(stop: Stop, saved: Iterable[Answer], text: str) -> list[Answer]:
    """The additions, one per line.

    An addition that keeps its address keeps the answers of an ``each`` over the list. A line with the same
    text keeps its address, wherever it stands now. Of the others, a line at the number of an earlier
    addition is that addition, edited.
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    known = [answer for answer in saved if not answer.value]
    used = {answer.address for answer in known}
    free = (a for n in count(1) if (a := stop.address.addition(n)) not in used)
    kept = _unchanged_additions(lines, known)
    gone = {n: answer.address for n, answer in enumerate(known) if answer.address not in kept.values()}
    addresses = [kept.get(n) or gone.get(n) or next(free) for n in range(len(lines))]
    return [
        replace(stop.make_answer(line), address=address)
        for line, address in zip(lines, addresses, strict=True)
    ]


def _unchanged_additions(lines: list[str], known: list[Answer]) -> dict[int, Address]:
    """The address of each line whose text an addition already had, by the number of the line."""
    remaining, unchanged = list(known), dict[int, Address]()
    for number, line in enumerate(lines):
        same = next((answer for answer in remaining if answer.text == line), None)
        if same:
            unchanged[number] = same.address
            remaining.remove(same)
    return unchanged


def _rows_change(stop: Stop, entry: Entry, response: RowsResponse, state: AnswerState | None) -> Change:
    assert isinstance(stop.step, Rows)
    columns = stop.step.columns
    cells = tuple(table_answers(stop, columns, response.lines))
    heading = _state_answer(stop, entry, bool(cells), state)
    filled = {cell.address for cell in cells}
    saved = (a.address for a in entry.answers if table_of(a.address) == stop.address)
    return Change(
        answers=(*heading, *cells, *renamed_references(entry, columns, response.lines)),
        removed=tuple(address for address in saved if address not in filled),
    )


def _answer_change(stop: Stop, entry: Entry, text: str, value: str, state: AnswerState | None) -> Change:
    """One answer with this text and value."""
    state = _state_to_save(stop, entry, state, has_text=bool(text), has_value=bool(value))
    return Change(answers=(stop.make_answer(text, value, state),)) if state else Change()


def _state_answer(
    stop: Stop, entry: Entry, has_parts: bool, state: AnswerState | None, note: str = ""
) -> tuple[Answer, ...]:
    """The answer at the address of the list or table itself; it holds the state of the question."""
    state = _state_to_save(stop, entry, state, has_text=has_parts)
    return (stop.make_answer(note, state=state),) if state else ()


def _state_to_save(
    stop: Stop, entry: Entry, state: AnswerState | None, has_text: bool, has_value: bool = False
) -> AnswerState | None:
    """The state of the answer: a question that was skipped with text is answered.

    ``state`` None means that the user just goes on; then an empty field keeps its state.
    """
    if has_text and state is AnswerState.SKIPPED:
        return AnswerState.ANSWERED
    if state:
        return state
    if has_text or has_value:
        return AnswerState.ANSWERED
    saved = entry.answer(stop.address)
    return saved.state if saved else None


RESPONSES: dict[type[StepBase], Callable[[Stop, Entry, Any, AnswerState | None], Change]] = {
    Read: _no_change,
    Recognise: _recognise_change,
    Place: _place_change,
    Explore: _text_change,
    Ask: _text_change,
    NameSituation: _text_change,
    Choose: _choose_change,
    Pause: _no_change,
    Date: _date_change,
    Rows: _rows_change,
    Draw: _no_change,
}
"""The function of each step kind. Its response must have the type for that kind."""
