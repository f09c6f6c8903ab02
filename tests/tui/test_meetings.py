"""Meetings (Overleg): the list, the page of a series, and meetings on other screens."""

import datetime as dt

from textual.widgets import Input

from reflectie.tui.common.dialogs import InputDialog, ListDialog
from reflectie.tui.home.choose_screen import ChooseScreen
from reflectie.tui.meetings.meeting_dialogs import NewMeetingDialog
from reflectie.tui.meetings.meeting_screen import MeetingScreen, SeriesScreen
from reflectie.tui.meetings.meetings_screen import MeetingsScreen
from reflectie.tui.widgets.trail_chart import TrailChart

from .meeting_helpers import (
    FIRST_QUESTION,
    PREPARE,
    TUESDAY,
    YESTERDAY,
    all_meetings,
    create_meeting,
    open_page,
)
from .sample_entries import TODAY, make_entry
from .writer import Writer

# The list ------------------------------------------------------------------------------------------


async def test_an_empty_list_says_what_can_be_done(writer: Writer) -> None:
    await writer.presses("o")
    await writer.sees("Straks een overleg?", "n nieuw")
    await writer.does_not_see("r naam", "wissen", "Enter openen")


async def test_upcoming_meetings_come_before_past_ones(writer: Writer) -> None:
    for name, days in (("vorige", -1), ("eerder", -30), ("later", 9), ("eerst", 2)):
        await create_meeting(writer, name, TODAY + dt.timedelta(days=days))
    await create_meeting(writer, "ooit", None, series="denktank")
    await writer.presses("o")
    assert writer.option_texts == [
        "straks",
        "eerst overmorgen · nog niet voorbereid",
        "later dinsdag 1 december · nog niet voorbereid",
        "ooit · reeks denktank nog geen dag · nog niet voorbereid",
        "geweest",
        "vorige gisteren · nog niet teruggekeken",
        "eerder 23 oktober · nog niet teruggekeken",
    ]
    assert writer.current_screen(MeetingsScreen).current_item
    await writer.presses("up")
    await writer.presses("enter")
    await writer.sees("eerder", "wanneer 23 oktober")


async def test_a_new_meeting_needs_only_a_name(writer: Writer) -> None:
    await writer.presses("o", "n")
    await writer.reaches(NewMeetingDialog)
    await writer.presses("enter")
    await writer.sees("Geef het overleg een korte naam")
    await writer.writes("regiotafel\n\n\n")
    await writer.reaches(MeetingScreen)
    (meeting,) = await all_meetings(writer)
    assert (meeting.name, meeting.day, meeting.time, meeting.series) == ("regiotafel", None, None, None)
    await writer.sees("nog geen dag", "voorbereiden beginnen")


async def test_enter_goes_to_the_next_field_and_creates_the_meeting_in_the_last(writer: Writer) -> None:
    await writer.presses("o", "n")
    await writer.reaches(NewMeetingDialog)
    await writer.sees("Geef het een gewone naam, zonder namen van kinderen of ouders.")
    await writer.writes("regiotafel\nmorgen 14:30\n")
    assert isinstance(writer.app.screen, NewMeetingDialog)
    assert await all_meetings(writer) == ()
    await writer.writes("tafels\n")
    await writer.reaches(MeetingScreen)
    (meeting,) = await all_meetings(writer)
    assert (meeting.name, meeting.day, meeting.time) == (
        "regiotafel",
        TODAY + dt.timedelta(days=1),
        dt.time(14, 30),
    )


async def test_escape_in_any_field_creates_no_meeting(writer: Writer) -> None:
    for keys in ([], ["enter"], ["enter", "enter"]):
        await writer.presses("o", "n")
        await writer.reaches(NewMeetingDialog)
        await writer.writes("regiotafel")
        await writer.presses(*keys, "escape")
        await writer.reaches(MeetingsScreen)
        await writer.presses("escape")
    assert await all_meetings(writer) == ()


async def test_a_problem_in_an_earlier_field_is_shown_there_at_the_end(writer: Writer) -> None:
    await writer.presses("o", "n")
    await writer.reaches(NewMeetingDialog)
    await writer.presses("tab", "tab")
    await writer.writes("tafels\n")
    await writer.sees("Geef het overleg een korte naam")
    await writer.writes("regiotafel")
    assert writer.app.screen.query_one("#name", Input).value == "regiotafel"


async def test_a_day_is_interpreted_and_a_series_is_found_by_name(writer: Writer) -> None:
    before = await create_meeting(writer, "vorige keer", YESTERDAY, series="Regiotafel")
    await writer.presses("o", "n")
    await writer.reaches(NewMeetingDialog)
    await writer.writes("keer twee")
    await writer.presses("tab")
    await writer.writes("di 14:30")
    await writer.sees("dinsdag 24 november 2026, 14:30 uur")
    await writer.presses("tab")
    await writer.sees("Bekend: Regiotafel.")
    await writer.writes("regiotafel\n")
    await writer.reaches(MeetingScreen)
    meeting = next(meeting for meeting in await all_meetings(writer) if meeting.name == "keer twee")
    assert (meeting.day, meeting.time, meeting.series) == (TUESDAY, dt.time(14, 30), before.series)


async def test_a_series_that_starts_with_the_typed_text_is_suggested(writer: Writer) -> None:
    await create_meeting(writer, "regiotafel", series="tafel van de regio")
    await writer.presses("o", "n")
    await writer.reaches(NewMeetingDialog)
    await writer.presses("tab", "tab")
    await writer.writes("taf")
    await writer.sees("→ neemt 'tafel van de regio' over; Enter maakt een nieuwe reeks 'taf'.")
    await writer.presses("right")
    await writer.does_not_see("een nieuwe reeks")


async def test_a_day_that_is_not_understood_creates_no_meeting(writer: Writer) -> None:
    await writer.presses("o", "n")
    await writer.reaches(NewMeetingDialog)
    await writer.writes("regiotafel")
    await writer.presses("down")
    await writer.writes("ooit eens\n")
    await writer.sees("'ooit eens' begrijp ik niet als dag.")
    assert writer.app.screen.query_one("#when").has_focus
    assert await all_meetings(writer) == ()
    await writer.presses("escape")
    await writer.reaches(MeetingsScreen)


async def test_a_full_name_gets_a_privacy_hint(writer: Writer) -> None:
    await writer.presses("o", "n")
    await writer.reaches(NewMeetingDialog)
    await writer.writes("Jan de Vries")
    await writer.sees("Dit lijkt op een volledige naam.")


async def test_day_name_and_series_can_be_changed(writer: Writer) -> None:
    await create_meeting(writer, "regiotafel", None)
    await writer.presses("o", "d")
    await writer.reaches(InputDialog)
    await writer.writes("morgen 9:00")
    await writer.sees("maandag 23 november 2026, 09:00 uur")
    await writer.presses("enter")
    await writer.reaches(MeetingsScreen)
    await writer.presses("r")
    await writer.reaches(InputDialog)
    await writer.presses("end")
    await writer.writes(" noord\n")
    await writer.reaches(MeetingsScreen)
    await writer.presses("j")
    await writer.reaches(InputDialog)
    assert writer.widget(Input).value == "regiotafel noord"
    await writer.presses("enter")
    await writer.sees("regiotafel noord · reeks")
    (meeting,) = await all_meetings(writer)
    assert (meeting.name, meeting.day, meeting.time) == (
        "regiotafel noord",
        TODAY + dt.timedelta(days=1),
        dt.time(9),
    )
    await writer.presses("d")
    await writer.reaches(InputDialog)
    assert writer.widget(Input).value == "23-11-2026 09:00"
    await writer.writes("overmorgen")
    assert writer.widget(Input).value == "overmorgen", "typing replaces the day that was there"


async def test_deleting_a_meeting_asks_first_and_keeps_its_entries(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel")
    await writer.context.require_journal.save(
        make_entry(1, "dit blijft", meeting=meeting.id), make_entry(1, "dit blijft").answers
    )
    await writer.presses("o", "x")
    await writer.reaches(ListDialog)
    await writer.presses("enter")
    await writer.reaches(MeetingsScreen)
    assert await all_meetings(writer) == (meeting,)
    await writer.presses("x")
    await writer.reaches(ListDialog)
    await writer.presses("down", "enter")
    await writer.sees("Straks een overleg?")
    assert await all_meetings(writer) == ()
    assert [a.text for a in (await writer.entry()).answers] == ["dit blijft"]


async def test_names_are_not_read_as_markup(writer: Writer) -> None:
    meeting = await create_meeting(writer, "[/x] [b]tafel", series="[@click=app.quit]reeks")
    await writer.sees("[/x] [b]tafel")
    await open_page(writer, meeting)
    await writer.sees("[/x] [b]tafel", "[@click=app.quit]reeks")


# A series ------------------------------------------------------------------------------------------


async def test_a_series_without_marks_says_that_it_is_empty(writer: Writer) -> None:
    await open_page(writer, await create_meeting(writer, "regiotafel", series="tafel"))
    await writer.presses("end", "enter")
    await writer.sees("tafel · spoor", "Er is nog geen teken.")
    assert not writer.app.screen.query(TrailChart)


async def test_renaming_a_series_does_not_rename_its_meetings(writer: Writer) -> None:
    await open_page(writer, await create_meeting(writer, "regiotafel", series="tafel"))
    await writer.presses("end", "enter")
    await writer.reaches(SeriesScreen)
    await writer.presses("r")
    await writer.reaches(InputDialog)
    await writer.presses("end")
    await writer.writes(" van de regio\n")
    await writer.sees("tafel van de regio · spoor")
    await writer.presses("escape")
    await writer.sees("reeks tafel van de regio")
    assert [meeting.name for meeting in await all_meetings(writer)] == ["regiotafel"]


# On other screens ----------------------------------------------------------------------------------


async def test_a_preparation_is_found_in_choose_and_begins_at_the_meeting_that_is_chosen(
    writer: Writer,
) -> None:
    await create_meeting(writer, "regiotafel", TUESDAY)
    await create_meeting(writer, "vorige week", YESTERDAY)
    await writer.presses("n")
    await writer.reaches(ChooseScreen)
    await writer.writes("wethouder\n")
    await writer.reaches(ListDialog)
    await writer.sees("Welk overleg bereid je voor?", "regiotafel · overmorgen · nog niet voorbereid")
    await writer.does_not_see("vorige week")
    await writer.presses("enter")
    await writer.is_asked(FIRST_QUESTION)
    await writer.writes("een begin")
    await writer.stops()
    await writer.reaches(MeetingScreen)
    await writer.sees("regiotafel", "verdergaan")
    assert (await writer.entry()).exercise == PREPARE


async def test_a_preparation_from_choose_can_be_of_a_new_meeting(writer: Writer) -> None:
    await writer.presses("n")
    await writer.reaches(ChooseScreen)
    await writer.writes("vergadering\n")
    await writer.reaches(NewMeetingDialog)
    await writer.writes("ons overleg\n\n\n")
    await writer.is_asked(FIRST_QUESTION)
    await writer.stops()
    await writer.reaches(MeetingScreen)
    await writer.sees("ons overleg")


async def test_without_a_chosen_meeting_nothing_begins(writer: Writer) -> None:
    await create_meeting(writer, "regiotafel", TUESDAY)
    await writer.presses("n")
    await writer.reaches(ChooseScreen)
    await writer.writes("vergadering\n")
    await writer.reaches(ListDialog)
    await writer.presses("escape")
    await writer.is_home()
    assert await writer.entries() == []


async def test_a_preparation_can_be_resumed_from_home_and_from_the_logbook(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel")
    await open_page(writer, meeting)
    await writer.presses("enter")
    await writer.is_asked(FIRST_QUESTION)
    await writer.writes("half")
    await writer.stops()
    await writer.reaches(MeetingScreen)
    await writer.presses("escape", "escape")
    await writer.is_home()
    await writer.sees("g Ga verder Een overleg voorbereiden · regiotafel · vandaag")
    await writer.presses("g")
    await writer.is_asked(FIRST_QUESTION)
    await writer.stops()
    await writer.is_home()
    await writer.presses("l", "enter", "g")
    await writer.is_asked(FIRST_QUESTION)
    await writer.writes(" en heel")
    await writer.goes_on()
    saved = await writer.entry()
    assert (saved.meeting, saved.answers[0].text) == (meeting.id, "half en heel")
