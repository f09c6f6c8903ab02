"""The small screen for a new meeting."""

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError
from reflectie.domain.giveaway import hint_about
from reflectie.domain.situation import LONGEST_NAME
from reflectie.domain.value import Value
from reflectie.tui.screens.field_dialogs import FieldDialog, Result, Tell, about_name

NO_NAMES = "Een rol of een organisatie is genoeg: geen namen van kinderen, ouders of cliënten."
WHEN_EXAMPLES = "Bijvoorbeeld dinsdag 14:30, morgen of 24-11. Leeg mag ook."
SERIES_EXAMPLES = "Zit je hier vaker aan tafel? Geef de reeks een naam. Leeg mag ook."


class Wish(Value):
    """What a person fills in for a new meeting, as typed."""

    name: str = ""
    when: str = ""
    series: str = ""


class NewMeetingDialog(FieldDialog[Result | None]):
    """A name, and if wanted a day and a series; Enter in any of them makes it."""

    DEFAULT_CSS = """
    NewMeetingDialog {
        .label { color: $quiet; }
        #when, #name { margin-bottom: 1; }
        &.-short #when, &.-short #name { margin: 0; }
        &.-short .label { display: none; }
        .word { min-height: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "omhoog", show=False),
        Binding("down", "app.focus_next", "omlaag", show=False),
        Binding("escape", "cancel", "terug"),
    ]

    def __init__(
        self,
        wish: Wish,
        known: Iterable[str],
        understood: Tell,
        keep: Callable[[Wish], Awaitable[Result]],
    ) -> None:
        """``known`` are the names of series; ``understood`` says how a day is understood."""
        super().__init__()
        self._wish, self._known, self._keep = wish, tuple(known), keep
        self._tell: dict[str, Tell] = {
            "name": about_meeting,
            "when": understood,
            "series": self._about_series,
        }

    def compose(self) -> ComposeResult:
        suggests = SuggestFromList(self._known, case_sensitive=False)
        with Vertical(id="frame"):
            yield Static("Een nieuw overleg", classes="dialog-title")
            yield Static("naam", classes="label")
            yield _field(self._wish.name, "name", "hoe je het noemt, zoals 'regiotafel'")
            yield Static("wanneer", classes="label")
            yield _field(self._wish.when, "when", "wanneer, zoals 'dinsdag 14:30' (mag leeg)")
            yield Static("reeks", classes="label")
            yield _field(self._wish.series, "series", "reeks, als je hier vaker zit (mag leeg)", suggests)
            yield Static(NO_NAMES, markup=False, classes="word")
            yield Static("Tab: volgende   Enter: klaar   Esc: terug", classes="dialog-keys")

    def on_mount(self) -> None:
        self.query_one("#name").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.has_focus:
            self.tell(self._tell[event.input.id or ""], event.value)

    def on_descendant_focus(self) -> None:
        if isinstance(self.focused, Input):
            self.tell(self._tell[self.focused.id or ""], self.focused.value)

    def _about_series(self, text: str) -> str:
        if hint := hint_about(text):
            return hint
        typed = text.strip().casefold()
        known = [name for name in self._known if typed and name.casefold().startswith(typed)]
        if known and typed != known[0].casefold():
            return f"→ neemt '{known[0]}' over; Enter maakt een nieuwe reeks '{text.strip()}'."
        return f"Bekend: {' · '.join(self._known)}." if self._known else SERIES_EXAMPLES

    async def on_input_submitted(self) -> None:
        name, when, series = (self.query_one(f"#{part}", Input).value for part in ("name", "when", "series"))
        try:
            made = await self._keep(Wish(name=name, when=when, series=series))
        except ReflectieError as error:
            self.say(str(error), alert=True)
        else:
            self.dismiss(made)

    def action_cancel(self) -> None:
        self.dismiss(None)


about_meeting: Tell = partial(about_name, otherwise=NO_NAMES)
"""What stands under the name of a meeting."""


def _field(text: str, name: str, placeholder: str, suggests: SuggestFromList | None = None) -> Input:
    return Input(
        text,
        id=name,
        placeholder=placeholder,
        max_length=LONGEST_NAME,
        select_on_focus=False,
        suggester=suggests,
    )
