"""Flows of dialogs about meetings: create, reschedule, move to a series, import from an invitation."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from msgspec.structs import replace
from textual.screen import Screen

from reflectie.calendar.invitation import NO_NAME_LABEL, Invitation
from reflectie.domain.date_parser import day_and_time_as_typed, parse_day_and_time
from reflectie.domain.dates import long_day
from reflectie.domain.entry import new_entry
from reflectie.domain.errors import ReflectieError
from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.meeting import Meeting, Series
from reflectie.journal import meetings
from reflectie.services import meeting_overview
from reflectie.services.context import Context
from reflectie.services.import_meeting import (
    ImportOutcome,
    add_attendees,
    find_imported_meeting,
    import_invitations,
    is_outdated,
    is_rescheduled,
    load_invitations,
    planned_meeting,
    split_by_name,
    upcoming,
    update_imported_meeting,
)
from reflectie.services.meeting_overview import MeetingOverview, NewMeeting
from reflectie.tui.common.dialogs import DescribeText, InputDialog, ListDialog, ask_to_remove
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.meetings.meeting_dialogs import (
    SERIES_EXAMPLES,
    WHEN_EXAMPLES,
    AttendeeRolesDialog,
    MeetingForm,
    NewMeetingDialog,
    meeting_name_hint,
)
from reflectie.tui.runner.runner_screen import resume_entry, start_entry

Result = TypeVar("Result")


async def create_meeting(
    screen: Screen[Any], context: Context, planned: NewMeeting | None = None
) -> Meeting | None:
    """Ask for a new meeting, with ``planned`` filled in beforehand; None when the user cancels."""
    planned = planned or NewMeeting(name="")
    when = day_and_time_as_typed(planned.day, planned.time)
    form = MeetingForm(name=planned.name, when=when, series=planned.series)

    async def create(form: MeetingForm) -> Meeting:
        day, time = parse_day_and_time(form.when, context.today)
        filled = replace(planned, name=form.name, day=day, time=time, series=form.series.strip())
        return await context.require_journal.call(meeting_overview.create_meeting, filled)

    series = await context.require_journal.call(meetings.list_series)
    names = [item.name for item in series]
    dialog = NewMeetingDialog(form, names, _describe_date(context), create)
    return await screen.app.push_screen_wait(dialog)


async def rename_meeting(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    meeting = overview.meeting

    async def rename(name: str) -> Meeting:
        return await context.require_journal.call(meetings.rename_meeting, meeting.id, name)

    await _ask_line(screen, "Hoe noem je dit overleg?", meeting.name, meeting_name_hint, rename)


async def reschedule_meeting(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Ask for another day and time; they may be left empty."""
    meeting = overview.meeting

    async def reschedule(when: str) -> Meeting:
        call = context.require_journal.call
        return await call(meeting_overview.reschedule_meeting, meeting.id, when, context.today)

    text = day_and_time_as_typed(meeting.day, meeting.time)
    await _ask_line(screen, f"Wanneer is '{meeting.name}'?", text, _describe_date(context), reschedule)


async def move_to_series(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Ask for another series, existing or new; it may be left empty."""
    call = context.require_journal.call

    async def move(name: str) -> Meeting:
        return await call(meeting_overview.move_to_series, overview.meeting.id, name)

    names = [series.name for series in await call(meetings.list_series)]
    hint = f"Bekend: {' · '.join(names)}. Leeg mag ook." if names else SERIES_EXAMPLES
    name = overview.series.name if overview.series else overview.meeting.name
    await _ask_line(screen, "Bij welke reeks hoort dit overleg?", name, lambda _: hint, move)


async def rename_series(screen: Screen[Any], context: Context, series: Series) -> Series | None:
    """Ask for another name of a series; None when the user cancels."""

    async def rename(name: str) -> Series:
        return await context.require_journal.call(meetings.rename_series, series.id, name)

    return await _ask_line(screen, "Hoe noem je deze reeks?", series.name, meeting_name_hint, rename)


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
    title = f"'{meeting.name}' wissen? Dat kan niet terug. Wat je erover schreef blijft in je logboek staan."
    if await ask_to_remove(screen, title, "ja, wis dit overleg"):
        await notify_on_error(screen, context.require_journal.call(meetings.delete_meeting, meeting.id))


async def toggle_look_back_prompt(screen: Screen[Any], context: Context, overview: MeetingOverview) -> None:
    """Turn off the question on Home to look back on a meeting, or turn it on again."""
    meeting, call = overview.meeting, context.require_journal.call
    await notify_on_error(screen, call(meetings.set_meeting_looks_back, meeting.id, not meeting.looks_back))


async def open_meeting_entry(
    screen: Screen[Any],
    context: Context,
    overview: MeetingOverview,
    phase: MeetingPhase,
    chosen: Exercise | None = None,
) -> None:
    """Start a preparation or a look back, continue an unfinished one, or show a finished one.

    ``chosen`` is the exercise for a new one, if the user chose it before.
    """
    if entry_id := overview.entry_to_continue(phase):
        await resume_entry(screen, context, entry_id)
    elif entry_id := overview.entry_to_read(phase):
        screen.app.push_screen(ReaderScreen(context, entry_id))
    elif exercise := chosen or await _choose_exercise(screen, context, phase):
        entry = new_entry(exercise, context.clock(), meeting=overview.meeting.id)
        start_entry(screen, context, exercise, entry)


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


_FILE_PROMPT = "Welk bestand? Bewaar de uitnodiging uit je agenda als .ics."

_FILE_EXAMPLE = "Bijvoorbeeld ~/Downloads/uitnodiging.ics. Het bestand zelf wordt niet bewaard."

_ROLES, _NAMES, _NOBODY = "roles", "names", "nobody"

_KEEP, _RESCHEDULE = "keep", "reschedule"

_COMING, _ALL = "coming", "all"

_OUTCOME_LABELS = {
    ImportOutcome.ADDED: "Overgenomen",
    ImportOutcome.MOVED: "Verzet",
    ImportOutcome.UNCHANGED: "Stond er al",
    ImportOutcome.KEPT: "Stond er al op een ander moment, en blijft zo staan",
    ImportOutcome.OUTDATED: "Uitnodiging ouder dan wat er al stond, niet overgenomen",
}


class FilePathDialog(InputDialog[tuple[Invitation, ...]]):
    """Asks for the path of a file."""

    MAX_LENGTH = 4096


async def import_meeting(screen: Screen[Any], context: Context) -> Meeting | None:
    """Ask for an .ics file and create or update a meeting.

    Return None when the user cancels, and after the import of several meetings in one go.
    """
    invitations = await _ask_invitations(screen, context)
    if len(invitations) > 1:
        await _import_several(screen, context, invitations)
    return await _import_one(screen, context, invitations[0]) if len(invitations) == 1 else None


async def _import_one(screen: Screen[Any], context: Context, invitation: Invitation) -> Meeting | None:
    existing = await context.require_journal.call(find_imported_meeting, invitation)
    if existing:
        await _update_meeting(screen, context, existing, invitation)
        return existing
    meeting = await create_meeting(screen, context, planned_meeting(invitation))
    if meeting and invitation.attendees:
        await _add_attendees(screen, context, meeting, invitation.attendees)
    return meeting


async def _import_several(screen: Screen[Any], context: Context, invitations: tuple[Invitation, ...]) -> None:
    """Import the meetings with a name at once, and ask for the name of each other one."""
    call = context.require_journal.call
    try:
        complete, nameless = await call(split_by_name, invitations)
        outcomes = [result.outcome for result in await call(import_invitations, complete)]
    except ReflectieError as error:
        screen.notify(str(error), markup=False)
        return
    for invitation in nameless:
        if await create_meeting(screen, context, planned_meeting(invitation)):
            outcomes.append(ImportOutcome.ADDED)
    if outcomes:
        screen.notify(_summary(outcomes), markup=False)


def _summary(outcomes: list[ImportOutcome]) -> str:
    """Such as "Overgenomen: 3. Stond er al: 1."."""
    counts = {label: outcomes.count(outcome) for outcome, label in _OUTCOME_LABELS.items()}
    return " ".join(f"{label}: {count}." for label, count in counts.items() if count)


async def _ask_invitations(screen: Screen[Any], context: Context) -> tuple[Invitation, ...]:
    """Ask for a file, and which of its invitations to take: one, all, or all that are not over."""

    async def load(path: str) -> tuple[Invitation, ...]:
        return await asyncio.to_thread(load_invitations, path, context.clock())

    dialog = FilePathDialog(_FILE_PROMPT, "", lambda _: _FILE_EXAMPLE, load)
    invitations = await screen.app.push_screen_wait(dialog) or ()
    if len(invitations) < 2:
        return invitations
    now = context.clock()
    coming = upcoming(invitations, now)
    labels = {str(number): _invitation_label(item, now) for number, item in enumerate(invitations)}
    if 1 < len(coming) < len(invitations):
        labels[_COMING] = f"alle {len(coming)} die nog komen"
    labels[_ALL] = f"alle {len(invitations)}"
    chosen = await screen.app.push_screen_wait(ListDialog("Welk overleg?", labels))
    several = {_COMING: coming, _ALL: invitations}
    if chosen is None or chosen in several:
        return several.get(chosen or "", ())
    return (invitations[int(chosen)],)


def _invitation_label(invitation: Invitation, now: dt.datetime) -> str:
    """Such as "Regiotafel · 24-11-2026 14:30 · geweest"."""
    past = " · geweest" if invitation.is_over(now) else ""
    moment = day_and_time_as_typed(invitation.day, invitation.time)
    return f"{invitation.short_name or NO_NAME_LABEL} · {moment}{past}"


async def _update_meeting(
    screen: Screen[Any], context: Context, existing: Meeting, invitation: Invitation
) -> None:
    """When a newer invitation has another day or time, let the user decide which is right."""
    call = context.require_journal.call
    current = day_and_time_as_typed(existing.day, existing.time) or "nog geen dag"
    if is_outdated(invitation, existing):
        text = (
            f"Deze uitnodiging is ouder dan die van '{existing.name}'. Dat overleg blijft staan: {current}."
        )
        screen.notify(text, markup=False)
        return
    if not is_rescheduled(existing, invitation):
        same = call(update_imported_meeting, existing, existing.day, existing.time, None, invitation.version)
        await notify_on_error(screen, same)
        screen.notify("Dit overleg stond er al.", markup=False)
        return
    invited = day_and_time_as_typed(invitation.day, invitation.time)
    title = f"'{existing.name}' stond er al ({current}). In de uitnodiging staat {invited}. Wat klopt?"
    options = {_RESCHEDULE: f"verzet het naar {invited}", _KEEP: f"laat het staan: {current}"}
    if await screen.app.push_screen_wait(ListDialog(title, options)) == _RESCHEDULE:
        day, time = invitation.day, invitation.time
        update = call(update_imported_meeting, existing, day, time, None, invitation.version)
        await notify_on_error(screen, update)


async def _add_attendees(
    screen: Screen[Any], context: Context, meeting: Meeting, names: tuple[str, ...]
) -> None:
    """Put the attendees in the preparation: by role, by name, or not at all, as the user chooses."""
    options = {
        _ROLES: "ik geef ieder een rol; namen worden niet bewaard",
        _NAMES: "zet de namen klaar in mijn voorbereiding",
        _NOBODY: "niemand: ik vul het zelf in bij het voorbereiden",
    }
    title = f"In de uitnodiging staat wie er komt ({len(names)}). Wat wil je daarvan bewaren?"
    chosen = await screen.app.push_screen_wait(ListDialog(title, options))
    people = names if chosen == _NAMES else ()
    if chosen == _ROLES:
        roles = await screen.app.push_screen_wait(AttendeeRolesDialog(names))
        people = roles or ()
    if people:
        call = context.require_journal.call
        now, day = context.clock(), context.day_of_writing
        await notify_on_error(screen, call(add_attendees, context.library, meeting, people, now, day))
