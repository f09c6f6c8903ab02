"""What is pasted is text, and never a key.

Textual 8.2.8 reads an escape code inside a paste, and what follows it, as keys: text is lost, and a paste can
press Ctrl+Q. Most terminals take such codes out of a paste; not all do.
"""

from collections.abc import Iterable, Iterator

from textual import _xterm_parser
from textual.message import Message

_ESCAPE, _BEGIN, _END = "\x1b", "\x1b[200~", "\x1b[201~"


class PasteProofParser(_xterm_parser.XTermParser):
    """Textual's own reading of the keyboard, which gets to see no escape inside a paste."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasting = False
        self._held = ""
        """What may be the beginning of the mark that closes a paste; it waits for the rest."""
        self._begun = ""
        """The same of the mark that opens one; it went on at once, for it may be keys."""

    def feed(self, data: str) -> Iterable[Message]:
        if not data:  # the end of all input
            return super().feed(data)
        begun, self._begun = self._begun, ""
        return self._read("".join(self._parts(begun + data))[len(begun) :])

    def tick(self) -> Iterable[Message]:
        for key in super().tick():
            self._begun = ""  # nothing came after it in time: it was a key
            yield key

    def _read(self, data: str) -> Iterator[Message]:
        while data:
            part, mark, data = data.partition(_END)
            yield from super().feed(part + mark)
            if mark:
                self._forget()

    def _forget(self) -> None:
        """A reader that waits for a key still holds what was pasted last; a new one knows of nothing."""
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)

    def _parts(self, data: str) -> Iterator[str]:
        data, self._held = self._held + data, ""
        while data:
            part, mark, data = data.partition(_END if self._pasting else _BEGIN)
            if not self._pasting:
                self._begun = "" if mark else _begun(_BEGIN, part)
            else:
                self._held = "" if mark else _begun(_END, part)
                part = part.removesuffix(self._held).replace(_ESCAPE, "")
            yield part + mark
            if mark:
                self._pasting = not self._pasting


def _begun(mark: str, part: str) -> str:
    """What at the end of a part may be the beginning of a mark."""
    begins = (mark[:length] for length in range(len(mark) - 1, 0, -1))
    return next((begin for begin in begins if part.endswith(begin)), "")


def shield_pastes() -> None:
    """Gives Textual this parser; call before an app is made."""
    _xterm_parser.XTermParser = PasteProofParser  # type: ignore[misc]
