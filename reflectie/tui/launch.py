"""Run the full screen and close the journal afterwards, whatever happened."""

import os
import signal
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reflectie.domain.dates import Clock
from reflectie.domain.errors import ReflectieError
from reflectie.domain.field import Role
from reflectie.early_terminal import discard_typed, early_terminal
from reflectie.journal.folder import JournalFolder, Settings, find_sync_service, read_settings
from reflectie.services.context import Context, local_now
from reflectie.services.unlock import Unlock
from reflectie.tui.app import ReflectieApp
from reflectie.tui.terminal.input_parser import install_input_parser
from reflectie.tui.terminal.terminal_guard import install_safe_streams

if TYPE_CHECKING:
    from reflectie.domain.exercise import Library
    from reflectie.journal.worker import JournalWorker


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
    ``packs`` are folders with more content.

    Raises:
        ContentError: a pack has mistakes in it; nothing was opened.
    """
    install_input_parser()
    install_safe_streams()
    if example:
        app = _make_example_app(Role(example), clock, packs)
    else:
        app = _make_app(JournalFolder(folder), password, clock, packs)
    password = None  # the app forgets it after use, so no other reference may stay
    app.hold_keys(early_terminal.take_typed())
    _end_start()
    try:
        app.run()
    finally:
        signal.signal(
            signal.SIGINT, signal.SIG_IGN
        )  # nothing is left to stop, and saving must not be stopped
        is_saved = close_journal(app)
        for name in (
            "SIGTERM",
            "SIGHUP",
        ):  # all is saved and the process ends; nothing may change its exit code
            if number := getattr(signal, name, None):
                signal.signal(number, signal.SIG_IGN)
        discard_typed()  # it was for this program; the shell would run it
    return (app.return_code or 0) or (0 if is_saved else 1)


def _end_start() -> None:
    """Stop if Ctrl+C was pressed while the program loaded; from here on it is handled as usual."""
    if early_terminal.is_interrupted:
        raise KeyboardInterrupt
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _make_app(
    folder: JournalFolder, password: str | None, clock: Clock, packs: Sequence[Path]
) -> ReflectieApp:
    sync_service_name = partial(find_sync_service, folder.path, os.environ)
    load_library = partial(_load_library, packs)
    settings = read_settings(folder)
    context = Context(load_library, clock, folder, settings, sync_service_name=sync_service_name)
    if packs:
        _ = context.library  # report mistakes in a pack before anything opens
    return ReflectieApp(context, Unlock(folder, clock, password))


def _load_library(packs: Sequence[Path]) -> "Library":
    # Imported here: the content is read after the first screen is painted.
    from reflectie.content.compiled import open_library

    return open_library(packs)


def _make_example_app(role: Role, clock: Clock, packs: Sequence[Path]) -> ReflectieApp:
    settings = Settings(roles=(role,))
    context = Context(partial(_load_library, packs), clock, folder=None, settings=settings)

    def make_journal() -> "JournalWorker":
        # Imported here: the lines are painted before the journal is made.
        from reflectie.services.example_journal import example_journal

        return example_journal(role, context.library, clock)

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
