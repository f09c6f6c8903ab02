"""Handle all keys, in the order in which they were pressed, and a paste as text (patches Textual 8.2.8)."""

import asyncio
from collections.abc import Iterable, Iterator

from textual import _xterm_parser, events
from textual.app import App
from textual.message import Message
from textual.widget import Widget


async def run_key_binding(widget: Widget, event: events.Key) -> None:
    """Run the action to which a widget binds a key, before the next key is handled. Call from ``on_key``."""
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):
        if not binding.priority and await widget.app.run_action(binding.action, widget):
            event.stop()
            event.prevent_default()
            return


async def wait_for_keys(widget: Widget | None) -> None:
    """Wait until the widget has handled every key that was sent to it, or has stopped."""
    for _ in range(2):  # handling a key may post one more message to the widget itself
        handled = asyncio.get_running_loop().create_future()
        if widget and widget.is_running and widget.call_later(handled.set_result, None):
            await asyncio.wait((handled, widget.task), return_when=asyncio.FIRST_COMPLETED)


class HeldKeysApp(App[None]):
    """An app that passes on the keys of the first moments once its first screen can take them."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[events.Event] | None = None
        """The keys and pastes so far; None when they are not held any more."""

    def hold_keys(self, typed: str) -> None:
        """Hold these keys, and those that come before the first screen is shown. Call before the app runs."""
        parser = PasteProofParser()
        self._held = [key for key in parser.feed(typed) if isinstance(key, events.Key | events.Paste)]

    def on_mount(self) -> None:
        if self._held is not None:
            self.call_after_refresh(self._pass_on_held_keys)

    async def on_event(self, event: events.Event) -> None:
        if self._held is not None and isinstance(event, events.Key | events.Paste):
            self._held.append(event)
        else:
            await super().on_event(event)

    async def _pass_on_held_keys(self) -> None:
        held, self._held = self._held or [], None
        for event in held:
            await self.on_event(event)


_ESCAPE, _PASTE_START, _PASTE_END = "\x1b", "\x1b[200~", "\x1b[201~"


class PasteProofParser(_xterm_parser.XTermParser):
    """The parser of Textual; it removes escape characters from a paste.

    A pasted escape sequence would otherwise end the paste or act as a key.
    """

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._in_paste = False
        self._pending = ""
        """A possible start of the mark that ends a paste, held back until the rest has come."""
        self._partial_start = ""
        """A possible start of the mark that begins a paste. It was passed on at once: it may be a key."""

    def feed(self, data: str) -> Iterable[Message]:
        if not data:  # the end of all input
            return super().feed(data)
        passed_on, self._partial_start = self._partial_start, ""
        return self._feed_parts("".join(self._clean_parts(passed_on + data))[len(passed_on) :])

    def tick(self) -> Iterable[Message]:
        for key in super().tick():
            self._partial_start = ""  # nothing followed in time: it was a key
            yield key

    def _feed_parts(self, data: str) -> Iterator[Message]:
        while data:
            part, mark, data = data.partition(_PASTE_END)
            yield from super().feed(part + mark)
            if mark:
                self._restart_parser()

    def _restart_parser(self) -> None:
        """Start a new generator: one that waits for a key keeps the text of the last paste."""
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)

    def _clean_parts(self, data: str) -> Iterator[str]:
        data, self._pending = self._pending + data, ""
        while data:
            part, mark, data = data.partition(_PASTE_END if self._in_paste else _PASTE_START)
            if not self._in_paste:
                self._partial_start = "" if mark else _partial_mark(_PASTE_START, part)
            else:
                self._pending = "" if mark else _partial_mark(_PASTE_END, part)
                part = part.removesuffix(self._pending).replace(_ESCAPE, "")
            yield part + mark
            if mark:
                self._in_paste = not self._in_paste


def _partial_mark(mark: str, part: str) -> str:
    """Return the longest incomplete start of ``mark`` at the end of ``part``, or an empty string."""
    starts = (mark[:length] for length in range(len(mark) - 1, 0, -1))
    return next((start for start in starts if part.endswith(start)), "")


def install_paste_parser() -> None:
    """Make Textual use this parser. Call before an app is created."""
    _xterm_parser.XTermParser = PasteProofParser  # type: ignore[misc]
