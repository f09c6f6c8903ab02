"""Check steps: each can be reached, and refers only to earlier steps."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reflectie.content.checks.check_tables import check_diagram, check_table
from reflectie.content.messages import shorten_word
from reflectie.content.problems import ProblemCollector
from reflectie.domain.exercise import Exercise, MeetingPhase, walk_steps
from reflectie.domain.plan import PREPARATION_PREFIX
from reflectie.domain.step import (
    Ask,
    Choose,
    Date,
    Draw,
    Each,
    Explore,
    Option,
    Pause,
    Pick,
    Place,
    Question,
    Read,
    Recognise,
    Rows,
    Statement,
    Step,
    StepBase,
)

StepsByName = dict[str, Step]


class PreparationSteps(NamedTuple):
    """``steps`` can be named anywhere; ``inside`` only within an ``each`` over the same earlier step."""

    steps: StepsByName
    steps_in_each: dict[str, StepsByName]

    def in_each_over(self, of: str) -> StepsByName:
        """What can be named besides within an ``each`` over this step."""
        return self.steps_in_each.get(of, {})


def preparation_steps(exercises: Iterable[Exercise]) -> PreparationSteps:
    """The steps of the preparations among these exercises."""
    found = PreparationSteps({}, {})
    for exercise in exercises:
        if exercise.meeting is MeetingPhase.PREPARE:
            found.steps.update(_with_prefix(exercise.steps))
            for each in walk_steps(exercise.steps):
                if isinstance(each, Each):
                    found.steps_in_each.setdefault(f"{PREPARATION_PREFIX}{each.of}", {}).update(
                        _with_prefix(each.steps)
                    )
    return found


def _with_prefix(steps: Iterable[Step]) -> StepsByName:
    return {f"{PREPARATION_PREFIX}{step.id}": step for step in steps}


class Scope(NamedTuple):
    """What a step can see: the earlier steps by name, nearest first, and whether an ``each`` is around it.

    ``around`` is the step over which the nearest ``each`` walks, where that could be found.
    """

    steps: ChainMap[str, Step]
    is_in_each: bool = False
    each_source: Step | None = None

    @property
    def own_steps(self) -> dict[str, Step]:
        """The earlier steps of this exercise itself."""
        return {name: step for name, step in self.steps.items() if not name.startswith(PREPARATION_PREFIX)}

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The blanks that are filled in here."""
        return ("item",) if self.is_in_each else ()

    def child(self) -> "Scope":
        return self._replace(steps=self.steps.new_child())

    def inside_each(self, around: Step | None, before: StepsByName) -> "Scope":
        """Inside an ``each``; ``before`` are the steps of a preparation that can be named there as well."""
        return Scope(self.steps.new_child(dict(before)), is_in_each=True, each_source=around)


_FIELD_FROM_CHOICE = "zonder 'field' is de lijn wat er bij '{}' gekozen werd"


def _check_place_field(
    report: ProblemCollector, at: str, step: Place, fields: frozenset[str] | None, around: Step | None
) -> None:
    """``fields`` are the lines of the pack where all are known; ``around`` is what the nearest each walks."""
    if step.field is not None:
        if fields is not None and step.field not in fields:
            report.add(f"{at}.field", f"de lijn '{shorten_word(step.field)}' bestaat niet in dit pakket.")
        return
    if not isinstance(around, Choose):
        rule = "Alleen binnen een each over een choose van lijnen mag dat weg"
        report.add(at, f"een place heeft 'field' nodig. {rule}.")
        return
    chosen = _FIELD_FROM_CHOICE.format(shorten_word(around.id))
    if around.own:
        report.add(at, f"{chosen}; zet daar 'own: false' bij, want wat iemand aanvult is geen lijn.")
    strange = [option.id for option in around.options if fields is not None and option.id not in fields]
    if strange:
        report.add(at, f"{chosen}; de keuze '{shorten_word(strange[0])}' is geen lijn van dit pakket.")


def _check_place_others(report: ProblemCollector, at: str, step: Place, seen: Mapping[str, Step]) -> None:
    """The table that ``others`` names stands before."""
    if step.others is not None and not isinstance(seen.get(step.others), Rows):
        rule = "daar hoort een eerdere stap met kind rows te staan"
        report.add(f"{at}.others", f"'others' noemt '{shorten_word(step.others)}'; {rule}.")


_FILE_SCOPE = "dit bestand of in de afsluiting"

_PREPARATION_RULE = (
    "'before.' kan alleen in een werkvorm met 'meeting: look_back', met een stap van die met "
    "'meeting: prepare'; wat daar binnen een each staat, hoort hier binnen dezelfde each"
)


class StepChecker:
    """Walks the steps of one file.

    ``fields`` are the lines of the pack, or None when not all of them could be read; then not all of
    ``before``, the steps on which it looks back, can be known either. ``taken`` are the ids that no step of
    this file may have; the ones it uses are added.
    """

    def __init__(
        self,
        report: ProblemCollector,
        fields: frozenset[str] | None,
        taken: set[str],
        before: PreparationSteps | None = None,
    ) -> None:
        self._problems = report
        self._fields = fields
        self._used_ids = taken
        self._preparation = before or PreparationSteps({}, {})
        self._latest: dict[str, Step] = {}

    def check_steps(self, path: str, steps: tuple[Step, ...]) -> None:
        """The steps of an exercise, or the closing steps of a pack."""
        self._check_sequence(
            path, steps, Scope(ChainMap(dict(self._preparation.steps))), self._used_ids, _FILE_SCOPE
        )

    def _check_sequence(
        self, path: str, steps: tuple[Step, ...], scope: Scope, taken: set[str], among: str
    ) -> None:
        """Steps that are walked one after the other, so that later ones see earlier ones."""
        for at, step in self._problems.check_ids(path, steps, taken, among):
            self._check_step(at, step, scope)
            scope.steps[step.id] = step

    def _check_step(self, at: str, step: Step, scope: Scope) -> None:
        if step.beside is not None:
            self._check_beside(f"{at}.beside", step.beside, step, scope)
        match step:
            case Pick():
                self._check_pick(at, step, scope)
            case Each():
                self._check_each(at, step, scope)
            case Explore():
                self._check_explore(at, step, scope)
            case Recognise():
                self._problems.check_text(f"{at}.text", step.text)
                self._check_texts(f"{at}.statements", step, step.statements, scope.placeholders)
            case Read() | Pause() | Draw():
                self._check_without_answer(at, step, scope)
            case Question():
                self._check_question(at, step, scope)

    def _check_without_answer(self, at: str, step: Read | Pause | Draw, scope: Scope) -> None:
        self._problems.check_text(f"{at}.text", step.text, scope.placeholders)
        if isinstance(step, Pause) and step.minutes < 1:
            self._problems.add(f"{at}.minutes", f"'minutes' is minstens 1, hier staat {step.minutes}.")
        if isinstance(step, Draw):
            check_diagram(self._problems, at, step, scope.own_steps)

    def _check_question(self, at: str, step: Ask | Choose | Place | Date | Rows, scope: Scope) -> None:
        self._problems.check_text(f"{at}.text", step.text, scope.placeholders)
        if step.hint:
            self._problems.check_text(f"{at}.hint", step.hint)
        if isinstance(step, Place):
            self._check_place(at, step, scope)
        if isinstance(step, Choose):
            self._check_choose(at, step, scope)
        if isinstance(step, Rows):
            check_table(self._problems, at, step, scope.own_steps)
        self._latest[step.id] = step
        below = scope.child()
        below.steps[step.id] = step
        for number, follow_up in enumerate(step.follow_ups):
            if isinstance(follow_up, Pick):
                self._report_misplaced_pick(f"{at}.follow_ups[{number}]", follow_up)
        self._check_sequence(
            f"{at}.follow_ups", step.follow_ups, below, set(), f"de follow_ups van '{shorten_word(step.id)}'"
        )

    def _check_place(self, at: str, step: Place, scope: Scope) -> None:
        if scope.each_source or not scope.is_in_each or step.field is not None:  # else the each is told about
            _check_place_field(self._problems, at, step, self._fields, scope.each_source)
        if not self._may_be_unread(step.others):
            _check_place_others(self._problems, at, step, scope.steps)

    def _check_choose(self, at: str, step: Choose, scope: Scope) -> None:
        self._check_texts(f"{at}.options", step, step.options, ())
        earlier = scope.steps.get(step.of or "")
        if step.of is not None and not isinstance(earlier, Choose) and not self._may_be_unread(step.of):
            rule = "daar hoort een eerdere stap met kind choose te staan"
            self._problems.add(
                f"{at}.of", f"'of' noemt '{shorten_word(step.of)}'; {self._explain(step.of, rule)}."
            )
        for number, option in enumerate(step.options):
            self._check_under(f"{at}.options[{number}].under", option, step, earlier)

    def _check_under(self, path: str, option: Option, step: Choose, earlier: Step | None) -> None:
        """What an option stands under can be chosen earlier."""
        if option.under is None:
            return
        if step.of is None:
            told = "'under' hoort bij een choose met 'of': de eerdere stap waar dat te kiezen is"
            self._problems.add(path, f"{told}.")
        elif isinstance(earlier, Choose) and option.under not in [other.id for other in earlier.options]:
            known = ", ".join(other.id for other in earlier.options)
            told = (
                f"'under' noemt '{shorten_word(option.under)}'; te kiezen is bij '{shorten_word(earlier.id)}'"
            )
            self._problems.add(path, f"{told}: {known}.")

    def _check_pick(self, at: str, step: Pick, scope: Scope) -> None:
        self._problems.check_not_empty(f"{at}.items", step.items)
        if step.items and not 1 <= step.take <= len(step.items):
            rule = f"'take' kan van 1 tot en met {len(step.items)} zijn (zoveel items zijn er)"
            self._problems.add(f"{at}.take", f"{rule}, hier staat {step.take}.")
        for path, item in self._problems.check_ids(
            f"{at}.items", step.items, set(), f"de items van '{shorten_word(step.id)}'"
        ):
            if isinstance(item, Pick):
                self._report_misplaced_pick(path, item)
            # Which items come before which is up to the coach, so none sees another.
            self._check_step(path, item, scope.child())

    def _report_misplaced_pick(self, at: str, step: Pick) -> None:
        # Its questions would be kept under the other step, and no next one could be asked for.
        told = "een pick kan alleen los staan of binnen een each, niet onder een vraag of in een andere pick"
        self._problems.add(at, f"'{shorten_word(step.id)}': {told}.")

    def _check_each(self, at: str, step: Each, scope: Scope) -> None:
        around = scope.steps.get(step.of)
        if not isinstance(around, Choose | Rows) and not self._may_be_unread(step.of):
            rule = "daar hoort een eerdere stap met kind choose of rows te staan"
            self._problems.add(
                f"{at}.of", f"'of' noemt '{shorten_word(step.of)}'; {self._explain(step.of, rule)}."
            )
        self._problems.check_not_empty(f"{at}.steps", step.steps)
        around = around if isinstance(around, Choose | Rows) else None
        walking = scope.inside_each(around, self._preparation.in_each_over(step.of))
        self._check_sequence(f"{at}.steps", step.steps, walking, self._used_ids, _FILE_SCOPE)

    def _check_beside(self, path: str, name: str, step: Step, scope: Scope) -> None:
        target = scope.steps.get(name)
        said = f"'beside' noemt '{shorten_word(name)}'"
        if target is None:
            if not self._may_be_unread(name):
                self._problems.add(path, f"{said}; {self._explain(name, 'die stap staat hier niet eerder')}.")
        elif isinstance(step, Explore) and not isinstance(target, Place):
            self._problems.add(path, f"{said}; bij een explore hoort een stap met kind place.")
        elif not isinstance(target, Question):
            told = f"een {kind_name(target)} heeft geen antwoord om naast te zetten"
            self._problems.add(path, f"{said}; {told}.")
        elif self._latest.get(name, target) is not target:
            self._problems.add(
                path, f"{said}; zo heet ook een andere stap hiervoor. Geef ze elk een eigen id."
            )

    def _may_be_unread(self, name: str | None) -> bool:
        """Whether a name can be that of a step in a file that could not be read."""
        return self._fields is None and (name or "").startswith(PREPARATION_PREFIX)

    def _explain(self, name: str, rule: str) -> str:
        """Why a name leads nowhere; of one of a preparation more than that it is not there."""
        return (
            _PREPARATION_RULE
            if name.startswith(PREPARATION_PREFIX) and name not in self._preparation.steps
            else rule
        )

    def _check_explore(self, at: str, step: Explore, scope: Scope) -> None:
        if step.beside is None:
            self._problems.add(at, "een explore heeft 'beside' nodig: de stap waarvan het merkteken schuift.")
        for name, prompt in {"feel": step.feel, "act": step.act}.items():
            if prompt:
                self._problems.check_text(f"{at}.{name}.text", prompt.text, ("pole", *scope.placeholders))

    def _check_texts(
        self,
        path: str,
        owner: Recognise | Choose,
        things: tuple[Statement | Option, ...],
        blanks: tuple[str, ...],
    ) -> None:
        self._problems.check_not_empty(path, things)
        for at, thing in self._problems.check_ids(path, things, set(), f"'{shorten_word(owner.id)}'"):
            self._problems.check_text(f"{at}.text", thing.text, blanks)


def kind_name(step: StepBase) -> str:
    """The kind of a step as it is written in a file."""
    return str(step.__struct_config__.tag)
