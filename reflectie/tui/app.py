"""The Textual app: opens screens, makes the daily backup, and quits cleanly."""

import math
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from reflectie.domain.errors import DamagedFile, ReflectieError
from reflectie.process import traceback_without_text
from reflectie.services.context import Context
from reflectie.tui.lock import LockingApp, SavesPendingWork
from reflectie.tui.terminal.command_palette import AppCommandProvider, DutchCommandPalette
from reflectie.tui.terminal.terminal_guard import (
    TERMINAL_CHECK_SECONDS,
    ControlCodeFilter,
    install_exit_signals,
    terminal_is_gone,
)
from reflectie.tui.theme import THEMES

if TYPE_CHECKING:
    from reflectie.services.unlock import Unlock


_UNSAVED_WARNING = "Wat hier staat is nog niet bewaard. Nog een keer ^Q: afsluiten zonder."

_COVERED_WARNING = (
    "Hierachter staat tekst die nog niet bewaard is. Geef eerst je wachtwoord; dan kun je kiezen."
)

_JOURNAL_GONE_WARNING = (
    "Het logboek staat hier niet meer, dus geen wachtwoord past. Zet je de map terug, dan wordt wat "
    "hierachter staat alsnog bewaard. Nog een keer ^Q: afsluiten, en dat gaat verloren."
)

_QUIT_WARNING_SECONDS = 10.0
"""Seconds that the question of a first ^Q stands; after it, or after another key, ^Q asks again."""


class ReflectieApp(LockingApp):
    """The full screen. ``door`` is None for ``--voorbeeld``, where the journal is there from the start."""

    TITLE = "reflectie"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS = {AppCommandProvider}  # noqa: RUF012 - so declared by Textual
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

    def __init__(self, context: Context, unlock: "Unlock | None") -> None:
        super().__init__(context, unlock)
        self._is_leaving = False
        """The terminal or the system ends it, and does not ask twice."""
        self._last_quit_warning, self._last_quit_warning_at = "", -math.inf
        self._line_filter = ControlCodeFilter()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = context.settings.theme

    # Beginning and end ---------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """The first screen; each is imported when it is the first: the start has no time for the others."""
        if self.unlock is None:
            return self._make_home_screen()
        if self.unlock.has_journal or (self.unlock.password and not self.unlock.has_backups):
            from reflectie.tui.security.unlock_screen import UnlockScreen

            return UnlockScreen(self.context, self.unlock)
        from reflectie.tui.security.welcome_screen import WelcomeScreen

        return WelcomeScreen(self.context, self.unlock)

    def on_mount(self) -> None:
        if not self.is_headless:
            install_exit_signals(self._exit_from_system)
            self.set_interval(TERMINAL_CHECK_SECONDS, self._watch_terminal)

    async def on_journal_opened(self) -> None:
        """Thuis comes on top of the door, which stays below, without a word that was typed at it."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        await self.push_screen(self._make_home_screen())
        if not self.is_headless:
            self.call_after_refresh(self._freeze_memory)
        try:
            await self.return_to_last_stop()
        finally:
            self.run_worker(self._create_backup(), exit_on_error=False)

    def _freeze_memory(self) -> None:
        from reflectie.tui.terminal.memory import freeze_memory

        freeze_memory()

    async def _create_backup(self) -> None:
        """The copy of today, made while the person goes on; what keeps it from being made is said once."""
        try:
            await self.context.require_journal.back_up(self.context.today)
        except DamagedFile as error:
            self.report_error(error)
        except ReflectieError as error:
            if self.context.journal:
                self.notify(str(error), markup=False)

    def _make_home_screen(self) -> Screen[None]:
        from reflectie.tui.home.home_screen import HomeScreen

        return HomeScreen(self.context)

    def _exit_from_system(self) -> None:
        self._is_leaving = True
        self.call_later(self.action_quit)

    def _watch_terminal(self) -> None:
        if terminal_is_gone():
            self._exit_from_system()

    async def action_quit(self) -> None:
        """Keeps what is on the screen, then ends; where the disk refuses we stay, until asked twice.

        Only who sees what would be lost can choose to lose it: not somebody at the cover, unless it stands
        there for ever.
        """
        settled = all(
            [
                await screen.save_pending()
                for screen in self.screen_stack
                if isinstance(screen, SavesPendingWork)
            ]
        )
        words = self._quit_warning()
        is_sure = (
            words == self._last_quit_warning != _COVERED_WARNING
            and time.monotonic() - self._last_quit_warning_at < _QUIT_WARNING_SECONDS
        )
        if settled or is_sure or self._is_leaving:
            self.exit(return_code=0 if settled else 1)
            return
        self._last_quit_warning, self._last_quit_warning_at = words, time.monotonic()
        self.notify(words, markup=False, severity="warning", timeout=_QUIT_WARNING_SECONDS)

    def _quit_warning(self) -> str:
        """What is said at a first ^Q; a second one counts as an answer to the same words only."""
        if not self._is_covered:
            return _UNSAVED_WARNING
        return _JOURNAL_GONE_WARNING if self.unlock and self.unlock.is_gone else _COVERED_WARNING

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, (events.Key, events.Paste)) and getattr(event, "key", "") != "ctrl+q":
            self._last_quit_warning_at = -math.inf
        await super().on_event(event)

    def action_explain_quit(self) -> None:
        self.notify("Afsluiten doe je met Ctrl+Q. Alles blijft bewaard.", markup=False)

    # Screens -------------------------------------------------------------------------------------

    def action_logbook(self) -> None:
        from reflectie.tui.logbook.logbook_screen import LogbookScreen

        self.push_screen(LogbookScreen(self.context))

    def action_situations(self) -> None:
        from reflectie.tui.situations.situation_screen import SituationsScreen

        self.push_screen(SituationsScreen(self.context))

    def action_meetings(self) -> None:
        from reflectie.tui.meetings.meetings_screen import MeetingsScreen

        self.push_screen(MeetingsScreen(self.context))

    def action_settings(self) -> None:
        from reflectie.tui.settings.settings_screen import SettingsScreen

        self.push_screen(SettingsScreen(self.context))

    def action_help(self) -> None:
        from reflectie.tui.help.help_screen import HelpScreen, help_sections

        self.push_screen(HelpScreen(help_sections(type(self))))

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, DutchCommandPalette):
            self.push_screen(DutchCommandPalette())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: our own few commands and every exercise; no screenshot, that is plain text on disk."""
        yield SystemCommand("Hulp", "Wat kan ik hier?", self.action_help)
        yield SystemCommand("Afsluiten", "Alles is bewaard", self.action_quit)
        starter = getattr(screen, "make_starter", None)
        if starter is None:  # an exercise is begun from Thuis, Kiezen or a situation
            return
        yield SystemCommand("Logboek", "Lees terug wat je schreef", self.action_logbook)
        yield SystemCommand("Situaties", "Waar je vaker op terugkomt", self.action_situations)
        yield SystemCommand("Overleg", "Voorbereiden, en erop terugkijken", self.action_meetings)
        yield SystemCommand("Instellingen", "Rol en kleuren", self.action_settings)
        for exercise in self.context.library.standalone:
            yield SystemCommand(exercise.name, exercise.summary, starter(exercise))

    # Safety --------------------------------------------------------------------------------------

    def get_line_filters(self) -> list[LineFilter]:
        return [self._line_filter, *super().get_line_filters()]

    def _fatal_error(self) -> None:
        # Textual prints the local variables of every frame, and those hold what people wrote.
        self.bell()
        if not self._exit_renderables:  # of more than one Textual says in English how to see the others
            self._exit_renderables.append(Text(_crash_message()))
        self._close_messages_no_wait()

    def panic(self, *_: Any) -> None:
        """As after any other error: what Textual would show here can hold what was just typed."""
        self._fatal_error()


def _crash_message() -> str:
    """An error without its message and without locals: only where in the program, never what was written."""
    import sys

    kind, _, trace = sys.exc_info()
    words = "Er ging iets mis in reflectie. Start opnieuw; dan ga je verder waar je was."
    return f"{words}\n{traceback_without_text(kind, trace)}"
