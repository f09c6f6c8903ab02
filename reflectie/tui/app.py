"""The composition root: puts content, journal and screens together, and sees to a clean end.

Whatever ends the program - a key, a signal, a closed terminal, an error - what was typed goes to disk, the
terminal is left as it was, and the exit code tells the truth.
"""

import datetime as dt
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from reflectie.content.compiled import builtin_library, library_and_example
from reflectie.domain.errors import ReflectieError
from reflectie.journal.folder import Folder
from reflectie.journal.settings import Settings, read_settings
from reflectie.tui.desk import Clock, Desk
from reflectie.tui.door import Door
from reflectie.tui.safe import WATCH, CleanLines, on_goodbye, terminal_is_gone
from reflectie.tui.theme import THEMES


class ReflectieApp(App[None]):
    """The full screen. ``door`` is None for ``--voorbeeld``, where the journal is there from the start."""

    TITLE = "reflectie"
    ENABLE_COMMAND_PALETTE = True
    CSS = """
    OptionList { border: none; padding: 0; scrollbar-size-vertical: 1; &:focus { border: none; } }
    Toast { background: $panel; color: $foreground; border-left: outer $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "afsluiten", key_display="^Q", priority=True),
        Binding("ctrl+c", "explain_quit", "", show=False, system=True),
    ]

    def __init__(self, desk: Desk, door: Door | None) -> None:
        super().__init__()
        self.desk, self._door = desk, door
        self.failed_to_keep: str | None = None
        self._clean = CleanLines()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = desk.settings.theme

    # Beginning and end ---------------------------------------------------------------------------

    async def on_mount(self) -> None:
        if not self.is_headless:
            on_goodbye(self._goodbye)
            self.set_interval(WATCH, self._watch_terminal)
        if self._door is None:
            await self.push_screen(self._home())
        elif self._door.has_journal or self._door.password:
            from reflectie.tui.screens.unlock import UnlockScreen

            await self.push_screen(UnlockScreen(self.desk, self._door))
        else:
            from reflectie.tui.screens.welcome import WelcomeScreen

            await self.push_screen(WelcomeScreen(self.desk, self._door))

    async def on_door_opened(self) -> None:
        """Through the door: Thuis, with nothing of the door left behind it."""
        while len(self.screen_stack) > 2:
            await self.pop_screen()
        await self.switch_screen(self._home())

    def _home(self) -> Screen[None]:
        # Each first screen is imported when it is the first: the start has little time for the others.
        from reflectie.tui.screens.home import HomeScreen

        return HomeScreen(self.desk)

    def _goodbye(self) -> None:
        self.call_later(self.action_quit)

    def _watch_terminal(self) -> None:
        if terminal_is_gone():
            self._goodbye()

    async def action_quit(self) -> None:
        """Keeps what is on the screen, then ends."""
        for screen in self.screen_stack:
            settle = getattr(screen, "settle", None)
            if settle:
                await settle()
        self.exit()

    def action_explain_quit(self) -> None:
        self.notify("Afsluiten doe je met Ctrl+Q. Alles blijft bewaard.", markup=False)

    # Screens -------------------------------------------------------------------------------------

    def action_journal(self) -> None:
        from reflectie.tui.screens.journal import JournalScreen

        self.push_screen(JournalScreen(self.desk))

    def action_settings(self) -> None:
        from reflectie.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.desk))

    def action_help(self) -> None:
        from reflectie.tui.screens.help import HelpScreen, places

        self.push_screen(HelpScreen(places()))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: our own few commands and every exercise; no screenshot, that is plain text on disk."""
        yield SystemCommand("Hulp", "Wat kan ik hier?", self.action_help)
        yield SystemCommand("Afsluiten", "Alles is bewaard", self.action_quit)
        from reflectie.tui.screens.home import HomeScreen

        if not isinstance(screen, HomeScreen):
            return
        yield SystemCommand("Logboek", "Lees terug wat je schreef", self.action_journal)
        yield SystemCommand("Instellingen", "Rol en kleuren", self.action_settings)
        for exercise in self.desk.library.exercises:
            yield SystemCommand(exercise.title, exercise.summary, screen.starter(exercise))

    # Safety --------------------------------------------------------------------------------------

    def get_line_filters(self) -> list[LineFilter]:
        return [self._clean, *super().get_line_filters()]

    def _fatal_error(self) -> None:
        # Textual prints the local variables of every frame, and those hold what people wrote.
        self.bell()
        self._exit_renderables.append(Text(_where_it_broke()))
        self._close_messages_no_wait()


def _where_it_broke() -> str:
    """An error without its message and without locals: only where in the program, never what was written."""
    import sys

    kind, _, trace = sys.exc_info()
    frames = [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    name = kind.__name__ if kind else "onbekend"
    return "\n".join(
        [
            "Er ging iets mis in reflectie. Wat je schreef is bewaard; start opnieuw om verder te gaan.",
            f"Voor wie het programma maakt: {name}",
            *frames[-8:],
        ]
    )


def local_clock() -> dt.datetime:
    """The present moment in the time zone of this machine."""
    return dt.datetime.now().astimezone()


def run(folder: Path, example: bool, password: str | None = None, clock: Clock = local_clock) -> int:
    """Runs the full screen; gives 0, or 1 after an error or when a text could not be kept.

    With a ``password`` the door opens by itself, and a journal is made where there is none.
    """
    app = _make_example(clock) if example else _make(Folder(folder), password, clock)
    try:
        app.run()
    finally:
        kept = _close(app)
    return (app.return_code or 0) or (0 if kept else 1)


def _make(folder: Folder, password: str | None, clock: Clock) -> ReflectieApp:
    settings = read_settings(folder)
    desk = Desk(library=builtin_library(), clock=clock, folder=folder, settings=settings)
    return ReflectieApp(desk, Door(folder, clock, password))


def _make_example(clock: Clock) -> ReflectieApp:
    from reflectie.tui.example import example_journal

    now = clock()
    library, entries = library_and_example(now.date(), now.tzinfo or dt.UTC)
    desk = Desk(library=library, clock=clock, folder=None, settings=Settings())
    desk.journal = example_journal(entries, clock)
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
