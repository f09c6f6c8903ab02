"""Home (Thuis): the six lines, the unfinished entry, meetings and the question of the day."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from reflectie.domain.dates import long_day
from reflectie.domain.entry import trail_of
from reflectie.domain.exercise import Exercise
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.widgets.balance_chart import BalanceChart

if TYPE_CHECKING:
    from reflectie.services.home_overview import HomeOverview
    from reflectie.tui.home.home_flows import HomeFlows

_NO_CODE_HINT = "twaalf woorden, voor als je je wachtwoord kwijt bent"


class HomeRow(Horizontal):
    """A key, what it opens, and a text about that. Hidden while there is no text."""

    DEFAULT_CSS = """
    HomeRow { width: 100%; max-width: 112; height: auto; padding: 0 0 0 4; display: none; }
    HomeRow .label { width: 15; color: $quiet; }
    HomeRow .text { width: 1fr; height: auto; }
    """

    def __init__(self, key: str, label: str, id: str) -> None:
        super().__init__(id=id)
        self._label = Content.from_markup("[$primary b]$key[/] $label", key=key, label=label)

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="label")
        yield Static(classes="text", markup=False)

    def set_text(self, text: str) -> None:
        self.display = bool(text)
        self.query_one(".text", Static).update(text)


class HomeScreen(BaseScreen[None]):
    """The first screen of an open journal. It shows no counts, reminders or judgements."""

    DEFAULT_CSS = """
    HomeScreen {
        #header { height: 1; width: 100%; max-width: 112; margin-bottom: 1; }
        #name { width: auto; text-style: bold; color: $primary; }
        #date { width: 1fr; text-align: right; color: $quiet; }
        #page { height: 1fr; padding: 1 2 0 2; align-horizontal: center; overflow-y: auto; }
        #unfinished { margin-top: 1; }
        &.-tall #header { margin: 0 0 2 0; }
        &.-tall #page { align-vertical: middle; padding-bottom: 3; }
        &.-short #page { padding: 0 1; }
        &.-short #header { display: none; }
        &.-tall HomeRow { margin-top: 1; }
        &.-narrow HomeRow { padding: 0 1; height: 1; }
        &.-narrow HomeRow .label { width: 2; height: 1; text-wrap: nowrap; text-overflow: clip; }
        &.-narrow HomeRow .text { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        &.-short #unfinished { margin-top: 0; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Thuis"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"field({n})", "veld", key_display="1-6", show=n == 1) for n in range(1, 7)),
        Binding("g", "resume", "ga verder", show=False),
        Binding("v", "question", "vraag van vandaag", show=False),
        Binding("b", "look_back", "blik terug", show=False),
        Binding("z", "stop_asking", "nooit terugkijken", show=False),
        Binding("h", "recovery_code", "herstelcode", show=False),
        Binding("n", "choose", "nieuw"),
        Binding("o", "app.meetings", "overleg"),
        Binding("s", "app.situations", "situaties"),
        Binding("l", "app.logbook", "logboek"),
        Binding("i", "app.settings", "instellingen"),
        Binding("question_mark", "app.help", "hulp", key_display="?", show=False),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._overview: HomeOverview | None = None
        """None until the journal was read."""

    def compose_body(self) -> ComposeResult:
        with Container(id="page"):
            with Horizontal(id="header"):
                yield Static("reflectie", id="name")
                yield Static(long_day(self.context.today), id="date")
            yield BalanceChart(self.context.library.core_fields)
            yield HomeRow("g", "Ga verder", id="unfinished")
            yield HomeRow("o", "Binnenkort", id="coming")
            yield HomeRow("b", "Blik terug", id="past")
            yield HomeRow("v", "Vraag", id="question")
            yield HomeRow("h", "Herstelcode", id="code")

    def on_screen_resume(self) -> None:
        """Show the lines first, and then read the journal."""
        self.call_after_refresh(self._load_overview)

    async def _load_overview(self) -> None:
        # Imported here for the start: the lines are painted before the journal is loaded.
        from reflectie.services.home_overview import home_overview

        context, now = self.context, self.context.clock()
        self.query_one("#date", Static).update(long_day(now.date()))
        overview = await context.require_journal.call(
            home_overview, context.library, now, frozenset(context.settings.roles), context.folder
        )
        self._overview = overview
        self.query_one(BalanceChart).trails = tuple(
            trail_of(field.id, overview.placements) for field in context.library.core_fields
        )
        next_meeting, last_meeting = overview.next_meeting, overview.last_meeting
        texts = {
            "#unfinished": overview.unfinished_label(now),
            "#coming": next_meeting.upcoming_label(now) if next_meeting else "",
            "#past": last_meeting.look_back_label(now) if last_meeting else "",
            "#question": overview.question_text,
            "#code": _NO_CODE_HINT if overview.lacks_recovery_code else "",
        }
        for row_id, text in texts.items():
            self.query_one(row_id, HomeRow).set_text(text)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        overview = self._overview
        match action:
            case "resume":
                return bool(overview and overview.unfinished)
            case "look_back" | "stop_asking":
                return bool(overview and overview.last_meeting)
            case "question":
                return bool(overview and overview.question)
            case "recovery_code":
                return bool(overview and overview.lacks_recovery_code)
        return super().check_action(action, parameters)

    # Starting an entry ---------------------------------------------------------------------------

    def on_balance_chart_opened(self, event: BalanceChart.Opened) -> None:
        self.action_field(event.field.number or 1)

    def action_field(self, number: int) -> None:
        exercise = next((e for e in self.context.library.exercises if e.core_number == number), None)
        if exercise:
            self._flows.start(exercise)

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

    def action_choose(self) -> None:
        self._flows.choose()

    # The other rows ------------------------------------------------------------------------------

    def action_look_back(self) -> None:
        if self._overview and self._overview.last_meeting:
            self.run_worker(self._flows.look_back(self._overview.last_meeting))

    async def action_stop_asking(self) -> None:
        if self._overview and self._overview.last_meeting:
            await self._flows.stop_asking(self._overview.last_meeting)
            await self._load_overview()

    @work
    async def action_recovery_code(self) -> None:
        await self._flows.create_recovery_code()
        await self._load_overview()
