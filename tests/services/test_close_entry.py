"""Close an entry while there are drafts: they become answers as if the user had left their steps."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from reflectie.domain.entry import Address, Answer, Draft, Entry, new_entry
from reflectie.domain.exercise import Exercise, Library, MeetingPhase
from reflectie.domain.step import Ask, Choose, Column, Date, Each, Option, Recognise, Rows, Statement
from reflectie.domain.table import cell_address, rows_of
from reflectie.journal import meetings
from reflectie.journal.bin import list_revisions
from reflectie.journal.journal import Journal
from reflectie.services.autosave import close_entry
from reflectie.services.context import Context
from reflectie.services.entries import load_entry_with_drafts

from ..walker import new_context

ASK, DATE, LIST, TABLE = (Address(step=step) for step in ("vraag", "datum", "lijst", "tabel"))
STATEMENT = Address(step="herken", item="a")

EXERCISE = Exercise(
    id="kern:proef",
    title="Proef",
    steps=(
        Ask(id="vraag", text="Wat?"),
        Recognise(id="herken", text="Herken je dit?", statements=(Statement(id="a", text="Ik aarzel."),)),
        Date(id="datum", text="Wanneer?"),
        Choose(id="lijst", text="Wat past?", options=(Option(id="rust", text="Rust"),)),
        Rows(
            id="tabel",
            text="Wie?",
            columns=(
                Column(id="naam", title="Naam", type="person", forbids_self=True),
                Column(id="sinds", title="Sinds", type="date"),
            ),
        ),
        Each(id="elk", of="lijst", steps=(Ask(id="waarom", text="Waarom {item}?"),)),
    ),
)

PREPARE = Exercise(
    id="kern:voor",
    title="Voor",
    meeting=MeetingPhase.PREPARE,
    steps=(Choose(id="doelen", text="Wat wil je?", options=()),),
)
LOOK_BACK = Exercise(
    id="kern:terug",
    title="Terug",
    meeting=MeetingPhase.LOOK_BACK,
    steps=(Each(id="elk", of="before.doelen", steps=(Date(id="wanneer", text="Wanneer {item}?"),)),),
)


@pytest.fixture
def context() -> Iterator[Context]:
    context = new_context(Library(exercises=(EXERCISE, PREPARE, LOOK_BACK)))
    yield context
    context.require_journal.close()


def make_entry(context: Context, *answers: Answer) -> Entry:
    return replace(new_entry(EXERCISE, context.clock()), answers=answers)


def saved(address: Address, text: str = "", value: str = "", **fields: object) -> Answer:
    return Answer(address=address, question="?", text=text, value=value, **fields)  # type: ignore[arg-type]


def draft(address: Address, text: str) -> Draft:
    return Draft(address=address, question="?", text=text)


async def close(context: Context, entry: Entry, *drafts: Draft) -> Entry:
    """Save an entry with these drafts, close it, and return it as the journal has it."""
    journal = context.require_journal
    if entry.answers:
        await journal.save(entry, entry.answers)
    for unsaved in drafts:
        await journal.call(Journal.save_draft, entry, unsaved)
    shown = await journal.call(load_entry_with_drafts, context.library, entry.id)
    await close_entry(context, await journal.call(Journal.entry, entry.id))
    closed = await journal.call(Journal.entry, entry.id)
    assert not closed.is_open
    assert await journal.call(Journal.drafts, entry.id) == ()
    assert sorted(shown.answers, key=order) == sorted(closed.answers, key=order)
    return closed


def order(answer: Answer) -> Address:
    return answer.address


async def earlier_texts(context: Context, entry: Entry) -> list[str]:
    revisions = await context.require_journal.call(list_revisions, entry.id)
    return [revision.text for revision in revisions]


async def test_the_draft_of_a_date_gets_the_date_that_it_names(context: Context) -> None:
    entry = make_entry(context, saved(DATE, "1 maart 2025", "2025-03-01"))
    closed = await close(context, entry, draft(DATE, "12 april 2026"))
    answer = closed.answer(DATE)
    assert answer and (answer.text, answer.value) == ("12 april 2026", "2026-04-12")


async def test_the_draft_of_a_date_that_is_not_understood_has_no_date(context: Context) -> None:
    entry = make_entry(context, saved(DATE, "1 maart 2025", "2025-03-01"))
    closed = await close(context, entry, draft(DATE, "ooit"))
    answer = closed.answer(DATE)
    assert answer and (answer.text, answer.value) == ("ooit", "")


async def test_the_draft_of_a_list_becomes_an_addition_for_each_line(context: Context) -> None:
    closed = await close(context, make_entry(context), draft(LIST, "moed\ngeduld"))
    assert [choice.text for choice in closed.choices(LIST)] == ["moed", "geduld"]
    heading = closed.answer(LIST)
    assert heading and heading.text == ""


async def test_own_words_keep_the_options_that_were_chosen(context: Context) -> None:
    chosen = (saved(LIST), saved(LIST.option("rust"), "Rust", "rust"), saved(LIST.addition(1), "moed"))
    entry = make_entry(context, *chosen)
    closed = await close(context, entry, draft(LIST, "moed\ngeduld"))
    assert [(choice.text, choice.value) for choice in closed.choices(LIST)] == [
        ("Rust", "rust"),
        ("moed", ""),
        ("geduld", ""),
    ]
    assert await earlier_texts(context, entry) == []


async def test_own_words_that_were_cleared_are_removed(context: Context) -> None:
    entry = make_entry(context, saved(LIST), saved(LIST.addition(1), "moed"))
    closed = await close(context, entry, draft(LIST, ""))
    assert closed.choices(LIST) == ()
    assert await earlier_texts(context, entry) == ["moed"]


async def test_drafts_in_a_table_become_cells_of_their_rows(context: Context) -> None:
    ada, bo = (cell_address(TABLE, row, "naam") for row in ("row:a", "row:b"))
    since = cell_address(TABLE, "row:a", "sinds")
    entry = make_entry(context, saved(TABLE), saved(ada, "Ada"), saved(since, "2025", "2025"))
    closed = await close(context, entry, draft(since, "maart 2026"), draft(bo, "Bo"))
    rows = [[(cell.text, cell.value) for cell in row.cells] for row in rows_of(closed, TABLE)]
    assert rows == [[("Ada", ""), ("maart 2026", "2026-03")], [("Bo", "")]]
    assert (closed.answer(bo) or saved(bo)).question == "Naam"


async def test_a_forbidden_cell_stays_empty_and_its_text_is_kept_as_an_earlier_text(context: Context) -> None:
    cell = cell_address(TABLE, "row:a", "naam")
    entry = make_entry(context, saved(ASK, "Iets."))
    closed = await close(context, entry, draft(cell, "ik"))
    assert closed.answer(cell) is None
    assert await earlier_texts(context, entry) == ["ik"]


async def test_a_forbidden_text_over_a_saved_one_leaves_both_as_earlier_texts(context: Context) -> None:
    cell = cell_address(TABLE, "row:a", "naam")
    entry = make_entry(context, saved(TABLE), saved(cell, "Ada"))
    closed = await close(context, entry, draft(cell, "ik"))
    assert closed.answer(cell) is None
    assert set(await earlier_texts(context, entry)) == {"Ada", "ik"}


async def test_a_note_keeps_the_recognition(context: Context) -> None:
    entry = make_entry(context, saved(STATEMENT, value="sometimes"))
    closed = await close(context, entry, draft(STATEMENT, "Vaak."))
    answer = closed.answer(STATEMENT)
    assert answer and (answer.text, answer.value) == ("Vaak.", "sometimes")


async def test_a_further_turn_that_has_only_a_draft_becomes_an_answer(context: Context) -> None:
    entry = make_entry(context, saved(ASK, "Iets."))
    closed = await close(context, entry, Draft(address=ASK.at_turn(1), question="En dan?", text="Niets."))
    answer = closed.answer(ASK.at_turn(1))
    assert answer and (answer.question, answer.text) == ("En dan?", "Niets.")


async def test_a_draft_about_an_item_of_a_list_becomes_an_answer(context: Context) -> None:
    entry = make_entry(context, saved(LIST), saved(LIST.addition(1), "moed"))
    closed = await close(context, entry, draft(Address(step="waarom", item="own:1"), "Daarom."))
    answer = closed.answer(Address(step="waarom", item="own:1"))
    assert answer and (answer.question, answer.text) == ("Waarom moed?", "Daarom.")


async def test_a_draft_about_an_item_of_the_preparation_becomes_an_answer(context: Context) -> None:
    journal = context.require_journal
    meeting = (await journal.call(meetings.create_meeting, "tafel")).id
    prepared = new_entry(PREPARE, context.clock(), meeting=meeting)
    goals = Address(step="doelen")
    await journal.save(prepared, (saved(goals), saved(goals.addition(1), "rust")))
    address = Address(step="wanneer", item="own:1")
    entry = new_entry(LOOK_BACK, context.clock(), meeting=meeting)
    closed = await close(context, entry, draft(address, "12 april 2026"))
    answer = closed.answer(address)
    assert answer and (answer.question, answer.value) == ("Wanneer rust?", "2026-04-12")


async def test_a_shared_answer_that_a_draft_changes_is_private_again(context: Context) -> None:
    entry = make_entry(context, saved(ASK, "oud", shared=True))
    closed = await close(context, entry, draft(ASK, "nieuw"))
    answer = closed.answer(ASK)
    assert answer and (answer.text, answer.shared) == ("nieuw", False)


@pytest.mark.parametrize("address", [Address(step="weg"), cell_address(TABLE, "row:a", "weg")])
async def test_a_draft_at_a_step_or_column_that_content_no_longer_has_keeps_its_text(
    context: Context, address: Address
) -> None:
    closed = await close(context, make_entry(context), draft(address, "blijft"))
    assert closed.answer(address) == saved(address, "blijft")


async def test_a_draft_in_an_exercise_that_content_no_longer_has_keeps_its_text(context: Context) -> None:
    entry = replace(make_entry(context), exercise="kern:weg")
    closed = await close(context, entry, draft(ASK, "blijft"))
    assert closed.answer(ASK) == saved(ASK, "blijft")


@pytest.mark.parametrize(
    ("address", "value", "kept"), [(DATE, "2025-03-01", ""), (STATEMENT, "sometimes", "sometimes")]
)
async def test_a_draft_in_such_an_exercise_keeps_a_recognition_but_not_the_date_of_the_old_text(
    context: Context, address: Address, value: str, kept: str
) -> None:
    entry = replace(make_entry(context, saved(address, "oud", value)), exercise="kern:weg")
    closed = await close(context, entry, draft(address, "nieuw"))
    assert closed.answer(address) == saved(address, "nieuw", kept)
