"""The widgets of each block of a document."""

from collections.abc import Callable
from typing import Any, ClassVar, get_args

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from reflectie.domain.dates import long_day
from reflectie.domain.entry import Address
from reflectie.domain.labels import (
    MEETING_LABEL,
    OPEN_LABEL,
    SITUATION_LABEL,
    STATE_LABELS,
    placement_caption,
)
from reflectie.export.document import (
    Block,
    ChoiceBlock,
    DiagramBlock,
    MetadataBlock,
    ParagraphBlock,
    PlacementBlock,
    QuestionBlock,
    StateBlock,
    TableBlock,
    TitleBlock,
    TrailBlock,
    TypedTextBlock,
)
from reflectie.export.plain_text import render_block
from reflectie.tui.steps.step_view import plain_text
from reflectie.tui.widgets.option_row import SELECTED_SIGN
from reflectie.tui.widgets.tension_line import TensionLine


class QuestionLine(Static, can_focus=True):
    """A question of which the answer can be changed."""

    DEFAULT_CSS = "QuestionLine:focus { background: $focus; color: $focus-text; text-style: bold; }"
    HELP_TITLE: ClassVar[str] = "Bij een vraag"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.edit_answer", "antwoord wijzigen"),
        Binding("space", "screen.share", "om te delen"),
        Binding("tab,down", "app.focus_next", "volgende vraag", show=False),
        Binding("shift+tab,up", "app.focus_previous", "vorige vraag", show=False),
    ]

    def __init__(self, text: str, address: Address, classes: str) -> None:
        super().__init__(text, markup=False, classes=classes)
        self.address = address

    async def on_click(self) -> None:
        self.focus()
        await self.run_action("screen.edit_answer")


def block_widgets(block: Block, width: int, address: Address | None = None) -> list[Widget]:
    """The widgets of one block. Tables and diagrams are drawn as text of ``width`` cells.

    ``address`` is that of the answer to a question, if it can be changed.
    """
    if isinstance(block, QuestionBlock) and address:
        return [QuestionLine(block.text, address, _question_classes(block))]
    return _WIDGETS[type(block)](block, width)


def _title(block: TitleBlock, _width: int) -> list[Widget]:
    return [plain_text(block.text, "title")]


def _metadata(block: MetadataBlock, _width: int) -> list[Widget]:
    parts = (
        long_day(block.day),
        OPEN_LABEL if block.is_open else "",
        block.situation and f"{SITUATION_LABEL} {block.situation}",
        block.meeting and f"{MEETING_LABEL} {block.meeting}",
    )
    return [plain_text(" · ".join(filter(None, parts)), "meta")]


def _question(block: QuestionBlock, _width: int) -> list[Widget]:
    return [plain_text(block.text, _question_classes(block))]


def _question_classes(block: QuestionBlock) -> str:
    return "question follow" if block.level > 2 else "question"


def _text(block: TypedTextBlock | ParagraphBlock, _width: int) -> list[Widget]:
    return [plain_text(block.text, "text")]


def _state(block: StateBlock, _width: int) -> list[Widget]:
    return [plain_text(STATE_LABELS[block.state], "note")]


def _choice(block: ChoiceBlock, _width: int) -> list[Widget]:
    return [plain_text("\n".join(f"{SELECTED_SIGN} {chosen}" for chosen in block.chosen), "text")]


def _placement(block: PlacementBlock, _width: int) -> list[Widget]:
    caption = plain_text(placement_caption(block.aspect, block.whose, block.day, block.is_past), "caption")
    line = TensionLine(block.left, block.right, block.value)
    unknown = [plain_text("weet ik (nog) niet", "note")] if block.value is None else []
    return [caption, line, *unknown]


def _drawn_in_text(block: Block, width: int) -> list[Widget]:
    return [plain_text("\n".join(render_block(block, width)), "as-is")]


_WIDGETS: dict[type, Callable[[Any, int], list[Widget]]] = {
    TitleBlock: _title,
    MetadataBlock: _metadata,
    QuestionBlock: _question,
    TypedTextBlock: _text,
    ParagraphBlock: _text,
    StateBlock: _state,
    ChoiceBlock: _choice,
    PlacementBlock: _placement,
    TableBlock: _drawn_in_text,
    DiagramBlock: _drawn_in_text,
    TrailBlock: _drawn_in_text,
}

assert _WIDGETS.keys() == set(get_args(Block))
