"""What the keys of Home open: exercises, the unfinished entry, the last meeting and the recovery code."""

from functools import partial
from typing import Any

from textual.screen import Screen

from reflectie.domain.entry import Entry, EntrySummary, ShownQuestion, new_entry
from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.field import TensionField
from reflectie.domain.meeting import Meeting
from reflectie.services.context import Context
from reflectie.services.home_overview import QUESTION_OF_THE_DAY
from reflectie.services.meeting_overview import MeetingOverview, meetings_to_choose
from reflectie.tui.common.dialogs import ListDialog
from reflectie.tui.home.choose_screen import ChooseScreen
from reflectie.tui.look_back.field_screen import FieldScreen
from reflectie.tui.meetings.meeting_flows import create_meeting, open_meeting_entry, toggle_look_back_prompt
from reflectie.tui.meetings.meeting_screen import MeetingScreen
from reflectie.tui.runner.runner_screen import resume_entry, start_entry
from reflectie.tui.security.security_settings import create_recovery_code

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


class HomeFlows:
    """Opens screens above Home. Home imports it after its lines are painted."""

    def __init__(self, screen: Screen[None], context: Context) -> None:
        self._screen, self._context = screen, context

    def start(self, exercise: Exercise, entry: Entry | None = None) -> None:
        """Start an exercise, with a new entry unless one is given."""
        entry = entry or new_entry(exercise, self._context.clock())
        start_entry(self._screen, self._context, exercise, entry)

    def open_field(self, field: TensionField) -> None:
        """Show the page of a field."""
        self._screen.app.push_screen(FieldScreen(self._context, field))

    async def resume(self, summary: EntrySummary) -> None:
        """Continue an unfinished entry."""
        await resume_entry(self._screen, self._context, summary.id)

    def answer_question(self, question: ShownQuestion) -> None:
        """Answer the question of the day."""
        if exercise := self._context.library.exercise(QUESTION_OF_THE_DAY):
            entry = new_entry(exercise, self._context.clock())
            self.start(exercise, entry.with_shown((question,)))

    def choose(self) -> None:
        """Let the user choose from all exercises and meetings."""

        def start_chosen(chosen: Exercise | Meeting | None) -> None:
            if isinstance(chosen, Meeting):
                self._screen.app.push_screen(MeetingScreen(self._context, chosen.id))
            elif chosen and chosen.meeting:
                flow: Any = partial(start_at_meeting, self._screen, self._context, chosen, chosen.meeting)
                self._screen.run_worker(flow)
            elif chosen:
                self.start(chosen)

        self._screen.app.push_screen(ChooseScreen(self._context, finds_meetings=True), start_chosen)

    async def look_back(self, meeting: MeetingOverview) -> None:
        """Look back on a meeting, with its preparation beside the questions."""
        await open_meeting_entry(self._screen, self._context, meeting, MeetingPhase.LOOK_BACK)

    async def stop_asking(self, meeting: MeetingOverview) -> None:
        """Do not ask again to look back on this meeting. The page of the meeting still offers it."""
        await toggle_look_back_prompt(self._screen, self._context, meeting)

    async def create_recovery_code(self) -> None:
        """Create a recovery code. It is on disk only after the last card has closed."""
        if self._context.folder:
            await create_recovery_code(self._screen.app, self._context.folder)
