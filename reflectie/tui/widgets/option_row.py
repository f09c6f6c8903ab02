"""Choose from a few options beside each other, or from a list of options below each other."""

from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reflectie.domain.text_layout import cell_width, flow_layout, truncate, wrap
from reflectie.tui.terminal.keyboard import run_key_binding
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.fitted_row import FittedRow

SELECTED_SIGN, UNSELECTED_SIGN = "●", "○"
"""Where one option can be selected."""

CHECKED_SIGN, UNCHECKED_SIGN = "☑", "☐"
"""Where several options can be selected."""

_GAP = 3
"""Cells between two options."""

_ARROW_WIDTH = 2
"""Cells at the right for the arrow that says that there are more options."""


class OptionRow(Widget, can_focus=True):
    """Options on as many rows as they need, of which at most one is selected.

    ``options`` maps a value to its label; the value "" means that none is selected. When there are more rows
    than fit, the rows around the selected option are shown.
    """

    DEFAULT_CSS = """
    OptionRow {
        height: auto; color: $quiet; link-color: $quiet; link-style: none; link-style-hover: none;
        link-background-hover: $panel; link-color-hover: $foreground;
        &:focus { color: $focus-text; link-color: $focus-text; background: $focus; text-style: bold; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Bij een paar antwoorden naast elkaar"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "vorige keuze", show=False),
        Binding("right", "step(1)", "kies", key_display="← →"),
        Binding("space", "step(1, True)", "volgende keuze", show=False),
        Binding("backspace,delete", "clear", "keuze weg", show=False),
    ]

    value = reactive("")
    options: reactive[dict[str, str]] = reactive(dict, layout=True)

    class Changed(Message):
        """The user selected another option, or none."""

        def __init__(self, option_row: "OptionRow") -> None:
            self.option_row = option_row
            super().__init__()

        @property
        def control(self) -> "OptionRow":
            return self.option_row

    def __init__(self, options: dict[str, str] | None = None, value: str = "") -> None:
        super().__init__()
        self.set_reactive(OptionRow.options, options or {})
        self.set_reactive(OptionRow.value, value)

    def set_options(self, options: dict[str, str], value: str) -> None:
        """Replace the options and the selection, without reporting a change."""
        self.value, self.options = value, options

    # Rendering -----------------------------------------------------------------------------------

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lay_out(width))

    def render(self) -> RenderResult:
        rows = self.lay_out(self.size.width)
        fits = len(rows) <= self.size.height
        return Content("\n").join(rows if fits else self._visible_rows(self.size.width, self.size.height))

    def _visible_rows(self, width: int, height: int) -> list[Content]:
        """The rows around the selected option, with an arrow where there are more rows."""
        rows = self.lay_out(width - _ARROW_WIDTH)
        options_by_row = self._flow(width - _ARROW_WIDTH)
        selected = [*self.options].index(self.value) if self.value in self.options else 0
        selected_row = next(row for row, options in enumerate(options_by_row) if selected in options)
        first = min(max(selected_row - height // 2, 0), max(len(rows) - height, 0))
        arrows = {}
        if first > 0:
            arrows[0] = "↑"
        if first + height < len(rows):
            arrows[height - 1] = "↓"  # also when there is a single row, with more above it
        return [
            row.pad_right(max(width - 1 - row.cell_length, 0)) + arrows.get(number, "")
            for number, row in enumerate(rows[first : first + height])
        ]

    def lay_out(self, width: int) -> list[Content]:
        """All rows at this width."""
        gap = Content(" " * _GAP)
        return [gap.join(self._option_content(n, width) for n in row) for row in self._flow(width)]

    def _flow(self, width: int) -> list[list[int]]:
        """The numbers of the options on each row."""
        return flow_layout(
            (cell_width(self._text(number, width)) for number in range(len(self.options))), width, _GAP
        )

    def _text(self, number: int, width: int) -> str:
        value, label = [*self.options.items()][number]
        sign = SELECTED_SIGN if value == self.value else UNSELECTED_SIGN
        return truncate(f"{sign} {label}", max(width, 1))

    def _option_content(self, number: int, width: int) -> Content:
        style = "[$mark bold]" if [*self.options][number] == self.value else ""
        return Content.from_markup(f"[@click=choose({number})]{style}$text", text=self._text(number, width))

    # Actions -------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        await run_key_binding(self, event)

    def select(self, value: str) -> None:
        """Select an option as the user does."""
        self.value = value
        self.post_message(self.Changed(self))

    def toggle(self, value: str) -> None:
        """Select an option; deselect it when it is selected."""
        self.select("" if value == self.value else value)

    def action_choose(self, number: int) -> None:
        self.toggle([*self.options][number])

    def action_step(self, by: int, goes_round: bool = False) -> None:
        """Go to the next or the previous option; before the first comes none.

        With ``goes_round``, none comes after the last option too.
        """
        values = ["", *self.options]
        number = (values.index(self.value) if self.value in values else 0) + by
        last = len(values) - 1
        self.select(values[number % len(values) if goes_round else min(max(number, 0), last)])

    def action_clear(self) -> None:
        if self.value:
            self.select("")


_SIGN_WIDTH = 2
"""Cells of the sign before an option, with the blank behind it."""


class CheckList(SafeOptionList):
    """A list of options of which several, or only one, can be selected.

    ``labels`` maps an id to its label; ``chosen`` holds the ids in the order in which they were selected.
    """

    DEFAULT_CSS = "CheckList { height: auto; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "select", "kies")]

    class Changed(Message):
        """The user selected or deselected an option."""

    def __init__(self, labels: dict[str, str], chosen: list[str], allow_many: bool = True) -> None:
        self.labels, self.chosen, self.allow_many = labels, chosen, allow_many
        super().__init__(*(Option(self._prompt(key), id=key) for key in labels))

    def _prompt(self, key: str) -> FittedRow:
        signs = (CHECKED_SIGN, UNCHECKED_SIGN) if self.allow_many else (SELECTED_SIGN, UNSELECTED_SIGN)
        sign, label = signs[key not in self.chosen], self.labels[key]

        def write(width: int) -> Content:
            """The label, of which further rows stand under its text."""
            rows = wrap(label, max(width - _SIGN_WIDTH, 1))
            text = f"\n{' ' * _SIGN_WIDTH}".join(rows)
            return Content.from_markup("[$mark]$sign[/] $label", sign=sign, label=text)

        return FittedRow(write)

    async def on_key(self, event: events.Key) -> None:
        await run_key_binding(self, event)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        key = event.option_id or ""
        before = self.chosen
        others = [other for other in before if other != key] if self.allow_many else []
        self.chosen = others if key in before else [*others, key]
        for other in {*before} ^ {*self.chosen}:
            self.replace_option_prompt(other, self._prompt(other))
        self.post_message(self.Changed())


_LABEL_WIDTH = 9
"""Cells of the label before the options."""


class FilterBar(OptionRow, inherit_bindings=False):
    """An option row behind a label; its first option, with the value "", filters nothing.

    A small window shows only the selected option.
    """

    DEFAULT_CSS = """
    FilterBar { color: $foreground; link-color: $foreground; }
    """
    HELP_TITLE: ClassVar[str] = "Kiezen: waarvoor, rol en tijd"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "vorige keuze", show=False),
        Binding("right", "step(1)", "kies", key_display="← →"),
        Binding("up", "app.focus_previous", "omhoog", show=False),
        Binding("down", "app.focus_next", "omlaag", show=False),
        Binding("enter", "submit", "naar de lijst"),
    ]

    class Changed(OptionRow.Changed):
        """The user selected another option."""

    class Submitted(Message):
        """The user wants to go to the list."""

    has_results = reactive(True, bindings=True)
    """Whether there is something in the list to go to."""

    def __init__(self, label: str, options: dict[str, str], all_label: str = "alles") -> None:
        """``all_label`` is the label of the option that filters nothing."""
        super().__init__({"": all_label, **options})
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
        # handled here in the order of arrival, but by the bindings of the widget that has the focus by then.
        event.prevent_default()

    def action_step(self, by: int, goes_round: bool = True) -> None:
        """Go to the next or the previous option, and from the last to the first."""
        values = [*self.options]
        self.select(values[(values.index(self.value) + by) % len(values)])

    def action_previous(self) -> None:
        self.action_step(-1)

    def action_next(self) -> None:
        self.action_step(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.has_results if action == "submit" else super().check_action(action, parameters)

    def action_submit(self) -> None:
        self.post_message(self.Submitted())
