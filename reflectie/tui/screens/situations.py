"""Situaties: the list, the one that was used last on top."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from reflectie.domain.situation import Situation
from reflectie.domain.text import first_words
from reflectie.journal import situations
from reflectie.tui import situating
from reflectie.tui.desk import Desk
from reflectie.tui.screens.list_screen import ListScreen

CARE: list[BindingType] = [
    Binding("w", "purpose", "waarvoor"),
    Binding("r", "rename", "naam"),
    Binding("z", "close", "afsluiten"),
    Binding("z", "reopen", "heropenen"),
    Binding("v", "merge", "samenvoegen"),
]
"""What can be done with one situation, in the list and on its own page."""

_NONE = (
    "Een situatie is iets waar je vaker op terugkomt: een gezin, een overleg, een besluit. "
    "Met n maak je er een, onder een naam die je zelf verzint. Wat je dan schrijft kan erbij horen."
)


class SituationCareScreen(ListScreen[Situation]):
    """What the list and the page of one can do with a situation."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        here = self.here
        match action:
            case "purpose" | "rename" | "merge":
                return here is not None
            case "close":
                return here is not None and here.is_open
            case "reopen":
                return here is not None and not here.is_open
        return super().check_action(action, parameters)

    def action_purpose(self) -> None:
        self.care(situating.show_purpose)

    def action_rename(self) -> None:
        self.care(situating.rename)

    def action_merge(self) -> None:
        self.care(situating.merge)

    def action_close(self) -> None:
        self.care(situating.close_or_reopen)

    def action_reopen(self) -> None:
        self.care(situating.close_or_reopen)


class SituationsScreen(SituationCareScreen):
    """Open ones above, those that were closed below them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "openen", key_display="Enter", priority=True),
        Binding("n", "new", "nieuw"),
        *CARE,
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Situaties", _NONE)
        self._found: tuple[Situation, ...] = ()

    @property
    def here(self) -> Situation | None:
        place = self.rows.highlighted if self.is_mounted else None
        return self._found[place] if place is not None and place < len(self._found) else None

    async def show(self) -> None:
        marked = self.here
        found = await self._desk.open_journal.call(situations.situations)
        self._found = tuple(sorted(found, key=lambda one: not one.is_open))
        self._list(marked)
        self.query_one("#none").display = not self._found
        self.rows.focus()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self._list(self.here)

    def _list(self, marked: Situation | None) -> None:
        choices = self.rows
        choices.clear_options()
        choices.add_options(Option(self._row(one), id=one.id) for one in self._found)
        ids = [one.id for one in self._found]
        choices.highlighted = ids.index(marked.id) if marked and marked.id in ids else (0 if ids else None)
        choices.display = bool(ids)

    def _row(self, one: Situation) -> Content:
        room = max(self.size.width - 4, 10)
        closed = "" if one.is_open else " · afgesloten"
        return Content.from_markup(
            "[b]$name[/][$quiet]$closed\n  $purpose[/]",
            name=first_words(one.name, room - len(closed)),
            closed=closed,
            purpose=first_words(one.purpose or "waarvoor? nog niet opgeschreven", room - 2),
        )

    def on_option_list_option_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if self.here:
            self._open(self.here)

    def _open(self, one: Situation) -> None:
        from reflectie.tui.screens.situation import SituationScreen

        self.app.push_screen(SituationScreen(self._desk, one))

    def action_new(self) -> None:
        self.run_worker(self._new())

    async def _new(self) -> None:
        """Makes one, asks what it is for, and opens it."""
        made = await situating.make(self, self._desk)
        if made:
            await situating.show_purpose(self, self._desk, made)
            self._open(made)
