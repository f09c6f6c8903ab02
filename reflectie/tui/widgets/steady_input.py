"""A field for one line whose cursor stands still."""

from typing import Any

from textual.widgets import Input


class SteadyInput(Input):
    """An ``Input`` that costs nothing while nobody types: a blinking cursor is painted twice a second.

    What is in it is selected when it gets the focus: typing replaces it, and an arrow key keeps it. A field
    to search in has ``select_on_focus=False``, since letters typed elsewhere go on where they were.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cursor_blink = False
