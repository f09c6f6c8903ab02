"""A meeting from the invitation of a calendar, in the manner of the other conversations."""

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

from textual.screen import Screen

from reflectie.domain.guests import guests
from reflectie.domain.meeting import Around, Meeting
from reflectie.domain.planned import as_typed
from reflectie.domain.session import Session
from reflectie.invite.invitation import NAMELESS, Invitation
from reflectie.journal import meetings
from reflectie.tui import convening
from reflectie.tui.desk import Desk
from reflectie.tui.screens.dialogs import ListDialog
from reflectie.tui.screens.field_dialogs import LineDialog
from reflectie.tui.screens.meeting_dialogs import Wish
from reflectie.tui.told import done
from reflectie.zone import Here

_TITLE = "Welk bestand? Bewaar de uitnodiging uit je agenda als .ics."
_EXAMPLE = "Bijvoorbeeld ~/Downloads/uitnodiging.ics. Het bestand zelf wordt niet bewaard."
_ROLES, _NAMES, _NOBODY = "rollen", "namen", "niemand"
_NOW, _THEN = "nu", "dan"


class PathDialog(LineDialog[tuple[Invitation, ...]]):
    """A line as long as the name of a file can be."""

    LONGEST = 4096


async def make_from_file(screen: Screen[Any], desk: Desk) -> Meeting | None:
    """Asks for an .ics file and makes a meeting of it; None when it was not made after all."""

    async def read(path: str) -> tuple[Invitation, ...]:
        return await asyncio.to_thread(invitations_at, path, desk)

    found = await screen.app.push_screen_wait(PathDialog(_TITLE, "", lambda _: _EXAMPLE, read))
    invitation = await _chosen(screen, desk, found) if found else None
    if invitation is None:
        return None
    call = desk.open_journal.call
    known = await call(meetings.invited, invitation.uid, invitation.day, invitation.recurring)
    if known:
        await _take_over(screen, desk, known, invitation)
        return known
    made = await convening.make(screen, desk, _wish(invitation), invitation.uid)
    if made and invitation.attendees:
        await _seat(screen, desk, made, invitation.attendees)
    return made


def invitations_at(path: str, desk: Desk) -> tuple[Invitation, ...]:
    """What a file says; run beside the screen, since the calendar library is heavy.

    Raises:
        ReflectieError: the file is not there, cannot be read, or holds no meeting.
    """
    from reflectie.invite.reading import read_file

    words = path.strip().strip("'\"")
    try:
        file = Path(words).expanduser()
    except RuntimeError:  # no such home
        file = Path(words)
    return read_file(file, desk.clock(), Here())


async def _take_over(screen: Screen[Any], desk: Desk, known: Meeting, invitation: Invitation) -> None:
    """A later version of an invitation can say another day or time: the person decides which is right."""
    now, then = as_typed(known.day, known.time) or "nog geen dag", as_typed(invitation.day, invitation.time)
    if now == then:
        screen.notify("Dit overleg stond er al.", markup=False)
        return
    title = f"'{known.name}' stond er al ({now}). In de uitnodiging staat {then}. Wat klopt?"
    options = {_THEN: f"verzet het naar {then}", _NOW: f"laat het staan: {now}"}
    if await screen.app.push_screen_wait(ListDialog(title, options)) == _THEN:
        plan = desk.open_journal.call(meetings.plan, known.id, invitation.day, invitation.time)
        await done(screen, plan)


async def _chosen(screen: Screen[Any], desk: Desk, found: tuple[Invitation, ...]) -> Invitation | None:
    """The only one, or the one that the person chooses."""
    if len(found) == 1:
        return found[0]
    rows = {str(place): _row(one, desk.clock()) for place, one in enumerate(found)}
    chosen = await screen.app.push_screen_wait(ListDialog("Welk overleg?", rows))
    return found[int(chosen)] if chosen else None


def _row(one: Invitation, now: dt.datetime) -> str:
    """Regiotafel · 24-11-2026 14:30 · geweest"""
    over = " · geweest" if one.is_over(now) else ""
    return f"{one.short_name or NAMELESS} · {as_typed(one.day, one.time)}{over}"


def _wish(invitation: Invitation) -> Wish:
    """What is filled in beforehand; the person sees it and can change it."""
    when = as_typed(invitation.day, invitation.time)
    return Wish(name=invitation.short_name, when=when, series=invitation.short_series)


async def _seat(screen: Screen[Any], desk: Desk, made: Meeting, names: tuple[str, ...]) -> None:
    """Who comes, as the first rows of the preparation: by roles, by name if that is wanted, or not at all."""
    options = {
        _ROLES: "ik geef ieder een rol; namen worden niet bewaard",
        _NAMES: "zet de namen klaar in mijn voorbereiding",
        _NOBODY: "niemand: ik vul het zelf in bij het voorbereiden",
    }
    title = f"In de uitnodiging staat wie er komt ({len(names)}). Wat wil je daarvan bewaren?"
    chosen = await screen.app.push_screen_wait(ListDialog(title, options))
    if chosen == _ROLES:
        from reflectie.tui.screens.roles import RolesDialog

        roles = await screen.app.push_screen_wait(RolesDialog(names))
        await _put(screen, desk, made, roles or ())
    elif chosen == _NAMES:
        await _put(screen, desk, made, names)


async def _put(screen: Screen[Any], desk: Desk, made: Meeting, people: tuple[str, ...]) -> None:
    for exercise in desk.library.around(Around.PREPARE):
        entry = convening.begun(desk, exercise, made)
        if answers := guests(Session(exercise=exercise, entry=entry), people):
            await done(screen, desk.open_journal.keep(entry, answers))
            return
