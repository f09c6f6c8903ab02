"""Streams, environment, clock and prompts of the command line, passed in as one object."""

import datetime as dt
import getpass
import io
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import BinaryIO, TextIO

from reflectie.domain.dates import day_of_writing, local_time
from reflectie.domain.errors import ReflectieError, cannot_export, os_error_reason
from reflectie.domain.text import REPLACEMENT, without_unsafe_characters
from reflectie.early_terminal import early_terminal
from reflectie.journal.folder import JournalFolder, data_folder, read_settings

PASSWORD_VARIABLE = "REFLECTIE_WACHTWOORD"  # noqa: S105 - the name of a variable

NEW_PASSWORD_VARIABLE = "REFLECTIE_NIEUW_WACHTWOORD"  # noqa: S105


class UsageError(ReflectieError):
    """The command cannot be carried out as it was given; exit code 2."""


class NoTerminal(ReflectieError):
    """A password is needed and there is no terminal to ask for it."""

    def __init__(self) -> None:
        super().__init__(
            "Er is geen terminal om je wachtwoord te vragen. Start reflectie in een terminal, "
            f"of geef het wachtwoord met {PASSWORD_VARIABLE}."
        )


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command reads, writes and asks.

    ``width`` is that of the terminal in cells; None when standard output is not a terminal.
    ``is_interactive`` says whether standard input is a terminal.
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
    def folder(self) -> JournalFolder:
        """The folder of the journal, whether there is one yet or not."""
        return JournalFolder(data_folder(self.environ))

    @property
    def now(self) -> dt.datetime:
        """The present moment, in the time zone of this machine."""
        return local_time(self.clock())

    @property
    def today(self) -> dt.date:
        return self.now.date()

    @property
    def day_of_writing(self) -> dt.date:
        """The day to which what the user writes now belongs."""
        return day_of_writing(self.now, read_settings(self.folder).day_starts_at)

    @property
    def password(self) -> str | None:
        return self.environ.get(PASSWORD_VARIABLE) or None

    @property
    def new_password(self) -> str | None:
        return self.environ.get(NEW_PASSWORD_VARIABLE) or None

    def pop_password(self) -> str | None:
        """Return the password and forget it: a locked full screen must not open by itself."""
        return self.environ.pop(PASSWORD_VARIABLE, None) or None

    def ask_or_read(self, prompt: str) -> str:
        """Ask for a line in a terminal; otherwise read it from standard input without a prompt."""
        if self.is_interactive:
            return self.ask(prompt)
        return self.stdin.readline().decode(errors="replace")

    def write(self, text: str) -> None:
        """Write a result to standard output, without control codes."""
        try:
            self.stdout.write(without_unsafe_characters(text))
            self.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            self.discard_output()
            raise cannot_export("standaarduitvoer", os_error_reason(error)) from error

    def print_message(self, message: str) -> None:
        """Write a line to standard error, without control codes."""
        with suppress(OSError):  # standard error is closed
            self.stderr.write(without_unsafe_characters(message) + "\n")
            self.stderr.flush()

    def report_undecoded(self, text: str) -> None:
        """Say that a text which is kept holds letters that could not be read, if it does."""
        if REPLACEMENT in text:
            self.print_message(f"Sommige tekens waren geen UTF-8; op hun plek staat nu {REPLACEMENT}.")

    def end_line(self) -> None:
        """Move the cursor of a terminal to a new line after Ctrl+C."""
        if self.stderr.isatty():
            self.print_message("")

    def discard_output(self) -> None:
        """Redirect standard output to the null device, so that Python reports no error about it at exit."""
        with suppress(OSError):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self.stdout.fileno())
            os.close(null)


def system_console() -> Console:
    """Return the console of this process. Passwords leave its environment, which other programs can read."""
    environ = dict(os.environ)
    for name in (PASSWORD_VARIABLE, NEW_PASSWORD_VARIABLE):
        os.environ.pop(name, None)
    stdin = sys.stdin.buffer if sys.stdin else io.BytesIO()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # for ``input``
    # A stream is None when it was closed before the program started.
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
    """Write UTF-8 to files and pipes, also on Windows; a terminal keeps its own encoding."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _ask_password(prompt: str) -> str:
    try:
        password = early_terminal.read_hidden_line(prompt)
        password = _ask_with_getpass(prompt) if password is None else password
    except EOFError as error:
        raise ReflectieError("Er kwam geen wachtwoord; het logboek blijft dicht.") from error
    except UnicodeDecodeError:
        password = REPLACEMENT
    if REPLACEMENT in password:
        # Every letter that cannot be read looks the same, so it must not become part of a password.
        raise ReflectieError(
            "In je wachtwoord kwamen letters aan die geen UTF-8 zijn; het is niet gebruikt. "
            "Zet je terminal op UTF-8 en probeer het opnieuw."
        )
    return password


def _ask_with_getpass(prompt: str) -> str:
    """Ask on Windows, or in the terminal of the process when standard input is another one."""
    with warnings.catch_warnings():
        # Without a terminal getpass would show what is typed and warn in English.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except getpass.GetPassWarning as error:
            raise NoTerminal from error


def _ask_line(prompt: str) -> str:
    early_terminal.show()
    try:
        return input(prompt)
    except EOFError as error:
        raise ReflectieError("Er kwam geen antwoord; er is niets veranderd.") from error


def confirm(console: Console, question: str, word: str, is_confirmed: bool) -> bool:
    """Return whether the user confirms by typing ``word``, or has already done so with ``--ja``.

    Raises:
        UsageError: there is no terminal to ask in.
    """
    if is_confirmed:
        return True
    if not console.is_interactive:
        raise UsageError("Hier is niemand om het te bevestigen; geef --ja mee als je het zeker weet.")
    return console.ask(f"{question} Typ '{word}' om door te gaan: ").strip().lower() == word


_BAR_WIDTH = 30

_MIN_PAGES_FOR_BAR = 2_000
"""Copying fewer database pages than this is done before a bar could be seen."""


class _ProgressBar:
    """A bar on standard error that is redrawn in place."""

    def __init__(self, stream: TextIO, label: str) -> None:
        self._stream, self._label, self._drawn = stream, label, ""

    def draw(self, done: int, total: int) -> None:
        """Show how many pages are done; nothing if there are few."""
        if total <= _MIN_PAGES_FOR_BAR:
            return
        full = _BAR_WIDTH * done // total
        line = f"\r{self._label} {'█' * full}{'·' * (_BAR_WIDTH - full)}"
        if line != self._drawn:
            self._write(line)
            self._drawn = line

    def erase(self) -> None:
        if self._drawn:
            self._write("\r" + " " * len(self._drawn) + "\r")

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


@contextmanager
def progress_bar(console: Console, label: str) -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function that shows progress on standard error; None when that is not a terminal.

    The function takes the number of pages done and the total.
    """
    if not console.stderr.isatty():
        yield None
        return
    bar = _ProgressBar(console.stderr, label)
    try:
        yield bar.draw
    finally:
        bar.erase()
