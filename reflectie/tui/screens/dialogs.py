"""Small screens over another one: a word to read, a list to choose from."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A frame over another screen. What is longer than there is room for has the class ``long``."""

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
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-medium"), (34, "-tall")]  # noqa: RUF012 - so declared by Textual


class WordDialog(Dialog[None]):
    """Words to read; any of the usual keys closes it."""

    DEFAULT_CSS = """
    WordDialog .long { max-height: 54vh; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,space,q,f1", "dismiss", "sluiten")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(self._title, markup=False, classes="dialog-title")
            with VerticalScroll(classes="long"):
                yield Static(self._text, markup=False)
            yield Static("Enter of Esc: sluiten", classes="dialog-keys")


class TakeDialog(Dialog[bool]):
    """A text to read whole, however long, and then to take or to leave; whether it is taken."""

    DEFAULT_CSS = """
    TakeDialog {
        #frame { height: 90%; }
        VerticalScroll { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss(True)", "nemen"),
        Binding("escape,q", "dismiss(False)", "terug"),
    ]

    def __init__(self, title: str, text: str, take: str) -> None:
        """``take`` says what Enter does."""
        super().__init__()
        self._title, self._text, self._take = title, text, take

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(self._title, markup=False, classes="dialog-title")
            with VerticalScroll():
                yield Static(self._text, markup=False)
            yield Static(f"Enter: {self._take}   ↑↓: lezen   Esc: terug", classes="dialog-keys")


class ListDialog(Dialog[str | None]):
    """A list of things; gives the id of the one chosen, or None."""

    DEFAULT_CSS = """
    ListDialog OptionList { border: none; padding: 0; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "cancel", "terug")]

    def __init__(self, title: str, options: dict[str, str]) -> None:
        super().__init__()
        self._title, self._options = title, options

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(self._title, markup=False, classes="dialog-title")
            # An empty row under each keeps texts of several rows apart.
            rows = (Option(Content(f"{text}\n"), id=key) for key, text in self._options.items())
            yield OptionList(*rows, classes="long")
            yield Static("Enter: kiezen   Esc: terug", classes="dialog-keys")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_cancel(self) -> None:
        self.dismiss(None)
