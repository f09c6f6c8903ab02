import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reflectie.domain.dates import Clock
from reflectie.domain.errors import ReflectieError
from reflectie.journal.folder import JournalFolder, find_sync_service
from reflectie.journal.settings import read_settings
from reflectie.services.context import Context, local_now
from reflectie.tui.app import ReflectieApp
from reflectie.tui.terminal.keyboard import install_paste_parser
from reflectie.tui.terminal.terminal_guard import install_safe_streams

if TYPE_CHECKING:
    from reflectie.domain.exercise import Library
    from reflectie.journal.worker import JournalWorker


def run_app(
    folder: Path,
    example: bool,
    password: str | None = None,
    clock: Clock = local_now,
    packs: Sequence[Path] = (),
) -> int:
    """Runs the full screen; gives 0, or 1 after an error or when a text could not be kept.

    With a ``password`` the door opens by itself, and a journal is made where there is none and no copy of one
    either. ``packs`` are folders with more content.

    Raises:
        ContentError: a pack has mistakes in it; nothing was opened.
    """
    install_paste_parser()
    install_safe_streams()
    app = (
        _make_example_app(clock, packs)
        if example
        else _make_app(JournalFolder(folder), password, clock, packs)
    )
    password = None  # the door has it, until it was used
    try:
        app.run()
    finally:
        kept = _close_journal(app)
    return (app.return_code or 0) or (0 if kept else 1)


def _make_app(
    folder: JournalFolder, password: str | None, clock: Clock, packs: Sequence[Path] = ()
) -> ReflectieApp:
    from reflectie.services.unlock import Unlock

    synced = partial(find_sync_service, folder.path, os.environ)
    desk = Context(
        partial(_load_library, packs), clock, folder, read_settings(folder), sync_service_name=synced
    )
    if packs:
        _ = desk.library  # mistakes in a pack are told before anything opens
    return ReflectieApp(desk, Unlock(folder, clock, password))


def _load_library(packs: Sequence[Path]) -> "Library":
    from reflectie.content.compiled import open_library

    return open_library(packs)


def _make_example_app(clock: Clock, packs: Sequence[Path] = ()) -> ReflectieApp:
    desk = Context(partial(_load_library, packs), clock, folder=None)

    def example() -> "JournalWorker":
        from reflectie.services.example_journal import example_journal

        return example_journal(desk.library, clock)

    desk.make_example_journal = example
    return ReflectieApp(desk, None)


def _close_journal(app: ReflectieApp) -> bool:
    """Writes what is still in the buffer and closes the journal; False when the disk refused."""
    if app.context.journal is None:
        return True
    try:
        app.context.journal.close()
    except ReflectieError as error:
        import sys

        print(error, file=sys.stderr)  # noqa: T201 - the screen is gone, this is the last word
        return False
    return True
