"""The driver of Textual 8.2.8 for Linux and macOS, which no input and no silent terminal stops."""

import os
import termios
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from selectors import EVENT_READ, SelectSelector
from typing import Any

from textual import events
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from reflectie.tui.terminal.input_parser import SafeInputParser, clamp_size
from reflectie.tui.terminal.terminal_writer import TerminalWriter

_READ_BYTES = 4096

_END_OF_FRAME = "\x1b[?2026l"
"""Ends synchronised output: until then, a terminal that has it shows nothing new."""

_KEY_SECONDS = 0.1
"""Time in which the rest of a key must come."""


class PosixDriver(LinuxDriver):
    """Reads any bytes, waits without using the processor, and writes without waiting for the terminal."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._wake_reader, self._wake_writer = os.pipe()
        self._is_stopping = False

    def start_application_mode(self) -> None:
        """Start reading and writing; also again, when the process goes on after it was stopped."""
        self._stop_threads()
        linux_driver.WriterThread = TerminalWriter  # type: ignore[assignment,attr-defined]
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if isinstance(self._writer_thread, TerminalWriter):
            self._writer_thread.on_dropped = lambda: self._app.call_later(self._app.refresh, layout=True)

    def stop_application_mode(self) -> None:
        """Leave the screen, and only then let the terminal show what is typed, amid no output."""
        self._is_stopping = True
        settings, self.attrs_before = self.attrs_before, None
        if isinstance(self._writer_thread, TerminalWriter):
            self._writer_thread.drop_waiting()  # the screen disappears anyway
            self._writer_thread.write(_END_OF_FRAME)  # a frame may have begun
        super().stop_application_mode()
        if isinstance(self._writer_thread, TerminalWriter):
            self._writer_thread.wait_until_written()
        self._restore(settings)
        self._is_stopping = False

    def _restore(self, settings: list[Any] | None) -> None:
        self.attrs_before = settings
        if settings is not None:
            with suppress(termios.error):  # the terminal was closed
                termios.tcflush(self.fileno, termios.TCIFLUSH)
                termios.tcsetattr(self.fileno, termios.TCSANOW, settings)

    def _sigcont_application(self, *arguments: Any) -> None:
        if not self._is_stopping:  # the system sends this signal too when the terminal is closed
            super()._sigcont_application(*arguments)

    def disable_input(self) -> None:
        with self._awake():
            super().disable_input()

    @contextmanager
    def _awake(self) -> Iterator[None]:
        """Let the thread that waits for keys look whether it must end."""
        os.write(self._wake_writer, b"x")
        yield
        os.read(self._wake_reader, 1)

    def _stop_threads(self) -> None:
        if self._key_thread and self._key_thread.is_alive():
            self.exit_event.set()
            with self._awake():
                self._key_thread.join()
            self.exit_event.clear()
        if self._writer_thread and self._writer_thread.is_alive():
            self._writer_thread.stop()

    def _get_terminal_size(self) -> tuple[int, int]:
        return clamp_size(*super()._get_terminal_size())

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - the top of a thread; the app saves the draft and reports it
            self._app.call_later(self._app._handle_exception, error)

    def process_message(self, message: Message) -> None:
        if not isinstance(message, events.MouseEvent) or self._is_inside(message):
            super().process_message(message)

    def _is_inside(self, mouse: events.MouseEvent) -> bool:
        """Whether this is on the screen. A click elsewhere would take the focus from the text."""
        columns, rows = self._get_terminal_size()
        return 0 <= mouse.screen_x < columns and 0 <= mouse.screen_y < rows

    def run_input_thread(self) -> None:
        """Read from the terminal until the program no longer wants input."""
        decode = getincrementaldecoder("utf-8")(errors="surrogateescape").decode
        parser = SafeInputParser(self._debug)
        with SelectSelector() as selector:
            selector.register(self._wake_reader, EVENT_READ)
            selector.register(self.fileno, EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(_KEY_SECONDS if parser.waits_for_more else None)
                if any(key.fd == self.fileno for key, _ in ready):
                    data = self._read()
                    if not data:  # the terminal is gone; another check ends the program
                        selector.unregister(self.fileno)
                    text = decode(data)
                    for event in parser.feed(text) if text else ():  # to the parser, no text is the end
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _read(self) -> bytes:
        """Read what was typed; nothing when the terminal is gone."""
        try:
            return os.read(self.fileno, _READ_BYTES)
        except OSError:
            return b""
