"""Home (Thuis): the six lines, the unfinished entry, meetings and the question of the day."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Static

from reflectie.domain.coach import Coach
from reflectie.domain.dates import long_day, relative_day
from reflectie.domain.entry import Entry, EntrySummary, ShownQuestion, trail_of
from reflectie.domain.exercise import Exercise, MeetingPhase
from reflectie.domain.step import Pick, Question
from reflectie.journal.trails import list_trails
from reflectie.services.context import Context
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.widgets.balance_chart import BalanceChart

if TYPE_CHECKING:
    from reflectie.journal.folder import JournalFolder
    from reflectie.services.meeting_overview import MeetingOverview


class HomeRow(Horizontal):
    """A key, what it is for, and the words of today; not there while there are no words."""

    DEFAULT_CSS = """
    HomeRow { width: 100%; max-width: 112; height: auto; padding: 0 0 0 4; display: none; }
    HomeRow .label { width: 15; color: $quiet; }
    HomeRow .words { width: 1fr; height: auto; }
    """

    def __init__(self, key: str, label: str, id: str) -> None:
        super().__init__(id=id)
        self._label = Content.from_markup("[$primary b]$key[/] $words", key=key, words=label)

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="label")
        yield Static(classes="words", markup=False)

    def set_text(self, words: str) -> None:
        self.display = bool(words)
        self.query_one(".words", Static).update(words)


QUESTION_OF_THE_DAY = "vraag-van-de-dag"

_NO_CODE_HINT = "twaalf woorden, voor als je je wachtwoord kwijt bent"


class HomeScreen(BaseScreen[None]):
    """The face of the product. Nothing here counts, urges or judges."""

    DEFAULT_CSS = """
    HomeScreen {
        #head { height: 1; width: 100%; max-width: 112; margin-bottom: 1; }
        #name { width: auto; text-style: bold; color: $primary; }
        #date { width: 1fr; text-align: right; color: $quiet; }
        #room { height: 1fr; padding: 1 2 0 2; align-horizontal: center; overflow-y: auto; }
        #unfinished { margin-top: 1; }
        &.-tall #head { margin: 0 0 2 0; }
        &.-tall #room { align-vertical: middle; padding-bottom: 3; }
        &.-short #room { padding: 0 1; }
        &.-short #head { display: none; }
        &.-tall HomeRow { margin-top: 1; }
        &.-narrow HomeRow { padding: 0 1; height: 1; }
        &.-narrow HomeRow .label { width: 2; height: 1; text-wrap: nowrap; text-overflow: clip; }
        &.-narrow HomeRow .words { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
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
        self._unfinished: EntrySummary | None = None
        self._unfinished_meeting = ""
        """The name of the meeting that it belongs to, if any."""
        self._question_of_the_day: ShownQuestion | None = None
        self._lacks_code = False
        self._next_meeting: MeetingOverview | None = None
        self._last_meeting: MeetingOverview | None = None

    def compose_body(self) -> ComposeResult:
        with Container(id="room"):
            with Horizontal(id="head"):
                yield Static("reflectie", id="name")
                yield Static(long_day(self.context.today), id="date")
            yield BalanceChart(self.context.library.core_fields)
            yield HomeRow("g", "Ga verder", id="unfinished")
            yield HomeRow("o", "Binnenkort", id="coming")
            yield HomeRow("b", "Blik terug", id="past")
            yield HomeRow("v", "Vraag", id="question")
            yield HomeRow("h", "Herstelcode", id="code")

    def on_screen_resume(self) -> None:
        """Every return shows things as they stand now; the lines are painted before the journal is asked."""
        self.call_after_refresh(self._load_journal_rows)

    async def _load_journal_rows(self) -> None:
        from reflectie.journal.journal import Journal
        from reflectie.journal.keys.recovery_code import lacks_recovery_code
        from reflectie.services.meeting_overview import meeting_title, next_and_last

        call = self.context.require_journal.call
        self.query_one("#date", Static).update(long_day(self.context.today))
        placements = await call(list_trails)
        unfinished = await call(Journal.summaries, 1, 0, True)
        self._unfinished = unfinished[0] if unfinished else None
        self._unfinished_meeting = (
            await call(meeting_title, self._unfinished.meeting) if self._unfinished else ""
        )
        self.query_one(BalanceChart).standpoints = tuple(
            trail_of(field.id, placements) for field in self.context.library.core_fields
        )
        self._question_of_the_day = self._choose_question(
            await self.context.make_coach(before_day=self.context.today)
        )
        self._next_meeting, self._last_meeting = await call(
            next_and_last, self.context.library, self.context.clock()
        )
        self._lacks_code = await call(lambda _: lacks_recovery_code(self.context.folder))
        self._show_rows()
        self.refresh_bindings()

    # The rows under the lines ----------------------------------------------------------------

    def _show_rows(self) -> None:
        self.query_one("#unfinished", HomeRow).set_text(self._unfinished_text())
        self.query_one("#coming", HomeRow).set_text(
            self._next_meeting.upcoming_label(self.context.clock()) if self._next_meeting else ""
        )
        self.query_one("#past", HomeRow).set_text(
            self._last_meeting.look_back_label(self.context.clock()) if self._last_meeting else ""
        )
        self.query_one("#question", HomeRow).set_text(self._question_text())
        self.query_one("#code", HomeRow).set_text(_NO_CODE_HINT if self._lacks_code else "")

    def _unfinished_text(self) -> str:
        summary = self._unfinished
        if summary is None:
            return ""
        moment = (summary.changed or summary.begun).astimezone(self.context.clock().tzinfo)
        left = f"{relative_day(moment.date(), self.context.today)} {moment:%H:%M}"
        return " · ".join(filter(None, (summary.title, self._unfinished_meeting, left)))

    def _question_exercise(self) -> Exercise | None:
        return self.context.library.exercise(QUESTION_OF_THE_DAY)

    def _pick(self) -> Pick | None:
        exercise = self._question_exercise()
        return next((s for s in exercise.steps if isinstance(s, Pick)), None) if exercise else None

    def _choose_question(self, coach: Coach) -> ShownQuestion | None:
        """One question for today; answering it does not change it before tomorrow."""
        exercise, pick = self._question_exercise(), self._pick()
        if exercise is None or pick is None:
            return None
        chosen = coach.choose(exercise, pick, self.context.new_entry(exercise), count=1)
        return chosen[0] if chosen else None

    def _question_text(self) -> str:
        pick = self._pick()
        item = pick.item(self._question_of_the_day.item) if pick and self._question_of_the_day else None
        return item.text if isinstance(item, Question) else ""

    # What a person can do ------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "resume":
                return self._unfinished is not None
            case "look_back" | "stop_asking":
                return self._last_meeting is not None
            case "question":
                return bool(self._question_of_the_day)
            case "recovery_code":
                return self._lacks_code
        return super().check_action(action, parameters)

    def on_balance_chart_opened(self, event: BalanceChart.Opened) -> None:
        self.action_field(event.field.number or 1)

    def action_field(self, number: int) -> None:
        exercise = next((e for e in self.context.library.exercises if e.core_number == number), None)
        if exercise:
            self._start(exercise)

    def make_starter(self, exercise: Exercise) -> Callable[[], None]:
        """What the palette calls to begin this exercise."""
        return partial(self._start, exercise)

    def _start(self, exercise: Exercise) -> None:
        self._run(exercise, self.context.new_entry(exercise))

    def _run(self, exercise: Exercise, entry: Entry) -> None:
        # Imported here: the runner and its editor cost a sixth of the start, and Thuis does not need them.
        from reflectie.services.walkthrough import Walkthrough
        from reflectie.tui.runner.runner_screen import RunnerScreen

        self.app.push_screen(RunnerScreen(self.context, Walkthrough.resume(self.context, exercise, entry)))

    async def action_resume(self) -> None:
        if self._unfinished:
            from reflectie.tui.runner.runner_screen import resume_entry

            await resume_entry(self, self.context, self._unfinished.id)

    def action_look_back(self) -> None:
        """On the last meeting, with its preparation beside it."""
        from reflectie.tui.meetings.meeting_flows import open_meeting_entry

        if self._last_meeting:
            self.run_worker(
                open_meeting_entry(self, self.context, self._last_meeting, MeetingPhase.LOOK_BACK)
            )

    async def action_stop_asking(self) -> None:
        """Not to be asked again about this meeting; in Overleg it can still be done."""
        from reflectie.tui.meetings.meeting_flows import toggle_look_back_prompt

        if self._last_meeting:
            await toggle_look_back_prompt(self, self.context, self._last_meeting)
            await self._load_journal_rows()

    def action_question(self) -> None:
        exercise = self._question_exercise()
        if exercise and self._question_of_the_day:
            entry = self.context.new_entry(exercise).with_shown((self._question_of_the_day,))
            self._run(exercise, entry)

    def action_recovery_code(self) -> None:
        if self.context.folder:
            self.run_worker(self._create_recovery_code(self.context.folder))

    async def _create_recovery_code(self, folder: "JournalFolder") -> None:
        """The last card closes before the code is on disk, so only after that is the row known to be gone."""
        from reflectie.tui.security.security_settings import create_recovery_code

        await create_recovery_code(self.app, folder)
        await self._load_journal_rows()

    def action_choose(self) -> None:
        """Kiezen: every exercise, to choose from."""
        from reflectie.tui.home.choose_screen import ChooseScreen

        def start(exercise: Exercise | None) -> None:
            if exercise:
                self._start(exercise)

        self.app.push_screen(ChooseScreen(self.context), start)
