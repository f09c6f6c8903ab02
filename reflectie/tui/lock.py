"""Lock the journal when the user is idle, asks for it, or suspends the program."""

import asyncio
import gc
import time
from functools import partial
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import events
from textual.app import App

from reflectie.domain.errors import ReflectieError
from reflectie.process import disable_memory_access
from reflectie.services.context import Context
from reflectie.services.unlock import IdleDetector, Unlock
from reflectie.tui.terminal.terminal_guard import run_before_suspend
from reflectie.tui.terminal.textual_private import clear_clipboard, replace_all_screens

if TYPE_CHECKING:  # the password screen needs no exercise yet
    from reflectie.services.walkthrough import ReturnPoint

IDLE_CHECK_SECONDS = 5.0
"""Time between two checks whether the user is idle."""


@runtime_checkable
class SavesPendingWork(Protocol):
    """A screen with input that may not be on disk yet."""

    async def save_pending(self) -> bool:
        """Save all input and the position of the cursor. Return False when the disk refused."""


@runtime_checkable
class HasReturnPoint(Protocol):
    """A screen to which the user returns after unlocking."""

    @property
    def return_point(self) -> "ReturnPoint": ...


@runtime_checkable
class PreventsIdleLock(Protocol):
    """A widget at which the user can be present without a key: a pause."""

    prevents_idle_lock: bool


class JournalLock:
    """Closes the journal of an app and leaves only the unlock screen.

    When the disk refuses the last text, the text stays in memory and a privacy cover hides the screen.
    """

    def __init__(self, app: App[None], context: Context, unlock: Unlock) -> None:
        self._app, self._context, self._unlock = app, context, unlock
        self._idle_detector = IdleDetector(context.clock, time.monotonic)
        self._return_point: ReturnPoint | None = None
        self.is_covered = False
        self.is_locking = False
        """The screens are being removed, and the journal is about to close."""

    def start(self) -> None:
        """Check for idleness from now on, and lock before the program is suspended."""
        # A timer runs in a task of its own. The check itself waits its turn in the queue of the app.
        self._app.set_interval(IDLE_CHECK_SECONDS, partial(self._app.call_later, self._check_idle))
        if not self._app.is_headless:
            # The journal is still closed, so this may wait until the first screen is painted.
            self._app.call_after_refresh(disable_memory_access)
            run_before_suspend(self._app, self.lock)

    # Idleness ------------------------------------------------------------------------------------

    async def lock_if_idle(self, event: events.Event) -> bool:
        """Return whether the journal was locked before this event. Otherwise input counts as activity.

        The key that wakes a laptop after hours arrives before the next check.
        """
        if isinstance(event, events.InputEvent) and not event.is_forwarded:
            if self._is_idle:
                await self.lock()
                return True
            self._idle_detector.record_activity()
        return False

    async def _check_idle(self) -> None:
        if self._is_idle or self.is_covered:
            await self.lock()
        elif any(
            isinstance(node, PreventsIdleLock) and node.prevents_idle_lock
            for node in self._app.screen.walk_children()
        ):
            self._idle_detector.record_activity()

    @property
    def _is_idle(self) -> bool:
        is_idle = self._idle_detector.is_idle(self._context.settings.lock_minutes)
        return is_idle and self.has_open_journal and not self.is_covered

    @property
    def is_locked(self) -> bool:
        """Whether the journal is closed, or is about to be."""
        return self.is_locking or self._context.journal is None

    @property
    def has_open_journal(self) -> bool:
        """Whether there is something to lock: a journal, or a screen above the unlock screen."""
        has_screens = len(self._app.screen_stack) > 1 and self._unlock.has_journal
        return self._context.journal is not None or has_screens

    # Locking -------------------------------------------------------------------------------------

    async def lock(self) -> None:
        """Save and lock, or cover the screen when the disk refuses.

        Call only from the queue of the app, so that no key reaches a screen meanwhile.
        """
        if not self.has_open_journal:
            return
        if await self._save_all_pending():
            await self._close_and_lock()
        elif not self.is_covered:
            await self._show_cover()

    async def _save_all_pending(self) -> bool:
        """Return whether all input is on disk."""
        for screen in self._app.screen_stack:
            if isinstance(screen, SavesPendingWork) and not await screen.save_pending():
                return False
        try:
            if self._context.journal:
                await self._context.journal.flush()
        except ReflectieError:
            return False
        return True

    async def _close_and_lock(self) -> None:
        # Imported here, so that a first start does not load a screen that it does not show.
        from reflectie.tui.security.unlock_screen import UnlockScreen

        stack = self._app.screen_stack
        points = [screen.return_point for screen in stack if isinstance(screen, HasReturnPoint)]
        self._return_point = points[-1] if points else self._return_point
        self._unlock.forget_password()
        self._app.clear_notifications()  # notifications from here on are about the lock itself
        self.is_locking = True
        try:
            await replace_all_screens(self._app, UnlockScreen(self._context, self._unlock))
            clear_clipboard(self._app)  # it can be pasted on the unlock screen
            self.is_covered = False
            await self._close_journal()
        finally:
            self.is_locking = False
        gc.unfreeze()
        gc.collect()  # screens refer to each other; their text would stay until the next full collection

    async def _close_journal(self) -> None:
        journal, self._context.journal = self._context.journal, None
        try:
            if journal:
                await asyncio.to_thread(journal.close)
        except ReflectieError as error:
            self._app.notify(str(error), markup=False)

    async def _show_cover(self) -> None:
        # Imported here, because it is shown rarely.
        from reflectie.tui.security.password_screens import PrivacyCover

        self.is_covered = True
        self._app.clear_notifications()  # they are about what is now hidden
        await self._app.push_screen(PrivacyCover(self._unlock), self._on_uncovered)

    def _on_uncovered(self, _: object) -> None:
        self.is_covered = False
        self._idle_detector.record_activity()

    def take_return_point(self) -> "ReturnPoint | None":
        """Return where the user was when the journal was locked, once."""
        point, self._return_point = self._return_point, None
        self._idle_detector.record_activity()
        return point
