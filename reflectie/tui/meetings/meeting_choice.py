"""Choose the meeting for an exercise that belongs to one."""

from typing import Any

from textual.screen import Screen

from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.meeting import Meeting
from reflectie.services.context import Context
from reflectie.services.meeting_overview import meetings_to_choose
from reflectie.tui.common.dialogs import ListDialog
from reflectie.tui.meetings.meeting_flows import create_meeting
from reflectie.tui.meetings.meeting_screen import MeetingScreen

_NEW = "new"

_NEW_LABEL = "een ander overleg; je geeft het een naam"

_TITLES = {
    MeetingPhase.PREPARE: "Welk overleg bereid je voor?",
    MeetingPhase.LOOK_BACK: "Op welk overleg kijk je terug?",
}


async def start_at_meeting(
    screen: Screen[Any], context: Context, exercise: Exercise, phase: MeetingPhase
) -> None:
    """Ask which meeting an exercise is about, and start it from the page of that meeting."""
    meeting = await _choose_meeting(screen, context, phase)
    if meeting:
        screen.app.push_screen(MeetingScreen(context, meeting.id, begin=exercise))


async def _choose_meeting(screen: Screen[Any], context: Context, phase: MeetingPhase) -> Meeting | None:
    """Return a meeting that exists or a new one; None when the user cancels."""
    now = context.clock()
    found = await context.require_journal.call(meetings_to_choose, context.library, phase, now)
    if not found:
        return await create_meeting(screen, context)
    meetings = {overview.meeting.id: overview.meeting for overview in found}
    labels = {overview.meeting.id: overview.upcoming_label(now) for overview in found}
    dialog = ListDialog(_TITLES[phase], {**labels, _NEW: _NEW_LABEL})
    chosen = await screen.app.push_screen_wait(dialog)
    return await create_meeting(screen, context) if chosen == _NEW else meetings.get(chosen or "")
