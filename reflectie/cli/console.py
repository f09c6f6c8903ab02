"""The world around the command line, handed in: streams, environment, clock and the asking of a password."""

import datetime as dt
import io
import os
import shutil
import sys
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import BinaryIO, TextIO

from reflectie.domain.errors import CannotExport, ReflectieError
from reflectie.domain.text import UNSAFE

PASSWORD = "REFLECTIE_WACHTWOORD"  # noqa: S105 - the name of a variable
NEW_PASSWORD = "REFLECTIE_NIEUW_WACHTWOORD"  # noqa: S105


class WrongUse(ReflectieError):
    """The command cannot be carried out as it was given; exit code 2."""


class NoTerminal(ReflectieError):
    """A password is needed and there is nobody to ask."""

    def __init__(self) -> None:
        super().__init__(
            "Er is geen terminal om je wachtwoord te vragen. Start reflectie in een terminal, "
            f"of geef het wachtwoord met {PASSWORD}."
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
    types: bool = False
    width: int | None = None
    ask: Callable[[str], str] = field(default_factory=lambda: _ask)

    @property
    def password(self) -> str | None:
        return self.environ.get(PASSWORD) or None

    @property
    def new_password(self) -> str | None:
        return self.environ.get(NEW_PASSWORD) or None

    def take_password(self) -> str | None:
        """The password, which then stands here no longer: the full screen can be locked, and forgets it."""
        return self.environ.pop(PASSWORD, None) or None

    def write(self, text: str) -> None:
        """Put a result on standard output, without anything that could steer a terminal."""
        try:
            self.stdout.write(UNSAFE.sub("", text))
            self.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            from reflectie.domain.disk import reason

            self.hush()
            raise CannotExport("standaarduitvoer", reason(error)) from error

    def say(self, message: str) -> None:
        """Tell the person something on standard error."""
        with suppress(OSError):  # nowhere left to say it
            self.stderr.write(UNSAFE.sub("", message) + "\n")
            self.stderr.flush()

    def end_line(self) -> None:
        """Leave the cursor on a line of its own after Ctrl+C."""
        if self.stderr.isatty():
            self.say("")

    def hush(self) -> None:
        """Give standard output nowhere to go, so that Python does not complain about it at exit."""
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.stdout.fileno())
            os.close(nowhere)


def here() -> Console:
    """The real world. Passwords leave the environment, where other programs could read them."""
    environ = dict(os.environ)
    for name in (PASSWORD, NEW_PASSWORD):
        os.environ.pop(name, None)
    stdin = sys.stdin.buffer if sys.stdin else io.BytesIO()
    # A stream is None when it was closed before the program began.
    stdout, stderr = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
    for stream in (stdout, stderr):
        _prepare(stream)
    return Console(
        environ=environ,
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        clock=lambda: dt.datetime.now(dt.UTC),
        ask_password=_ask_password,
        types=stdin.isatty(),
        width=shutil.get_terminal_size().columns if stdout.isatty() else None,
    )


def _prepare(stream: TextIO) -> None:
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


def _ask(prompt: str) -> str:
    """A line from the terminal, shown while it is typed."""
    try:
        return input(prompt)
    except EOFError as error:
        raise ReflectieError("Er kwam geen antwoord; er is niets veranderd.") from error
