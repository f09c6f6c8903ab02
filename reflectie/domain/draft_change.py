"""What a stop begins with, and what drafts change when they become answers as if the user left their stop."""

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from reflectie.domain.change import Change
from reflectie.domain.entry import Address, Answer, AnswerState, Draft, Entry
from reflectie.domain.field import Mark, TensionField
from reflectie.domain.labels import RECOGNITION_LABELS
from reflectie.domain.plan import Stop
from reflectie.domain.responses import (
    ChooseResponse,
    PlaceResponse,
    RecogniseResponse,
    Response,
    RowsResponse,
    TextResponse,
    change_for,
    draft_for,
    initial_text,
)
from reflectie.domain.session import Session
from reflectie.domain.situation import situation_name
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
from reflectie.domain.table import column_id_of, table_of
from reflectie.domain.table_edit import TableEdit


def open_turns(drafts: Iterable[Draft]) -> Mapping[Address, str]:
    """The questions of the further turns that have a draft. A turn without an answer is not in the entry."""
    return {draft.address: draft.question for draft in drafts if draft.address.turn}


def restored_response(session: Session, stop: Stop, drafts: Iterable[Draft] = ()) -> Response | None:
    """What a stop begins with: what is saved there, with drafts in place of older text.

    None at a stop without a text field.
    """
    return RESTORED_RESPONSES[type(stop.step)](session, stop, tuple(drafts))


def restored_field(session: Session, stop: Stop, drafts: Iterable[Draft]) -> tuple[str, int]:
    """The text with which the text field of a stop begins, and its cursor."""
    if isinstance(stop.step, NameSituation):
        return _restored_situation(session, stop, drafts)
    return initial_text(session.entry, stop.address, drafts)


def restored_marks(session: Session, stop: Stop, field: TensionField) -> PlaceResponse:
    """The marks with which a stop begins that places on this field."""
    nature = _saved_mark(session.entry, stop.nature.address) if stop.nature else Mark()
    others = tuple(_saved_mark(session.entry, person.address) for person in stop.others)
    return PlaceResponse(
        field=field, own=_saved_mark(session.entry, stop.address), nature=nature, others=others
    )


def _saved_mark(entry: Entry, address: Address) -> Mark:
    saved = entry.placement(address)
    return Mark(value=saved.value, is_unknown=saved.value is None) if saved else Mark()


def asks_nature(session: Session, stop: Stop) -> bool:
    """Whether the mark by nature of a stop is to be asked: no entry has one in that field yet."""
    nature = stop.nature
    return bool(
        nature and not session.entry.placement(nature.address) and stop.field_id not in session.natures
    )


def own_origin(session: Session, stop: Stop) -> int | None:
    """Where the user stood at the earlier question, or else by nature where the stop asks for that."""
    origin = _earlier_value(session, stop.beside)
    nature = session.natures.get(stop.field_id) if stop.nature else None
    return nature.value if nature and origin is None else origin


def _earlier_value(session: Session, address: Address | None) -> int | None:
    """The value of the mark at an earlier question, which may be one of the preparation."""
    placement = session.entry_with_preparation.placement(address)
    return placement.value if placement else None


def other_origins(session: Session, stop: Stop) -> tuple[int | None, ...]:
    """Where each of the other people of a stop stood at its earlier question."""
    parts = (person.address.part for person in stop.others)
    return tuple(_earlier_value(session, stop.beside.child(part) if stop.beside else None) for part in parts)


def change_from_drafts(session: Session, drafts: Iterable[Draft]) -> Change:
    """What these drafts change in the entry.

    A draft at a stop or column that content no longer has becomes the text of the answer there.
    """
    entry, changes = session.entry, list[Change]()
    unsaved = {draft.address: draft for draft in drafts if draft_for(entry, draft)}
    for stop in session.all_stops:
        at_stop = [draft for draft in unsaved.values() if _has_field_at(stop, draft.address)]
        response = restored_response(session.with_entry(entry), stop, at_stop) if at_stop else None
        if response:
            changes.append(change_for(stop, entry, response))
            entry = changes[-1].apply_to(entry)
            unsaved = {a: draft for a, draft in unsaved.items() if draft not in at_stop}
    changes.append(Change(answers=tuple(_plain_answer(entry, draft) for draft in unsaved.values())))
    return _joined(changes)


def _restored_situation(session: Session, stop: Stop, drafts: Iterable[Draft]) -> tuple[str, int]:
    """The name with which a stop begins that names the situation, and its cursor.

    It is the draft, or else the name of the situation to which the entry belongs, or else the saved text. The
    saved text comes first when it gives that name: it may be longer.
    """
    by_address = {draft.address: draft for draft in drafts}
    names = (s.name for s in session.situations if s.id == session.entry.situation)
    name = next(names, "")
    is_this_name = situation_name(session.entry.saved_text(stop.address)) == name
    if stop.address in by_address or not name or is_this_name:
        return initial_text(session.entry, stop.address, by_address.values())
    return name, len(name)


def named_situation(session: Session, change: Change) -> str | None:
    """The name of the situation that this change gives, "" if it clears the name; None if it has no name."""
    stops = {stop.address for stop in session.all_stops if isinstance(stop.step, NameSituation)}
    names = [answer.text for answer in change.answers if answer.address in stops]
    return situation_name(names[-1]) if names else None


def _has_field_at(stop: Stop, address: Address) -> bool:
    """Whether this is the address of the stop or of a cell of its table."""
    if not isinstance(stop.step, Rows):
        return stop.address == address
    return table_of(address) == stop.address and stop.step.column(column_id_of(address)) is not None


def _plain_answer(entry: Entry, draft: Draft) -> Answer:
    """The draft as the text of its answer. A recognition stays; another value belonged to the old text."""
    answer = entry.answer(draft.address) or Answer(address=draft.address, question=draft.question)
    value = answer.value if answer.value in RECOGNITION_LABELS else ""
    return replace(answer, text=draft.text, value=value, state=AnswerState.ANSWERED, shared=False)


def _joined(changes: Iterable[Change]) -> Change:
    """Changes without placements as one. At each address the last of them counts."""
    answers: dict[Address, Answer | None] = {}
    for change in changes:
        answers.update(dict.fromkeys(change.removed))
        answers.update((answer.address, answer) for answer in change.answers)
    return Change(
        answers=tuple(answer for answer in answers.values() if answer),
        removed=tuple(address for address, answer in answers.items() if answer is None),
    )


# One function per step kind -----------------------------------------------------------------------


def _no_text(session: Session, stop: Stop, drafts: tuple[Draft, ...]) -> None:
    return None


def _restored_text(session: Session, stop: Stop, drafts: tuple[Draft, ...]) -> TextResponse:
    return TextResponse(text=restored_field(session, stop, drafts)[0])


def _restored_recognition(session: Session, stop: Stop, drafts: tuple[Draft, ...]) -> RecogniseResponse:
    answer = session.entry.answer(stop.address)
    text, _ = restored_field(session, stop, drafts)
    return RecogniseResponse(recognition=answer.value if answer else "", text=text)


def _restored_choices(session: Session, stop: Stop, drafts: tuple[Draft, ...]) -> ChooseResponse:
    chosen = (answer.value for answer in session.entry.choices(stop.address) if answer.value)
    return ChooseResponse(chosen=tuple(chosen), text=restored_field(session, stop, drafts)[0])


def _restored_rows(session: Session, stop: Stop, drafts: tuple[Draft, ...]) -> RowsResponse:
    return RowsResponse(lines=TableEdit.restore(stop, session.entry, drafts).filled)


RESTORED_RESPONSES: dict[type[StepBase], Callable[[Session, Stop, tuple[Draft, ...]], Response | None]] = {
    Read: _no_text,
    Recognise: _restored_recognition,
    Place: _no_text,
    Explore: _restored_text,
    Ask: _restored_text,
    NameSituation: _restored_text,
    Choose: _restored_choices,
    Pause: _no_text,
    Date: _restored_text,
    Rows: _restored_rows,
    Draw: _no_text,
}
"""The function of each step kind."""
