"""What the tests of meetings share: create a meeting, open its page, and fill in a preparation."""

import datetime as dt
from collections.abc import Sequence

from textual.widgets import OptionList

from reflectie.domain.meeting import Meeting
from reflectie.journal import meetings
from reflectie.tui.meetings.meeting_screen import MeetingScreen
from reflectie.tui.meetings.meetings_screen import MeetingsScreen
from reflectie.tui.steps.place_view import PlaceView

from .sample_entries import TODAY
from .writer import Writer

PREPARE = "kern:overleg-voorbereiden"
FIRST_QUESTION = "Waarvoor zitten jullie bij elkaar, en voor wie? Probeer het in één zin."
LOOK_BACK_QUESTION = "Waar stond jij toen het erop aankwam? En waar bleken de anderen te staan?"
TUESDAY, YESTERDAY = TODAY + dt.timedelta(days=2), TODAY - dt.timedelta(days=1)


async def create_meeting(
    writer: Writer, name: str, day: dt.date | None = TUESDAY, series: str = "", hour: int | None = None
) -> Meeting:
    """Create a meeting, and return to Home so that it is shown there."""
    call = writer.context.require_journal.call
    in_series = await call(meetings.find_or_new_series, series) if series else None
    meeting = await call(meetings.create_meeting, name, day, dt.time(hour) if hour else None, in_series)
    await writer.presses("l", "escape")
    await writer.is_home()
    return meeting


async def all_meetings(writer: Writer) -> tuple[Meeting, ...]:
    return await writer.context.require_journal.call(meetings.list_meetings)


async def open_page(writer: Writer, meeting: Meeting) -> None:
    """Open the page of a meeting from Home."""
    await writer.presses("o")
    await writer.reaches(MeetingsScreen)
    option_list = writer.widget(OptionList)
    option_list.highlighted = option_list.get_option_index(meeting.id)
    await writer.presses("enter")
    await writer.reaches(MeetingScreen)


async def answer_questions(writer: Writer, *answers: str) -> None:
    for answer in answers:
        await writer.writes(answer)
        await writer.goes_on()


async def fill_in_preparation(writer: Writer, line_keys: Sequence[Sequence[str]] = ()) -> None:
    """Answer the questions up to the line, with three people, and press keys at the line."""
    await writer.is_asked(FIRST_QUESTION)
    await answer_questions(writer, "kinderen die blijven wonen", "een datum", "zin")
    for who, question in (("gemeente", "wat heb je nodig?"), ("school", ""), ("wijkteam", "")):
        await writer.writes(who)
        await writer.presses("tab", "tab")
        await writer.writes(question)
        await writer.presses("tab")
    await writer.goes_on()
    await writer.presses("enter")
    await writer.goes_on()
    await wait_for_line(writer)
    for keys in line_keys:
        await writer.presses(*keys)


async def wait_for_line(writer: Writer) -> None:
    await writer.until(lambda: bool(writer.app.screen.query(PlaceView)), "a line")
    await writer.settles()


async def wait_for_visible_mark(writer: Writer) -> None:
    line = writer.app.focused
    assert line is not None
    await writer.until(lambda: "●" in "".join(writer.rows[line.region.y : line.region.bottom]))


async def finish_preparation(writer: Writer, meeting: Meeting) -> None:
    """Prepare a meeting, with a mark of the user and one of the person "school"."""
    await open_page(writer, meeting)
    await writer.presses("enter")
    await fill_in_preparation(writer, [["home", "down", "down", "end"]])
    await writer.goes_on()
    await writer.stops()
    await writer.reaches(MeetingScreen)
    await writer.presses("escape", "escape")
    await writer.is_home()
