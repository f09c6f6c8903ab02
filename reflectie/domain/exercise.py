"""Exercises and the library that holds them."""

from collections.abc import Iterator
from enum import StrEnum

from reflectie.domain.background import Background, search_backgrounds
from reflectie.domain.duration import minutes_for
from reflectie.domain.errors import NotFound
from reflectie.domain.field import Role, TensionField
from reflectie.domain.pack_info import PackInfo, RejectedPack
from reflectie.domain.step import (
    Ask,
    Draw,
    Each,
    Part,
    Pause,
    Pick,
    Place,
    Question,
    Rows,
    Step,
    StepBase,
)
from reflectie.domain.text import fold, search_parts
from reflectie.domain.value import Value


class MeetingPhase(StrEnum):
    """Whether an exercise prepares a meeting or looks back on it."""

    PREPARE = "prepare"
    LOOK_BACK = "look_back"


class Need(StrEnum):
    """What a person can need at the moment."""

    STUCK = "stuck"
    CONVERSATION = "conversation"
    UNDERSTAND = "understand"
    LOOK_BACK = "look_back"
    BE_STILL = "be_still"
    DECIDE = "decide"
    CELEBRATE = "celebrate"
    WRITE = "write"


class CardPart(Value):
    """A part of a card: the answer to one step, under a short label."""

    step: str
    label: str


class Exercise(Value):
    """A guided form: a list of steps, and the tension fields it defines.

    ``id`` is ``pack:id`` once it is loaded. ``words`` are more words by which it is found. An exercise for a
    ``meeting`` phase belongs to a meeting, for which the user is asked. ``card`` says what is on the card
    of an entry; that of a preparation is the card of the meeting. With ``closing``, the closing steps of the
    pack follow its own steps.
    ``replaces`` is the ``pack:id`` of the exercise instead of which it is offered; it inherits nothing.
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    summary: str = ""
    roles: tuple[Role, ...] = ()
    needs: tuple[Need, ...] = ()
    words: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    fields: tuple[TensionField, ...] = ()
    closing: bool = True
    meeting: MeetingPhase | None = None
    card: tuple[CardPart, ...] = ()
    replaces: str | None = None

    @property
    def kept_step(self) -> str | None:
        """The id of the question whose answer stands for the whole entry in lists; None without one."""
        kept = (step.id for step in walk_steps(self.steps) if isinstance(step, Ask) and step.keep)
        return next(kept, None)

    @property
    def has_own_card(self) -> bool:
        """Whether an entry has a card of its own; that of a preparation is the card of its meeting."""
        return bool(self.card) and self.meeting is None

    @property
    def pack(self) -> str:
        """The id of its pack; "" when it was not loaded from one."""
        return self.id.rpartition(":")[0]

    @property
    def short_route(self) -> tuple[Step, ...]:
        """The steps that everybody walks: all but the parts."""
        return tuple(step for step in self.steps if not isinstance(step, Part))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that the closing offers, in the order of the file."""
        return tuple(step for step in self.steps if isinstance(step, Part))

    @property
    def picks(self) -> tuple[Pick, ...]:
        """All picks, also those inside other steps."""
        return tuple(step for step in walk_steps(self.steps) if isinstance(step, Pick))

    def source_of(self, pick: Pick) -> Pick:
        """The pick that has the items of which this pick shows some."""
        return next((other for other in self.picks if other.id == pick.of), pick)

    def picks_from(self, source: Pick) -> tuple[Pick, ...]:
        """The pick with the items, and those that show more of them."""
        return tuple(pick for pick in self.picks if source.id in (pick.id, pick.of))

    @property
    def minutes(self) -> int:
        """About how long the short route takes; there is no timer."""
        return minutes_for(self.short_route)

    @property
    def core_number(self) -> int | None:
        """The number, 1 to 6, of the core field that it defines; None if it defines none."""
        return self._core_field.number if self._core_field else None

    @property
    def name(self) -> str:
        """Its name in a list: the two poles of its core field, or else its title."""
        field = self._core_field
        return f"{field.left.name} en {field.right.name}" if field else self.title

    @property
    def _core_field(self) -> TensionField | None:
        return next((field for field in self.fields if field.number), None)

    def step(self, step_id: str) -> Step | None:
        """The step with this id, also inside other steps."""
        return next((step for step in walk_steps(self.steps) if step.id == step_id), None)


class Library(Value):
    """All loaded exercises in order, with the texts about their background.

    ``probes`` are the open questions for a further turn. ``hidden`` are the exercises that a pack switched
    off or replaced: not offered, but an entry made with one is read and continued as before. ``packs`` are
    the packs that were added, and ``rejected`` those that could not be.
    """

    exercises: tuple[Exercise, ...]
    probes: tuple[str, ...] = ()
    backgrounds: tuple[Background, ...] = ()
    hidden: tuple[Exercise, ...] = ()
    packs: tuple[PackInfo, ...] = ()
    rejected: tuple[RejectedPack, ...] = ()

    def exercise(self, exercise_id: str) -> Exercise | None:
        """The exercise with this id, with or without the pack in front; a hidden one only with the pack."""
        offered = (e for e in self.exercises if exercise_id in (e.id, e.id.partition(":")[2]))
        hidden = (e for e in self.hidden if e.id == exercise_id)
        return next(offered, None) or next(hidden, None)

    def credit(self, exercise_id: str) -> str:
        """Who wrote the pack of an exercise; "" for the built-in pack, and for one that is not there now."""
        pack = exercise_id.rpartition(":")[0]
        return next((info.credit for info in self.packs if info.id == pack), "")

    @property
    def standalone(self) -> tuple[Exercise, ...]:
        """The exercises that do not belong to a meeting."""
        return tuple(exercise for exercise in self.exercises if exercise.meeting is None)

    @property
    def kept_steps(self) -> dict[str, str]:
        """The ids of the questions whose answer stands for the whole entry, by exercise; hidden ones too."""
        known = (*self.exercises, *self.hidden)
        return {exercise.id: step for exercise in known if (step := exercise.kept_step)}

    def for_meeting(self, phase: MeetingPhase) -> tuple[Exercise, ...]:
        return tuple(exercise for exercise in self.exercises if exercise.meeting is phase)

    @property
    def fields(self) -> tuple[TensionField, ...]:
        return tuple(field for exercise in self.exercises for field in exercise.fields)

    @property
    def core_fields(self) -> tuple[TensionField, ...]:
        """The fields of the home screen, by number."""
        return tuple(sorted((f for f in self.fields if f.number), key=lambda f: f.number or 0))

    def field(self, field_id: str) -> TensionField | None:
        """The field with this id, also of a hidden exercise."""
        hidden = (field for exercise in self.hidden for field in exercise.fields)
        return next((field for field in (*self.fields, *hidden) if field.id == field_id), None)


def walk_steps(steps: tuple[Step, ...]) -> Iterator[Step]:
    """Every step in the order of the file, including steps inside other steps."""
    for step in steps:
        yield step
        yield from walk_steps(child_steps(step))


def child_steps(step: StepBase) -> tuple[Step, ...]:
    """The steps directly inside a step."""
    match step:
        case Pick():
            return step.items
        case Each() | Part():
            return step.steps
        case Question():
            return step.follow_ups
        case _:
            return ()


def referenced_steps(step: Step) -> tuple[str, ...]:
    """The ids of the earlier steps to which a table refers, or of which a diagram is made."""
    if isinstance(step, Rows):
        return tuple(column.of for column in step.columns if column.of)
    return step.parts.referenced_steps if isinstance(step, Draw) else ()


NEED_LABELS = {
    Need.STUCK: "vastgelopen",
    Need.CONVERSATION: "een gesprek voor de boeg",
    Need.UNDERSTAND: "iemand begrijpen",
    Need.LOOK_BACK: "terugkijken",
    Need.BE_STILL: "even stil",
    Need.DECIDE: "een besluit",
    Need.CELEBRATE: "iets vieren",
    Need.WRITE: "alleen schrijven",
}
"""The label of each need on the screen."""

_NEED_WORDS = {
    Need.STUCK: ("vastlopen", "stokt"),
    Need.CONVERSATION: ("praten", "bespreken"),
    Need.UNDERSTAND: ("begrip", "inleven"),
    Need.LOOK_BACK: ("nabespreken", "evalueren"),
    Need.BE_STILL: ("stilte", "rust"),
    Need.DECIDE: ("beslissen", "beslissing", "besluiten", "kiezen", "keuze", "knoop doorhakken"),
    Need.CELEBRATE: ("gelukt", "succes"),
    Need.WRITE: ("opschrijven", "dagboek"),
}
"""More words by which exercises for a need are found."""


_KIND_WORDS: dict[type[StepBase], tuple[str, ...]] = {
    Rows: ("tabel", "rijen"),
    Draw: ("tekening", "schema"),
    Place: ("lijn",),
    Pause: ("stilte", "pauze"),
}
"""Words by which an exercise with a step of this kind is found."""


class Duration(StrEnum):
    """About how long an exercise takes."""

    SHORT = "short"
    QUARTER_HOUR = "quarter"
    LONG = "longer"


DURATION_LABELS = {Duration.SHORT: "kort", Duration.QUARTER_HOUR: "een kwartier", Duration.LONG: "langer"}
"""The label of each duration on the screen."""

_MAX_MINUTES = {Duration.SHORT: 5, Duration.QUARTER_HOUR: 15}
"""In minutes; anything longer is ``LONG``."""


class ExerciseFilter(Value):
    """What the user looks for; a criterion that is None or "" matches everything.

    ``own_roles`` are those of the user. Exercises for other roles are shown when ``role`` asks for them, or
    ``any_role`` for all.
    """

    words: str = ""
    need: Need | None = None
    role: Role | None = None
    any_role: bool = False
    duration: Duration | None = None
    own_roles: frozenset[Role] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles whose exercises are shown, beside those for everybody."""
        return frozenset({self.role}) if self.role else self.own_roles

    def matches(self, exercise: Exercise) -> bool:
        """Whether an exercise matches; one without roles is for everybody."""
        is_for_user = not exercise.roles or not self.roles.isdisjoint(exercise.roles)
        return (is_for_user or self.any_role) and self._matches_wish(exercise)

    def matches_for_other_role(self, exercise: Exercise) -> bool:
        """Whether an exercise would match if it were for a role of the user."""
        return not self.matches(exercise) and self._matches_wish(exercise)

    def _matches_wish(self, exercise: Exercise) -> bool:
        return (
            self.need in (None, *exercise.needs)
            and (self.duration is None or duration_of(exercise) is self.duration)
            and all(word in _searchable_text(exercise) for word in search_parts(self.words))
        )


def find_exercises(library: Library, criteria: ExerciseFilter) -> tuple[Exercise, ...]:
    """The matching exercises, those of meetings too.

    First come those whose title equals the words or starts with them, or that have them as a search word;
    then those for the role that was asked for, or else for a role of the user.
    """
    matches = (exercise for exercise in library.exercises if criteria.matches(exercise))
    words = " ".join(fold(criteria.words).split())

    def rank(exercise: Exercise) -> tuple[bool, bool, bool]:
        title = fold(exercise.name)
        is_near = title.startswith(words) or words in map(fold, exercise.words)
        return (title != words, not is_near, criteria.roles.isdisjoint(exercise.roles))

    return tuple(sorted(matches, key=rank))


def find_exercise(library: Library, words: str) -> Exercise:
    """Return the exercise with this id or name, or else the only one with these words in its name.

    Raises:
        NotFound: there is none, or more than one.
    """
    if exercise := library.exercise(words):
        return exercise
    known, wanted = (*library.exercises, *library.hidden), fold(words).strip()
    found = [exercise for exercise in known if fold(exercise.name) == wanted][:1]
    found = found or [exercise for exercise in known if wanted and wanted in fold(exercise.name)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"Er is geen werkvorm '{words}'. Met 'reflectie inhoud lijst' zie je welke er zijn.")
    names = ", ".join(f"'{exercise.name}'" for exercise in found)
    raise NotFound(f"Meer dan één werkvorm past bij '{words}': {names}. Typ meer van de naam.")


def find_backgrounds(library: Library, criteria: ExerciseFilter) -> tuple[Background, ...]:
    """The background texts that match. They have no need or duration, so these criteria exclude them."""
    if criteria.need or criteria.duration:
        return ()
    return search_backgrounds(library.backgrounds, criteria.words)


def duration_of(exercise: Exercise) -> Duration:
    """The duration of the short route of an exercise."""
    minutes = exercise.minutes
    return next((duration for duration, limit in _MAX_MINUTES.items() if minutes <= limit), Duration.LONG)


def search_words(exercise: Exercise) -> str:
    """What an exercise is found by, beside its name and its summary."""
    needs = (f"{NEED_LABELS[need]} {' '.join(_NEED_WORDS[need])}" for need in exercise.needs)
    kinds = {type(step) for step in walk_steps(exercise.steps)}
    of_kinds = (word for kind, words in _KIND_WORDS.items() if kind in kinds for word in words)
    return " ".join((exercise.title, *needs, *exercise.words, *of_kinds))


def _searchable_text(exercise: Exercise) -> str:
    """The text in which words are looked for, folded."""
    return fold(f"{exercise.name} {exercise.summary} {search_words(exercise)}")
