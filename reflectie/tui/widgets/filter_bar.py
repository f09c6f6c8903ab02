"""A filter: a label with a few options, of which one or none is selected."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from reflectie.tui.widgets.option_row import OptionRow

_LABEL_WIDTH = 7
"""Cells of the label before the options."""


class FilterBar(OptionRow, inherit_bindings=False):
    """An option row behind a label; its first option, with the value "", filters nothing.

    A small window shows only the selected option.
    """

    DEFAULT_CSS = """
    FilterBar { color: $foreground; link-color: $foreground; }
    """
    HELP_TITLE: ClassVar[str] = "Bij een wens in Kiezen"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "kies", key_display="← →"),
        Binding("right", "step(1)", "kies", show=False),
        Binding("up", "app.focus_previous", "omhoog", show=False),
        Binding("down", "app.focus_next", "omlaag", show=False),
        Binding("enter", "submit", "naar de lijst", key_display="Enter"),
    ]

    class Changed(OptionRow.Changed):
        """The user selected another option."""

    class Submitted(Message):
        """The user wants to go to the list."""

    def __init__(self, label: str, options: dict[str, str]) -> None:
        super().__init__({"": "alles", **options})
        self.label = label

    def lay_out(self, width: int) -> list[Content]:
        style = "[$mark b]" if self.has_focus else "[$quiet]"
        label = Content.from_markup(f"{style}$label[/]", label=self.label.ljust(_LABEL_WIDTH))
        rows = [self._small_content()] if self._is_small else super().lay_out(width - _LABEL_WIDTH)
        return [(Content(" " * _LABEL_WIDTH) if number else label) + row for number, row in enumerate(rows)]

    def _small_content(self) -> Content:
        return Content.from_markup(
            "[@click=previous]‹ [/][b]$label[/][@click=next] ›[/]", label=self.options[self.value]
        )

    @property
    def _is_small(self) -> bool:
        return self.screen.has_class("-short") or self.screen.has_class("-narrow")

    def on_focus(self) -> None:
        self.refresh()  # the style of the label depends on the focus

    def on_blur(self) -> None:
        self.refresh()

    async def on_key(self, event: events.Key) -> None:
        # Keys after a letter are for the search field, to which the screen moves the focus. So they are not
        # handled here in the order of arrival, but by the bindings of what is focused then.
        event.prevent_default()

    def action_step(self, by: int) -> None:
        """Go to the next or the previous option, and from the last to the first."""
        values = [*self.options]
        self.select(values[(values.index(self.value) + by) % len(values)])

    def action_previous(self) -> None:
        self.action_step(-1)

    def action_next(self) -> None:
        self.action_step(1)

    def action_submit(self) -> None:
        self.post_message(self.Submitted())
