"""The list of the steps of an exercise, to go to one of them."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.entry import Address
from reflectie.domain.outline import OutlineGroup, OutlineItem
from reflectie.domain.text_layout import truncate
from reflectie.tui.common.dialogs import Dialog, DialogKeyBar
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.fitted_row import FittedRow

_ANSWERED_SIGN, _OPEN_SIGN = "•", " "


class StepsDialog(Dialog[Address | None]):
    """The steps by group, with a sign where something was answered. The result is an address, or None."""

    DEFAULT_CSS = """
    StepsDialog OptionList { border: none; padding: 0; background: $surface; scrollbar-size-vertical: 1; }
    """
    BINDINGS = [  # noqa: RUF012 - declared this way by Textual
        Binding("enter", "choose", "daarheen"),
        Binding("escape", "cancel", "terug"),
    ]

    def __init__(self, groups: tuple[OutlineGroup, ...], current: Address | None) -> None:
        """``current`` is the step on the screen; None is the closing."""
        super().__init__()
        self._groups = groups
        self._addresses = [item.address for group in groups for item in group.items]
        self._current = current

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(
                f"Naar een stap. Bij {_ANSWERED_SIGN} staat al iets.", markup=False, classes="dialog-title"
            )
            yield SafeOptionList(*self._options(), classes="long")
            yield DialogKeyBar()

    def _options(self) -> list[Option]:
        options: list[Option] = []
        for group in self._groups:
            if group.title:
                title = Content.from_markup("\n[$primary]$title[/]", title=group.title)
                options.append(Option(title, disabled=True))
            options += [
                Option(_row(item), id=str(self._addresses.index(item.address))) for item in group.items
            ]
        return options

    def on_mount(self) -> None:
        option_list = self.query_one(OptionList)
        if self._current in self._addresses:
            number = str(self._addresses.index(self._current))
            option_list.highlighted = option_list.get_option_index(number)
        option_list.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._addresses[int(event.option_id or 0)])

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def action_cancel(self) -> None:
        self.dismiss(None)


def _row(item: OutlineItem) -> FittedRow:
    sign = _ANSWERED_SIGN if item.is_answered else _OPEN_SIGN
    return FittedRow(
        lambda width: Content.from_markup(
            "[$mark]$sign[/] $text", sign=sign, text=truncate(item.text, max(width - 2, 1))
        )
    )
