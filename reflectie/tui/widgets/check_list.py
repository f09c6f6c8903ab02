"""A list in which things can be chosen, each with a sign that reads without colour."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reflectie.tui.keys import pressed
from reflectie.tui.widgets.choice import CHOSEN, OPEN


class CheckList(OptionList):
    """``options`` goes from an id to its words; ``chosen`` holds ids in the order of choosing."""

    DEFAULT_CSS = "CheckList { height: auto; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "select", "kies", key_display="Enter")]

    class Changed(Message):
        """Something was chosen or let go of."""

    def __init__(self, options: dict[str, str], chosen: list[str], many: bool = True) -> None:
        self.words, self.chosen, self.many = options, chosen, many
        super().__init__(*(Option(self._prompt(key), id=key) for key in options))

    def _prompt(self, key: str) -> Content:
        sign = CHOSEN if key in self.chosen else OPEN
        return Content.from_markup("[$mark]$sign[/] $words", sign=sign, words=self.words[key])

    async def on_key(self, event: events.Key) -> None:
        await pressed(self, event)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        key = event.option_id or ""
        rest = [other for other in self.chosen if other != key] if self.many else []
        self.chosen = rest if key in self.chosen else [*rest, key]
        for other in self.words:
            self.replace_option_prompt(other, self._prompt(other))
        self.post_message(self.Changed())
