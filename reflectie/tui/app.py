"""The Textual app: opens and locks the journal, makes the daily backup, and quits without losing text."""

import asyncio
import gc
import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from reflectie.domain.dates import Clock
from reflectie.domain.errors import DamagedFile, ReflectieError
from reflectie.domain.field import Role
from reflectie.early_terminal import discard_typed, early_terminal
from reflectie.journal.folder import JournalFolder, Settings, find_sync_service, read_settings
from reflectie.services.context import Context, local_now
from reflectie.services.folder_notices import folder_notices
from reflectie.services.unlock import MonotonicClock, Unlock
from reflectie.tui.lock import JournalLock, SavesPendingWork
from reflectie.tui.navigation import (
    NavigationApp,
    make_already_open_screen,
    make_first_screen,
    make_home_screen,
)
from reflectie.tui.terminal.error_guard import CrashReportApp, ErrorGuardApp
from reflectie.tui.terminal.input_parser import install_input_parser
from reflectie.tui.terminal.keyboard import HeldKeysApp
from reflectie.tui.terminal.stale_input import StaleInputApp
from reflectie.tui.terminal.terminal_guard import (
    TerminalGuardApp,
    hold_exit_signals,
    ignore_signals,
    install_safe_streams,
)
from reflectie.tui.theme import THEMES

if TYPE_CHECKING:
    from reflectie.journal.worker import JournalWorker
    from reflectie.services.packs import ContentSource
    from reflectie.tui.security.password_screens import JournalOpened


UNSAVED_WARNING = "Wat hier staat is nog niet bewaard. Nog een keer Ctrl+Q: afsluiten zonder te bewaren."

COVERED_WARNING = (
    "Hierachter staat tekst die nog niet bewaard is. Geef eerst je wachtwoord; dan kun je kiezen."
)

JOURNAL_GONE_WARNING = (
    "Het logboek staat hier niet meer, dus geen wachtwoord past. Zet je de map terug, dan wordt wat "
    "hierachter staat alsnog bewaard. Nog een keer Ctrl+Q: afsluiten, en dat gaat verloren."
)

NOTICE_SECONDS = 15.0
"""How long a line about the folder stays on the screen."""

CONFIRMATION_SECONDS = 10.0
"""How long a second ^Q confirms the first."""


class QuitConfirmation:
    """Accepts a second request to quit soon after the first, with the same warning and no key in between.

    Behind the privacy cover the user cannot see what would be lost. There a second request is accepted only
    when the journal is gone, so that no password can open it any more.
    """

    def __init__(self, clock: MonotonicClock = time.monotonic) -> None:
        self._clock = clock
        self._warning, self._warned_at = "", -math.inf

    def next_warning(self, is_covered: bool = False, is_journal_gone: bool = False) -> str:
        """Record a request to quit. Return the warning to show, or "" when this request confirms the last."""
        warning = UNSAVED_WARNING
        if is_covered:
            warning = JOURNAL_GONE_WARNING if is_journal_gone else COVERED_WARNING
        is_recent = self._clock() - self._warned_at < CONFIRMATION_SECONDS
        if warning == self._warning != COVERED_WARNING and is_recent:
            return ""
        self._warning, self._warned_at = warning, self._clock()
        return warning

    def reset(self) -> None:
        """Forget an earlier request, because the user did something else."""
        self._warned_at = -math.inf


_NO_LOCK_IN_EXAMPLE = "Dit is een voorbeeld: er is niets om op slot te doen."


class ReflectieApp(
    NavigationApp, ErrorGuardApp, CrashReportApp, HeldKeysApp, StaleInputApp, TerminalGuardApp
):
    """The full screen. ``unlock`` is None for an example journal, which is open from the start."""

    TITLE = "reflectie"
    HELP_TITLE: ClassVar[str] = "Overal"
    CSS = """
    OptionList {
        border: none; padding: 0; scrollbar-size-vertical: 1;
        &:focus { border: none; background-tint: $background 0%; }
    }
    OptionList > .option-list--option-highlighted {
        background: transparent; color: $foreground; text-style: none;
    }
    OptionList:focus > .option-list--option-highlighted,
    FormDialog OptionList > .option-list--option-highlighted {
        background: $focus; color: $focus-text; text-style: bold;
    }
    SearchIcon, LoadingIndicator { display: none; }
    Toast { background: $panel; color: $foreground; border-left: outer $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "afsluiten", priority=True),
        Binding("ctrl+l", "lock", "op slot", priority=True, show=False),
        Binding("ctrl+c", "explain_quit", "", show=False, system=True),
    ]

    def __init__(self, context: Context, unlock: Unlock | None) -> None:
        super().__init__()
        self.context, self.unlock = context, unlock
        self.journal_lock = JournalLock(self, context, unlock) if unlock else None
        self._quit_confirmation = QuitConfirmation()
        self._exits_without_asking = False
        self._shown_notices: set[str] = set()
        for theme in THEMES:
            self.register_theme(theme)
        _set_first_theme(self, context.settings.theme)

    def get_default_screen(self) -> Screen[Any]:
        return make_first_screen(self.context, self.unlock)

    def on_mount(self) -> None:
        if self.journal_lock:
            self.journal_lock.start()
        if not self.is_headless:
            self.call_after_refresh(_start_collecting)

    # The journal ---------------------------------------------------------------------------------

    async def on_journal_opened(self, event: "JournalOpened") -> None:
        """Show Home above the unlock screen, or a notice when another window has this journal open.

        Nothing happens when it was locked again meanwhile. All is painted at once: on the way to a step or a
        recovery code, no other screen is seen.
        """
        if self.context.journal is None:
            return
        with self.batch_update():
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            if self.unlock and not self.unlock.instance_lock.acquire():
                await self.push_screen(make_already_open_screen(self.context))
                return
            await self.push_screen(make_home_screen(self.context))
            try:
                await self._open_above_home(event)
            finally:
                self._create_backup()
                self._show_folder_notices()
        if not self.is_headless:
            self.call_after_refresh(_freeze_objects)

    def _show_folder_notices(self) -> None:
        """Tell what is wrong with the folder of the journal, once while the program runs."""
        notices = folder_notices(self.context.folder) if self.context.folder else ()
        for notice in notices:
            if notice not in self._shown_notices:
                self._shown_notices.add(notice)
                self.notify(notice, timeout=NOTICE_SECONDS, markup=False)

    async def _open_above_home(self, event: "JournalOpened") -> None:
        """Return to the last stop, and offer a recovery code. Usually there is nothing to do."""
        point = self.journal_lock.take_return_point() if self.journal_lock else None
        if point or event.first_entry:
            # Imported here: the runner is not needed before Home is shown.
            from reflectie.tui.runner import runner_screen

            if point and point.is_one_answer:
                await runner_screen.return_to_answer(self.screen, self.context, point)
            elif point:
                await runner_screen.return_to_point(self.screen, self.context, point)
            elif event.first_entry:
                await runner_screen.resume_entry(self.screen, self.context, event.first_entry)
        if event.data_key:
            # Imported here: this happens once for each journal.
            from reflectie.tui.security.security_settings import offer_recovery_code

            offer: Any = partial(offer_recovery_code, self, self.context, event.data_key)
            self.screen.run_worker(offer)
            await asyncio.sleep(0)  # the flow shows its first card in its first turn

    @work(exit_on_error=False)
    async def _create_backup(self) -> None:
        """Make the backup of today in the background. Report once if that fails."""
        try:
            await self.context.require_journal.back_up(self.context.today)
        except DamagedFile as error:
            self.report_error(error)
        except ReflectieError as error:
            if self.context.journal:
                self.notify(str(error), markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "lock" and self.journal_lock:
            return self.journal_lock.has_open_journal
        return super().check_action(action, parameters)

    def action_lock(self) -> None:
        if self.journal_lock is None:
            self.notify(_NO_LOCK_IN_EXAMPLE, markup=False)
        else:
            self.call_later(self.journal_lock.lock)  # not from a handler of the screen that this removes

    def on_app_blur(self) -> None:
        """Save what was typed when the user looks at another window."""
        for screen in self.screen_stack:
            if save_now := getattr(screen, "save_now", None):
                screen.call_later(save_now)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Paste) or (isinstance(event, events.Key) and event.key != "ctrl+q"):
            self._quit_confirmation.reset()
        if self.journal_lock and await self.journal_lock.lock_if_idle(event):
            return
        await super().on_event(event)

    # Quitting ------------------------------------------------------------------------------------

    async def action_quit(self) -> None:
        """Save and quit. When the disk refuses, stay until the user asks a second time."""
        pending = [screen for screen in self.screen_stack if isinstance(screen, SavesPendingWork)]
        is_saved = all([await screen.save_pending() for screen in pending])
        if is_saved or self._exits_without_asking or not (warning := self._ask_to_quit()):
            self.exit(return_code=0 if is_saved else 1)
        else:
            self.notify(warning, markup=False, severity="warning", timeout=CONFIRMATION_SECONDS)

    def _ask_to_quit(self) -> str:
        """Return the warning to show, or an empty string when the user has confirmed the last one."""
        is_covered = self.journal_lock is not None and self.journal_lock.is_covered
        return self._quit_confirmation.next_warning(
            is_covered, is_covered and bool(self.unlock and self.unlock.is_gone)
        )

    def exit_from_system(self) -> None:
        self._exits_without_asking = True
        self.call_later(self.action_quit)

    def action_explain_quit(self) -> None:
        self.notify("Afsluiten doe je met Ctrl+Q. Alles blijft bewaard.", markup=False)


def _set_first_theme(app: ReflectieApp, name: str) -> None:
    """Set the theme before the app runs. Textual would parse all styles a second time."""
    app.set_reactive(ReflectieApp.theme, name)
    app.stylesheet.set_variables(app.get_css_variables())
    app.set_class(app.current_theme.dark, "-dark-mode", update=False)
    app.set_class(not app.current_theme.dark, "-light-mode", update=False)


def _start_collecting() -> None:
    """Start to collect garbage. The objects of the start stay, so they are not looked at again."""
    gc.freeze()
    gc.enable()


def _freeze_objects() -> None:
    """Exclude all present objects from later garbage collections.

    A full collection over them took 44 ms, longer than a key may take to show.
    """
    gc.collect()
    gc.freeze()


# Run the full screen ------------------------------------------------------------------------------


def run_app(
    folder: Path,
    example: str = "",
    password: str | None = None,
    clock: Clock = local_now,
    packs: Sequence[Path] = (),
) -> int:
    """Run the full screen. Return 0, or 1 after an error or when text could not be saved.

    ``example`` is the role of the example journal to show in place of the journal in ``folder``. A
    ``password`` opens the journal, or creates it where there is neither a journal nor a backup of one.
    ``packs`` are folders with more content; one with mistakes is left out, and Home says so.
    """
    install_input_parser()
    install_safe_streams()
    if example:
        app = _make_example_app(Role(example), clock, packs)
    else:
        app = _make_app(JournalFolder(folder), password, clock, packs)
    password = None  # the app forgets it after use, so no other reference may stay
    app.hold_keys(early_terminal.take_typed())
    hold_exit_signals()
    try:
        app.run()
    finally:
        ignore_signals("SIGINT")  # nothing is left to stop, and saving must not be stopped
        is_saved = close_journal(app)
        ignore_signals("SIGTERM", "SIGHUP")  # all is saved; nothing may change the exit code
        discard_typed()  # it was for this program; the shell would run it
    return (app.return_code or 0) or (0 if is_saved else 1)


def _make_app(
    folder: JournalFolder, password: str | None, clock: Clock, packs: Sequence[Path]
) -> ReflectieApp:
    sync_service_name = partial(find_sync_service, folder.path, os.environ)
    context = _make_context(read_settings(folder), clock, folder, packs, sync_service_name)
    return ReflectieApp(context, Unlock(folder, clock, password))


def _make_context(
    settings: Settings,
    clock: Clock,
    folder: JournalFolder | None,
    packs: Sequence[Path],
    sync_service_name: Callable[[], str | None] = lambda: None,
) -> Context:
    def source() -> "ContentSource":
        # Imported here: the content is read after the first screen is painted.
        from reflectie.services.packs import ContentSource

        return ContentSource(context.settings, packs)

    context = Context(
        lambda: source().load_library(),
        clock,
        folder,
        settings,
        load_core_fields=lambda: source().load_core_fields(),
        sync_service_name=sync_service_name,
    )
    return context


def _make_example_app(role: Role, clock: Clock, packs: Sequence[Path]) -> ReflectieApp:
    context = _make_context(Settings(roles=(role,)), clock, None, packs)

    def make_journal() -> "JournalWorker":
        # Imported here: the lines are painted before the journal is made.
        from reflectie.services.example_journal import example_journal

        return example_journal(role, clock)

    context.make_example_journal = make_journal
    return ReflectieApp(context, None)


def close_journal(app: ReflectieApp) -> bool:
    """Write what is still in the buffer and close the journal. Return False when the disk refused."""
    try:
        if app.context.journal:
            app.context.journal.close()
    except ReflectieError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the screen is gone
        return False
    finally:
        if app.unlock:
            app.unlock.instance_lock.release()
    return True
