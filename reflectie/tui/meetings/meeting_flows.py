"""Actions on meetings as sequences of dialogs: create, rename, reschedule, delete, prepare, look back."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from textual.screen import Screen

from reflectie.domain.date_parser import day_and_time_as_typed, parse_day_and_time
from reflectie.domain.dates import long_day
from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.meeting import Meeting, Series
from reflectie.journal import meetings
from reflectie.services import plan_meeting
from reflectie.services.context import Context
from reflectie.services.meeting_overview import MeetingOverview
from reflectie.services.plan_meeting import NewMeeting
from reflectie.tui.common.dialogs import DescribeText, InputDialog, ListDialog
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.meetings.meeting_dialogs import (
    SERIES_EXAMPLES,
    WHEN_EXAMPLES,
    MeetingForm,
    NewMeetingDialog,
    meeting_name_hint,
)
from reflectie.tui.runner.runner_screen import resume_entry, start_entry

Result = TypeVar("Result")

_CANCEL, _DELETE = "laten", "weg"


async def create_meeting(
    screen: Screen[Any], context: Context, form: MeetingForm | None = None, uid: str = ""
) -> Meeting | None:
    """Ask for a new meeting, with ``form`` filled in beforehand; None when the user cancels.

    ``uid`` identifies the invitation that the meeting comes from.
    """

    async def create(form: MeetingForm) -> Meeting:
        day, time = parse_day_and_time(form.when, context.today)
        planned = NewMeeting(name=form.name, day=day, time=time, series=form.series.strip(), uid=uid)
        return await context.require_journal.call(plan_meeting.create_meeting, planned)

    series = await context.require_journal.call(meetings.list_series)
    names = [item.name for item in series]
    dialog = NewMeetingDialog(form or MeetingForm(), names, _describe_date(context), create)
    return await screen.app.push_screen_wait(dialog)


async def rename_meeting(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    meeting = overview.meeting

    async def rename(name: str) -> Meeting:
        return await context.require_journal.call(meetings.rename_meeting, meeting.id, name)

    await _ask_line(screen, "Hoe gaat dit overleg heten?", meeting.name, meeting_name_hint, rename)


async def reschedule_meeting(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Ask for another day and time; they may be left empty."""
    meeting = overview.meeting

    async def reschedule(when: str) -> Meeting:
        call = context.require_journal.call
        return await call(plan_meeting.reschedule_meeting, meeting.id, when, context.today)

    text = day_and_time_as_typed(meeting.day, meeting.time)
    await _ask_line(screen, f"Wanneer is '{meeting.name}'?", text, _describe_date(context), reschedule)


async def move_to_series(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Ask for another series, existing or new; it may be left empty."""
    call = context.require_journal.call

    async def move(name: str) -> Meeting:
        return await call(plan_meeting.move_to_series, overview.meeting.id, name)

    names = [series.name for series in await call(meetings.list_series)]
    hint = f"Bekend: {' · '.join(names)}. Leeg mag ook." if names else SERIES_EXAMPLES
    name = overview.series.name if overview.series else overview.meeting.name
    await _ask_line(screen, "Bij welke reeks hoort dit overleg?", name, lambda _: hint, move)


async def rename_series(screen: Screen[Any], context: Context, series: Series) -> Series | None:
    """Ask for another name of a series; None when the user cancels."""

    async def rename(name: str) -> Series:
        return await context.require_journal.call(meetings.rename_series, series.id, name)

    return await _ask_line(screen, "Hoe gaat deze reeks heten?", series.name, meeting_name_hint, rename)


async def _ask_line(
    screen: Screen[Any],
    title: str,
    text: str,
    describe: DescribeText,
    submit: Callable[[str], Awaitable[Result]],
) -> Result | None:
    dialog: InputDialog[Result] = InputDialog(title, text, describe, submit)
    return await screen.app.push_screen_wait(dialog)


def _describe_date(context: Context) -> DescribeText:
    def describe(text: str) -> str:
        day, time = parse_day_and_time(text, context.today)
        clock = f", {time:%H:%M} uur" if time else ""
        return f"{long_day(day)}{clock}" if day else WHEN_EXAMPLES

    return describe


async def delete_meeting(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Delete a meeting after confirmation; its entries stay in the logbook."""
    meeting = overview.meeting
    title = f"'{meeting.name}' weggooien? Wat je erover schreef blijft in je logboek staan."
    options = {_CANCEL: "nee, laat staan", _DELETE: "ja, gooi dit overleg weg"}
    if await screen.app.push_screen_wait(ListDialog(title, options)) == _DELETE:
        await notify_on_error(screen, context.require_journal.call(meetings.delete_meeting, meeting.id))


async def toggle_look_back_prompt(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Turn off the question on Thuis to look back on a meeting, or turn it on again."""
    meeting, call = overview.meeting, context.require_journal.call
    await notify_on_error(screen, call(meetings.set_meeting_looks_back, meeting.id, not meeting.looks_back))


async def open_meeting_entry(
    screen: Screen[Any], context: Context, overview: MeetingOverview, phase: MeetingPhase
) -> None:
    """Start a preparation or a look back, continue an unfinished one, or show a finished one."""
    entry = overview.entry_for(phase)
    if entry and entry.is_open:
        await resume_entry(screen, context, entry.id)
    elif entry:
        screen.app.push_screen(ReaderScreen(context, entry.id))
    elif exercise := await _choose_exercise(screen, context, phase):
        await start_entry(screen, context, exercise, context.new_entry(exercise, meeting=overview.meeting.id))


async def _choose_exercise(screen: Screen[Any], context: Context, phase: MeetingPhase) -> Exercise | None:
    """The exercise for this phase; when there are several, the user chooses."""
    exercises = {exercise.id: exercise for exercise in context.library.for_meeting(phase)}
    if len(exercises) > 1:
        names = {id: exercise.name for id, exercise in exercises.items()}
        chosen = await screen.app.push_screen_wait(ListDialog("Hoe wil je het doen?", names))
        return exercises.get(chosen or "")
    if not exercises:
        screen.notify("Hiervoor is geen werkvorm geladen.", markup=False)
    return next(iter(exercises.values()), None)
