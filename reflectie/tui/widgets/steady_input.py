"""A field for one line whose cursor stands still."""

from typing import Any

from textual.widgets import Input


class SteadyInput(Input):
    """An ``Input`` that costs nothing while nobody types: a blinking cursor is painted twice a second."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cursor_blink = False
