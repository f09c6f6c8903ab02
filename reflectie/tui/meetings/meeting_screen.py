"""One meeting, and one series."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.dates import short_day
from reflectie.domain.entry import EntrySummary
from reflectie.domain.errors import UnknownMeeting
from reflectie.domain.exercise import MeetingPhase
from reflectie.domain.field import Aspect
from reflectie.domain.meeting import Series, is_past, meeting_moment
from reflectie.domain.text import shorten
from reflectie.journal import meetings
from reflectie.journal.meetings import SeriesPlacement
from reflectie.services.context import Context
from reflectie.services.meeting_overview import MeetingOverview, meeting_overview
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.list_screen import ListScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.meetings import meeting_flows
from reflectie.tui.meetings.meeting_card_screen import MeetingCardScreen
from reflectie.tui.steps.step_view import plain_text
from reflectie.tui.widgets.trail_chart import TrailChart

_EMPTY_TRAIL_TEXT = "Hier komt te staan waar je stond, bij elk overleg van deze reeks. Er is nog geen teken."


class SeriesScreen(BaseScreen[None]):
    """Each line at which a mark was put around a meeting of the series; nothing is counted or compared."""

    DEFAULT_CSS = """
    SeriesScreen {
        #title { height: 1; margin: 1 2; text-style: bold; color: $primary; }
        #page { height: 1fr; padding: 0 2; align-horizontal: center; scrollbar-size-vertical: 1; }
        #page > * { max-width: 96; height: auto; }
        TrailChart { margin-bottom: 1; }
        &.-short #title { margin: 0 1; }
        &.-short #page { padding: 0 1; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Een reeks"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "rename", "naam"),
        Binding("escape,enter", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context, belongs: Series) -> None:
        super().__init__()
        self.context, self._series = context, belongs

    def compose_body(self) -> ComposeResult:
        yield Static(self._title_text, id="title", markup=False)
        yield VerticalScroll(id="page")

    @property
    def _title_text(self) -> str:
        return f"{self._series.name} · spoor"

    async def on_mount(self) -> None:
        moments = await self.context.require_journal.call(meetings.series_trail, self._series.id)
        page = self.query_one("#page")
        await page.mount_all(self._trail_charts(moments) or [plain_text(_EMPTY_TRAIL_TEXT, "quiet")])
        page.focus()

    def _trail_charts(self, moments: tuple[SeriesPlacement, ...]) -> list[Widget]:
        """A path for each line, in the order of Thuis and then as they came."""
        order = {field.id: place for place, field in enumerate(self.context.library.core_fields)}
        lines = dict.fromkeys(moment.placement.field for moment in moments)
        width = max((len(self._moment_label(moment)) for moment in moments), default=0)
        paths: list[Widget] = []
        for line in sorted(lines, key=lambda line: order.get(line, len(order))):
            mine = [moment for moment in moments if moment.placement.field == line]
            steps = [(self._moment_label(moment).ljust(width), moment.placement.value) for moment in mine]
            last = mine[-1].placement
            paths.append(TrailChart(last.left, last.right, steps))
        return paths

    def _moment_label(self, moment: SeriesPlacement) -> str:
        """The day of the meeting, and whether it was before it."""
        exercise = self.context.library.exercise(moment.exercise)
        before = " vooraf" if exercise and exercise.meeting is MeetingPhase.PREPARE else ""
        nature = " van nature" if moment.placement.aspect is Aspect.NATURE else ""
        return f"{short_day(moment.day)}{before}{nature}"

    def action_rename(self) -> None:
        self.run_worker(self._rename())

    async def _rename(self) -> None:
        if renamed := await meeting_flows.rename_series(self, self.context, self._series):
            self._series = renamed
            self.query_one("#title", Static).update(self._title_text)


MEETING_BINDINGS: list[BindingType] = [
    Binding("w", "reschedule", "wanneer"),
    Binding("r", "rename", "naam"),
    Binding("s", "series", "reeks"),
    Binding("x", "delete", "weggooien"),
]
"""What can be done with one meeting, in the list and on its own page."""


class MeetingActionsScreen(ListScreen[MeetingOverview]):
    """What the list and the page of one can do with a meeting."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("reschedule", "rename", "series", "delete"):
            return self.current_item is not None
        return super().check_action(action, parameters)

    def action_reschedule(self) -> None:
        self.run_flow(meeting_flows.reschedule_meeting)

    def action_rename(self) -> None:
        self.run_flow(meeting_flows.rename_meeting)

    def action_series(self) -> None:
        self.run_flow(meeting_flows.move_to_series)

    def action_delete(self) -> None:
        self.run_flow(meeting_flows.delete_meeting)


_LABEL_WIDTH = 14
"""Cells of the word before each row, with the gap after it."""

_AROUND_LABELS = {MeetingPhase.PREPARE: "voorbereiden", MeetingPhase.LOOK_BACK: "terugkijken"}

_NOT_ASKED_TEXT = "niet meer vragen; met Enter kan het nog"


class MeetingScreen(MeetingActionsScreen):
    """A list of what can be done and read; Enter does it. It begins at what comes now."""

    HELP_TITLE: ClassVar[str] = "Eén overleg"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen", key_display="Enter", priority=True),
        Binding("k", "card", "kaart"),
        Binding("z", "stop_asking", "nooit terugkijken"),
        Binding("z", "ask_again", "toch terugkijken"),
        *MEETING_BINDINGS,
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context, meeting_id: str) -> None:
        super().__init__(context)
        self._meeting_id = meeting_id
        self._overview: MeetingOverview | None = None

    @property
    def current_item(self) -> MeetingOverview | None:
        return self._overview

    async def reload(self) -> None:
        is_new = self._overview is None
        try:
            call = self.context.require_journal.call
            self._overview = await call(meeting_overview, self.context.library, self._meeting_id)
        except UnknownMeeting:  # thrown away, perhaps in another window
            self.dismiss_if_current()
            return
        self._show_rows(self._overview)
        self.option_list.focus()
        if is_new:
            self.option_list.highlighted = self.option_list.get_option_index(
                self._initial_option(self._overview)
            )
        self.refresh_bindings()

    def _initial_option(self, overview: MeetingOverview) -> str:
        """What comes now: to prepare it, and once it was, to look back."""
        over = is_past(overview.meeting, self.context.clock())
        return MeetingPhase.LOOK_BACK if over or overview.look_back else MeetingPhase.PREPARE

    def on_resize(self) -> None:
        if self._overview:
            self._show_rows(self._overview)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        standing = self._overview
        if action == "card":
            return standing is not None and standing.preparation is not None
        if action in ("stop_asking", "ask_again"):
            asked = standing is not None and standing.meeting.looks_back
            return self._can_toggle_prompt and asked is (action == "stop_asking")
        return super().check_action(action, parameters)

    @property
    def _can_toggle_prompt(self) -> bool:
        """Whether there is a look back to be asked for, or not any more."""
        standing = self._overview
        if standing is None or standing.look_back:
            return False
        return is_past(standing.meeting, self.context.clock()) or not standing.meeting.looks_back

    # The rows ------------------------------------------------------------------------------------

    def _show_rows(self, overview: MeetingOverview) -> None:
        meeting = overview.meeting
        self.query_one("#title", Static).update(meeting.name)
        here = self.option_list.highlighted_option
        options = [Option(self._row("wanneer", meeting_moment(meeting, self.context.today)), id="plan")]
        options += [
            Option(self._entry_row(overview, around), id=around) for around in self._visible_stages(overview)
        ]
        if overview.preparation:
            options.append(Option(self._row("kaart", "wat je aan tafel nodig hebt"), id="card"))
        if overview.series:
            options.append(Option(self._row("reeks", overview.series.name), id="trail"))
        options += [
            Option(self._other_entry_row(summary), id=f"entry:{summary.id}") for summary in overview.others
        ]
        self.option_list.clear_options()
        self.option_list.add_options(options)
        places = [option.id for option in options]
        self.option_list.highlighted = places.index(here.id) if here and here.id in places else 0

    def _visible_stages(self, overview: MeetingOverview) -> list[MeetingPhase]:
        """To prepare it, and to look back unless it is still to come."""
        comes = overview.meeting.day and not is_past(overview.meeting, self.context.clock())
        return [
            one for one in MeetingPhase if not comes or one is MeetingPhase.PREPARE or overview.entry_for(one)
        ]

    @property
    def _text_width(self) -> int:
        return max(self.size.width - _LABEL_WIDTH - (3 if self.size.height < 22 else 5), 10)

    def _row(self, label: str, words: str, below: str = "", still: str = "") -> Content:
        """A label and what stands behind it; a quiet row below, where there is something to say."""
        more = f"\n{' ' * _LABEL_WIDTH}[$quiet]$below[/]" if below else ""
        return Content.from_markup(
            f"[$quiet]$label[/]$words[$mark]$still[/]{more}",
            label=label.ljust(_LABEL_WIDTH),
            words=shorten(words, self._text_width - len(still)),
            still=still,
            below=shorten(below, self._text_width),
        )

    def _entry_row(self, overview: MeetingOverview, around: MeetingPhase) -> Content:
        label, written = _AROUND_LABELS[around], overview.entry_for(around)
        if written is None:
            never = around is MeetingPhase.LOOK_BACK and not overview.meeting.looks_back
            return self._row(label, _NOT_ASKED_TEXT if never else self._start_label(around))
        still = " · nog open" if written.is_open else ""
        words = f"{short_day(written.day).strip()} · {meeting_flows.entry_action_label(written)}"
        return self._row(label, words, written.words or "alleen een teken op de lijn", still)

    def _start_label(self, around: MeetingPhase) -> str:
        found = self.context.library.for_meeting(around)
        minutes = f" · ongeveer {found[0].minutes} minuten" if found and found[0].minutes else ""
        return f"{meeting_flows.entry_action_label(None)}{minutes}"

    def _other_entry_row(self, summary: EntrySummary) -> Content:
        still = " · nog open" if summary.is_open else ""
        return self._row(short_day(summary.day), summary.title, summary.words, still)

    # What a person can do ------------------------------------------------------------------------

    def action_open(self) -> None:
        self.option_list.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        kind, _, name = (event.option_id or "").partition(":")
        match kind:
            case "plan":
                self.action_reschedule()
            case "card":
                self.action_card()
            case "trail":
                self._open_series()
            case "entry":
                self.app.push_screen(ReaderScreen(self.context, name))
            case _:
                self.run_worker(self._open_entry(MeetingPhase(kind)))

    async def _open_entry(self, around: MeetingPhase) -> None:
        if self._overview:
            await meeting_flows.open_meeting_entry(self, self.context, self._overview, around)

    def _open_series(self) -> None:
        if self._overview and self._overview.series:
            self.app.push_screen(SeriesScreen(self.context, self._overview.series))

    def action_card(self) -> None:
        """What one needs at the table, on one page."""
        if self._overview and self._overview.preparation:
            self.app.push_screen(
                MeetingCardScreen(self.context, self._overview.meeting, self._overview.preparation.id)
            )

    def action_stop_asking(self) -> None:
        self.run_flow(meeting_flows.toggle_look_back_prompt)

    def action_ask_again(self) -> None:
        self.run_flow(meeting_flows.toggle_look_back_prompt)
