"""What a user can change about an entry while reading it, besides its texts."""

from textual.binding import Binding, BindingType

from reflectie.domain.entry import Entry
from reflectie.services.appointments import step_form
from reflectie.services.context import Context
from reflectie.services.entries import toggle_answer_shared
from reflectie.tui.cards.card_screen import CardScreen
from reflectie.tui.common.base_screen import ReloadingScreen
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.exporting.appointment_dialog import write_appointment
from reflectie.tui.exporting.export_screen import ExportScreen
from reflectie.tui.logbook.entry_flows import choose_day, choose_retention, choose_tags, restore_revision
from reflectie.tui.logbook.reader_blocks import QuestionLine
from reflectie.tui.situations.situation_flows import choose_situation

ENTRY_BINDINGS: list[BindingType] = [
    Binding("s", "situation", "situatie"),
    Binding("k", "card", "kaart"),
    Binding("number_sign", "tags", "etiketten"),
    Binding("at", "calendar", "in je agenda", tooltip="een moment om op je stap terug te komen"),
    Binding("d", "day", "dag"),
    Binding("c", "export", "exporteren"),
    Binding("e", "revisions", "eerder geschreven"),
    Binding("equals_sign", "retention", "bewaren tot"),
]


class EntryActionsScreen(ReloadingScreen[None]):
    """Base of the reader: the actions on its entry, and on the answer that has the focus."""

    def __init__(self, context: Context, entry_id: str) -> None:
        super().__init__()
        self.context, self._entry_id = context, entry_id
        self._entry: Entry | None = None

    def action_revisions(self) -> None:
        """Show the earlier texts of the answer that has the focus, or else of the whole entry."""
        address = self.focused.address if isinstance(self.focused, QuestionLine) else None
        self.run_and_reload(restore_revision, self, self.context, self._entry_id, address)

    async def action_share(self) -> None:
        """Mark the answer that has the focus to share, or make it private again."""
        if isinstance(self.focused, QuestionLine):
            call, address = self.context.require_journal.call, self.focused.address
            if await notify_on_error(self, call(toggle_answer_shared, self._entry_id, address)):
                await self.reload()

    def action_card(self) -> None:
        """Show the card of the entry."""
        self.app.push_screen(CardScreen(self.context, self._entry_id))

    def action_calendar(self) -> None:
        """Write a moment to come back to the next step, for the calendar of the user."""
        self.run_and_reload(write_appointment, self, self.context, step_form())

    def action_export(self) -> None:
        """Choose how to write this entry to a file."""
        self.app.push_screen(ExportScreen(self.context, self._entry_id))

    def action_day(self) -> None:
        if self._entry:
            self.run_and_reload(choose_day, self, self.context, self._entry)

    def action_tags(self) -> None:
        if self._entry:
            self.run_and_reload(choose_tags, self, self.context, self._entry)

    def action_retention(self) -> None:
        self.run_and_reload(choose_retention, self, self.context, self._entry_id)

    def action_situation(self) -> None:
        """Show the situation of the entry, or let the user choose one."""
        if self._entry:
            self.run_and_reload(choose_situation, self, self.context, self._entry, is_saved=True)
