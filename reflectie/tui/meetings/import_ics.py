"""Import a meeting from an .ics file, as a sequence of dialogs."""

import asyncio
import datetime as dt
from typing import Any

from textual.screen import Screen

from reflectie.calendar.invitation import NO_NAME_LABEL, Invitation
from reflectie.domain.date_parser import day_and_time_as_typed
from reflectie.domain.meeting import Meeting
from reflectie.services.context import Context
from reflectie.services.import_meeting import (
    add_attendees,
    find_imported_meeting,
    load_invitations,
    update_imported_meeting,
)
from reflectie.tui.common.dialogs import InputDialog, ListDialog
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.meetings.meeting_dialogs import AttendeeRolesDialog, MeetingForm
from reflectie.tui.meetings.meeting_flows import create_meeting

_FILE_PROMPT = "Welk bestand? Bewaar de uitnodiging uit je agenda als .ics."

_FILE_EXAMPLE = "Bijvoorbeeld ~/Downloads/uitnodiging.ics. Het bestand zelf wordt niet bewaard."

_ROLES, _NAMES, _NOBODY = "rollen", "namen", "niemand"

_KEEP, _RESCHEDULE = "nu", "dan"


class FilePathDialog(InputDialog[tuple[Invitation, ...]]):
    """Asks for the path of a file."""

    MAX_LENGTH = 4096


async def import_meeting(screen: Screen[Any], context: Context) -> Meeting | None:
    """Ask for an .ics file and create or update a meeting; None when the user cancels."""
    invitation = await _ask_invitation(screen, context)
    if invitation is None:
        return None
    existing = await context.require_journal.call(find_imported_meeting, invitation)
    if existing:
        await _update_meeting(screen, context, existing, invitation)
        return existing
    meeting = await create_meeting(screen, context, _form_from_invitation(invitation), invitation.uid)
    if meeting and invitation.attendees:
        await _add_attendees(screen, context, meeting, invitation.attendees)
    return meeting


async def _ask_invitation(screen: Screen[Any], context: Context) -> Invitation | None:
    """Ask for a file, and for one of its invitations when it has several."""

    async def load(path: str) -> tuple[Invitation, ...]:
        return await asyncio.to_thread(load_invitations, path, context.clock())

    dialog = FilePathDialog(_FILE_PROMPT, "", lambda _: _FILE_EXAMPLE, load)
    invitations = await screen.app.push_screen_wait(dialog)
    if not invitations or len(invitations) == 1:
        return invitations[0] if invitations else None
    now = context.clock()
    labels = {str(number): _invitation_label(item, now) for number, item in enumerate(invitations)}
    chosen = await screen.app.push_screen_wait(ListDialog("Welk overleg?", labels))
    return invitations[int(chosen)] if chosen else None


def _invitation_label(invitation: Invitation, now: dt.datetime) -> str:
    """Such as "Regiotafel · 24-11-2026 14:30 · geweest"."""
    past = " · geweest" if invitation.is_over(now) else ""
    moment = day_and_time_as_typed(invitation.day, invitation.time)
    return f"{invitation.short_name or NO_NAME_LABEL} · {moment}{past}"


async def _update_meeting(
    screen: Screen[Any], context: Context, existing: Meeting, invitation: Invitation
) -> None:
    """When a newer invitation has another day or time, let the user decide which is right."""
    current = day_and_time_as_typed(existing.day, existing.time) or "nog geen dag"
    invited = day_and_time_as_typed(invitation.day, invitation.time)
    if current == invited:
        screen.notify("Dit overleg stond er al.", markup=False)
        return
    title = f"'{existing.name}' stond er al ({current}). In de uitnodiging staat {invited}. Wat klopt?"
    options = {_RESCHEDULE: f"verzet het naar {invited}", _KEEP: f"laat het staan: {current}"}
    if await screen.app.push_screen_wait(ListDialog(title, options)) == _RESCHEDULE:
        call = context.require_journal.call
        update = call(update_imported_meeting, existing, invitation.day, invitation.time)
        await notify_on_error(screen, update)


def _form_from_invitation(invitation: Invitation) -> MeetingForm:
    when = day_and_time_as_typed(invitation.day, invitation.time)
    return MeetingForm(name=invitation.short_name, when=when, series=invitation.short_series_name)


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
        await notify_on_error(screen, call(add_attendees, context.library, meeting, people, context.clock()))
