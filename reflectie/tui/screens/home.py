"""Thuis: the six lines, an unfinished reflection to go on with, a question of the day."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.widgets import Static

from reflectie.domain.coach import Coach
from reflectie.domain.dates import long_day, near_day
from reflectie.domain.entry import Entry, Shown, Summary
from reflectie.domain.exercise import Exercise
from reflectie.domain.meeting import Around
from reflectie.domain.step import Pick, Question
from reflectie.domain.trail import standpoint
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.widgets.balance import Balance
from reflectie.tui.widgets.below import Below

if TYPE_CHECKING:  # what stands around a meeting is read after the lines are painted
    from reflectie.journal.folder import Folder
    from reflectie.tui.standing import Standing

QUESTION_OF_THE_DAY = "vraag-van-de-dag"
_NO_CODE = "twaalf woorden, voor als je je wachtwoord kwijt bent"


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
        &.-tall Below { margin-top: 1; }
        &.-narrow Below { padding: 0 1; height: 1; }
        &.-narrow Below .label { width: 2; height: 1; text-wrap: nowrap; text-overflow: clip; }
        &.-narrow Below .words { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        &.-short #unfinished { margin-top: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"field({n})", "veld", key_display="1-6", show=n == 1) for n in range(1, 7)),
        Binding("g", "resume", "ga verder", show=False),
        Binding("v", "question", "vraag van vandaag", show=False),
        Binding("b", "look_back", "blik terug", show=False),
        Binding("z", "never", "nooit terugkijken", show=False),
        Binding("h", "code", "herstelcode", show=False),
        Binding("n", "new", "nieuw"),
        Binding("o", "app.meetings", "overleg"),
        Binding("s", "app.situations", "situaties"),
        Binding("l", "app.journal", "logboek"),
        Binding("i", "app.settings", "instellingen"),
        Binding("question_mark", "app.help", "hulp", key_display="?", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._unfinished: Summary | None = None
        self._unfinished_at = ""
        """The name of the meeting that it belongs to, if any."""
        self._today: Shown | None = None
        self._lacks_code = False
        self._coming: Standing | None = None
        self._past: Standing | None = None

    def body(self) -> ComposeResult:
        with Container(id="room"):
            with Horizontal(id="head"):
                yield Static("reflectie", id="name")
                yield Static(long_day(self._desk.today), id="date")
            yield Balance(self._desk.library.core)
            yield Below("g", "Ga verder", id="unfinished")
            yield Below("o", "Binnenkort", id="coming")
            yield Below("b", "Blik terug", id="past")
            yield Below("v", "Vraag", id="question")
            yield Below("h", "Herstelcode", id="code")

    def on_screen_resume(self) -> None:
        """Every return shows things as they stand now; the lines are painted before the journal is asked."""
        self.call_after_refresh(self._show_journal)

    async def _show_journal(self) -> None:
        from reflectie.journal.recovery import lacks_code
        from reflectie.journal.store import Journal
        from reflectie.tui.standing import at_hand, name_of

        call = self._desk.open_journal.call
        self.query_one("#date", Static).update(long_day(self._desk.today))
        placements = await call(Journal.trails)
        unfinished = await call(Journal.summaries, 1, 0, True)
        self._unfinished = unfinished[0] if unfinished else None
        self._unfinished_at = await call(name_of, self._unfinished.meeting) if self._unfinished else ""
        self.query_one(Balance).standpoints = tuple(
            standpoint(field.id, placements) for field in self._desk.library.core
        )
        self._today = self._choose_question(await self._desk.coach(before=self._desk.today))
        self._coming, self._past = await call(at_hand, self._desk.library, self._desk.clock())
        self._lacks_code = await call(lambda _: lacks_code(self._desk.folder))
        self._show_below()
        self.refresh_bindings()

    # The rows under the lines ----------------------------------------------------------------

    def _show_below(self) -> None:
        self.query_one("#unfinished", Below).show(self._unfinished_words())
        self.query_one("#coming", Below).show(self._coming.coming(self._desk.clock()) if self._coming else "")
        self.query_one("#past", Below).show(self._past.past(self._desk.clock()) if self._past else "")
        self.query_one("#question", Below).show(self._question_words())
        self.query_one("#code", Below).show(_NO_CODE if self._lacks_code else "")

    def _unfinished_words(self) -> str:
        summary = self._unfinished
        if summary is None:
            return ""
        moment = (summary.changed or summary.begun).astimezone(self._desk.clock().tzinfo)
        left = f"{near_day(moment.date(), self._desk.today)} {moment:%H:%M}"
        return " · ".join(filter(None, (summary.title, self._unfinished_at, left)))

    def _exercise(self) -> Exercise | None:
        return self._desk.library.exercise(QUESTION_OF_THE_DAY)

    def _pick(self) -> Pick | None:
        exercise = self._exercise()
        return next((s for s in exercise.steps if isinstance(s, Pick)), None) if exercise else None

    def _choose_question(self, coach: Coach) -> Shown | None:
        """One question for today; answering it does not change it before tomorrow."""
        exercise, pick = self._exercise(), self._pick()
        if exercise is None or pick is None:
            return None
        chosen = coach.choose(exercise, pick, self._desk.begin(exercise), take=1)
        return chosen[0] if chosen else None

    def _question_words(self) -> str:
        pick = self._pick()
        item = pick.item(self._today.item) if pick and self._today else None
        return item.text if isinstance(item, Question) else ""

    # What a person can do ------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "resume":
                return self._unfinished is not None
            case "look_back" | "never":
                return self._past is not None
            case "question":
                return bool(self._today)
            case "code":
                return self._lacks_code
        return super().check_action(action, parameters)

    def on_balance_opened(self, event: Balance.Opened) -> None:
        self.action_field(event.field.number or 1)

    def action_field(self, number: int) -> None:
        exercise = next((e for e in self._desk.library.exercises if e.number == number), None)
        if exercise:
            self._start(exercise)

    def starter(self, exercise: Exercise) -> Callable[[], None]:
        """What the palette calls to begin this exercise."""
        return partial(self._start, exercise)

    def _start(self, exercise: Exercise) -> None:
        self._run(exercise, self._desk.begin(exercise))

    def _run(self, exercise: Exercise, entry: Entry) -> None:
        # Imported here: the runner and its editor cost a sixth of the start, and Thuis does not need them.
        from reflectie.tui.screens.runner import RunnerScreen

        self.app.push_screen(RunnerScreen(self._desk, exercise, entry))

    async def action_resume(self) -> None:
        if self._unfinished:
            from reflectie.tui.screens.runner import go_on

            await go_on(self, self._desk, self._unfinished.id)

    def action_look_back(self) -> None:
        """On the last meeting, with its preparation beside it."""
        from reflectie.tui.convening import write

        if self._past:
            self.run_worker(write(self, self._desk, self._past, Around.LOOK_BACK))

    async def action_never(self) -> None:
        """Not to be asked again about this meeting; in Overleg it can still be done."""
        from reflectie.tui.convening import ask_or_not

        if self._past:
            await ask_or_not(self, self._desk, self._past)
            await self._show_journal()

    def action_question(self) -> None:
        exercise = self._exercise()
        if exercise and self._today:
            entry = self._desk.begin(exercise).with_shown((self._today,))
            self._run(exercise, entry)

    def action_code(self) -> None:
        if self._desk.folder:
            self.run_worker(self._make_code(self._desk.folder))

    async def _make_code(self, folder: "Folder") -> None:
        """The last card closes before the code is on disk, so only after that is the row known to be gone."""
        from reflectie.tui.locks import make_code

        await make_code(self.app, folder)
        await self._show_journal()

    def action_new(self) -> None:
        """Kiezen: every exercise, to choose from."""
        from reflectie.tui.screens.choosing import ChoosingScreen

        def start(exercise: Exercise | None) -> None:
            if exercise:
                self._start(exercise)

        self.app.push_screen(ChoosingScreen(self._desk), start)
