"""Streams, environment, clock and prompts of the command line, passed in as one object."""

import argparse
import datetime as dt
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from reflectie.domain.entry import EntrySummary
from reflectie.domain.errors import CannotWrite, ReflectieError, cannot_export
from reflectie.domain.text import UNSAFE_CHARACTERS, shorten
from reflectie.domain.value import SHORT_ID_LENGTH
from reflectie.journal.folder import JournalFolder, data_folder, file_exists, resolve_link

PASSWORD_VARIABLE = "REFLECTIE_WACHTWOORD"  # noqa: S105 - the name of a variable

NEW_PASSWORD_VARIABLE = "REFLECTIE_NIEUW_WACHTWOORD"  # noqa: S105


class UsageError(ReflectieError):
    """The command cannot be carried out as it was given; exit code 2."""


class NoTerminal(ReflectieError):
    """A password is needed and there is nobody to ask."""

    def __init__(self) -> None:
        super().__init__(
            "Er is geen terminal om je wachtwoord te vragen. Start reflectie in een terminal, "
            f"of geef het wachtwoord met {PASSWORD_VARIABLE}."
        )


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command reads, writes and asks.

    ``width`` is that of the terminal in cells, None when standard output goes elsewhere. ``types`` says
    whether a person types on standard input.
    """

    environ: MutableMapping[str, str] = field(repr=False)
    stdin: BinaryIO
    stdout: TextIO
    stderr: TextIO
    clock: Callable[[], dt.datetime]
    ask_password: Callable[[str], str]
    is_interactive: bool = False
    width: int | None = None
    ask: Callable[[str], str] = field(default_factory=lambda: _ask_line)

    @property
    def password(self) -> str | None:
        return self.environ.get(PASSWORD_VARIABLE) or None

    @property
    def new_password(self) -> str | None:
        return self.environ.get(NEW_PASSWORD_VARIABLE) or None

    def pop_password(self) -> str | None:
        """The password, which then stands here no longer: the full screen can be locked, and forgets it."""
        return self.environ.pop(PASSWORD_VARIABLE, None) or None

    def write(self, text: str) -> None:
        """Put a result on standard output, without anything that could steer a terminal."""
        try:
            self.stdout.write(UNSAFE_CHARACTERS.sub("", text))
            self.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            from reflectie.domain.errors import os_error_reason

            self.discard_output()
            raise cannot_export("standaarduitvoer", os_error_reason(error)) from error

    def print_message(self, message: str) -> None:
        """Tell the person something on standard error."""
        with suppress(OSError):  # nowhere left to say it
            self.stderr.write(UNSAFE_CHARACTERS.sub("", message) + "\n")
            self.stderr.flush()

    def end_line(self) -> None:
        """Leave the cursor on a line of its own after Ctrl+C."""
        if self.stderr.isatty():
            self.print_message("")

    def discard_output(self) -> None:
        """Give standard output nowhere to go, so that Python does not complain about it at exit."""
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.stdout.fileno())
            os.close(nowhere)


def system_console() -> Console:
    """The real world. Passwords leave the environment, where other programs could read them."""
    environ = dict(os.environ)
    for name in (PASSWORD_VARIABLE, NEW_PASSWORD_VARIABLE):
        os.environ.pop(name, None)
    stdin = sys.stdin.buffer if sys.stdin else io.BytesIO()
    # A stream is None when it was closed before the program began.
    stdout, stderr = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
    for stream in (stdout, stderr):
        _set_encoding(stream)
    return Console(
        environ=environ,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        clock=lambda: dt.datetime.now(dt.UTC),
        ask_password=_ask_password,
        is_interactive=stdin.isatty(),
        width=shutil.get_terminal_size().columns if stdout.isatty() else None,
    )


def _set_encoding(stream: TextIO) -> None:
    """A terminal gets what it can show; a file or pipe always UTF-8, also where Windows would not."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _ask_password(prompt: str) -> str:
    """A password from the terminal, not shown while it is typed."""
    import getpass
    import warnings

    with warnings.catch_warnings():
        # getpass would go on without a terminal, show what is typed and warn in English.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except getpass.GetPassWarning as error:
            raise NoTerminal from error
        except EOFError as error:
            raise ReflectieError("Er kwam geen wachtwoord; het logboek blijft dicht.") from error


def _ask_line(prompt: str) -> str:
    """A line from the terminal, shown while it is typed."""
    try:
        return input(prompt)
    except EOFError as error:
        raise ReflectieError("Er kwam geen antwoord; er is niets veranderd.") from error


_BAR_WIDTH = 30

_MIN_PAGES_FOR_BAR = 2_000
"""Pages up to which a copy is made before a bar could be seen."""


def today(console: Console) -> dt.date:
    """The day on the calendar of this machine."""
    return console.clock().astimezone().date()


def confirm(console: Console, question: str, word: str, is_confirmed: bool) -> bool:
    """Whether the person types this word; ``beforehand`` is that they gave ``--ja``.

    Raises:
        WrongUse: there is nobody to ask.
    """
    if is_confirmed:
        return True
    if not console.is_interactive:
        raise UsageError("Hier is niemand om het te bevestigen; geef --ja mee als je het zeker weet.")
    return console.ask(f"{question} Typ '{word}' om door te gaan: ").strip().lower() == word


@contextmanager
def progress_bar(console: Console, words: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error for what takes long; None where nobody would see it."""
    if not console.stderr.isatty():
        yield None
        return
    drawn = ""

    def draw(done: int, total: int) -> None:
        nonlocal drawn
        full = _BAR_WIDTH * done // total if total > _MIN_PAGES_FOR_BAR else 0
        line = f"\r{words} {'█' * full}{'·' * (_BAR_WIDTH - full)}"
        if total > _MIN_PAGES_FOR_BAR and line != drawn:
            drawn = line
            console.stderr.write(line)
            console.stderr.flush()

    try:
        yield draw
    finally:
        if drawn:
            console.stderr.write("\r" + " " * len(drawn) + "\r")
            console.stderr.flush()


def output_path(options: argparse.Namespace, console: Console) -> Path | None:
    """The place that ``--naar`` names, looked at before a password is asked; None for standard output.

    Raises:
        ReflectieError: it cannot be written to, or only with ``--overschrijf``, or belongs to the journal.
    """
    if options.naar == "-":
        return None
    path, overwrite = Path(options.naar), options.overschrijf
    if _belongs_to_journal(JournalFolder(data_folder(console.environ)), path):
        raise cannot_export(path, "die plek is van je logboek zelf")
    if path.is_dir():
        raise cannot_export(path, "dat is een map; zet er een bestandsnaam achter")
    if path.exists() and not path.is_file():
        raise cannot_export(path, "dat is geen gewoon bestand")
    if path.exists() and not overwrite:
        raise cannot_export(path, "dat bestand is er al (met --overschrijf wordt het vervangen)")
    if not path.parent.is_dir():
        raise cannot_export(path, "die map is er niet")
    return path


def _belongs_to_journal(folder: JournalFolder, path: Path) -> bool:
    """Whether a file is, or would be, one of the journal's own or one that a save makes beside those."""
    own, place = (folder.journal_file, folder.key_file, folder.settings_file), resolve_link(path)
    if place.is_relative_to(resolve_link(folder.backups_folder)):
        return True
    if any(file_exists(path) and file_exists(one) and path.samefile(one) for one in own):
        return True  # also where capitals make no difference
    beside = map(resolve_link, own)
    return any(place.parent == one.parent and place.name.lstrip(".").startswith(one.name) for one in beside)


def write_output_file(path: Path, text: str) -> None:
    """Write it whole, for the eyes of this user only."""
    from reflectie.domain.errors import os_error_reason
    from reflectie.journal.folder import write_private

    try:
        write_private(path, text.encode())
    except CannotWrite as error:
        cause = error.__cause__
        raise cannot_export(
            path, os_error_reason(cause) if isinstance(cause, OSError) else "de schijf weigert"
        ) from error


def short_id(entry_id: str) -> str:
    """An id as people see it; ``toon`` takes it too."""
    return entry_id[-SHORT_ID_LENGTH:]


def format_summary(summary: EntrySummary, width: int | None) -> str:
    """An entry on one line; ``width`` as in ``Console``."""
    from reflectie.domain.text_layout import truncate

    title = f"{summary.title} (open)" if summary.is_open else summary.title
    words = shorten(summary.words, 200)
    row = f"{summary.day:%d-%m-%Y}  {short_id(summary.id)}  {title}" + (f" · {words}" if words else "")
    return row if width is None else truncate(row, width)
