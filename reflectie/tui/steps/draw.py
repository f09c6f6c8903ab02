"""What was filled in, drawn as wide as the screen allows."""

from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.entry import State
from reflectie.domain.step import Draw
from reflectie.export.drawings import drawn
from reflectie.export.pictures import picture
from reflectie.tui.steps.view import Kept, StopView, plain


class DrawView(StopView):
    """The drawing is made anew when the screen changes; arrows and the wheel scroll it."""

    WIDE = True
    DEFAULT_CSS = """
    DrawView {
        ScrollableContainer { height: 1fr; scrollbar-size-vertical: 1; scrollbar-size-horizontal: 1; }
        .drawing { width: auto; height: auto; text-wrap: nowrap; }
    }
    """

    def compose(self) -> ComposeResult:
        yield plain(self.stop.text, "question")
        with ScrollableContainer():
            yield Static(classes="drawing", markup=False)

    def on_mount(self) -> None:
        assert isinstance(self.stop.step, Draw)
        self._drawing = self.stop.step.drawing
        self._picture = picture(self.stop, self.entry, self.session.exercise)

    def on_resize(self) -> None:
        # One cell stays free for the scrollbar.
        rows = drawn(self._drawing, self._picture, self.size.width - 1)
        self.query_one(".drawing", Static).update("\n".join(rows))

    @property
    def first(self) -> Widget | None:
        return self.query_one(ScrollableContainer)

    def kept(self, state: State | None = None) -> Kept:
        return Kept()
