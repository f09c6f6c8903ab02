"""The line at the bottom of the runner that says whether everything is saved."""

from textual.widgets import Static

_CONFLICT_TEXT = "Een ander programma schreef hier ook. Beide teksten zijn bewaard: zie 'eerder geschreven'."


class StatusLine(Static):
    """Shows one message. The reason why text was rejected stays until the next change or save error."""

    DEFAULT_CSS = """
    StatusLine {
        height: auto; min-height: 1; max-height: 6; padding: 0 2; color: $quiet; text-align: right;
        &.-alert { color: $error; text-align: left; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="status", markup=False)
        self._shows_rejection = False

    def show(self, text: str, alert: bool = False) -> None:
        self.set_class(alert, "-alert")
        if self.content != text:  # an update with the same text would lay out the whole screen again
            self.update(text)

    def show_rejection(self, reason: str) -> None:
        """Say why text was not inserted."""
        self._shows_rejection = True
        self.show(reason, alert=True)

    def end_rejection(self) -> None:
        """Let the next message replace the reason of a rejection."""
        self._shows_rejection = False

    def show_error(self, text: str) -> None:
        self._shows_rejection = False
        self.show(text, alert=True)

    def show_conflict(self) -> None:
        self.show(_CONFLICT_TEXT)

    def show_saved(self, time: str) -> None:
        """Say when it was saved; an empty time only clears the line."""
        if not self._shows_rejection:
            self.show(f"bewaard om {time}" if time else "")
