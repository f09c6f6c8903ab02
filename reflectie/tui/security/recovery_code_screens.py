"""Show, check and enter the recovery code."""

import asyncio
import random
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.recovery_code import (
    CODE_LENGTH,
    PREFIX_LENGTH,
    RecoveryCode,
    parse_recovery_code,
    unlock_with_code,
)
from reflectie.tui.security.password_screens import BACK_BINDINGS, CHECKING_TEXT, FormInput, FormScreen

_COLUMNS = 3


class CodeWordGrid(Widget):
    """The numbered words of a recovery code, in columns that read downwards."""

    DEFAULT_CSS = """
    CodeWordGrid { height: 6; border: round $border; padding: 0 2; margin-bottom: 1; }
    """

    def __init__(self, code: RecoveryCode) -> None:
        super().__init__()
        self._code = code

    def render(self) -> RenderResult:
        width, words = self.content_size.width // _COLUMNS, self._code.words
        height = CODE_LENGTH // _COLUMNS
        rows = [
            [_word_cell(index + 1, words[index], width) for index in range(row, CODE_LENGTH, height)]
            for row in range(height)
        ]
        return Content("\n").join(Content("").join(row) for row in rows)


def _word_cell(number: int, word: str, width: int) -> Content:
    padded_word = word.ljust(max(width - 3, len(word) + 1))
    return Content.from_markup("[$quiet]$number[/] [b]$word[/]", number=f"{number:>2}", word=padded_word)


class CodeCardScreen(FormScreen[bool | None]):
    """Shows a new code. The result is True when the user has written it down, None for later."""

    DEFAULT_CSS = "CodeCardScreen { &.-narrow CodeWordGrid { height: 4; border: none; padding: 0; } }"
    SCROLLS_BY_KEY = True
    HELP_TITLE: ClassVar[str] = "Bij een nieuwe herstelcode"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+n", "written", "ik heb ze opgeschreven"),
        Binding("escape", "dismiss", "later"),
    ]

    def __init__(self, code: RecoveryCode) -> None:
        super().__init__()
        self._code = code

    def compose_form(self) -> ComposeResult:
        yield Static("Een herstelcode voor als je je wachtwoord kwijt bent", classes="title")
        yield Static(
            "Schrijf deze twaalf woorden over op een kaart. Bewaar die niet bij je computer. Daarna typ je "
            "er twee van over, om te zien of ze kloppen."
        )
        yield CodeWordGrid(self._code)
        yield Static(
            "Met deze woorden kies je een nieuw wachtwoord. Later mag ook; dan krijg je andere woorden.",
            classes="quiet",
        )

    def action_written(self) -> None:
        self.dismiss(True)


class CodeCheckScreen(FormScreen[bool | None]):
    """Asks for two words of the code, and stores it.

    The result is True once it is stored, None to see the code again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "de kaart nog eens zien")]

    def __init__(self, code: RecoveryCode, store: Callable[[], None]) -> None:
        super().__init__()
        self._code, self._store = code, store
        self._word_numbers = sorted(random.SystemRandom().sample(range(1, CODE_LENGTH + 1), 2))

    def compose_form(self) -> ComposeResult:
        yield Static("Staat het goed op je kaart?", classes="title")
        yield Static(
            f"Typ twee woorden over van je kaart; van elk zijn de eerste {PREFIX_LENGTH} letters genoeg. "
            "Daarna werkt de herstelcode."
        )
        for number in self._word_numbers:
            field = FormInput(placeholder=f"woord {number}", id=f"word-{number}")
            # A placeholder is gone once there is text. The title keeps the number in view.
            field.border_title = f"woord {number}"
            yield field
        yield Static("Enter: kijken of het klopt", id="message", markup=False)

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    async def on_input_submitted(self) -> None:
        for number in self._word_numbers:
            field = self.query_one(f"#word-{number}", Input)
            if not field.value.strip():
                field.focus()
                return
            if not self._code.has_word_at(number, field.value):
                self.show_message(f"Woord {number} is een ander. Kijk rustig nog eens op je kaart.", field)
                return
        self.show_message(CHECKING_TEXT)
        try:
            await asyncio.to_thread(self._store)
        except ReflectieError as error:
            self.show_message(str(error))
        else:
            self.clear_inputs()
            self.dismiss(True)


class CodeEntryScreen(FormScreen[bytes | None]):
    """Asks for the recovery code. The result is the data key, or None when the user goes back."""

    BINDINGS: ClassVar[list[BindingType]] = BACK_BINDINGS

    def __init__(self, folder: JournalFolder) -> None:
        super().__init__()
        self._folder = folder

    def compose_form(self) -> ComposeResult:
        yield Static("Je wachtwoord kwijt?", classes="title")
        yield Static(
            f"Pak je kaart met de herstelcode en typ de twaalf woorden, met een spatie ertussen. "
            f"Van elk woord zijn de eerste {PREFIX_LENGTH} letters genoeg."
        )
        yield FormInput(placeholder="twaalf woorden")
        yield Static("Enter: kijken of het past", id="message", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        self.show_message(CHECKING_TEXT)
        try:
            code = parse_recovery_code(event.value)
            data_key = await asyncio.to_thread(unlock_with_code, self._folder, code)
        except ReflectieError as error:
            self.show_message(str(error))
        else:
            self.clear_inputs()
            self.dismiss(data_key)
