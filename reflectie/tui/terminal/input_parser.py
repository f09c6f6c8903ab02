"""Turn what the terminal sends into keys and other events, whatever it sends (patches Textual 8.2.8).

Text comes in decoded with ``surrogateescape``, so that a byte that is no UTF-8 can still be told apart.
"""

import re
from collections.abc import Iterable, Iterator

from textual import _xterm_parser, events
from textual.keys import Keys
from textual.message import Message

_ESCAPE, _PASTE_START, _PASTE_END, _X10_MOUSE = "\x1b", "\x1b[200~", "\x1b[201~", "\x1b[M"

_UNDECODED = re.compile("[\ud800-\udfff]")
_REPLACEMENT = "\ufffd"

_X10_BYTES = 3
"""Bytes of a mouse report of an old terminal: button, column and row. They need not be UTF-8."""

_UNWANTED = re.compile("\x1b[\\]P_^X][^\x1b\x07]{0,4096}(?:\x07|\x1b\\\\)|\x1b\\[[0-?]{30,4096}[ -/]*[@-~]")
"""A complete OSC, DCS, APC, PM or SOS string, or a report longer than any that Textual knows.

The program asks for none of these; a terminal may send one anyway.
"""

_COMPLETE_REPORT = re.compile(r"\x1b\[[0-?]*[ -/]*[@-Z\\-~]", re.ASCII)
r"""A control sequence. ``\x1b[[`` begins a function key of the Linux console and is none."""

_KNOWN_REPORT = re.compile(r"\x1b\[(?:M|<?[-\d;]+[mM]|\?\d+;\d\$y)", re.ASCII)
"""A mouse event, its start, or a mode. Textual looks at these after the keys."""

_KEY_REPORT = re.compile(
    r"\x1b\[(?P<key>\d+)?(?::[\d:]*)?"  # code, and what the key gives on other layouts
    r"(?:;(?P<modifiers>\d+)?(?::(?P<event>\d+)?)?)?"
    r"(?:;(?P<text>[\d:]*))?(?P<end>[u~A-HPQRS])",
    re.ASCII,
)
"""A key in the keyboard protocol of Kitty, with more fields than the program asks for."""

_RELEASED = "3"

_MAX_COLUMNS, _MAX_ROWS = 2_000, 1_000
"""A larger terminal is a mistake; painting it would take minutes."""


def clamp_size(columns: int, rows: int) -> tuple[int, int]:
    """Return the size of a terminal within what can be painted."""
    return max(1, min(columns, _MAX_COLUMNS)), max(1, min(rows, _MAX_ROWS))


class SafeInputParser(_xterm_parser.XTermParser):
    """The parser of Textual, which no input ends, and in which a paste cannot act as keys.

    Bytes that are no UTF-8 become U+FFFD. Reports that nobody asked for are dropped. A pasted escape sequence
    would end the paste or act as a key, so escape characters are removed from a paste.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._in_paste = False
        self._pending = ""
        """A possible start of a mark, or of a mouse report, held back until the rest has come."""
        self._partial_start = ""
        """A possible start of the mark that begins a paste. It was passed on at once: it may be a key."""

    @property
    def waits_for_more(self) -> bool:
        """Whether a key may be complete or not, which ``tick`` decides after some time."""
        return self._timeout_time is not None

    def feed(self, data: str) -> Iterable[Message]:
        if not data:  # the end of all input
            return super().feed(data)
        passed_on, self._partial_start = self._partial_start, ""
        cleaned = "".join(self._clean_parts(passed_on + data))
        if cleaned.startswith(passed_on):
            return self._feed_parts(cleaned[len(passed_on) :])
        self._restart_parser()  # what was passed on began a report that is dropped
        return self._feed_parts(cleaned)

    def tick(self) -> Iterable[Message]:
        for key in self._guarded(super().tick()):
            self._partial_start = ""  # nothing followed in time: it was a key
            yield key

    def _feed_parts(self, data: str) -> Iterator[Message]:
        while data:
            part, mark, data = data.partition(_PASTE_END)
            # An error loses the rest of a piece, so a piece is no more than one report and the text after it.
            for piece in re.split("(?=\x1b)", part + mark):
                if piece:
                    yield from self._guarded(super().feed(piece))
            if mark:
                self._restart_parser()

    def _guarded(self, messages: Iterable[Message]) -> Iterator[Message]:
        """Yield the messages that can be handled; an error in the parser ends only what it was parsing."""
        try:
            for message in messages:
                if not isinstance(message, events.Resize) or self._accept_size(message):
                    yield message
        except (ArithmeticError, LookupError, TypeError, ValueError):
            self._restart_parser()

    def _accept_size(self, resize: events.Resize) -> bool:
        """Return whether this can be the size of a terminal; otherwise forget it."""
        pixels = resize.pixel_size
        if clamp_size(*resize.size) == tuple(resize.size) and (pixels is None or min(pixels) > 0):
            return True
        self.terminal_size, self.terminal_pixel_size, self.mouse_pixels = None, None, False
        return False

    def _restart_parser(self) -> None:
        """Start a new generator: one that waits for a key keeps the text of the last paste."""
        self._timeout_time = None
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)

    # Cleaning ------------------------------------------------------------------------------------

    def _clean_parts(self, data: str) -> Iterator[str]:
        data, self._pending = self._pending + data, ""
        while data:
            part, mark, data = data.partition(_PASTE_END if self._in_paste else _PASTE_START)
            if not self._in_paste:
                part = _UNWANTED.sub("", self._without_mouse_bytes(part, is_last=not mark))
                self._partial_start = "" if mark else _partial_mark(_PASTE_START, part)
            else:
                self._pending = "" if mark else _partial_mark(_PASTE_END, part)
                part = part.removesuffix(self._pending).replace(_ESCAPE, "")
            yield _UNDECODED.sub(_REPLACEMENT, part) + mark
            if mark:
                self._in_paste = not self._in_paste

    def _without_mouse_bytes(self, text: str, is_last: bool) -> str:
        """Drop the mouse reports of old terminals; hold back one of which a part is still to come."""
        kept, mark, rest = text.partition(_X10_MOUSE)
        while mark:
            length = _length_of_bytes(rest, _X10_BYTES)
            if length is None:
                self._pending = mark + rest if is_last else ""
                return kept
            part, mark, rest = rest[length:].partition(_X10_MOUSE)
            kept += part
        return kept

    # Keys ----------------------------------------------------------------------------------------

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterator[events.Key]:
        is_known = False
        for key in self._keys_of(sequence, alt):
            is_known = True
            yield key
        if not is_known and _COMPLETE_REPORT.fullmatch(sequence) and not _KNOWN_REPORT.fullmatch(sequence):
            yield events.Key(Keys.Ignore, sequence)

    def _keys_of(self, sequence: str, alt: bool) -> Iterable[events.Key]:
        report = _KEY_REPORT.fullmatch(sequence)
        if report is None:
            return super()._sequence_to_key_events(sequence, alt)
        if report["event"] == _RELEASED or not _are_characters(report):
            return [events.Key(Keys.Ignore, sequence)]
        return super()._sequence_to_key_events(_plain_report(report), alt)


def _partial_mark(mark: str, part: str) -> str:
    """Return the longest incomplete start of ``mark`` at the end of ``part``, or an empty string."""
    starts = (mark[:length] for length in range(len(mark) - 1, 0, -1))
    return next((start for start in starts if part.endswith(start)), "")


def _length_of_bytes(text: str, count: int) -> int | None:
    """Return how many characters came from the first ``count`` bytes; None when there are fewer bytes."""
    for length in range(1, len(text) + 1):
        if len(text[:length].encode(errors="surrogateescape")) >= count:
            return length
    return None


def _are_characters(report: "re.Match[str]") -> bool:
    """Whether the code of the key and of each character in its text is a character."""
    codes = [report["key"] or "", *(report["text"] or "").split(":")]
    return all(not code or (len(code) <= 7 and _is_character(int(code))) for code in codes)


def _is_character(code: int) -> bool:
    return code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF


def _plain_report(report: "re.Match[str]") -> str:
    """Return the report with only the fields that Textual reads; other layouts and repeats are left out."""
    fields = [report["key"] or "", report["modifiers"] or "", report["text"] or ""]
    while len(fields) > 1 and not fields[-1]:
        fields.pop()
    return f"\x1b[{';'.join(fields)}{report['end']}"


def install_input_parser() -> None:
    """Make Textual use this parser. Call before an app is created."""
    _xterm_parser.XTermParser = SafeInputParser  # type: ignore[misc]
