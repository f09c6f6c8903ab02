"""Actions on meetings as sequences of dialogs: create, rename, reschedule, delete, prepare, look back."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from textual.screen import Screen

from reflectie.calendar.invitation import NO_NAME_LABEL, Invitation
from reflectie.domain.date_parser import day_and_time_as_typed, parse_day_and_time
from reflectie.domain.dates import long_day
from reflectie.domain.entry import EntrySummary
from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.meeting import Meeting, Series
from reflectie.journal import meetings
from reflectie.services import plan_meeting
from reflectie.services.context import Context
from reflectie.services.import_meeting import (
    add_attendees,
    find_imported_meeting,
    load_invitations,
    update_imported_meeting,
)
from reflectie.services.meeting_overview import MeetingOverview
from reflectie.services.plan_meeting import NewMeeting
from reflectie.tui.common.dialogs import InputDialog, ListDialog
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.meetings.meeting_dialogs import (
    SERIES_EXAMPLES,
    WHEN_EXAMPLES,
    MeetingForm,
    NewMeetingDialog,
    meeting_name_hint,
)

Result = TypeVar("Result")

_CANCEL, _REMOVE = "laten", "weg"


async def create_meeting(
    screen: Screen[Any], context: Context, wish: MeetingForm | None = None, uid: str = ""
) -> Meeting | None:
    """A new meeting, with what is known of it filled in; None when it was not made after all."""

    async def keep(wish: MeetingForm) -> Meeting:
        day, time = parse_day_and_time(wish.when, context.today)
        call = context.require_journal.call
        planned = NewMeeting(name=wish.name, day=day, time=time, series=wish.series.strip(), uid=uid)
        return await call(plan_meeting.create_meeting, planned)

    known = await context.require_journal.call(meetings.list_series)
    names = [one.name for one in known]
    return await screen.app.push_screen_wait(
        NewMeetingDialog(wish or MeetingForm(), names, _date_hint(context), keep)
    )


async def rename_meeting(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Another name for a meeting."""
    meeting = overview.meeting

    async def keep(name: str) -> Meeting:
        return await context.require_journal.call(meetings.rename_meeting, meeting.id, name)

    await _ask_line(screen, "Hoe gaat dit overleg heten?", meeting.name, meeting_name_hint, keep)


async def reschedule_meeting(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Another day and time for a meeting, or none."""
    meeting = overview.meeting

    async def keep(text: str) -> Meeting:
        return await context.require_journal.call(
            plan_meeting.reschedule_meeting, meeting.id, text, context.today
        )

    text = day_and_time_as_typed(meeting.day, meeting.time)
    await _ask_line(screen, f"Wanneer is '{meeting.name}'?", text, _date_hint(context), keep)


async def move_to_series(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Another series for a meeting, a new one, or none."""

    async def keep(name: str) -> Meeting:
        return await context.require_journal.call(plan_meeting.move_to_series, overview.meeting.id, name)

    known = await context.require_journal.call(meetings.list_series)
    words = f"Bekend: {' · '.join(one.name for one in known)}. Leeg mag ook." if known else SERIES_EXAMPLES
    name = overview.series.name if overview.series else overview.meeting.name
    await _ask_line(screen, "Bij welke reeks hoort dit overleg?", name, lambda _: words, keep)


async def rename_series(screen: Screen[Any], context: Context, belongs: Series) -> Series | None:
    """Another name for a series; None when it keeps its own."""

    async def keep(name: str) -> Series:
        return await context.require_journal.call(meetings.rename_series, belongs.id, name)

    return await _ask_line(screen, "Hoe gaat deze reeks heten?", belongs.name, meeting_name_hint, keep)


async def _ask_line(
    screen: Screen[Any],
    title: str,
    text: str,
    describe: Callable[[str], str],
    submit: Callable[[str], Awaitable[Result]],
) -> Result | None:
    dialog: InputDialog[Result] = InputDialog(title, text, describe, submit)
    return await screen.app.push_screen_wait(dialog)


async def delete_meeting(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Throws a meeting away when that is really wanted; what was written around it stays."""
    meeting = overview.meeting
    title = f"'{meeting.name}' weggooien? Wat je erover schreef blijft in je logboek staan."
    options = {_CANCEL: "nee, laat staan", _REMOVE: "ja, gooi dit overleg weg"}
    if await screen.app.push_screen_wait(ListDialog(title, options)) == _REMOVE:
        await notify_on_error(screen, context.require_journal.call(meetings.delete_meeting, meeting.id))


async def toggle_look_back_prompt(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Thuis does not ask any more to look back on a meeting, or may ask it again."""
    meeting = overview.meeting
    await notify_on_error(
        screen,
        context.require_journal.call(meetings.set_meeting_looks_back, meeting.id, not meeting.looks_back),
    )


# Preparing and looking back --------------------------------------------------------------------------
async def open_meeting_entry(
    screen: Screen[Any], context: Context, overview: MeetingOverview, around: MeetingPhase
) -> None:
    """Begins a preparation or a look back, goes on with the one that is open, or shows the one there is."""
    from reflectie.tui.logbook.reader_screen import ReaderScreen
    from reflectie.tui.runner.runner_screen import resume_entry, start_entry

    written = overview.entry_for(around)
    if written and written.is_open:
        await resume_entry(screen, context, written.id)
    elif written:
        screen.app.push_screen(ReaderScreen(context, written.id))
    elif exercise := await _choose_exercise(screen, context, around):
        await start_entry(screen, context, exercise, context.new_entry(exercise, meeting=overview.meeting.id))


async def _choose_exercise(screen: Screen[Any], context: Context, around: MeetingPhase) -> Exercise | None:
    """The exercise there is for it; where content has more, the person chooses."""
    found = {exercise.id: exercise for exercise in context.library.for_meeting(around)}
    if len(found) > 1:
        names = {key: exercise.name for key, exercise in found.items()}
        chosen = await screen.app.push_screen_wait(ListDialog("Hoe wil je het doen?", names))
        return found.get(chosen or "")
    if not found:
        screen.notify("Hiervoor is geen werkvorm geladen.", markup=False)
    return next(iter(found.values()), None)


def entry_action_label(written: EntrySummary | None) -> str:
    """What Enter does with it."""
    if written is None:
        return "beginnen"
    return "verdergaan" if written.is_open else "lezen"


def _date_hint(context: Context) -> Callable[[str], str]:
    def tell(text: str) -> str:
        day, time = parse_day_and_time(text, context.today)
        clock = f", {time:%H:%M} uur" if time else ""
        return f"{long_day(day)}{clock}" if day else WHEN_EXAMPLES

    return tell


_FILE_PROMPT = "Welk bestand? Bewaar de uitnodiging uit je agenda als .ics."

_FILE_EXAMPLE = "Bijvoorbeeld ~/Downloads/uitnodiging.ics. Het bestand zelf wordt niet bewaard."

_ROLES, _NAMES, _NONE = "rollen", "namen", "niemand"

_KEEP, _MOVE = "nu", "dan"


class FilePathDialog(InputDialog[tuple[Invitation, ...]]):
    """A line as long as the name of a file can be."""

    MAX_LENGTH = 4096


async def import_meeting(screen: Screen[Any], context: Context) -> Meeting | None:
    """Asks for an .ics file and makes a meeting of it; None when it was not made after all."""

    async def read(path: str) -> tuple[Invitation, ...]:
        return await asyncio.to_thread(load_invitations, path, context.clock())

    found = await screen.app.push_screen_wait(FilePathDialog(_FILE_PROMPT, "", lambda _: _FILE_EXAMPLE, read))
    invitation = await _choose_invitation(screen, context, found) if found else None
    if invitation is None:
        return None
    call = context.require_journal.call
    known = await call(find_imported_meeting, invitation)
    if known:
        await _resolve_known_meeting(screen, context, known, invitation)
        return known
    made = await create_meeting(screen, context, _form_from_invitation(invitation), invitation.uid)
    if made and invitation.attendees:
        await _add_attendees(screen, context, made, invitation.attendees)
    return made


async def _resolve_known_meeting(
    screen: Screen[Any], context: Context, known: Meeting, invitation: Invitation
) -> None:
    """A later version of an invitation can say another day or time: the person decides which is right."""
    now, then = (
        day_and_time_as_typed(known.day, known.time) or "nog geen dag",
        day_and_time_as_typed(invitation.day, invitation.time),
    )
    if now == then:
        screen.notify("Dit overleg stond er al.", markup=False)
        return
    title = f"'{known.name}' stond er al ({now}). In de uitnodiging staat {then}. Wat klopt?"
    options = {_MOVE: f"verzet het naar {then}", _KEEP: f"laat het staan: {now}"}
    if await screen.app.push_screen_wait(ListDialog(title, options)) == _MOVE:
        update = context.require_journal.call(
            update_imported_meeting, known, invitation.day, invitation.time
        )
        await notify_on_error(screen, update)


async def _choose_invitation(
    screen: Screen[Any], context: Context, found: tuple[Invitation, ...]
) -> Invitation | None:
    """The only one, or the one that the person chooses."""
    if len(found) == 1:
        return found[0]
    rows = {str(place): _invitation_label(one, context.clock()) for place, one in enumerate(found)}
    chosen = await screen.app.push_screen_wait(ListDialog("Welk overleg?", rows))
    return found[int(chosen)] if chosen else None


def _invitation_label(one: Invitation, now: dt.datetime) -> str:
    """Regiotafel · 24-11-2026 14:30 · geweest"""
    over = " · geweest" if one.is_over(now) else ""
    return f"{one.short_name or NO_NAME_LABEL} · {day_and_time_as_typed(one.day, one.time)}{over}"


def _form_from_invitation(invitation: Invitation) -> MeetingForm:
    """What is filled in beforehand; the person sees it and can change it."""
    when = day_and_time_as_typed(invitation.day, invitation.time)
    return MeetingForm(name=invitation.short_name, when=when, series=invitation.short_series_name)


async def _add_attendees(
    screen: Screen[Any], context: Context, made: Meeting, names: tuple[str, ...]
) -> None:
    """Who comes, as the first rows of the preparation: by roles, by name if that is wanted, or not at all."""
    options = {
        _ROLES: "ik geef ieder een rol; namen worden niet bewaard",
        _NAMES: "zet de namen klaar in mijn voorbereiding",
        _NONE: "niemand: ik vul het zelf in bij het voorbereiden",
    }
    title = f"In de uitnodiging staat wie er komt ({len(names)}). Wat wil je daarvan bewaren?"
    chosen = await screen.app.push_screen_wait(ListDialog(title, options))
    if chosen == _ROLES:
        from reflectie.tui.meetings.meeting_dialogs import AttendeeRolesDialog

        roles = await screen.app.push_screen_wait(AttendeeRolesDialog(names))
        await _save_attendees(screen, context, made, roles or ())
    elif chosen == _NAMES:
        await _save_attendees(screen, context, made, names)


async def _save_attendees(
    screen: Screen[Any], context: Context, made: Meeting, people: tuple[str, ...]
) -> None:
    save = context.require_journal.call(add_attendees, context.library, made, people, context.clock())
    await notify_on_error(screen, save)
