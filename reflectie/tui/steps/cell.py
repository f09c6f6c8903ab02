"""The field of one cell of a table: a line to write, or words to choose from, and a quiet word below it."""

import datetime as dt
import re

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.giveaway import hint_about
from reflectie.domain.step import Column
from reflectie.domain.text import clean
from reflectie.domain.when import in_words, understood
from reflectie.tui.steps.table import NOTHING, Cell
from reflectie.tui.widgets.line_editor import LineEditor
from reflectie.tui.widgets.picker import Picker

_SELF = frozenset({"ik", "ikke", "mij", "me", "mijzelf", "mezelf", "ikzelf", "zelf", "mijnzelf"})
_NO_PLACE = "Dit blijft staan zoals je het schrijft, zonder plek in de tijd."
_NOT_SELF = "Kies hier iemand anders dan jezelf. Dit vak blijft leeg."
_NO_ROWS = "Hier is nog niets om uit te kiezen. Met Ctrl+T ga je terug naar de vorige lijst."


class CellField(Vertical):
    """Shows one cell at a time; ``day`` is the day from which 'gisteren' and 'vorig jaar' count."""

    DEFAULT_CSS = """
    CellField { height: auto; .caption, .about { height: auto; color: $quiet; } }
    """

    class Written(Message):
        """Something else stands in the field now; ``mark`` when it was chosen, not typed."""

        def __init__(self, mark: bool) -> None:
            self.mark = mark
            super().__init__()

    def __init__(self, day: dt.date) -> None:
        super().__init__()
        self._day = day
        self._column = Column(id="", title="")
        self._cell = NOTHING

    def compose(self) -> ComposeResult:
        yield Static(classes="caption", markup=False)
        yield LineEditor()
        yield Picker()
        yield Static(classes="about", markup=False)

    def open(self, column: Column, cell: Cell, caption: str, options: dict[str, str]) -> None:
        """Puts a cell in the field, and the focus there."""
        self._column, self._cell = column, cell
        line, picker = self.query_one(LineEditor), self.query_one(Picker)
        line.display, picker.display = not self.is_picked, self.is_picked
        if self.is_picked:
            picker.offer(options, cell.value)
        else:
            line.text = cell.text
            line.cursor_offset = len(cell.text)
        self.query_one(".caption", Static).update(caption)
        self.query_one(".about", Static).update(about(column, cell, options))
        self.screen.set_focus(self.field)

    @property
    def is_picked(self) -> bool:
        return self._column.type in ("choice", "row")

    @property
    def field(self) -> Widget:
        """Where one types or chooses."""
        return self.query_one(Picker) if self.is_picked else self.query_one(LineEditor)

    @property
    def editor(self) -> LineEditor | None:
        return None if self.is_picked else self.query_one(LineEditor)

    @property
    def cell(self) -> Cell:
        """What stands in the field."""
        if editor := self.editor:
            return read(self._column, clean(editor.text), self._day)
        picker = self.query_one(Picker)
        if picker.value == self._cell.value:
            return self._cell  # what was chosen may be no option any more
        return Cell(text=picker.options.get(picker.value, ""), value=picker.value)

    def on_text_area_changed(self, event: LineEditor.Changed) -> None:
        event.stop()
        self._written(mark=False)

    def on_picker_chosen(self) -> None:
        self._written(mark=True)

    def _written(self, mark: bool) -> None:
        cell = self.cell
        if cell == self._cell:
            return
        self._cell = cell
        self.query_one(".about", Static).update(about(self._column, cell, self.query_one(Picker).options))
        self.post_message(self.Written(mark))


def read(column: Column, text: str, day: dt.date) -> Cell:
    """What was typed in a column, as the cell that it is to be."""
    if not text.strip():
        return NOTHING
    value = understood(text, day, past=True) if column.type == "date" else ""
    return Cell(text=text, value=value)


def about(column: Column, cell: Cell, options: dict[str, str]) -> str:
    """A quiet word: how a day is understood, that a name gives somebody away, that there is nothing yet."""
    if column.type == "row" and not options:
        return _NO_ROWS
    if not cell.text.strip():
        return ""
    if column.type == "date":
        return in_words(cell.value) if cell.value else _NO_PLACE
    if is_refused(column, cell.text):
        return _NOT_SELF
    return hint_about(cell.text) if column.type == "person" else ""


def is_refused(column: Column, text: str) -> bool:
    """Whether somebody filled in themselves where that cannot be, also as "ik als begeleider"."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return column.forbids_self and bool(words) and words[0] in _SELF
