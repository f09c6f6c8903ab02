"""Handle keys in the order in which they were pressed, and a paste as text only (both patch Textual 8.2.8)."""

import asyncio
from collections.abc import Iterable, Iterator

from textual import _xterm_parser, events
from textual.message import Message
from textual.widget import Widget


async def run_key_binding(widget: Widget, event: events.Key) -> None:
    """Runs what a key is bound to in this widget, in its turn; to be called from ``on_key``."""
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):
        if not binding.priority and await widget.app.run_action(binding.action, widget):
            event.stop()
            event.prevent_default()
            return


async def wait_for_keys(widget: Widget | None) -> None:
    """Returns when every key on its way to this widget has done its work there, or no longer can."""
    for _ in range(2):  # a key may make the widget send itself a message
        arrived = asyncio.get_running_loop().create_future()
        if widget and widget.is_running and widget.call_later(arrived.set_result, None):
            await asyncio.wait((arrived, widget.task), return_when=asyncio.FIRST_COMPLETED)


_ESCAPE, _PASTE_START, _PASTE_END = "\x1b", "\x1b[200~", "\x1b[201~"


class PasteProofParser(_xterm_parser.XTermParser):
    """Textual's own reading of the keyboard, which gets to see no escape inside a paste."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._in_paste = False
        self._pending = ""
        """What may be the beginning of the mark that closes a paste; it waits for the rest."""
        self._begun = ""
        """The same of the mark that opens one; it went on at once, for it may be keys."""

    def feed(self, data: str) -> Iterable[Message]:
        if not data:  # the end of all input
            return super().feed(data)
        begun, self._begun = self._begun, ""
        return self._feed_parts("".join(self._clean_parts(begun + data))[len(begun) :])

    def tick(self) -> Iterable[Message]:
        for key in super().tick():
            self._begun = ""  # nothing came after it in time: it was a key
            yield key

    def _feed_parts(self, data: str) -> Iterator[Message]:
        while data:
            part, mark, data = data.partition(_PASTE_END)
            yield from super().feed(part + mark)
            if mark:
                self._reset_parser()

    def _reset_parser(self) -> None:
        """A reader that waits for a key still holds what was pasted last; a new one knows of nothing."""
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)

    def _clean_parts(self, data: str) -> Iterator[str]:
        data, self._pending = self._pending + data, ""
        while data:
            part, mark, data = data.partition(_PASTE_END if self._in_paste else _PASTE_START)
            if not self._in_paste:
                self._begun = "" if mark else _begun(_PASTE_START, part)
            else:
                self._pending = "" if mark else _begun(_PASTE_END, part)
                part = part.removesuffix(self._pending).replace(_ESCAPE, "")
            yield part + mark
            if mark:
                self._in_paste = not self._in_paste


def _begun(mark: str, part: str) -> str:
    """What at the end of a part may be the beginning of a mark."""
    begins = (mark[:length] for length in range(len(mark) - 1, 0, -1))
    return next((begin for begin in begins if part.endswith(begin)), "")


def install_paste_parser() -> None:
    """Gives Textual this parser; call before an app is made."""
    _xterm_parser.XTermParser = PasteProofParser  # type: ignore[misc]
