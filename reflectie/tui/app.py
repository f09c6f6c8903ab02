"""The composition root: puts content, journal and screens together, and sees to a clean end.

Whatever ends the program - a key, a signal, a closed terminal, an error - what was typed goes to disk, the
terminal is left as it was, and the exit code tells the truth.
"""

import datetime as dt
import math
import os
import time
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from reflectie.domain.errors import Damaged, ReflectieError
from reflectie.journal.folder import Folder
from reflectie.journal.settings import read_settings
from reflectie.journal.synced import synced_by
from reflectie.process import where_it_broke
from reflectie.tui.desk import Clock, Desk
from reflectie.tui.lock import LockingApp, Settles
from reflectie.tui.palette import Commands, Palette
from reflectie.tui.paste import shield_pastes
from reflectie.tui.safe import WATCH, CleanLines, on_goodbye, outlast_terminal, terminal_is_gone
from reflectie.tui.theme import THEMES

if TYPE_CHECKING:
    from reflectie.domain.exercise import Library
    from reflectie.journal.worker import JournalWorker
    from reflectie.tui.door import Door

_UNKEPT = "Wat hier staat is nog niet bewaard. Nog een keer ^Q: afsluiten zonder."
_BEHIND_COVER = "Hierachter staat tekst die nog niet bewaard is. Geef eerst je wachtwoord; dan kun je kiezen."
_GONE = (
    "Het logboek staat hier niet meer, dus geen wachtwoord past. Zet je de map terug, dan wordt wat "
    "hierachter staat alsnog bewaard. Nog een keer ^Q: afsluiten, en dat gaat verloren."
)
_ASKS = 10.0
"""Seconds that the question of a first ^Q stands; after it, or after another key, ^Q asks again."""


class ReflectieApp(LockingApp):
    """The full screen. ``door`` is None for ``--voorbeeld``, where the journal is there from the start."""

    TITLE = "reflectie"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {Commands}  # noqa: RUF012 - so declared by Textual
    CSS = """
    OptionList {
        border: none; padding: 0; scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: $background 0%; }
        & > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
        &:focus > .option-list--option-highlighted { background: $primary 20%; }
    }
    SearchIcon, LoadingIndicator { display: none; }
    Toast { background: $panel; color: $foreground; border-left: outer $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "afsluiten", key_display="^Q", priority=True),
        Binding("ctrl+l", "lock", "op slot", key_display="^L", priority=True, show=False),
        Binding("ctrl+c", "explain_quit", "", show=False, system=True),
    ]

    def __init__(self, desk: Desk, door: "Door | None") -> None:
        super().__init__(desk, door)
        self._is_leaving = False
        """The terminal or the system ends it, and does not ask twice."""
        self._asked, self._asked_at = "", -math.inf
        self._clean = CleanLines()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = desk.settings.theme

    # Beginning and end ---------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """The first screen; each is imported when it is the first: the start has no time for the others."""
        if self.door is None:
            return self._home()
        if self.door.has_journal or (self.door.password and not self.door.has_copies):
            from reflectie.tui.screens.unlock import UnlockScreen

            return UnlockScreen(self.desk, self.door)
        from reflectie.tui.screens.welcome import WelcomeScreen

        return WelcomeScreen(self.desk, self.door)

    def on_mount(self) -> None:
        if not self.is_headless:
            on_goodbye(self._goodbye)
            self.set_interval(WATCH, self._watch_terminal)

    async def on_door_opened(self) -> None:
        """Thuis comes on top of the door, which stays below, without a word that was typed at it."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(self._home())
        if not self.is_headless:
            self.call_after_refresh(self._settle_in)
        try:
            await self.go_back()
        finally:
            self.run_worker(self._back_up(), exit_on_error=False)

    def _settle_in(self) -> None:
        from reflectie.tui.forget import settle_in

        settle_in()

    async def _back_up(self) -> None:
        """The copy of today, made while the person goes on; what keeps it from being made is said once."""
        try:
            await self.desk.open_journal.back_up(self.desk.today)
        except Damaged as error:
            self.tell(error)
        except ReflectieError as error:
            if self.desk.journal:
                self.notify(str(error), markup=False)

    def _home(self) -> Screen[None]:
        from reflectie.tui.screens.home import HomeScreen

        return HomeScreen(self.desk)

    def _goodbye(self) -> None:
        self._is_leaving = True
        self.call_later(self.action_quit)

    def _watch_terminal(self) -> None:
        if terminal_is_gone():
            self._goodbye()

    async def action_quit(self) -> None:
        """Keeps what is on the screen, then ends; where the disk refuses we stay, until asked twice.

        Only who sees what would be lost can choose to lose it: not somebody at the cover, unless it stands
        there for ever.
        """
        settled = all([await screen.settle() for screen in self.screen_stack if isinstance(screen, Settles)])
        words = self._before_losing()
        is_sure = words == self._asked != _BEHIND_COVER and time.monotonic() - self._asked_at < _ASKS
        if settled or is_sure or self._is_leaving:
            self.exit(return_code=0 if settled else 1)
            return
        self._asked, self._asked_at = words, time.monotonic()
        self.notify(words, markup=False, severity="warning", timeout=_ASKS)

    def _before_losing(self) -> str:
        """What is said at a first ^Q; a second one counts as an answer to the same words only."""
        if not self._is_covered:
            return _UNKEPT
        return _GONE if self.door and self.door.is_gone else _BEHIND_COVER

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, (events.Key, events.Paste)) and getattr(event, "key", "") != "ctrl+q":
            self._asked_at = -math.inf
        await super().on_event(event)

    def action_explain_quit(self) -> None:
        self.notify("Afsluiten doe je met Ctrl+Q. Alles blijft bewaard.", markup=False)

    # Screens -------------------------------------------------------------------------------------

    def action_journal(self) -> None:
        from reflectie.tui.screens.journal import JournalScreen

        self.push_screen(JournalScreen(self.desk))

    def action_situations(self) -> None:
        from reflectie.tui.screens.situations import SituationsScreen

        self.push_screen(SituationsScreen(self.desk))

    def action_meetings(self) -> None:
        from reflectie.tui.screens.meetings import MeetingsScreen

        self.push_screen(MeetingsScreen(self.desk))

    def action_settings(self) -> None:
        from reflectie.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.desk))

    def action_help(self) -> None:
        from reflectie.tui.screens.help import HelpScreen, places

        self.push_screen(HelpScreen(places()))

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: our own few commands and every exercise; no screenshot, that is plain text on disk."""
        yield SystemCommand("Hulp", "Wat kan ik hier?", self.action_help)
        yield SystemCommand("Afsluiten", "Alles is bewaard", self.action_quit)
        starter = getattr(screen, "starter", None)
        if starter is None:  # an exercise is begun from Thuis, Kiezen or a situation
            return
        yield SystemCommand("Logboek", "Lees terug wat je schreef", self.action_journal)
        yield SystemCommand("Situaties", "Waar je vaker op terugkomt", self.action_situations)
        yield SystemCommand("Overleg", "Voorbereiden, en erop terugkijken", self.action_meetings)
        yield SystemCommand("Instellingen", "Rol en kleuren", self.action_settings)
        for exercise in self.desk.library.ordinary:
            yield SystemCommand(exercise.name, exercise.summary, starter(exercise))

    # Safety --------------------------------------------------------------------------------------

    def get_line_filters(self) -> list[LineFilter]:
        return [self._clean, *super().get_line_filters()]

    def _fatal_error(self) -> None:
        # Textual prints the local variables of every frame, and those hold what people wrote.
        self.bell()
        if not self._exit_renderables:  # of more than one Textual says in English how to see the others
            self._exit_renderables.append(Text(_where_it_broke()))
        self._close_messages_no_wait()

    def panic(self, *_: Any) -> None:
        """As after any other error: what Textual would show here can hold what was just typed."""
        self._fatal_error()


def _where_it_broke() -> str:
    """An error without its message and without locals: only where in the program, never what was written."""
    import sys

    kind, _, trace = sys.exc_info()
    words = "Er ging iets mis in reflectie. Start opnieuw; dan ga je verder waar je was."
    return f"{words}\n{where_it_broke(kind, trace)}"


def local_clock() -> dt.datetime:
    """The present moment in the time zone of this machine."""
    return dt.datetime.now().astimezone()


def run(
    folder: Path,
    example: bool,
    password: str | None = None,
    clock: Clock = local_clock,
    packs: Sequence[Path] = (),
) -> int:
    """Runs the full screen; gives 0, or 1 after an error or when a text could not be kept.

    With a ``password`` the door opens by itself, and a journal is made where there is none and no copy of one
    either. ``packs`` are folders with more content.

    Raises:
        ContentError: a pack has mistakes in it; nothing was opened.
    """
    shield_pastes()
    outlast_terminal()
    app = _make_example(clock, packs) if example else _make(Folder(folder), password, clock, packs)
    password = None  # the door has it, until it was used
    try:
        app.run()
    finally:
        kept = _close(app)
    return (app.return_code or 0) or (0 if kept else 1)


def _make(folder: Folder, password: str | None, clock: Clock, packs: Sequence[Path] = ()) -> ReflectieApp:
    from reflectie.tui.door import Door

    synced = partial(synced_by, folder.path, os.environ)
    desk = Desk(partial(_library, packs), clock, folder, read_settings(folder), synced=synced)
    if packs:
        _ = desk.library  # mistakes in a pack are told before anything opens
    return ReflectieApp(desk, Door(folder, clock, password))


def _library(packs: Sequence[Path]) -> "Library":
    from reflectie.content.compiled import library

    return library(packs)


def _make_example(clock: Clock, packs: Sequence[Path] = ()) -> ReflectieApp:
    desk = Desk(partial(_library, packs), clock, folder=None)

    def example() -> "JournalWorker":
        from reflectie.tui.example import example_journal

        return example_journal(desk.library, clock)

    desk.example = example
    return ReflectieApp(desk, None)


def _close(app: ReflectieApp) -> bool:
    """Writes what is still in the buffer and closes the journal; False when the disk refused."""
    if app.desk.journal is None:
        return True
    try:
        app.desk.journal.close()
    except ReflectieError as error:
        import sys

        print(error, file=sys.stderr)  # noqa: T201 - the screen is gone, this is the last word
        return False
    return True
