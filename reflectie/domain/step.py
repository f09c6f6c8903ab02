"""The step kinds: what one screen of an exercise asks."""

from collections.abc import Collection
from typing import Literal

import msgspec

from reflectie.domain.field import Aspect, Role, Side
from reflectie.domain.value import Value

DiagramKind = Literal["timeline", "people", "rings", "cycle", "rucksack", "roundabout", "plane"]


class DiagramParts(Value):
    """The parts of a drawing: ``rows``, ``ties`` and ``steps`` name earlier steps, all else names columns.

    ``ties`` are rows of their own with columns ``from`` and ``to``; every other column is one of ``rows``.
    ``tie`` is a column of ``ties`` where those are given, else of ``rows``. ``labels`` are short names of the
    ``steps``, in their order, for where the whole question is too long.
    """

    rows: str | None = None
    ties: str | None = None
    steps: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    when: str | None = None
    what: str | None = None
    who: str | None = None
    side: str | None = None
    sort: str | None = None
    generation: str | None = None
    ring: str | None = None
    kept: str | None = None
    taken: str | None = None
    tie: str | None = None
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None

    @property
    def referenced_steps(self) -> tuple[str, ...]:
        """The earlier steps that are looked at."""
        return tuple(name for name in (self.rows, self.ties, *self.steps) if name)


class DiagramRequirements(Value):
    """What a drawing cannot do without, and what it can use besides."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    step_count: int = 0


DIAGRAM_REQUIREMENTS: dict[DiagramKind, DiagramRequirements] = {
    "timeline": DiagramRequirements(required=("rows", "when", "what"), optional=("side", "sort")),
    "people": DiagramRequirements(
        required=("rows", "who"), optional=("generation", "ties", "from", "to", "tie")
    ),
    "rings": DiagramRequirements(required=("rows", "who", "ring"), optional=("tie",)),
    "rucksack": DiagramRequirements(required=("rows", "what"), optional=("who", "kept")),
    "roundabout": DiagramRequirements(required=("rows", "what", "taken")),
    "cycle": DiagramRequirements(optional=("labels",), step_count=4),
    "plane": DiagramRequirements(step_count=2),
}

DRAWABLE_OPTIONS: dict[str, tuple[str, ...]] = {
    "side": ("professional", "family"),
    "sort": ("fact", "opinion", "assumption", "emotion", "interpretation"),
    "generation": ("grandparents", "parents", "children", "next", "around"),
    "tie": ("close", "tense", "broken", "unknown"),
    "ring": ("near", "middle", "far"),
    "kept": ("keep", "out"),
    "taken": ("taken", "not_yet"),
}
"""The options that a ``choice`` column may have to be drawn, by the part it plays."""

KnowledgeKind = Literal["head", "heart", "hands"]

Dimension = Literal["technical", "normative", "personal"]

OutcomeKind = Literal["learning", "intention", "celebration"]


class StepBase(Value, tag_field="kind", kw_only=True):
    """What every step has: an id, the items of the source it carries, and what stands beside it."""

    id: str
    source: tuple[str, ...] = ()
    beside: str | None = None


class Question(StepBase, kw_only=True):
    """A step that asks something in words, with the marks that looking back rests on."""

    text: str
    hint: str = ""
    roles: tuple[Role, ...] = ()
    knows: KnowledgeKind | None = None
    dimension: Dimension | None = None
    yields: OutcomeKind | None = None
    side: Side | None = None
    moved: Side | None = None
    follow_ups: tuple["Step", ...] = ()


class Read(StepBase, tag="read", kw_only=True):
    """A short text to read; paragraphs are parted by an empty line."""

    text: str


class Statement(Value):
    """A sentence in which one may recognise oneself."""

    id: str
    text: str
    roles: tuple[Role, ...] = ()
    source: tuple[str, ...] = ()


class Recognise(StepBase, tag="recognise", kw_only=True):
    """Statements, one at a time: *herken ik*, *soms*, *nu niet*, and a line of note."""

    text: str
    statements: tuple[Statement, ...]


class Place(Question, tag="place", kw_only=True):
    """A mark on a line, or not to know.

    Without a ``field`` the line is the one for which ``each`` walks. ``others`` names an earlier table: for
    each of its rows a mark can stand beside one's own.
    """

    field: str | None = None
    aspect: Aspect
    others: str | None = None


class Prompt(Value):
    """A part of a step's question with a source of its own."""

    text: str
    source: tuple[str, ...] = ()


class Explore(StepBase, tag="explore", kw_only=True):
    """The mark moves a little to one side and to the other; what does that feel like, what would one do?

    ``beside`` names the ``place`` step whose mark moves. These moves are no placements.
    """

    feel: Prompt
    act: Prompt | None = None


class Ask(Question, tag="ask", kw_only=True):
    """A question answered in free text."""


class Option(Value):
    """One thing to choose. ``under`` is the option of an earlier list to which it belongs, if to one."""

    id: str
    text: str
    source: tuple[str, ...] = ()
    under: str | None = None


class Choose(Question, tag="choose", kw_only=True):
    """One or more options of a list, with additions of one's own.

    ``of`` names an earlier list: what stands ``under`` one of its options is offered when that was chosen.
    """

    options: tuple[Option, ...]
    many: bool = True
    own: bool = True
    of: str | None = None

    def options_for(self, chosen: Collection[str]) -> tuple[Option, ...]:
        """The options that go with what was chosen there; all where that is nothing, or leaves none."""
        fitting = tuple(o for o in self.options if o.under is None or o.under in chosen)
        return fitting if chosen and fitting else self.options


class Pause(StepBase, tag="pause", kw_only=True):
    """A still while, of about ``minutes``; it can be left at any moment."""

    text: str
    minutes: int = 1


class Date(Question, tag="date", kw_only=True):
    """A day, with ``time`` also a time of day; only a year or a month is fine."""

    time: bool = False


class Column(Value):
    """A column of a table: what is written, chosen, dated or pointed at there.

    A ``choice`` has ``options``; a ``row`` points at a row of the earlier table ``of``. With ``forbids_self``
    a person cannot fill in themselves.
    """

    id: str
    title: str
    type: Literal["text", "choice", "date", "person", "row"] = "text"
    options: tuple[Option, ...] = ()
    of: str | None = None
    forbids_self: bool = False


class Rows(Question, tag="rows", kw_only=True):
    """A small table to fill. Each row has an id of its own, which it keeps wherever it is moved."""

    columns: tuple[Column, ...]

    def column(self, column_id: str | None) -> Column | None:
        return next((column for column in self.columns if column.id == column_id), None)


class Draw(StepBase, tag="draw", kw_only=True):
    """What was filled in earlier, drawn."""

    text: str
    drawing: DiagramKind
    parts: DiagramParts


class Pick(StepBase, tag="pick", kw_only=True):
    """The coach chooses ``take`` of the items; more on request."""

    take: int
    items: tuple["Step", ...]

    def item(self, item_id: str) -> "Step | None":
        return next((item for item in self.items if item.id == item_id), None)


class Each(StepBase, tag="each", kw_only=True):
    """The steps inside are walked once per thing chosen, or per row filled, at the earlier step ``of``."""

    of: str
    steps: tuple["Step", ...]


Step = Read | Recognise | Place | Explore | Ask | Choose | Pause | Date | Rows | Draw | Pick | Each

ScreenStep = Read | Recognise | Place | Explore | Ask | Choose | Pause | Date | Rows | Draw | Pick
"""The steps that can stand on a screen; a ``Pick`` does so only until the coach has chosen."""

STEP_KINDS: tuple[type[StepBase], ...] = (
    Read,
    Recognise,
    Place,
    Explore,
    Ask,
    Choose,
    Pause,
    Date,
    Rows,
    Draw,
)
"""Every kind that has a widget and an export rule."""

KINDS_WITHOUT_ANSWER = (Read, Pause, Draw)
"""Kinds at which there is nothing to skip, and nothing not to know."""
