"""Dialogs: a message, a text to confirm, a list to choose from, a form, and a single line of input."""

from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.errors import ReflectieError
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.situation import MAX_NAME_LENGTH
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.key_bar import KeyBar, KeyBarScreen
from reflectie.tui.widgets.steady_input import SteadyInput

Result = TypeVar("Result")


class DialogKeyBar(KeyBar):
    """The keys of a dialog, in its frame."""

    DEFAULT_CSS = """
    DialogKeyBar { dock: none; padding: 0; margin-top: 1; background: $surface; }
    .-short DialogKeyBar { margin: 0; }
    """


class Dialog(KeyBarScreen[Result], ModalScreen[Result]):
    """A frame over another screen. A widget with the class ``long`` scrolls when it does not fit.

    Its bindings are shown in a ``DialogKeyBar`` below its content; the menu has them too. Escape cancels it,
    and nothing is kept.
    """

    DEFAULT_CSS = """
    Dialog {
        align: center middle; background: $background 70%;
        #frame {
            width: 90%; max-width: 84; height: auto; max-height: 90%; padding: 1 2;
            background: $surface; border: round $border;
        }
        .dialog-title { text-style: bold; margin-bottom: 1; }
        .dialog-keys { color: $quiet; margin-top: 1; }
        .long { height: auto; max-height: 45vh; }
        &.-tall .long { max-height: 65vh; }
        &.-short #frame { padding: 0 1; }
        &.-short .dialog-title, &.-short .dialog-keys { margin: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,ctrl+p", "app.menu", "wat kan ik hier", show=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-medium"), (34, "-tall")]  # noqa: RUF012 - declared this way by Textual


class MessageDialog(Dialog[None]):
    """A text to read. It can be about what goes wrong in another dialog, so it may stand on top of one."""

    MAY_STACK = True

    DEFAULT_CSS = """
    MessageDialog .long { max-height: 54vh; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "dismiss", "terug")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(self._title, markup=False, classes="dialog-title")
            with VerticalScroll(classes="long"):
                yield Static(self._text, markup=False)
            yield DialogKeyBar()


class ConfirmTextDialog(Dialog[bool]):
    """A text to read, of any length. The result is whether the user accepts it."""

    DEFAULT_CSS = """
    ConfirmTextDialog {
        #frame { height: 90%; }
        VerticalScroll { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", "dit kiezen"),
        Binding("escape", "cancel", "terug"),
    ]

    def __init__(self, title: str, text: str, confirm_label: str) -> None:
        """``confirm_label`` says what Enter does."""
        super().__init__()
        self._title, self._text, self._confirm_label = title, text, confirm_label

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(self._title, markup=False, classes="dialog-title")
            with VerticalScroll():
                yield Static(self._text, markup=False)
            yield Static(f"Met Enter: {self._confirm_label}.", markup=False, classes="dialog-keys")
            yield DialogKeyBar()

    def action_accept(self) -> None:
        self.dismiss(True)

    def action_cancel(self) -> None:
        self.dismiss(False)


_MAX_ROW_LENGTH = 60
"""In characters; a longer text may take several rows in a list."""


class ListDialog(Dialog[str | None]):
    """A list to choose from. The result is the id of the chosen option, or None."""

    DEFAULT_CSS = """
    ListDialog OptionList { border: none; padding: 0; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "kiezen"),
        Binding("escape", "cancel", "terug"),
    ]

    def __init__(self, title: str, options: dict[str, str], current: str | None = None) -> None:
        """The option with the id ``current`` is highlighted, or else the first one."""
        super().__init__()
        self._title, self._options, self._current = title, options, current

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(self._title, markup=False, classes="dialog-title")
            # An empty row after each option separates texts of several rows.
            gap = "\n" if any(len(text) > _MAX_ROW_LENGTH for text in self._options.values()) else ""
            rows = (Option(Content(f"{text}{gap}"), id=key) for key, text in self._options.items())
            yield SafeOptionList(*rows, classes="long")
            yield DialogKeyBar()

    def on_mount(self) -> None:
        if self._current in self._options:
            self.query_one(OptionList).highlighted = list(self._options).index(self._current)

    def action_choose(self) -> None:
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_cancel(self) -> None:
        self.dismiss(None)


_KEEP, _REMOVE = "keep", "remove"


async def ask_to_remove(screen: Screen[Any], title: str, yes: str) -> bool:
    """Ask before something goes away; to leave it comes first. ``title`` says whether it can come back."""
    options = {_KEEP: "nee, laat staan", _REMOVE: yes}
    return await screen.app.push_screen_wait(ListDialog(title, options)) == _REMOVE


DescribeText = Callable[[str], str]
"""Says how a text is understood. A ``ReflectieError`` that it raises is shown instead."""


class FormDialog(Dialog[Result]):
    """A dialog with input fields and a message line ``.message`` below them."""

    DEFAULT_CSS = """
    FormDialog {
        Input { border: none; height: 1; padding: 0 1; background: $panel; }
        Input > .input--placeholder { color: $quiet; }
        Input:focus { border: none; border-left: outer $mark; padding: 0 1 0 0; }
        .message { color: $quiet; margin-top: 1; height: auto; }
        .-alert { color: $error; }
        .-hint { color: $mark; }
        .long { max-height: 35vh; }
        &.-tall .long { max-height: 50vh; }
        &.-short .message { margin: 0; }
    }
    """

    def show_hint(self, describe: DescribeText, text: str) -> None:
        """Show how a text is understood, or why it is not accepted yet."""
        try:
            hint = describe(text)
        except ReflectieError as error:
            hint = str(error)
        self.show_message(hint, hint=bool(hint) and hint == privacy_hint(text))

    def show_message(self, text: str, hint: bool = False, alert: bool = False) -> None:
        """Show a message in the colour of a ``hint`` about privacy, of an ``alert``, or of neither."""
        message = self.query_one(".message", Static)
        message.set_class(hint, "-hint")
        message.set_class(alert, "-alert")
        message.update(text)


class InputDialog(FormDialog[Result | None]):
    """Asks for one line until ``submit`` accepts it. The result is that of ``submit``, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "klaar"),
        Binding("escape", "cancel", "niet bewaren"),
    ]
    MAX_LENGTH: ClassVar[int] = MAX_NAME_LENGTH

    def __init__(
        self,
        title: str,
        text: str,
        describe: DescribeText,
        submit: Callable[[str], Awaitable[Result]],
        placeholder: str = "",
    ) -> None:
        super().__init__()
        self._title, self._text, self._describe, self._submit = title, text, describe, submit
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(self._title, markup=False, classes="dialog-title")
            yield SteadyInput(self._text, placeholder=self._placeholder, max_length=self.MAX_LENGTH)
            yield Static("", markup=False, classes="message")
            yield DialogKeyBar()

    def on_mount(self) -> None:
        self.show_hint(self._describe, self._text)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.show_hint(self._describe, event.value)

    async def on_input_submitted(self) -> None:
        await self.action_submit()

    async def action_submit(self) -> None:
        try:
            result = await self._submit(self.query_one(Input).value)
        except ReflectieError as error:
            self.show_message(str(error), alert=True)
        else:
            self.dismiss(result)

    def action_cancel(self) -> None:
        self.dismiss(None)


class FieldsDialog(FormDialog[Result]):
    """A dialog with several fields. Enter goes to the next one and confirms in the last; Escape cancels."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "omhoog", show=False),
        Binding("down", "app.focus_next", "omlaag", show=False),
        Binding("enter", "next_field", "volgend vak"),
        Binding("enter", "submit", "klaar"),
        Binding("escape", "cancel", "niet bewaren"),
    ]

    @property
    def _is_on_last_field(self) -> bool:
        return self.is_mounted and self.focused is self.query(Input).last()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("next_field", "submit"):
            return self._is_on_last_field is (action == "submit")
        return super().check_action(action, parameters)

    async def on_input_submitted(self) -> None:
        if self._is_on_last_field:
            await self.action_submit()
        else:
            self.action_next_field()

    def action_next_field(self) -> None:
        self.focus_next(Input)

    async def action_submit(self) -> None:
        """Accept what was filled in and close the dialog, or say what is wrong."""
        raise NotImplementedError

    def action_cancel(self) -> None:
        self.dismiss(None)


def name_hint(text: str, default: str) -> str:
    """Return a hint when a text seems to identify a person, and ``default`` otherwise."""
    return privacy_hint(text) or default
