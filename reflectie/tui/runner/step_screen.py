"""Base screen of the runner: shows one stop and saves what is entered there."""

from collections.abc import Awaitable, Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.reactive import reactive
from textual.widgets import Static

from reflectie.domain.closing import offered_parts
from reflectie.domain.entry import AnswerState
from reflectie.domain.exercise import Library
from reflectie.domain.moves import where_to_write
from reflectie.domain.plan import Stop
from reflectie.domain.session import Session
from reflectie.services.context import Context
from reflectie.services.walkthrough import ReturnPoint, Walkthrough, available_actions
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.runner.stop_saver import StopSaver
from reflectie.tui.steps.end_view import EndView
from reflectie.tui.steps.place_view import ExploreView
from reflectie.tui.steps.read_view import PauseView, SoundSwitch
from reflectie.tui.steps.registry import STEP_VIEWS
from reflectie.tui.steps.step_view import StepView
from reflectie.tui.widgets.editor import Editor

_WIDE_WIDTH = 64
"""From this many cells the dots are spaced, if they fit."""

_MAX_SHARE = 0.5
"""The part of the row that the dots may take. More screens than that are shown in proportion."""


class Progress(Static):
    """The progress in the short route or in a part: a dot for each screen, a large one for the current one.

    It has room for fewer dots in a smaller window.
    """

    DEFAULT_CSS = "Progress { width: auto; margin-left: 1; }"

    def __init__(self) -> None:
        super().__init__(id="progress", markup=False)
        self._current, self._count = 0, 0

    def show(self, session: Session, stop: Stop | None) -> None:
        """Show where a stop is; nothing at the closing."""
        part = stop.part if stop else None
        addresses = [other.address for other in session.stops if other.part == part]
        is_known = stop is not None and stop.address in addresses
        self._current = addresses.index(stop.address) if stop and is_known else 0
        self._count = len(addresses)
        self.fit(self.app.size.width)

    def fit(self, width: int) -> None:
        """Write the dots for a window of this many cells."""
        self.update(progress_dots(self._current, self._count, width))


def progress_dots(current: int, count: int, width: int) -> str:
    """The dots of ``count`` screens, in a window of ``width`` cells."""
    available = max(int(width * _MAX_SHARE), 1)
    gap = " " if width >= _WIDE_WIDTH and 2 * count - 1 <= available else ""
    shown = min(count, available)
    current = current * shown // max(count, 1)
    return gap.join("●" if number == current else "·" for number in range(shown))


class TopRow(Horizontal):
    """The name of the exercise, and the progress in it."""

    DEFAULT_CSS = """
    TopRow {
        height: 1; padding: 0 2; background: $surface; color: $quiet;
        #title { width: 1fr; height: 1; text-overflow: ellipsis; text-wrap: nowrap; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__(id="top")
        self._title = title

    def compose(self) -> ComposeResult:
        yield Static(self._title, id="title", markup=False)
        yield Progress()

    def on_resize(self) -> None:
        self.query_one(Progress).fit(self.app.size.width)

    def show(self, session: Session, stop: Stop | None, library: Library) -> None:
        """Show where a stop is; None is the end."""
        self.query_one(Progress).show(session, stop)
        self.query_one("#title", Static).update(_title(session, stop, library))


def _title(session: Session, stop: Stop | None, library: Library) -> str:
    """The name of the exercise, in a part the title of the part, and who wrote it if that was not us."""
    credit = library.credit(session.exercise.id)
    titles = {part.id: part.title for part in offered_parts(session)} if stop and stop.part else {}
    return " · ".join(
        filter(
            None, (session.exercise.name, titles.get(stop.part if stop else ""), credit and f"van {credit}")
        )
    )


class TypedWordsScreen(BaseScreen[None]):
    """Says where words can go when they are typed where there is no text field."""

    _saver: StopSaver
    _walkthrough: Walkthrough

    def on_key(self, event: events.Key) -> None:
        """Say where words can go when a letter is typed that is no key, where there is no text field."""
        is_word = event.is_printable and bool((event.character or "").strip())
        if is_word and event.key not in self.active_bindings:
            self._show_where_to_write()

    def on_paste(self) -> None:
        self._show_where_to_write()

    def _show_where_to_write(self) -> None:
        if not isinstance(self.focused, Editor):  # otherwise the text field took it, or said why not
            self._saver.status.show_rejection(self._where_to_write, alert=False)

    @property
    def _where_to_write(self) -> str:
        """Where words can go that are not taken here."""
        view = next(iter(self.query(StepView)), None)
        return view.where_to_write if view else where_to_write(self._walkthrough.session, None)


class StepScreen(TypedWordsScreen):
    """Shows the stops of a walkthrough and saves what is entered there. ``stop`` is None at the end."""

    SHOWS_JOURNAL = True
    DEFAULT_CSS = """
    StepScreen {
        #middle { height: 1fr; align-horizontal: center; }
        #step { height: 1fr; width: 100%; max-width: 88; padding: 1 2 0 2; }
        #step.-roomy { max-width: 132; }
        &.-tall #step { padding: 3 2 1 2; }
        &.-tall .earlier-answer { max-height: 12; }
        &.-short #step { padding: 0 1; }
        &.-short .glosses, &.-short .hint { display: none; }
        &.-short .nature { margin: 0; }
        &.-short EndView .sentence, &.-short EndView .saved { display: none; }
        &.-short RowsView .question, &.-short RowsView TableGrid { margin-bottom: 0; }
        &.-short CellOptions { max-height: 2; }
        &.-short PlaceView.-others .aspect, &.-short PlaceView.-others .unknown { display: none; }
        &.-short PlaceView.-others.-unknown .unknown { display: block; margin: 0; }
        &.-short PlaceView.-others .question, &.-short PlaceView.-others TensionLine { margin: 0; }
    }
    """
    stop: reactive[Stop | None] = reactive(None, bindings=True)

    def __init__(self, context: Context, walkthrough: Walkthrough) -> None:
        super().__init__()
        self.context, self._walkthrough = context, walkthrough
        self._saver = StopSaver(self, context, walkthrough, lambda: self._step_view)
        self._actions: frozenset[str] = frozenset()
        """What can be done at this stop; computed once, since every binding asks for it."""

    def compose_body(self) -> ComposeResult:
        yield TopRow(self._session.exercise.name)
        with Container(id="middle"):
            yield Container(id="step")
        yield self._saver.status

    async def on_mount(self) -> None:
        await self._show_stop(await self._walkthrough.start())

    async def _show_stop(self, stop: Stop | None) -> None:
        """Show a stop; None is the end."""
        view = _make_view(stop, self._walkthrough, self.context)
        area = self.query_one("#step")
        area.set_class(isinstance(view, StepView) and view.USES_FULL_WIDTH, "-roomy")
        async with self.batch():
            await area.remove_children()
            await area.mount(view)
        self._actions = available_actions(self._session, stop)
        self.stop = stop
        if isinstance(view, StepView):
            self._saver.enter_stop(view)
        if first := view.initial_focus:
            self.set_focus(first)  # at once: keys typed ahead are for this stop
        self._saver.note_cursor_move()
        self.query_one(TopRow).show(self._session, stop, self.context.library)

    async def _leave_for(
        self, find_stop: Callable[[Stop | None], Awaitable[Stop | None]], state: AnswerState | None = None
    ) -> None:
        """Save what was entered, then show the stop that ``find_stop`` returns for this one."""
        async with self._saver.lock:
            if await self._saver.leave_stop(state):
                await self._show_stop(await find_stop(self.stop))

    @property
    def _session(self) -> Session:
        return self._walkthrough.session

    @property
    def _step_view(self) -> StepView | None:
        """The widget of the stop; None at the end."""
        return next(iter(self.query(StepView)), None)

    # What the widget reports ---------------------------------------------------------------------

    def on_step_view_changed(self, event: StepView.Changed) -> None:
        self._saver.note_edit(event)

    def on_step_view_cursor_moved(self) -> None:
        self._saver.note_cursor_move()

    def on_explore_view_shifted(self, event: ExploreView.Shifted) -> None:
        self._walkthrough.note_shift(event.place, event.value)

    def on_sound_switch_changed(self, event: SoundSwitch.Changed) -> None:
        self.context.has_pause_sound = event.is_on

    def on_editor_rejected(self, event: Editor.Rejected) -> None:
        self._saver.status.show_rejection(event.reason)

    # What the app asks ---------------------------------------------------------------------------

    @property
    def return_point(self) -> ReturnPoint:
        """Where the user is, to return to after the lock."""
        return ReturnPoint.of(self._session, self.stop)

    async def save_now(self) -> None:
        """Save what was typed now, without waiting for the timer."""
        await self._saver.save_now()

    async def save_pending(self) -> bool:
        """Save what is on the screen and where the cursor is; False when that failed."""
        return await self._saver.save_pending()


def _make_view(stop: Stop | None, walkthrough: Walkthrough, context: Context) -> StepView | EndView:
    session = walkthrough.session
    if stop is None:
        return EndView(session)
    view = STEP_VIEWS[type(stop.step)](stop, session, context.library, walkthrough.drafts.take(stop))
    if isinstance(view, PauseView):
        view.has_sound = context.has_pause_sound
    return view
