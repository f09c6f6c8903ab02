"""The widgets that show the blocks of a document."""

from collections.abc import Callable
from typing import Any, get_args

from textual.widget import Widget

from reflectie.domain.dates import long_day
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
    TypedTextBlock,
)
from reflectie.export.plain_text import render_block
from reflectie.tui.steps.step_view import plain_text
from reflectie.tui.widgets.tension_line import TensionLine


def block_widgets(block: Block, width: int) -> list[Widget]:
    """The widgets of one block; what is drawn in characters takes ``width`` cells."""
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
    return [plain_text(block.text, "question follow" if block.level > 2 else "question")]


def _text(block: TypedTextBlock | ParagraphBlock, _width: int) -> list[Widget]:
    return [plain_text(block.text, "text")]


def _state(block: StateBlock, _width: int) -> list[Widget]:
    return [plain_text(STATE_LABELS[block.state], "note")]


def _choice(block: ChoiceBlock, _width: int) -> list[Widget]:
    return [plain_text("\n".join(f"● {chosen}" for chosen in block.chosen), "text")]


def _placement(block: PlacementBlock, _width: int) -> list[Widget]:
    caption = plain_text(placement_caption(block.aspect, block.whose, block.day), "caption")
    line = TensionLine(block.left, block.right, block.value, read_only=True)
    unknown = [plain_text("weet ik (nog) niet", "note")] if block.value is None else []
    return [caption, line, *unknown]


def _characters(block: Block, width: int) -> list[Widget]:
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
    TableBlock: _characters,
    DiagramBlock: _characters,
}

assert _WIDGETS.keys() == set(get_args(Block))
