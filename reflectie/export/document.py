"""A document as typed blocks in reading order, independent of the output format."""

import datetime as dt

from reflectie.diagrams.diagram_data import DiagramData
from reflectie.domain.entry import SELF, AnswerState
from reflectie.domain.field import Aspect
from reflectie.domain.step import DiagramKind
from reflectie.domain.value import Value


class BlockBase(Value, tag_field="block"):
    """One piece of a document."""


class TitleBlock(BlockBase, tag="title"):
    """``level`` 1 is the title of the whole document."""

    text: str
    level: int = 1


class MetadataBlock(BlockBase, tag="meta"):
    """The day an entry is about, whether it is still open, and the names of what it belongs to."""

    day: dt.date
    is_open: bool = False
    situation: str = ""
    meeting: str = ""


class ParagraphBlock(BlockBase, tag="prose"):
    """A paragraph in the words of the program."""

    text: str


class QuestionBlock(BlockBase, tag="question"):
    """A question as it stood on the screen; ``level`` goes on from the title above it."""

    text: str
    level: int = 2


class TypedTextBlock(BlockBase, tag="text"):
    """What a person typed, exactly as typed."""

    text: str


class StateBlock(BlockBase, tag="note"):
    """That a question was left: not known (yet), or skipped."""

    state: AnswerState


class ChoiceBlock(BlockBase, tag="choice"):
    """What was chosen of a list with one's own additions, or how a statement was recognised."""

    chosen: tuple[str, ...]


class OtherPlacement(Value):
    """Where somebody imagines another on the same line; the value as in ``Line``."""

    whose: str
    value: int | None


class PlacementBlock(BlockBase, tag="line"):
    """A placement: both poles as shown, and the mark (-100 to 100) or None for not known.

    ``day`` is there when it differs from the day of the entry; ``others`` stand on the same line on a card.
    """

    left: str
    right: str
    aspect: Aspect
    value: int | None
    whose: str = SELF
    day: dt.date | None = None
    others: tuple[OtherPlacement, ...] = ()


class TableRow(Value):
    """A row: the title of each column that is filled in, with what stands there."""

    cells: tuple[tuple[str, str], ...]
    is_out: bool = False


class TableBlock(BlockBase, tag="table"):
    """Rows in their order; those that were taken out are told as such."""

    rows: tuple[TableRow, ...]


class DiagramBlock(BlockBase, tag="drawing"):
    """What was filled in, drawn; each format draws it in its own width."""

    name: DiagramKind
    data: DiagramData


Block = (
    TitleBlock
    | MetadataBlock
    | ParagraphBlock
    | QuestionBlock
    | TypedTextBlock
    | StateBlock
    | ChoiceBlock
    | PlacementBlock
    | TableBlock
    | DiagramBlock
)


class Document(Value):
    """Blocks in reading order."""

    blocks: tuple[Block, ...]
