"""Tell the user that another window has the journal open, and offer to read it here."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from reflectie.services.context import Context
from reflectie.tui.logbook.logbook_screen import ReadOnlyLogbookScreen
from reflectie.tui.security.password_screens import FormScreen, JournalOpened


class AlreadyOpenScreen(FormScreen[None]):
    """Another window has the journal open: offers to read it, to try again, or to quit."""

    HELP_TITLE: ClassVar[str] = "Als je logboek al open is"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "meelezen"),
        Binding("l", "retry", "logboek hier openen"),
        Binding("escape", "app.quit", "stoppen"),
    ]

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    def compose_form(self) -> ComposeResult:
        yield Static("Je logboek is al open", classes="title")
        yield Static(
            "Het staat open in een ander venster van reflectie. Schrijven kan in één venster tegelijk: "
            "zo raakt er niets door elkaar."
        )
        yield Static(
            "Hier kun je meelezen. Je bladert dan in je logboek en leest wat er staat; veranderen kan niet."
        )
        yield Static("Is het andere venster dicht? Druk op l, dan gaat je logboek hier open.", id="message")

    def action_read(self) -> None:
        self.app.push_screen(ReadOnlyLogbookScreen(self.context))

    def action_retry(self) -> None:
        """Open the journal here if the other window has closed it; otherwise this screen comes back."""
        self.app.post_message(JournalOpened())
