"""Texts about the background of an exercise, to read."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from reflectie.domain.background import Background
from reflectie.tui.common.base_screen import BaseScreen


class BackgroundScreen(BaseScreen[None]):
    """Shows texts below each other, each with its place in the source."""

    DEFAULT_CSS = """
    BackgroundScreen {
        #page { height: 1fr; padding: 1 2; align-horizontal: center; scrollbar-size-vertical: 1; }
        #page > * { max-width: 76; height: auto; margin-bottom: 1; }
        .title { text-style: bold; color: $primary; }
        .place { color: $quiet; margin-bottom: 2; }
        &.-short #page { padding: 0 1; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Achtergrond"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "terug")]

    def __init__(self, backgrounds: Sequence[Background]) -> None:
        super().__init__()
        self._backgrounds = backgrounds

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            for background in self._backgrounds:
                yield Static(background.title, markup=False, classes="title")
                yield Static(background.text.strip(), markup=False)
                yield Static(f"Meer hierover: {background.place}", markup=False, classes="place")

    def on_mount(self) -> None:
        self.query_one("#page").focus()
