"""A document as typed blocks in reading order, independent of the output format."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from reflectie.diagrams.renderers import DiagramData
from reflectie.domain.dates import long_day
from reflectie.domain.entry import SELF, AnswerState, Entry
from reflectie.domain.exercise import Library
from reflectie.domain.field import Aspect
from reflectie.domain.labels import MEETING_LABEL, OPEN_LABEL, SITUATION_LABEL
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation
from reflectie.domain.step import DiagramKind
from reflectie.domain.value import Value


class BlockBase(Value):
    """One piece of a document."""


class TitleBlock(BlockBase):
    """A title; ``level`` 1 is that of the whole document."""

    text: str
    level: int = 1


class MetadataBlock(BlockBase):
    """The day an entry is about, whether it is still open, and the names of its situation and meeting."""

    day: dt.date
    is_open: bool = False
    situation: str = ""
    meeting: str = ""


class ParagraphBlock(BlockBase):
    """A paragraph written by the program."""

    text: str


class QuestionBlock(BlockBase):
    """A question as it was shown; ``level`` continues from the title above it."""

    text: str
    level: int = 2


class TypedTextBlock(BlockBase):
    """What the user typed, exactly as typed."""

    text: str


class StateBlock(BlockBase):
    """That the answer to a question is unknown, or that the question was skipped."""

    state: AnswerState


class ChoiceBlock(BlockBase):
    """The options chosen from a list and the user's own additions, or whether a statement was recognised."""

    chosen: tuple[str, ...]


class OtherPlacement(Value):
    """Where the user places somebody else on the same line; ``value`` as in ``PlacementBlock``."""

    whose: str
    value: int | None


class PlacementBlock(BlockBase):
    """A line with both poles as shown, and the mark on it (-100 to 100), or None when it is unknown.

    ``day`` is given when it differs from the day of the entry. ``others`` share the line on a card.
    ``is_past`` says that its question was about a moment that was over.
    """

    left: str
    right: str
    aspect: Aspect
    value: int | None
    whose: str = SELF
    day: dt.date | None = None
    others: tuple[OtherPlacement, ...] = ()
    is_past: bool = False


class TrailMark(Value):
    """One earlier mark on a line: its day, and its value as in ``PlacementBlock``."""

    day: dt.date
    value: int | None


class TrailBlock(BlockBase):
    """The own marks on one line through time, oldest first, under the names of the poles as last shown."""

    left: str
    right: str
    marks: tuple[TrailMark, ...]


class TableRow(Value):
    """A row: the title and the text of each cell that is filled in. A removed row is shown as such."""

    cells: tuple[tuple[str, str], ...]
    is_removed: bool = False


class TableBlock(BlockBase):
    """The rows of a table in their order, including removed ones."""

    rows: tuple[TableRow, ...]


class DiagramBlock(BlockBase):
    """The data of a diagram; each output format draws it in its own width."""

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
    | TrailBlock
    | TableBlock
    | DiagramBlock
)


class Document(Value):
    """Blocks in reading order."""

    blocks: tuple[Block, ...]


class Log(NamedTuple):
    """Entries with the situations, meetings and series they belong to; ``library`` orders their answers.

    ``form`` is the name of the form in which a document shows them, and ``author`` who wrote them, or "".
    """

    entries: tuple[Entry, ...]
    situations: tuple[Situation, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    series: tuple[Series, ...] = ()
    library: Library | None = None
    form: str = "logboek"
    author: str = ""


class Format(NamedTuple):
    """An export format: the suffix of its files, without a dot, and how it writes a log.

    ``max_entries`` is the most entries of one file. ``has_forms`` says whether it shows a form of ``Log``, or
    always the data itself.
    """

    suffix: str
    label: str
    write: Callable[[Log], bytes]
    max_entries: int | None = None
    has_forms: bool = True


_MIN_TITLES_FOR_CONTENTS = 3
"""A table of contents with fewer lines helps nobody."""


def place_of_contents(document: Document) -> int | None:
    """Return the number of the block before which a table of contents stands; None if there is none."""
    numbers = [n for n, b in enumerate(document.blocks) if isinstance(b, TitleBlock) and b.level > 1]
    return numbers[0] if len(numbers) >= _MIN_TITLES_FOR_CONTENTS else None


def metadata_lines(block: MetadataBlock) -> Iterator[str]:
    """Return the day with its state, and the situation and the meeting, each with its label."""
    yield long_day(block.day) + (f" · {OPEN_LABEL}" if block.is_open else "")
    for label, name in ((SITUATION_LABEL, block.situation), (MEETING_LABEL, block.meeting)):
        if name:
            yield f"{label} {name}"


def oldest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries in the order of their day, and of their beginning within a day."""
    return sorted(entries, key=lambda entry: (entry.day, entry.begun, entry.id))
