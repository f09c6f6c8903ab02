"""Overleg: the list, one page, preparing, looking back, the trail of a series, and an invitation."""

import asyncio
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.screen import Screen
from textual.widgets import Input, OptionList

from reflectie.domain.change import Change
from reflectie.domain.entry import SELF, Address
from reflectie.domain.exercise import MeetingPhase
from reflectie.domain.meeting import Meeting
from reflectie.journal import meetings
from reflectie.journal.folder import JournalFolder
from reflectie.journal.opening import create_journal
from reflectie.journal.settings import Settings
from reflectie.journal.trails import list_placements
from reflectie.tui.common.dialogs import InputDialog, ListDialog, MessageDialog
from reflectie.tui.home.choose_screen import ChooseScreen
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.meetings.meeting_card_screen import MeetingCardScreen
from reflectie.tui.meetings.meeting_dialogs import AttendeeRolesDialog, NewMeetingDialog
from reflectie.tui.meetings.meeting_screen import MeetingScreen
from reflectie.tui.meetings.meetings_screen import MeetingsScreen
from reflectie.tui.meetings.series_screen import SeriesScreen
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.steps.place_view import PlaceView
from reflectie.tui.widgets.trail_chart import TrailChart

from ..export.test_card_page import prepared as fully_prepared
from .conftest import Start
from .values import TODAY, entry
from .writer import StillClock, Writer

PREPARE = "kern:overleg-voorbereiden"
FIRST = "Waarvoor zitten jullie bij elkaar, en voor wie? Probeer het in één zin."
LOOKING_BACK = "Waar stond jij toen het erop aankwam? En waar bleken de anderen te staan?"
TUESDAY, YESTERDAY = TODAY + dt.timedelta(days=2), TODAY - dt.timedelta(days=1)


async def made(
    writer: Writer, name: str, day: dt.date | None = TUESDAY, table: str = "", hour: int | None = None
) -> Meeting:
    """A meeting that was made before, by somebody who then comes home."""
    call = writer.desk.require_journal.call
    belongs = await call(meetings.find_or_new_series, table) if table else None
    one = await call(meetings.create_meeting, name, day, dt.time(hour) if hour else None, belongs)
    await writer.presses("l", "escape")
    await writer.is_home()
    return one


async def every(writer: Writer) -> tuple[Meeting, ...]:
    return await writer.desk.require_journal.call(meetings.list_meetings)


async def stands(writer: Writer, kind: type[Screen[Any]]) -> None:
    """Until a screen of this kind is on top and takes keys."""
    app = writer.app
    await writer.until(lambda: isinstance(app.screen, kind) and app.focused is not None, kind.__name__)
    await writer.settles()


def rows(writer: Writer) -> list[str]:
    return [" ".join(str(option.prompt).split()) for option in writer.one(OptionList).options]


async def page_of(writer: Writer, one: Meeting) -> None:
    await writer.presses("o")
    await stands(writer, MeetingsScreen)
    choices = writer.one(OptionList)
    choices.highlighted = choices.get_option_index(one.id)
    await writer.presses("enter")
    await stands(writer, MeetingScreen)


# The list ------------------------------------------------------------------------------------------


async def test_without_any_it_says_what_can_be_done(writer: Writer) -> None:
    await writer.presses("o")
    await writer.sees("Straks een overleg?", "n nieuw", "i uit je agenda")
    await writer.does_not_see("r naam", "weggooien", "Enter openen")


async def test_what_comes_stands_above_what_was(writer: Writer) -> None:
    for name, days in (("vorige", -1), ("eerder", -30), ("later", 9), ("eerst", 2)):
        await made(writer, name, TODAY + dt.timedelta(days=days))
    await made(writer, "ooit", None, table="denktank")
    await writer.presses("o")
    assert rows(writer) == [
        "straks",
        "eerst overmorgen · nog niet voorbereid",
        "later dinsdag 1 december · nog niet voorbereid",
        "ooit · reeks denktank nog geen dag · nog niet voorbereid",
        "geweest",
        "vorige gisteren · nog niet teruggekeken",
        "eerder 23 oktober · nog niet teruggekeken",
    ]
    assert writer.one_screen(MeetingsScreen).current_item
    await writer.presses("up")
    await writer.presses("enter")
    await writer.sees("eerder", "wanneer 23 oktober")


async def test_a_new_one_needs_a_name_and_no_more(writer: Writer) -> None:
    await writer.presses("o", "n")
    await stands(writer, NewMeetingDialog)
    await writer.presses("enter")
    await writer.sees("Geef het overleg een korte naam")
    await writer.writes("regiotafel\n")
    await stands(writer, MeetingScreen)
    (one,) = await every(writer)
    assert (one.name, one.day, one.time, one.series) == ("regiotafel", None, None, None)
    await writer.sees("nog geen dag", "voorbereiden beginnen")


async def test_a_day_is_told_as_it_is_understood_and_a_series_is_found_by_its_name(writer: Writer) -> None:
    before = await made(writer, "vorige keer", YESTERDAY, table="Regiotafel")
    await writer.presses("o", "n")
    await stands(writer, NewMeetingDialog)
    await writer.writes("keer twee")
    await writer.presses("tab")
    await writer.writes("di 14:30")
    await writer.sees("dinsdag 24 november 2026, 14:30 uur")
    await writer.presses("tab")
    await writer.sees("Bekend: Regiotafel.")
    await writer.writes("regiotafel\n")
    await stands(writer, MeetingScreen)
    one = next(one for one in await every(writer) if one.name == "keer twee")
    assert (one.day, one.time, one.series) == (TUESDAY, dt.time(14, 30), before.series)


async def test_a_series_that_begins_as_is_typed_is_offered_in_words(writer: Writer) -> None:
    await made(writer, "regiotafel", table="tafel van de regio")
    await writer.presses("o", "n")
    await stands(writer, NewMeetingDialog)
    await writer.presses("tab", "tab")
    await writer.writes("taf")
    await writer.sees("→ neemt 'tafel van de regio' over; Enter maakt een nieuwe reeks 'taf'.")
    await writer.presses("right")
    await writer.does_not_see("een nieuwe reeks")


async def test_a_day_that_is_not_understood_keeps_nothing(writer: Writer) -> None:
    await writer.presses("o", "n")
    await stands(writer, NewMeetingDialog)
    await writer.writes("regiotafel")
    await writer.presses("down")
    await writer.writes("ooit eens\n")
    await writer.sees("'ooit eens' begrijp ik niet als dag.")
    assert await every(writer) == ()
    await writer.presses("escape")
    await stands(writer, MeetingsScreen)


async def test_a_full_name_gets_a_hint(writer: Writer) -> None:
    await writer.presses("o", "n")
    await stands(writer, NewMeetingDialog)
    await writer.writes("Jan de Vries")
    await writer.sees("Dit lijkt op een volledige naam.")


async def test_day_name_and_series_can_be_changed(writer: Writer) -> None:
    await made(writer, "regiotafel", None)
    await writer.presses("o", "w")
    await stands(writer, InputDialog)
    await writer.writes("morgen 9:00")
    await writer.sees("maandag 23 november 2026, 09:00 uur")
    await writer.presses("enter")
    await stands(writer, MeetingsScreen)
    await writer.presses("r")
    await stands(writer, InputDialog)
    await writer.writes(" noord\n")
    await stands(writer, MeetingsScreen)
    await writer.presses("s")
    await stands(writer, InputDialog)
    assert writer.one(Input).value == "regiotafel noord"
    await writer.presses("enter")
    await writer.sees("regiotafel noord · reeks")
    (one,) = await every(writer)
    assert (one.name, one.day, one.time) == ("regiotafel noord", TODAY + dt.timedelta(days=1), dt.time(9))
    await writer.presses("w")
    await stands(writer, InputDialog)
    assert writer.one(Input).value == "23-11-2026 09:00"


async def test_throwing_away_asks_first_and_keeps_what_was_written(writer: Writer) -> None:
    one = await made(writer, "regiotafel")
    await writer.desk.require_journal.save(
        entry(1, "dit blijft", meeting=one.id), entry(1, "dit blijft").answers
    )
    await writer.presses("o", "x")
    await stands(writer, ListDialog)
    await writer.presses("enter")
    await stands(writer, MeetingsScreen)
    assert await every(writer) == (one,)
    await writer.presses("x")
    await stands(writer, ListDialog)
    await writer.presses("down", "enter")
    await writer.sees("Straks een overleg?")
    assert await every(writer) == ()
    assert [a.text for a in (await writer.entry()).answers] == ["dit blijft"]


async def test_names_are_text(writer: Writer) -> None:
    one = await made(writer, "[/x] [b]tafel", table="[@click=app.quit]reeks")
    await writer.sees("[/x] [b]tafel")
    await page_of(writer, one)
    await writer.sees("[/x] [b]tafel", "[@click=app.quit]reeks")


# Preparing -----------------------------------------------------------------------------------------


async def says(writer: Writer, *answers: str) -> None:
    for answer in answers:
        await writer.writes(answer)
        await writer.goes_on()


async def prepares(writer: Writer, others: Sequence[Sequence[str]] = ()) -> None:
    """From the first question to the place on the first line: three partners, lines 1 and 4."""
    await writer.is_asked(FIRST)
    await says(writer, "kinderen die blijven wonen", "tijd")
    await writer.goes_on()
    for cell in ("gemeente", "wat heb je nodig?", "school", "", "wijkteam"):
        await writer.writes(cell)
        await writer.presses("tab")
    await writer.goes_on()
    await writer.presses("enter", "down", "down", "down", "enter")
    await writer.goes_on()
    await stands_at_a_line(writer)
    for keys in others:
        await writer.presses(*keys)


async def stands_at_a_line(writer: Writer) -> None:
    await writer.until(lambda: bool(writer.app.screen.query(PlaceView)), "a line")
    await writer.settles()


async def test_the_first_word_makes_an_entry_that_belongs_to_the_meeting(writer: Writer) -> None:
    one = await made(writer, "regiotafel")
    await page_of(writer, one)
    await writer.presses("enter")
    await writer.is_asked(FIRST)
    assert await writer.entries() == []
    await writer.stops()
    await stands(writer, MeetingScreen)
    await writer.presses("enter")
    await writer.is_asked(FIRST)
    await writer.writes("een begin")
    await writer.stops()
    await stands(writer, MeetingScreen)
    kept = await writer.entry()
    assert (kept.meeting, kept.exercise) == (one.id, PREPARE)
    await writer.sees("voorbereiden 22 nov 2026 · verdergaan · nog open", "een begin")
    await writer.presses("escape")
    await stands(writer, MeetingsScreen)
    assert rows(writer)[1] == "regiotafel overmorgen · voorbereiding nog open"


async def test_only_what_was_can_be_looked_back_on(writer: Writer) -> None:
    await page_of(writer, await made(writer, "straks", TODAY + dt.timedelta(days=1)))
    await writer.sees("voorbereiden")
    await writer.does_not_see("terugkijken")
    writer.clock.passes(days=2)
    await writer.presses("escape", "enter")
    await writer.sees("terugkijken")


async def test_a_finished_preparation_is_read(writer: Writer) -> None:
    one = await made(writer, "regiotafel")
    kept = entry(1, "waarvoor", exercise=PREPARE, title="Een overleg voorbereiden", meeting=one.id)
    await writer.desk.require_journal.save(kept, kept.answers)
    await page_of(writer, one)
    await writer.presses("enter")
    await stands(writer, ReaderScreen)
    await writer.sees("waarvoor", "overleg regiotafel")


async def test_what_was_prepared_is_read_back_as_wide_as_the_page(writer: Writer) -> None:
    await prepared(writer, await made(writer, "regiotafel"))
    await writer.presses("l", "enter")
    await stands(writer, ReaderScreen)
    await writer.sees("gemeente")
    assert any("Mijn vraag: wat heb je nodig?" in row for row in writer.rows)


async def test_throwing_away_on_its_page_leads_back_to_the_list(writer: Writer) -> None:
    await page_of(writer, await made(writer, "regiotafel"))
    await writer.presses("x")
    await stands(writer, ListDialog)
    await writer.presses("down", "enter")
    await writer.sees("Straks een overleg?")
    assert isinstance(writer.app.screen, MeetingsScreen)


async def test_others_stand_on_lines_of_their_own_under_the_same_poles(writer: Writer) -> None:
    one = await made(writer, "regiotafel")
    await page_of(writer, one)
    await writer.presses("enter")
    await prepares(writer)
    await writer.sees("het bewezen maakbare", "gemeente", "school", "wijkteam")
    assert "●" not in writer.part("#stage")
    await writer.presses("end", "down", "home", "down", "down", "?")
    await writer.is_kept()
    await writer.sees("wijkteam ?")
    kept = await writer.entry()
    assert {p.whose: p.value for p in kept.placements} == {SELF: 100, "gemeente": -100, "wijkteam": None}
    await writer.goes_on()
    await writer.goes_back()
    await stands_at_a_line(writer)
    assert [line.value for line in writer.one(PlaceView).other_lines] == [-100, None, None]
    await writer.presses("tab", "backspace")
    await writer.is_kept()
    kept = await writer.entry()
    assert {p.whose: p.value for p in kept.placements} == {SELF: 100, "wijkteam": None}
    await writer.stops()
    await stands(writer, MeetingScreen)
    await writer.presses("escape", "escape")
    await writer.is_home()
    assert writer.part("BalanceChart").count("●") == 1


async def test_one_can_place_others_and_not_oneself(writer: Writer) -> None:
    one = await made(writer, "regiotafel")
    await page_of(writer, one)
    await writer.presses("enter")
    await prepares(writer, [["down", "down", "end"]])
    await writer.skips()
    kept = await writer.entry()
    assert [(p.whose, p.value) for p in kept.placements] == [("school", 100)]
    await writer.stops()
    await stands(writer, MeetingScreen)
    await writer.presses("escape", "escape")
    await writer.is_home()
    assert "●" not in writer.part("BalanceChart")


async def has_its_mark_in_sight(writer: Writer) -> None:
    line = writer.app.focused
    assert line is not None
    await writer.until(lambda: "●" in "".join(writer.rows[line.region.y : line.region.bottom]))


async def test_at_the_smallest_size_every_line_comes_into_sight(start: Start) -> None:
    writer = await start(size=(40, 15))
    one = await made(writer, "regiotafel")
    await page_of(writer, one)
    await writer.presses("enter")
    await prepares(writer)
    await writer.sees("het bewezen maakbare")
    for name in ("gemeente", "school", "wijkteam"):
        await writer.presses("down", "right")
        await writer.sees(name, "het bewezen maakbare", "het nog ongrijpbare")
        await has_its_mark_in_sight(writer)


async def test_locking_in_the_middle_comes_back_at_the_same_place(
    start: Start, folder: JournalFolder, clock: StillClock
) -> None:
    create_journal(folder, "een lang wachtwoord", clock).close()
    writer = await start(folder=folder, settings=Settings(code_offered=True))
    await writer.sees("Je logboek is op slot")
    await writer.writes("een lang wachtwoord\n")
    await writer.is_home()
    await made(writer, "regiotafel", YESTERDAY)
    await writer.presses("o", "enter")
    await stands(writer, MeetingScreen)
    await writer.presses("up", "enter")
    await prepares(writer, [["right", "down", "end"]])
    await writer.is_kept()
    await writer.presses("ctrl+l")
    await writer.sees("Je logboek is op slot")
    await writer.writes("een lang wachtwoord\n")
    await stands_at_a_line(writer)
    assert [line.value for line in writer.one(PlaceView).other_lines] == [100, None, None]
    await writer.stops()
    await writer.is_home()
    await writer.presses("b")
    await writer.is_asked(LOOKING_BACK)
    await writer.presses("ctrl+l")
    await writer.sees("Je logboek is op slot")
    await writer.writes("een lang wachtwoord\n")
    await writer.is_asked(LOOKING_BACK)
    assert writer.one(PlaceView).own_line.origin == 0


# Looking back --------------------------------------------------------------------------------------


async def prepared(writer: Writer, one: Meeting) -> None:
    """A preparation with a mark of one's own, and one where school was imagined."""
    await page_of(writer, one)
    await writer.presses("enter")
    await prepares(writer, [["home", "down", "down", "end"]])
    await writer.goes_on()
    await writer.stops()
    await stands(writer, MeetingScreen)
    await writer.presses("escape", "escape")
    await writer.is_home()


async def test_the_day_after_thuis_asks_to_look_back_and_both_marks_stand_on_the_trail(
    writer: Writer,
) -> None:
    await prepared(writer, await made(writer, "regiotafel", TUESDAY, table="tafel"))
    await writer.does_not_see("Blik terug")
    writer.clock.passes(days=3)
    await writer.presses("l", "escape")
    await writer.is_home()
    await writer.sees("b Blik terug", "regiotafel · gisteren")
    await writer.presses("b")
    await writer.is_asked(LOOKING_BACK)
    view = writer.one(PlaceView)
    assert (view.own_line.origin, [line.origin for line in view.other_lines]) == (-100, [None, 100, None])
    await writer.sees("school", "○")
    await writer.presses("end")
    await writer.sees("○ is waar je vooraf stond.")
    await writer.stops()
    await writer.is_home()
    await writer.does_not_see("Blik terug")
    line = next(row for row in writer.part("BalanceChart").split("\n") if "├" in row).strip()
    assert line.startswith("├·")
    assert line.endswith("●┤")
    await writer.presses("g")
    await writer.is_asked(LOOKING_BACK)
    assert writer.one(PlaceView).own_line.origin == -100
    await writer.stops()
    await writer.presses("o", "enter")
    await stands(writer, MeetingScreen)
    await writer.sees("terugkijken 25 nov 2026 · verdergaan")
    await writer.presses("end", "enter")
    await stands(writer, SeriesScreen)
    path = writer.part("TrailChart")
    moments = [row.split("├")[0].strip() for row in path.split("\n")[1:]]
    assert moments == ["24 nov 2026 vooraf", "24 nov 2026"], "the day of the meeting, not that of writing"
    assert path.count("●") == 2


async def test_what_was_prepared_stands_beside_the_questions(writer: Writer) -> None:
    await prepared(writer, await made(writer, "regiotafel", TUESDAY))
    writer.clock.passes(days=3)
    await writer.presses("l", "escape")
    await writer.is_home()
    await writer.presses("b")
    await writer.is_asked(LOOKING_BACK)
    while "Wat hoorde je toen je iets vroeg?" not in writer.words:
        await writer.goes_on()
    await writer.sees("In je voorbereiding:", "wat heb je nodig?")
    await writer.presses("f9")
    await stands(writer, MessageDialog)
    await writer.sees("Een overleg voorbereiden")
    await writer.presses("end")
    await writer.sees("het nog ongrijpbare")
    await writer.presses("escape")
    await writer.sees("Wat hoorde je toen je iets vroeg?")


async def test_only_a_look_back_has_a_preparation_to_read(writer: Writer) -> None:
    await page_of(writer, await made(writer, "regiotafel", TUESDAY))
    await writer.presses("enter")
    await stands(writer, RunnerScreen)
    await writer.does_not_see("je voorbereiding")
    await writer.presses("f9")
    assert isinstance(writer.app.screen, RunnerScreen)


async def test_a_finished_preparation_can_be_gone_on_with_and_its_mark_stays(writer: Writer) -> None:
    await prepared(writer, await made(writer, "regiotafel", TUESDAY, table="tafel"))
    await writer.presses("l", "enter")
    await stands(writer, ReaderScreen)
    await writer.presses("z")
    await writer.sees("g toch verder")
    await writer.presses("g")
    await stands(writer, RunnerScreen)
    await writer.is_asked("Met welke pet op zit je daar? Het mogen er ook twee zijn.")  # left open
    while not writer.app.screen.query(PlaceView):
        await writer.goes_on()
    await writer.presses("end")
    await writer.stops()
    await writer.sees("nog open", "g ga verder", "z laat zo")
    marks = await writer.desk.require_journal.call(list_placements)
    assert [mark.value for mark in marks] == [-100, 100]


async def test_skipping_is_one_key_and_it_is_never_asked_again(writer: Writer) -> None:
    one = await made(writer, "regiotafel", YESTERDAY)
    await writer.sees("b Blik terug", "z: nooit")
    await writer.presses("z")
    await writer.does_not_see("Blik terug")
    writer.clock.passes(days=1)
    await writer.presses("l", "escape")
    await writer.is_home()
    await writer.does_not_see("Blik terug")
    await page_of(writer, one)
    await writer.sees("niet meer vragen", "z toch terugkijken")
    await writer.presses("z")
    await writer.sees("z nooit terugkijken")
    await writer.presses("escape", "escape")
    await writer.is_home()
    await writer.sees("Blik terug")


async def test_thuis_tells_of_the_next_one(writer: Writer) -> None:
    await writer.does_not_see("Binnenkort")
    await made(writer, "later", TODAY + dt.timedelta(days=20))
    await made(writer, "regiotafel", TODAY + dt.timedelta(days=3), hour=14)
    await writer.sees("o Binnenkort", "regiotafel · woensdag 25 november, 14:00 uur · nog niet voorbereid")
    await writer.presses("o")
    await stands(writer, MeetingsScreen)
    here = writer.one_screen(MeetingsScreen).current_item
    assert here and here.meeting.name == "regiotafel"


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 40)])
async def test_with_all_its_rows_thuis_keeps_the_six_lines_and_the_way_out(
    start: Start, size: tuple[int, int]
) -> None:
    writer = await start([entry(1, "half", days_ago=1, closed=None)], size=size)
    await made(writer, "regiotafel met een lange naam erbij", TODAY + dt.timedelta(days=9), hour=14)
    await made(writer, "gisteren", YESTERDAY)
    assert writer.part("BalanceChart").count("├") == 6
    for row in ("#unfinished", "#coming", "#past"):
        assert writer.app.screen.query_one(row).region.bottom <= writer.one_screen(HomeScreen).size.height
    await writer.sees("o overleg", "F1 hulp", "^Q afsluiten", "gisteren")


# The card ------------------------------------------------------------------------------------------


async def test_the_card_holds_what_was_prepared_and_a_shared_one_only_what_is_marked(writer: Writer) -> None:
    one = await made(writer, "regiotafel", TUESDAY, hour=14)
    await prepared(writer, one)
    await page_of(writer, one)
    await writer.presses("k")
    await stands(writer, MeetingCardScreen)
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


async def test_what_is_changed_is_for_oneself_again_and_what_is_not_stays_shared(writer: Writer) -> None:
    one = await made(writer, "regiotafel", TUESDAY)
    await prepared(writer, one)
    await page_of(writer, one)
    await writer.presses("k")
    await stands(writer, MeetingCardScreen)
    await writer.presses("space", "down", "space", "escape")
    await stands(writer, MeetingScreen)
    await writer.presses("enter")
    await stands(writer, RunnerScreen)
    while FIRST.split("?", maxsplit=1)[0] not in writer.words:
        await writer.goes_back()
    await writer.writes(" en spelen")
    await writer.goes_on()
    await writer.goes_on()
    await writer.stops()
    kept = await writer.entry()
    said = {step: kept.answer(Address(step=step)) for step in ("opgave", "rol")}
    assert {step: a.shared for step, a in said.items() if a} == {"opgave": False, "rol": True}


async def test_a_mark_that_is_moved_is_for_oneself_again(writer: Writer) -> None:
    one = await made(writer, "regiotafel", TUESDAY)
    await prepared(writer, one)
    kept = await writer.entry()
    place = next(mark.address for mark in kept.placements if mark.whose == SELF)
    shared = replace(kept.answer(place), shared=True)
    session = kept.with_answer(shared)
    same = Change(answers=(replace(shared, shared=False),), placements=(session.placement(place),))
    assert same.changes_for(session).is_empty
    moved = replace(session.placement(place), value=-71)
    (answer,) = replace(same, placements=(moved,)).changes_for(session).answers
    assert not answer.shared


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
async def test_the_card_fits(start: Start, size: tuple[int, int]) -> None:
    writer = await start(size=size)
    one = await made(writer, "regiotafel", TUESDAY)
    (exercise,) = writer.desk.library.for_meeting(MeetingPhase.PREPARE)
    kept = replace(fully_prepared(exercise), id=entry(1).id, meeting=one.id)
    await writer.desk.require_journal.save(kept, kept.answers, kept.placements)
    await page_of(writer, one)
    await writer.presses("k")
    await stands(writer, MeetingCardScreen)
    pieces = writer.one(OptionList)
    assert pieces.virtual_size.width <= pieces.size.width
    if size != (40, 15):
        assert pieces.virtual_size.height <= 2 * pieces.size.height
        await writer.presses("pagedown")
        await writer.until(lambda: pieces.scroll_y == pieces.max_scroll_y, "the rest of the card")
        await writer.sees("Mijn eerste zin")


# A series ------------------------------------------------------------------------------------------


async def test_a_series_without_a_mark_says_so(writer: Writer) -> None:
    await page_of(writer, await made(writer, "regiotafel", table="tafel"))
    await writer.presses("end", "enter")
    await writer.sees("tafel · spoor", "Er is nog geen teken.")
    assert not writer.app.screen.query(TrailChart)


async def test_a_series_gets_another_name_and_its_meetings_keep_theirs(writer: Writer) -> None:
    await page_of(writer, await made(writer, "regiotafel", table="tafel"))
    await writer.presses("end", "enter")
    await stands(writer, SeriesScreen)
    await writer.presses("r")
    await stands(writer, InputDialog)
    await writer.presses("end")
    await writer.writes(" van de regio\n")
    await writer.sees("tafel van de regio · spoor")
    await writer.presses("escape")
    await writer.sees("reeks tafel van de regio")
    assert [one.name for one in await every(writer)] == ["regiotafel"]


# An invitation -------------------------------------------------------------------------------------

_INVITATION = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//NL
BEGIN:VEVENT
UID:abc
DTSTAMP:20261101T090000Z
DTSTART:20261124T133000Z
DTEND:20261124T150000Z
SUMMARY:Regiotafel
ATTENDEE;CN=Sam Kanarie:mailto:sam@example.org
ATTENDEE;CN=Piet:mailto:piet@example.org
ATTENDEE;CN=Loes:mailto:loes@example.org
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def invitation(tmp_path: Path) -> Path:
    path = tmp_path / "uitnodiging.ics"
    path.write_text(_INVITATION.replace("\n", "\r\n"))
    return path


async def invites(writer: Writer, path: Path) -> None:
    await writer.presses("o", "i")
    await stands(writer, InputDialog)
    await writer.writes(f"{path}\n")


async def test_an_invitation_fills_in_a_meeting_and_keeps_no_names(writer: Writer, invitation: Path) -> None:
    await invites(writer, invitation)
    await stands(writer, NewMeetingDialog)
    await writer.sees("Regiotafel", "24-11-2026")
    await writer.presses("enter")
    await stands(writer, ListDialog)
    await writer.sees("wie er komt")
    await writer.presses("end", "enter")
    await stands(writer, MeetingScreen)
    (one,) = await every(writer)
    assert (one.name, one.day, one.uid) == ("Regiotafel", TUESDAY, "abc")
    assert await writer.entries() == []
    await writer.presses("escape", "i")
    await stands(writer, InputDialog)
    await writer.writes(f"{invitation}\n")
    await writer.sees("Dit overleg stond er al.")
    assert len(await every(writer)) == 1


@pytest.mark.parametrize(("keys", "hour"), [(["enter"], 16), (["down", "enter"], 14), (["escape"], 14)])
async def test_a_later_version_of_an_invitation_asks_what_is_right(
    writer: Writer, invitation: Path, keys: list[str], hour: int
) -> None:
    call = writer.desk.require_journal.call
    one = await call(meetings.create_meeting, "regiotafel", TUESDAY, dt.time(14), None, "abc")
    later = _INVITATION.replace("T133000Z", "T160000").replace("T150000Z", "T170000")
    await asyncio.to_thread(invitation.write_text, later.replace("\n", "\r\n"))
    await invites(writer, invitation)
    await stands(writer, ListDialog)
    await writer.sees("'regiotafel' stond er al (24-11-2026 14:00).", "staat 24-11-2026 16:00. Wat klopt?")
    await writer.presses(*keys)
    await stands(writer, MeetingScreen)
    (found,) = await every(writer)
    assert (found.id, found.time) == (one.id, dt.time(hour))


async def test_not_knowing_of_another_leaves_ones_own_mark(writer: Writer) -> None:
    await page_of(writer, await made(writer, "regiotafel", TUESDAY))
    await writer.presses("enter")
    await prepares(writer, [["end", "down"]])
    await writer.does_not_know()
    await writer.sees("gemeente ?")
    await writer.goes_on()
    marks = {mark.whose: mark.value for mark in (await writer.entry()).placements}
    assert marks == {SELF: 100, "gemeente": None}


async def test_who_comes_gets_a_role_and_the_name_is_not_kept(writer: Writer, invitation: Path) -> None:
    await invites(writer, invitation)
    await stands(writer, NewMeetingDialog)
    await writer.presses("enter")
    await stands(writer, ListDialog)
    await writer.presses("enter")
    await stands(writer, AttendeeRolesDialog)
    await writer.sees("Sam Kanarie", "Piet", "Loes", "Namen worden niet bewaard")
    await writer.writes("de school\n\nde wijkverpleegkundige\n")
    await stands(writer, MeetingScreen)
    (entry,) = await writer.entries()
    assert [answer.text for answer in entry.answers if answer.text] == ["de school", "de wijkverpleegkundige"]
    await writer.presses("enter")
    await stands(writer, RunnerScreen)
    assert writer.view.stop.step_index == 0


async def test_who_gives_no_role_keeps_nobody(writer: Writer, invitation: Path) -> None:
    await invites(writer, invitation)
    await stands(writer, NewMeetingDialog)
    await writer.presses("enter")
    await stands(writer, ListDialog)
    await writer.presses("enter")
    await stands(writer, AttendeeRolesDialog)
    await writer.presses("ctrl+n")
    await stands(writer, MeetingScreen)
    assert await writer.entries() == []


async def test_of_several_meetings_in_one_file_one_is_chosen(writer: Writer, invitation: Path) -> None:
    event = _INVITATION.split("BEGIN:VEVENT")[1].split("END:VCALENDAR", maxsplit=1)[0]
    older = event.replace("UID:abc", "UID:def").replace("20261124", "20261117")
    both = _INVITATION.replace(event, f"{event}BEGIN:VEVENT{older}")
    await asyncio.to_thread(invitation.write_text, both.replace("\n", "\r\n"))
    await invites(writer, invitation)
    await stands(writer, ListDialog)
    await writer.sees("Welk overleg?", "Regiotafel · 24-11-2026", "Regiotafel · 17-11-2026", "geweest")
    await writer.presses("down", "enter")
    await stands(writer, NewMeetingDialog)
    await writer.sees("17-11-2026")


async def test_names_stand_ready_when_they_are_wanted(writer: Writer, invitation: Path) -> None:
    await invites(writer, invitation)
    await stands(writer, NewMeetingDialog)
    await writer.presses("enter")
    await stands(writer, ListDialog)
    await writer.presses("down", "enter")
    await stands(writer, MeetingScreen)
    assert "Sam Kanarie" in {answer.text for answer in (await writer.entry()).answers}


@pytest.mark.parametrize("text", ["", "geen agenda", "BEGIN:VCALENDAR"])
async def test_a_bad_file_is_told_and_nothing_is_kept(writer: Writer, tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.ics"
    path.write_text(text)
    await invites(writer, path)
    await writer.sees("Er is niets bewaard.")
    await writer.presses("escape")
    await stands(writer, MeetingsScreen)
    assert await every(writer) == ()


@pytest.mark.parametrize("name", ["bestaat-niet.ics", "a\x00b", ""])
async def test_a_file_that_is_not_there_is_told(writer: Writer, tmp_path: Path, name: str) -> None:
    await writer.presses("o", "i")
    await stands(writer, InputDialog)
    writer.one(Input).value = str(tmp_path / name)
    await writer.presses("enter")
    await writer.sees("gaat niet open")


# Elsewhere -----------------------------------------------------------------------------------------


async def test_such_exercises_stand_neither_in_kiezen_nor_in_the_palette(writer: Writer) -> None:
    around = {e.name for e in writer.desk.library.exercises if e.meeting}
    assert len(around) >= 2
    commands = {command.title for command in writer.app.get_system_commands(writer.app.screen)}
    assert not around & commands
    await writer.presses("n")
    assert isinstance(writer.app.screen, ChooseScreen)
    for name in around:
        await writer.does_not_see(name)


async def test_a_preparation_is_taken_up_from_thuis_and_from_the_logboek(writer: Writer) -> None:
    one = await made(writer, "regiotafel")
    await page_of(writer, one)
    await writer.presses("enter")
    await writer.is_asked(FIRST)
    await writer.writes("half")
    await writer.stops()
    await stands(writer, MeetingScreen)
    await writer.presses("escape", "escape")
    await writer.is_home()
    await writer.sees("g Ga verder Een overleg voorbereiden · regiotafel · vandaag")
    await writer.presses("g")
    await writer.is_asked(FIRST)
    await writer.stops()
    await writer.is_home()
    await writer.presses("l", "enter", "g")
    await writer.is_asked(FIRST)
    await writer.writes(" en heel")
    await writer.goes_on()
    kept = await writer.entry()
    assert (kept.meeting, kept.answers[0].text) == (one.id, "half en heel")
