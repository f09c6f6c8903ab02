"""The logbook and its entries, to read without changing anything."""

from textual.widgets import OptionList

from reflectie.tui.logbook.logbook_screen import LogbookScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen

_READING_ACTIONS = frozenset({"read", "dismiss", "copy_text"})
"""The only actions of these screens that are allowed; a new action is not, until it is added here."""


class ReadOnlyLogbookScreen(LogbookScreen):
    """The logbook without its bin."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action in _READING_ACTIONS and super().check_action(action, parameters)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.prevent_default()  # otherwise the base class opens an entry that can be changed
        if event.option_id:
            self.app.push_screen(ReadOnlyReaderScreen(self.context, event.option_id))


class ReadOnlyReaderScreen(ReaderScreen):
    """An entry without the actions that change it."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action in _READING_ACTIONS and super().check_action(action, parameters)
