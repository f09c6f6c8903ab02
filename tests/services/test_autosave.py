"""Autosave without a screen: drafts while typing, answers on leaving, and a disk that refuses."""

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, AnswerState, Draft
from reflectie.domain.errors import DISK_FULL, CannotWrite, NotFound
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.responses import ChooseResponse, RowsResponse, TextResponse
from reflectie.domain.step import Ask, Choose, Column, Option, Read, Rows
from reflectie.domain.table import cell_address, rows_of
from reflectie.domain.table_edit import TableCell, TableLine
from reflectie.journal import situations
from reflectie.journal.bin import list_revisions
from reflectie.journal.journal import Journal
from reflectie.services.autosave import StopInput, close_entry
from reflectie.services.context import Context
from reflectie.services.walkthrough import save_situation

from ..walker import NOON, Walker, new_context

FIRST, SECOND, LIST, TABLE = (Address(step=step) for step in ("een", "twee", "lijst", "tabel"))

EXERCISE = Exercise(
    id="kern:proef",
    title="Proef",
    steps=(
        Ask(id="een", text="Een?"),
        Ask(id="twee", text="Twee?"),
        Choose(id="lijst", text="Wat past?", options=(Option(id="rust", text="Rust"),)),
        Rows(
            id="tabel", text="Wie?", columns=(Column(id="naam", title="Naam"), Column(id="rol", title="Rol"))
        ),
        Read(id="slot", text="Klaar."),
    ),
)


@pytest.fixture
def context() -> Iterator[Context]:
    context = new_context(Library(exercises=(EXERCISE,)))
    yield context
    context.require_journal.close()


@pytest.fixture
def fail_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the next call of a method of the journal fail as on a full disk."""

    def prepare(name: str) -> None:
        original = getattr(Journal, name)

        def fail(*_: object, **__: object) -> None:
            monkeypatch.setattr(Journal, name, original)
            raise CannotWrite("logboek.db", DISK_FULL)

        monkeypatch.setattr(Journal, name, fail)

    return prepare


async def drafts(walker: Walker) -> list[str]:
    """The texts of the drafts on disk."""
    saved = await walker.context.require_journal.call(Journal.drafts, walker.entry.id)
    return [draft.text for draft in saved]


async def answers(walker: Walker) -> dict[str, str]:
    """The saved texts by step."""
    try:
        entry = await walker.saved_entry()
    except NotFound:
        return {}
    return {answer.address.step: answer.text for answer in entry.answers if answer.text}


async def test_typed_text_is_a_draft_until_the_user_leaves(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    walker.type("Half")
    assert await walker.flush() == NOON
    assert (await drafts(walker), await answers(walker)) == (["Half"], {})
    walker.type("Half af")
    assert await walker.go_on() == NOON
    assert (await drafts(walker), await answers(walker)) == ([], {"een": "Half af"})


async def test_a_draft_survives_a_crash(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    walker.type("Niet weg")
    await walker.flush()
    again = await Walker.reopen(context, EXERCISE, walker.entry.id)
    assert (again.current.address, again.response) == (FIRST, TextResponse(text="Niet weg"))
    await again.go_on()
    assert (await drafts(again), await answers(again)) == ([], {"een": "Niet weg"})


async def test_viewing_a_stop_saves_nothing(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    assert await walker.go_on() is None
    assert await walker.go_on() is None
    with pytest.raises(NotFound):
        await walker.saved_entry()


async def test_undoing_what_was_typed_leaves_no_draft(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    walker.type("Toch niet")
    walker.type("")
    await walker.flush()
    assert await drafts(walker) == []


async def test_cleared_text_does_not_come_back_after_a_crash(context: Context) -> None:
    walker = await at(context, "twee")
    walker.type("Toch niet")
    await walker.flush()
    walker.type("")
    assert await walker.flush() == NOON
    assert await drafts(walker) == []


async def test_text_that_is_cleared_before_skipping_is_gone(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    walker.type("Toch niet")
    await walker.flush()
    walker.type("")
    await walker.go_on(state=AnswerState.SKIPPED)
    assert await drafts(walker) == []


async def test_skipping_saves_that_the_only_answer_was_cleared(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on(TextResponse(text="Toch niet"))
    await walker.go_back()
    walker.type("")
    await walker.go_on(state=AnswerState.SKIPPED)
    assert await answers(walker) == {}
    revisions = await context.require_journal.call(list_revisions, walker.entry.id)
    assert [revision.text for revision in revisions] == ["Toch niet"]


async def test_a_selection_at_a_stop_that_was_left_saves_nothing_at_the_next_stop(context: Context) -> None:
    walker = await at(context, "tabel")
    cell = cell_address(TABLE, "row:a", "naam")
    typing = typing_in_cell(walker, one_row("Ada"), cell, "Ada")
    walker.autosave.note_edit(typing, is_selection=False)
    await walker.autosave.flush(typing)
    entry = replace(await walker.saved_entry(), position=LIST)
    restored = await context.require_journal.call(Journal.drafts, entry.id)
    walker = await Walker.resume(context, EXERCISE, entry, restored)
    walker.response = ChooseResponse(chosen=("rust",))
    walker.autosave.note_edit(walker.input, is_selection=True)
    await walker.go_on()
    await walker.autosave.flush(replace(walker.input, response=one_row("Ada")))
    assert (await drafts(walker), await answers(walker)) == (["Ada"], {"een": "Iets.", "lijst": "Rust"})


async def test_skipped_questions_are_saved_with_the_first_content(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    assert await walker.go_on(state=AnswerState.SKIPPED) is None
    with pytest.raises(NotFound):
        await walker.saved_entry()
    await walker.go_on(TextResponse(text="Iets."))
    entry = await walker.saved_entry()
    states = {answer.address: answer.state for answer in entry.answers}
    assert states == {FIRST: AnswerState.SKIPPED, SECOND: AnswerState.ANSWERED}


async def test_not_knowing_is_saved_at_once(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    assert await walker.go_on(state=AnswerState.UNKNOWN) == NOON
    answer = (await walker.saved_entry()).answer(FIRST)
    assert answer and answer.state is AnswerState.UNKNOWN


async def test_a_selection_is_saved_without_leaving(context: Context) -> None:
    walker = await at(context, "lijst")
    walker.response = ChooseResponse(chosen=("rust",))
    walker.autosave.note_edit(walker.input, is_selection=True)
    assert await walker.flush() == NOON
    assert [a.text for a in (await walker.saved_entry()).choices(LIST)] == ["Rust"]


async def test_a_selection_in_a_table_leaves_the_typed_cell_a_draft(context: Context) -> None:
    walker = await at(context, "tabel")
    line = TableLine(id="row:a", cells={"naam": TableCell(text="Ada"), "rol": TableCell(text="voorz")})
    typing = typing_in_cell(walker, RowsResponse(lines=(line,)), cell_address(TABLE, "row:a", "rol"), "voorz")
    walker.autosave.note_edit(typing, is_selection=True)
    await walker.autosave.flush(typing)
    assert (await drafts(walker), await answers(walker)) == (["voorz"], {"een": "Iets.", "tabel": "Ada"})
    await walker.autosave.leave_stop(typing)
    entry = await walker.saved_entry()
    assert await drafts(walker) == []
    assert [a.text for a in entry.answers if a.address.item] == ["Ada", "voorz"]


@pytest.mark.parametrize("action", ["remove", "move"])
async def test_an_action_on_the_row_of_the_cursor_is_saved_without_leaving(
    context: Context, action: str
) -> None:
    walker = await at(context, "tabel")
    ada, bo = one_row("Ada", "row:a").lines[0], one_row("Bo", "row:b").lines[0]
    lines = (bo, ada) if action == "move" else (replace(ada, is_removed=True), bo)
    for response in (RowsResponse(lines=(ada, bo)), RowsResponse(lines=lines)):
        cell = typing_in_cell(walker, response, cell_address(TABLE, "row:a", "naam"), "Ada")
        await walker.autosave.save_pending(cell)
        walker.autosave.note_edit(cell, is_selection=True)
        await walker.autosave.flush(cell)
    rows = rows_of(await walker.saved_entry(), TABLE)
    assert [(row.id, row.is_removed) for row in rows] == [(line.id, line.is_removed) for line in lines]


async def test_the_position_is_saved_with_the_cursor(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on(TextResponse(text="Iets."))
    walker.autosave.note_cursor_move()
    await walker.flush()
    entry = await walker.saved_entry()
    assert (entry.position, entry.cursor) == (SECOND, 0)


# A disk that refuses ------------------------------------------------------------------------------


async def test_an_answer_that_cannot_be_saved_is_saved_at_the_next_try(
    context: Context, fail_once: Callable[[str], None]
) -> None:
    walker = await Walker.begin(context, EXERCISE)
    fail_once("save")
    walker.type("Bewaar mij")
    with pytest.raises(CannotWrite, match="de schijf is vol"):
        await walker.go_on()
    assert (walker.current.address, await answers(walker)) == (FIRST, {})
    assert await walker.go_on() == NOON
    assert await answers(walker) == {"een": "Bewaar mij"}


async def test_a_draft_that_cannot_be_saved_is_saved_at_the_next_flush(
    context: Context, fail_once: Callable[[str], None]
) -> None:
    walker = await Walker.begin(context, EXERCISE)
    fail_once("save_draft")
    walker.type("Bewaar mij")
    with pytest.raises(CannotWrite):
        await walker.flush()
    assert await drafts(walker) == []
    await walker.flush()
    assert await drafts(walker) == ["Bewaar mij"]


async def test_a_selection_that_cannot_be_saved_is_saved_at_the_next_flush(
    context: Context, fail_once: Callable[[str], None]
) -> None:
    walker = await at(context, "lijst")
    fail_once("save")
    walker.response = ChooseResponse(chosen=("rust",))
    walker.autosave.note_edit(walker.input, is_selection=True)
    with pytest.raises(CannotWrite):
        await walker.flush()
    assert await walker.flush() == NOON
    assert [a.text for a in (await walker.saved_entry()).choices(LIST)] == ["Rust"]


# Situation and closing ----------------------------------------------------------------------------


async def test_an_entry_can_be_moved_to_a_situation(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on(TextResponse(text="Iets."))
    situation = await context.require_journal.call(situations.create_situation, "Regenboog")
    await save_situation(context, walker.walkthrough, situation.id)
    assert walker.entry.situation == (await walker.saved_entry()).situation == situation.id


async def test_closing_turns_drafts_into_answers(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on(TextResponse(text="Een."))
    walker.type("Twee, nog niet bewaard")
    await close_entry(walker.context, walker.walkthrough.session.entry)
    entry = await walker.saved_entry()
    assert (entry.is_open, entry.position) == (False, None)
    assert await answers(walker) == {"een": "Een.", "twee": "Twee, nog niet bewaard"}
    assert await drafts(walker) == []


async def test_closing_an_empty_entry_leaves_no_trace(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on()
    await close_entry(walker.context, walker.walkthrough.session.entry)
    with pytest.raises(NotFound):
        await walker.saved_entry()


async def test_pending_text_is_saved_when_the_screen_is_locked(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    walker.type("Even weg")
    assert await walker.autosave.save_pending(walker.input) == NOON
    assert await answers(walker) == {"een": "Even weg"}
    assert await drafts(walker) == []


async def test_text_typed_during_a_save_remains_a_draft(context: Context) -> None:
    walker = await Walker.begin(context, EXERCISE)
    walker.type("Eerst")
    before = walker.input
    saving = walker.autosave.leave_stop(before)
    journal = context.require_journal
    original = journal.save

    async def save_while_typing(*args: object, **options: object) -> object:
        receipt = await original(*args, **options)  # type: ignore[arg-type]
        walker.type("Eerst en meer")
        return receipt

    journal.save = save_while_typing  # type: ignore[method-assign, assignment]
    await saving
    await walker.flush()
    assert (await answers(walker), await drafts(walker)) == ({"een": "Eerst"}, ["Eerst en meer"])


@pytest.mark.parametrize(("saved", "typed", "last"), [("X", "XY", "X"), ("", "", "n")])
async def test_the_last_key_during_a_save_is_the_draft(
    context: Context, saved: str, typed: str, last: str
) -> None:
    walker = await at(context, "twee")
    await walker.go_on(TextResponse(text=saved))
    await walker.go_back()
    walker.type("even iets")
    await walker.flush()
    walker.type(typed)
    journal = context.require_journal
    original = journal.save

    async def save_while_typing(*args: object, **options: object) -> object:
        receipt = await original(*args, **options)  # type: ignore[arg-type]
        walker.type(last)
        return receipt

    journal.save = save_while_typing  # type: ignore[method-assign, assignment]
    await walker.autosave.save_pending(walker.input)
    await walker.flush()
    assert await drafts(walker) == [last]


async def test_a_key_while_a_selection_is_saved_is_the_draft(context: Context) -> None:
    walker = await at(context, "lijst")
    walker.response = ChooseResponse(chosen=("rust",), text="mo")
    walker.autosave.note_edit(walker.input, is_selection=True)
    walker.autosave.note_cursor_move()
    journal = context.require_journal
    original = journal.save

    async def save_while_typing(*args: object, **options: object) -> object:
        receipt = await original(*args, **options)  # type: ignore[arg-type]
        walker.response = ChooseResponse(chosen=("rust",), text="moed")
        walker.autosave.note_edit(walker.input, is_selection=False)
        return receipt

    journal.save = save_while_typing  # type: ignore[method-assign, assignment]
    await walker.flush()
    assert await drafts(walker) == ["moed"]


async def test_a_draft_that_another_program_changed_is_not_deleted(context: Context) -> None:
    walker = await at(context, "twee")
    walker.type("Half")
    await walker.flush()
    other = await Walker.reopen(context, EXERCISE, walker.entry.id)
    walker.type("Half en meer")
    await walker.flush()
    await other.go_on()
    await other.go_on(ChooseResponse(chosen=("rust",)))
    assert await drafts(walker) == ["Half en meer"]


async def at(context: Context, step: str) -> Walker:
    """A user at this step, with one answer saved."""
    walker = await Walker.begin(context, EXERCISE)
    await walker.go_on(TextResponse(text="Iets."))
    while walker.current.address.step != step:
        await walker.go_on()
    return walker


def one_row(name: str, row_id: str = "row:a") -> RowsResponse:
    return RowsResponse(lines=(TableLine(id=row_id, cells={"naam": TableCell(text=name)}),))


def typing_in_cell(walker: Walker, response: RowsResponse, address: Address, text: str) -> StopInput:
    """What a table reports while the user types in one of its cells."""
    working = Draft(address=address, question=walker.current.text, text=text, cursor=len(text))
    return StopInput(stop=walker.current, response=response, address=address, working=working)
