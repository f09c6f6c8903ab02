"""The card of a meeting, and what of it is shared."""

import pytest
from msgspec.structs import replace
from textual.widgets import OptionList

from reflectie.domain.change import Change
from reflectie.domain.entry import SELF, Address
from reflectie.domain.exercise import MeetingPhase
from reflectie.tui.meetings.meeting_card_screen import MeetingCardScreen
from reflectie.tui.meetings.meeting_screen import MeetingScreen
from reflectie.tui.runner.runner_screen import RunnerScreen

from ..export.test_card_page import prepared as fully_prepared
from .conftest import Start
from .meeting_helpers import (
    FIRST_QUESTION,
    TUESDAY,
    create_meeting,
    finish_preparation,
    open_page,
)
from .sample_entries import make_entry
from .writer import Writer


async def test_the_shared_card_shows_only_items_marked_as_shared(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel", TUESDAY, hour=14)
    await finish_preparation(writer, meeting)
    await open_page(writer, meeting)
    await writer.presses("k")
    await writer.reaches(MeetingCardScreen)
    await writer.sees("regiotafel · kaart", "Waarvoor", "kinderen die blijven wonen", "a school", "●")
    await writer.sees("Alleen voor jou")
    await writer.presses("d")
    await writer.sees("regiotafel · om te delen", "nog niets gemarkeerd om te delen")
    await writer.presses("d", "space", "down", "down", "space")
    await writer.sees("» mag gedeeld worden.")
    await writer.presses("d")
    await writer.sees("kinderen die blijven wonen", "●")
    await writer.does_not_see("school", "tijd", "wat heb je nodig?")
    shared = {a.address.step for a in (await writer.entry()).answers if a.shared}
    assert shared == {"opgave", "plek"}
    await writer.presses("up", "space")
    await writer.does_not_see("kinderen die blijven wonen")


async def test_a_changed_answer_becomes_private_and_others_stay_shared(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel", TUESDAY)
    await finish_preparation(writer, meeting)
    await open_page(writer, meeting)
    await writer.presses("k")
    await writer.reaches(MeetingCardScreen)
    await writer.presses("space", "down", "space", "escape")
    await writer.reaches(MeetingScreen)
    await writer.presses("enter")
    await writer.reaches(RunnerScreen)
    while FIRST_QUESTION.split("?", maxsplit=1)[0] not in writer.words:
        await writer.goes_back()
    await writer.writes(" en spelen")
    await writer.goes_on()
    await writer.goes_on()
    await writer.stops()
    saved = await writer.entry()
    answers = {step: saved.answer(Address(step=step)) for step in ("opgave", "rol")}
    assert {step: a.shared for step, a in answers.items() if a} == {"opgave": False, "rol": True}


async def test_a_moved_mark_becomes_private(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel", TUESDAY)
    await finish_preparation(writer, meeting)
    saved = await writer.entry()
    place = next(mark.address for mark in saved.placements if mark.whose == SELF)
    shared = replace(saved.answer(place), shared=True)
    session = saved.with_answer(shared)
    same = Change(answers=(replace(shared, shared=False),), placements=(session.placement(place),))
    assert same.missing_from(session).is_empty
    moved = replace(session.placement(place), value=-71)
    (answer,) = replace(same, placements=(moved,)).missing_from(session).answers
    assert not answer.shared


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
async def test_the_card_fits_every_screen_size(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    meeting = await create_meeting(writer, "regiotafel", TUESDAY)
    (exercise,) = writer.context.library.for_meeting(MeetingPhase.PREPARE)
    saved = replace(fully_prepared(exercise), id=make_entry(1).id, meeting=meeting.id)
    await writer.context.require_journal.save(saved, saved.answers, saved.placements)
    await open_page(writer, meeting)
    await writer.presses("k")
    await writer.reaches(MeetingCardScreen)
    pieces = writer.widget(OptionList)
    assert pieces.virtual_size.width <= pieces.size.width
    if size != (40, 15):
        assert pieces.virtual_size.height <= 2 * pieces.size.height
        await writer.presses("pagedown")
        await writer.until(lambda: pieces.scroll_y == pieces.max_scroll_y, "the rest of the card")
        await writer.sees("Mijn eerste zin")
