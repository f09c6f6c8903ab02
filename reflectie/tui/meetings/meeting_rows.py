"""The rows of a meeting page."""

import datetime as dt

from textual.content import Content
from textual.widgets.option_list import Option

from reflectie.domain.dates import short_day
from reflectie.domain.entry import EntrySummary
from reflectie.domain.exercise import Library, MeetingPhase
from reflectie.domain.meeting import is_past, meeting_moment
from reflectie.domain.text import shorten
from reflectie.services.meeting_overview import MeetingOverview
from reflectie.tui.common.entry_rows import NO_TEXT, open_suffix

_LABEL_WIDTH = 14
"""Cells of the label before each row, with its gap."""

_PHASE_LABELS = {MeetingPhase.PREPARE: "voorbereiden", MeetingPhase.LOOK_BACK: "terugkijken"}

_NOT_ASKED_TEXT = "niet meer vragen; met Enter kan het nog"


class MeetingRows:
    """Makes the rows of a meeting: when, what to write, the card, the series, and other entries.

    The ids of the rows are "plan", a ``MeetingPhase``, "card", "trail" and "entry:" with the id of an entry.
    ``width`` is in cells.
    """

    def __init__(self, overview: MeetingOverview, library: Library, now: dt.datetime, width: int) -> None:
        self._overview, self._library, self._now = overview, library, now
        self._text_width = max(width - _LABEL_WIDTH, 10)

    def options(self) -> list[Option]:
        overview = self._overview
        moment = meeting_moment(overview.meeting, self._now.date())
        options = [Option(self._row("wanneer", moment), id="plan")]
        options += [Option(self._phase_row(phase), id=phase) for phase in visible_phases(overview, self._now)]
        if overview.preparation:
            options.append(Option(self._row("kaart", "wat je aan tafel nodig hebt"), id="card"))
        if overview.series:
            options.append(Option(self._row("reeks", overview.series.name), id="trail"))
        return options + [Option(self._entry_row(entry), id=f"entry:{entry.id}") for entry in overview.others]

    def _row(self, label: str, text: str, below: str = "", suffix: str = "") -> Content:
        """A label and a text, with a dimmed row below it if there is one."""
        more = f"\n{' ' * _LABEL_WIDTH}[$quiet]$below[/]" if below else ""
        return Content.from_markup(
            f"[$quiet]$label[/]$text[$mark]$suffix[/]{more}",
            label=label.ljust(_LABEL_WIDTH),
            text=shorten(text, self._text_width - len(suffix)),
            suffix=suffix,
            below=shorten(below, self._text_width),
        )

    def _phase_row(self, phase: MeetingPhase) -> Content:
        label, entry = _PHASE_LABELS[phase], self._overview.entry_for(phase)
        if entry is None:
            is_asked = phase is MeetingPhase.PREPARE or self._overview.meeting.looks_back
            return self._row(label, self._start_text(phase) if is_asked else _NOT_ASKED_TEXT)
        action = "verdergaan" if entry.is_open else "lezen"
        text = f"{short_day(entry.day).strip()} · {action}"
        return self._row(label, text, entry.words or NO_TEXT, open_suffix(entry))

    def _start_text(self, phase: MeetingPhase) -> str:
        exercises = self._library.for_meeting(phase)
        has_minutes = exercises and exercises[0].minutes
        return f"beginnen · ongeveer {exercises[0].minutes} minuten" if has_minutes else "beginnen"

    def _entry_row(self, summary: EntrySummary) -> Content:
        return self._row(short_day(summary.day), summary.title, summary.words, open_suffix(summary))


def visible_phases(overview: MeetingOverview, now: dt.datetime) -> list[MeetingPhase]:
    """What can be written: a preparation, and a look back unless the meeting is still to come."""
    is_coming = overview.meeting.day and not is_past(overview.meeting, now)
    has_look_back = not is_coming or overview.look_back
    return [MeetingPhase.PREPARE, MeetingPhase.LOOK_BACK] if has_look_back else [MeetingPhase.PREPARE]


def next_phase(overview: MeetingOverview, now: dt.datetime) -> MeetingPhase:
    """What to write now: a preparation, or after the meeting a look back."""
    has_passed = is_past(overview.meeting, now) or overview.look_back
    return MeetingPhase.LOOK_BACK if has_passed else MeetingPhase.PREPARE


def can_toggle_prompt(overview: MeetingOverview, now: dt.datetime) -> bool:
    """Whether the user can turn the question to look back on or off."""
    if overview.look_back:
        return False
    return is_past(overview.meeting, now) or not overview.meeting.looks_back
