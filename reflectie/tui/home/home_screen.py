"""Home (Thuis): the six lines, the unfinished entry, meetings and the question of the day."""

import datetime as dt
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from reflectie.diagrams.scale import trail_legend
from reflectie.domain.dates import long_day
from reflectie.domain.entry import trail_of
from reflectie.domain.exercise import Exercise
from reflectie.domain.pack_info import rejections_notice
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.widgets.balance_chart import BalanceChart, highlight_number, show_fields
from reflectie.tui.widgets.fitted_row import fit_legend

if TYPE_CHECKING:
    from reflectie.services.home_overview import HomeOverview
    from reflectie.tui.home.home_flows import HomeFlows


class HomeRow(Horizontal, can_focus=True):
    """A key, what it opens, and a text about that. Hidden while there is no text.

    Enter and a click do the same as the key.
    """

    DEFAULT_CSS = """
    HomeRow {
        width: 100%; height: auto; padding: 0 0 0 4; display: none;
        .label { width: 20; color: $quiet; }
        .text { width: 1fr; height: auto; }
        &:focus { background: $focus; color: $focus-text; text-style: bold; }
        &:focus .label { color: $focus-text; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Onder de zes lijnen"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.move(-1)", "omhoog", show=False),
        Binding("down", "screen.move(1)", "omlaag", show=False),
        Binding("enter", "open", "openen", show=False),
    ]

    def __init__(self, key: str, label: str, action: str, id: str) -> None:
        super().__init__(id=id)
        self._label = Content.from_markup("[$primary b]$key[/] $label", key=key, label=label)
        self._text = Static(classes="text", markup=False)
        self._action = action

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="label")
        yield self._text

    def set_text(self, text: str) -> None:
        self.display = bool(text)
        self._text.update(text)

    async def action_open(self) -> None:
        await self.screen.run_action(self._action)

    async def on_click(self) -> None:
        self.focus()
        await self.action_open()


FREE_WRITING = "vrij-schrijven"
"""The exercise for writing without questions."""


class HomeActionsScreen(BaseScreen[None]):
    """What the keys and rows of Home do, and which of them are possible."""

    SHOWS_JOURNAL = True

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._overview: HomeOverview | None = None
        """None until the journal was read."""

    async def _load_overview(self) -> None:
        """Read the journal and show it."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        overview = self._overview
        match action:
            case "resume":
                return bool(overview and overview.unfinished)
            case "look_back" | "stop_asking":
                return bool(overview and overview.last_meeting)
            case "question":
                return bool(overview and overview.question)
            case "write":
                # The lines are painted before the content is loaded; only a pack can take this exercise away.
                return overview is None or self.context.library.exercise(FREE_WRITING) is not None
            case "recovery_code":
                return bool(overview and overview.lacks_recovery_code)
        return super().check_action(action, parameters)

    def make_starter(self, exercise: Exercise) -> Callable[[], None]:
        """Return what the command palette calls to start this exercise."""
        return partial(self._flows.start, exercise)

    @cached_property
    def _flows(self) -> "HomeFlows":
        # Imported here: the runner and its editor take a sixth of the start, and Home does not need them.
        from reflectie.tui.home.home_flows import HomeFlows

        return HomeFlows(self, self.context)

    async def action_resume(self) -> None:
        if self._overview and self._overview.unfinished:
            await self._flows.resume(self._overview.unfinished)

    def action_question(self) -> None:
        if self._overview and self._overview.question:
            self._flows.answer_question(self._overview.question)

    def action_write(self) -> None:
        """Begin an empty page, without questions."""
        if exercise := self.context.library.exercise(FREE_WRITING):
            self._flows.start(exercise)

    def action_choose(self) -> None:
        self._flows.choose()

    @work
    async def action_look_back(self) -> None:
        if self._overview and self._overview.last_meeting:
            await self._flows.look_back(self._overview.last_meeting)

    async def action_stop_asking(self) -> None:
        if self._overview and self._overview.last_meeting:
            await self._flows.stop_asking(self._overview.last_meeting)
            await self._load_overview()

    @work
    async def action_recovery_code(self) -> None:
        await self._flows.create_recovery_code()
        await self._load_overview()


# The screen ---------------------------------------------------------------------------------------

_WRITE_TEXT = "zonder vragen, wat er maar is"

_NOTICE_SECONDS = 20

_NO_CODE_HINT = "twaalf woorden, voor als je je wachtwoord kwijt bent"


class HomeScreen(HomeActionsScreen):
    """The first screen of an open journal. It shows no counts, reminders or judgements."""

    DEFAULT_CSS = """
    HomeScreen {
        #header { height: 1; width: 100%; max-width: 112; margin-bottom: 1; }
        #legend { width: 100%; max-width: 112; height: auto; padding-left: 4; color: $quiet; display: none; }
        #rows { width: 100%; max-width: 112; height: auto; margin-top: 1; }
        #name { width: auto; text-style: bold; color: $primary; }
        #date { width: 1fr; text-align: right; color: $quiet; }
        #page { height: 1fr; padding: 1 2 0 2; align-horizontal: center; overflow-y: auto; }
        &.-tall #header { margin: 0 0 2 0; }
        &.-tall #page { align-vertical: middle; padding-bottom: 3; }
        &.-short #page { padding: 0 1; }
        &.-short #header { display: none; }
        &.-tall HomeRow { margin-bottom: 1; }
        &.-narrow #legend { padding-left: 1; }
        &.-narrow HomeRow { padding: 0 1; height: 1; }
        &.-narrow HomeRow .label { width: 2; height: 1; text-wrap: nowrap; text-overflow: clip; }
        &.-narrow HomeRow .text { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        &.-short #rows { margin-top: 0; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Thuis"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"field({n})", "lijn", key_display="1-6", show=n == 1) for n in range(1, 7)),
        Binding("g", "resume", "ga verder", show=False),
        Binding("v", "question", "vraag van de dag", show=False),
        Binding("b", "look_back", "terugkijken op overleg", show=False),
        Binding("m", "stop_asking", "niet meer vragen", show=False),
        Binding("w", "write", "schrijven"),
        Binding("h", "recovery_code", "herstelcode", show=False),
        Binding("n", "choose", "kiezen"),
        Binding("o", "app.meetings", "overleg"),
        Binding("s", "app.situations", "situaties"),
        Binding("l", "app.logbook", "logboek"),
        Binding("t", "app.look_back", "terugkijken"),
        Binding("i", "app.settings", "instellingen"),
    ]

    def compose_body(self) -> ComposeResult:
        with Container(id="page"):
            with Horizontal(id="header"):
                yield Static(
                    "reflectie · een voorbeeld" if self.context.is_example else "reflectie", id="name"
                )
                yield Static(long_day(self.context.today), id="date")
            yield BalanceChart(self.context.core_fields)
            yield Static(id="legend", markup=False)
            yield Container(id="rows")

    def on_screen_resume(self) -> None:
        """Show the lines first, and then read the journal."""
        show_fields(self.query_one(BalanceChart), self.context.core_fields)
        self.call_after_refresh(self._load_overview)

    async def _load_overview(self) -> None:
        # Imported here for the start: the lines are painted before the journal is loaded.
        from reflectie.services.home_overview import home_overview

        context, now = self.context, self.context.clock()
        self.query_one("#date", Static).update(long_day(now.date()))
        rows = self.query_one("#rows")
        if not rows.children:  # nothing to show in them before: they are made after the lines are painted
            await rows.mount_all(_make_rows())
            self._report_rejected_packs()
        overview = await context.require_journal.call(
            home_overview,
            context.library,
            now,
            frozenset(context.settings.roles),
            context.folder,
            context.day_of_writing,
        )
        previous, self._overview = self._overview, overview
        chart = self.query_one(BalanceChart)
        chart.trails = tuple(trail_of(field.id, overview.placements) for field in chart.fields)
        self._show_texts(overview, now)
        self._focus_likely_row(previous)
        self.refresh_bindings()

    def _report_rejected_packs(self) -> None:
        if notice := rejections_notice(self.context.library.rejected):
            self.notify(notice, markup=False, timeout=_NOTICE_SECONDS)

    def _show_texts(self, overview: "HomeOverview", now: dt.datetime) -> None:
        legend = self.query_one("#legend", Static)
        signs = trail_legend(self.query_one(BalanceChart).trails)
        legend.update(fit_legend(signs, overview.picture_hint))
        legend.display = True
        next_meeting, last_meeting = overview.next_meeting, overview.last_meeting
        texts = {
            "#unfinished": overview.unfinished_label(now),
            "#coming": next_meeting.upcoming_label(now) if next_meeting else "",
            "#past": last_meeting.look_back_label(now) if last_meeting else "",
            "#question": overview.question_text,
            "#write": _WRITE_TEXT if self.context.library.exercise(FREE_WRITING) else "",
            "#code": _NO_CODE_HINT if overview.lacks_recovery_code else "",
        }
        for row_id, text in texts.items():
            self.query_one(row_id, HomeRow).set_text(text)

    # The focus -----------------------------------------------------------------------------------

    def _focus_likely_row(self, previous: "HomeOverview | None") -> None:
        """Focus an unfinished entry that was not here before; the lines when the focused row is gone."""
        unfinished = self._overview.unfinished if self._overview else None
        known = previous.unfinished if previous else None
        if unfinished and (known is None or known.id != unfinished.id):
            self.set_focus(self.query_one("#unfinished"))
            exercise = self.context.library.exercise(unfinished.exercise)
            if exercise:
                highlight_number(self.query_one(BalanceChart), exercise.core_number)
        elif self.focused is None or not self.focused.display:
            self.set_focus(self.query_one(BalanceChart))

    @property
    def _stops(self) -> list[Widget]:
        """What the arrows go through, in order: the lines, and every row that is shown."""
        return [self.query_one(BalanceChart), *(row for row in self.query(HomeRow) if row.display)]

    def on_balance_chart_left(self, event: BalanceChart.Left) -> None:
        self.action_move(event.by)

    def action_move(self, by: int) -> None:
        """Go to the next or the previous row; from the last to the first line."""
        stops = self._stops
        number = stops.index(self.focused) if self.focused in stops else 0
        following = stops[(number + by) % len(stops)]
        if isinstance(following, BalanceChart):
            following.highlighted = 0 if by > 0 else len(following.fields) - 1
        following.focus()

    # Opening a line ------------------------------------------------------------------------------

    def on_balance_chart_opened(self, event: BalanceChart.Opened) -> None:
        """Open the page of a line; a line without any mark is ready to be moved at once."""
        chart = self.query_one(BalanceChart)
        if chart.trail_at(chart.fields.index(event.field)).is_empty:
            self.action_field(event.field.number or 1)
        else:
            self._flows.open_field(event.field)

    def action_field(self, number: int) -> None:
        """Start the exercise of a line, where the mark can be moved at once."""
        exercise = next((e for e in self.context.library.exercises if e.core_number == number), None)
        if exercise:
            highlight_number(self.query_one(BalanceChart), number)
            self._flows.start(exercise)


def _make_rows() -> tuple[HomeRow, ...]:
    return (
        HomeRow("g", "Ga verder", "resume", id="unfinished"),
        HomeRow("o", "Binnenkort", "app.meetings", id="coming"),
        HomeRow("b", "Terugkijken", "look_back", id="past"),
        HomeRow("v", "Vraag van de dag", "question", id="question"),
        HomeRow("w", "Schrijven", "write", id="write"),
        HomeRow("h", "Herstelcode", "recovery_code", id="code"),
    )
