"""The step kinds: what one screen of an exercise asks."""

from collections.abc import Collection
from typing import Literal

import msgspec

from reflectie.domain.field import Aspect, Role, Side
from reflectie.domain.value import Value

DiagramKind = Literal["timeline", "people", "rings", "cycle", "rucksack", "roundabout", "plane", "windows"]


class DiagramParts(Value):
    """What a diagram is made of.

    ``rows`` and ``ties`` name earlier tables and ``steps`` earlier questions; every other part names a
    column. ``from`` and ``to`` are columns of ``ties``, and so is ``tie`` if there are ``ties``; all other
    columns are of ``rows``. ``labels`` are short names for the ``steps``, in the same order. ``about`` is an
    earlier question whose answer stands in the middle.
    """

    rows: str | None = None
    ties: str | None = None
    steps: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    about: str | None = None
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
        """The ids of the earlier steps that the diagram shows."""
        return tuple(name for name in (self.rows, self.ties, self.about, *self.steps) if name)


class DiagramRequirements(Value):
    """The parts that a diagram must have and may have, and how many steps it can take."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    step_counts: tuple[int, ...] = ()


DIAGRAM_REQUIREMENTS: dict[DiagramKind, DiagramRequirements] = {
    "timeline": DiagramRequirements(required=("rows", "when", "what"), optional=("side", "sort")),
    "people": DiagramRequirements(
        required=("rows", "who"), optional=("generation", "ties", "from", "to", "tie")
    ),
    "rings": DiagramRequirements(required=("rows", "who", "ring"), optional=("tie",)),
    "rucksack": DiagramRequirements(required=("rows", "what"), optional=("who", "kept")),
    "roundabout": DiagramRequirements(required=("rows", "what", "taken")),
    "cycle": DiagramRequirements(optional=("labels",), step_counts=(3, 4)),
    "plane": DiagramRequirements(step_counts=(2,)),
    "windows": DiagramRequirements(required=("labels",), optional=("about",), step_counts=(4,)),
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
"""The option ids that a ``choice`` column may have, by the part for which a diagram uses it."""

KnowledgeKind = Literal["head", "heart", "hands"]

Dimension = Literal["technical", "normative", "personal"]

OutcomeKind = Literal["learning", "intention", "celebration"]


class StepBase(Value, tag_field="kind"):
    """What every step has: an id, the source items it covers, and the earlier step shown ``beside`` it."""

    id: str
    source: tuple[str, ...] = ()
    beside: str | None = None


# mypy does not know that kw_only is the default of every Value, and wants it where defaults are inherited.
class Question(StepBase, kw_only=True):
    """A step that asks something in words.

    ``roles``, ``side`` and ``moved`` help the coach to choose; ``knows``, ``dimension`` and ``yields``
    classify the answer for looking back.
    """

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
    """A short text to read; an empty line separates paragraphs."""

    text: str


class Statement(Value):
    """A sentence that a person may recognise in themselves.

    ``under`` is the option of an earlier list to which it belongs.
    """

    id: str
    text: str
    roles: tuple[Role, ...] = ()
    source: tuple[str, ...] = ()
    under: str | None = None


class Recognise(StepBase, tag="recognise", kw_only=True):
    """Statements, one per screen, each to be recognised (*herken ik*, *soms*, *nu niet*) with a note.

    ``of`` names an earlier list: statements ``under`` one of its options are shown if that one was chosen.
    """

    text: str
    statements: tuple[Statement, ...]
    of: str | None = None

    def statements_for(self, chosen: Collection[str]) -> tuple[Statement, ...]:
        """The statements after these were chosen from the earlier list; all if nothing was chosen."""
        return tuple(s for s in self.statements if not chosen or s.under is None or s.under in chosen)


class NatureMark(Value):
    """The mark of where a person stands by nature, asked on the screen of a ``place`` about now."""

    id: str
    text: str
    source: tuple[str, ...] = ()


class Place(Question, tag="place", kw_only=True):
    """A mark on a tension field, which can also be unknown.

    Without a ``field``, the field is the item of the enclosing ``each``. ``past`` says that the question is
    about a moment that is over. ``nature`` asks for a second mark
    on the same screen, the first time in a field. ``others`` names an earlier table: for each of its rows,
    the mark of that person can be set too.
    """

    field: str | None = None
    aspect: Aspect
    past: bool = False
    nature: NatureMark | None = None
    others: str | None = None


class Prompt(Value):
    """One of the questions of an ``explore`` step, with its own source."""

    text: str
    source: tuple[str, ...] = ()


class Explore(StepBase, tag="explore", kw_only=True):
    """Move the mark a little to each side: what does that feel like, and what would you do?

    ``beside`` names the ``place`` step whose mark moves. The moves are not saved as placements.
    """

    feel: Prompt
    act: Prompt | None = None


class Ask(Question, tag="ask", kw_only=True):
    """A question with a free text as its answer. With ``keep``, that text stands for the whole entry.

    With ``asks`` False it only invites to write: there is nothing to skip or not to know.
    """

    asks: bool = True
    keep: bool = False


class NameSituation(Question, tag="situation", kw_only=True):
    """The situation that the entry is about: an existing one, a new one, or none."""


class Option(Value):
    """One option of a list. ``under`` is the option of an earlier list to which it belongs."""

    id: str
    text: str
    source: tuple[str, ...] = ()
    under: str | None = None


class Choose(Question, tag="choose", kw_only=True):
    """A list of options: choose one or, with ``many``, several; with ``own``, add to the list.

    With ``note``, there is room for a reason instead of additions: the text of the answer itself.
    ``of`` names an earlier list: options ``under`` one of its options are offered if that one was chosen.
    """

    options: tuple[Option, ...]
    many: bool = True
    own: bool = True
    note: bool = False
    of: str | None = None

    @property
    def allows_additions(self) -> bool:
        return self.own and not self.note

    def options_for(self, chosen: Collection[str]) -> tuple[Option, ...]:
        """The options to offer after these were chosen from the earlier list.

        All options if nothing was chosen, or if no option would be left.
        """
        matching = tuple(o for o in self.options if o.under is None or o.under in chosen)
        return matching if chosen and matching else self.options


class Pause(StepBase, tag="pause", kw_only=True):
    """A quiet moment of about ``minutes``, which can be left at any time."""

    text: str
    minutes: int = 1


class Date(Question, tag="date", kw_only=True):
    """A date, or with ``time`` a date and time; a year or a month alone is fine."""

    time: bool = False


class Column(Value):
    """A column of a table.

    A ``choice`` column has ``options``; a ``row`` column refers to a row of the earlier table ``of``. With
    ``forbids_self``, a person cannot enter themselves.
    """

    id: str
    title: str
    type: Literal["text", "choice", "date", "person", "row"] = "text"
    options: tuple[Option, ...] = ()
    of: str | None = None
    forbids_self: bool = False


class Rows(Question, tag="rows", kw_only=True):
    """A small table to fill in. Each row has an id that stays the same when the row moves."""

    columns: tuple[Column, ...]

    def column(self, column_id: str | None) -> Column | None:
        return next((column for column in self.columns if column.id == column_id), None)


class Draw(StepBase, tag="draw", kw_only=True):
    """A diagram of earlier answers."""

    text: str
    drawing: DiagramKind
    parts: DiagramParts


class Pick(StepBase, tag="pick", kw_only=True):
    """Items of which the coach chooses ``take``, and more on request.

    With ``of``, it has no items of its own and shows more of those of an earlier pick. Its questions keep
    the addresses of that pick.
    """

    take: int
    items: tuple["Step", ...] = ()
    of: str | None = None

    def item(self, item_id: str) -> "Step | None":
        return next((item for item in self.items if item.id == item_id), None)


class Each(StepBase, tag="each", kw_only=True):
    """Steps that are repeated for each option chosen, or each row filled in, at the earlier step ``of``."""

    of: str
    steps: tuple["Step", ...]


class Part(StepBase, tag="part", kw_only=True):
    """Steps that the closing of an exercise offers under a title. They are walked only when chosen.

    A part with ``roles`` is not offered to a user with other roles.
    """

    title: str
    steps: tuple["Step", ...]
    roles: tuple[Role, ...] = ()


Step = (
    Read
    | Recognise
    | Place
    | Explore
    | Ask
    | NameSituation
    | Choose
    | Pause
    | Date
    | Rows
    | Draw
    | Pick
    | Each
    | Part
)

ScreenStep = (
    Read | Recognise | Place | Explore | Ask | NameSituation | Choose | Pause | Date | Rows | Draw | Pick
)
"""The steps that can be on a screen; a ``Pick`` only until the coach has chosen."""

QuestionStep = Ask | NameSituation | Choose | Place | Date | Rows
"""The steps that ask something in words."""

STEP_KINDS: tuple[type[StepBase], ...] = (
    Read,
    Recognise,
    Place,
    Explore,
    Ask,
    NameSituation,
    Choose,
    Pause,
    Date,
    Rows,
    Draw,
)
"""Every kind with a widget and an export rule."""

KINDS_WITHOUT_ANSWER = (Read, Pause, Draw)
"""The kinds that ask nothing, so that there is nothing to skip."""
