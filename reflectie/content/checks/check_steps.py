"""Check steps: each can be reached, and refers only to earlier steps."""

import re
from collections import ChainMap
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reflectie.content.checks.check_tables import check_diagram, check_table
from reflectie.content.messages import shorten_word
from reflectie.content.problems import ProblemCollector
from reflectie.domain.earlier_answers import PREPARATION_PREFIX
from reflectie.domain.exercise import Exercise, MeetingPhase, walk_steps
from reflectie.domain.step import (
    Ask,
    Choose,
    Draw,
    Each,
    Explore,
    Option,
    Part,
    Pause,
    Pick,
    Place,
    Question,
    QuestionStep,
    Read,
    Recognise,
    Rows,
    Statement,
    Step,
    StepBase,
)

StepsById = dict[str, Step]

MAX_PAUSE_MINUTES = 60
"""The longest pause of an exercise."""


class PreparationSteps(NamedTuple):
    """The steps of preparations to which a look back can refer.

    ``steps`` can be named anywhere; ``steps_in_each`` only inside an ``each`` over the same earlier step.
    """

    steps: StepsById
    steps_in_each: dict[str, StepsById]

    def in_each_over(self, step_id: str) -> StepsById:
        """The steps that can also be named inside an ``each`` over this step."""
        return self.steps_in_each.get(step_id, {})


def preparation_steps(exercises: Iterable[Exercise]) -> PreparationSteps:
    """Collect the steps of the preparations among these exercises."""
    result = PreparationSteps({}, {})
    for exercise in exercises:
        if exercise.meeting is MeetingPhase.PREPARE:
            result.steps.update(_with_prefix(exercise.short_route))
            for part in exercise.parts:
                result.steps.update(_with_prefix(part.steps))
            for step in walk_steps(exercise.steps):
                if isinstance(step, Each):
                    inside = result.steps_in_each.setdefault(f"{PREPARATION_PREFIX}{step.of}", {})
                    inside.update(_with_prefix(step.steps))
    return result


def _with_prefix(steps: Iterable[Step]) -> StepsById:
    return {f"{PREPARATION_PREFIX}{step.id}": step for step in steps}


class Scope(NamedTuple):
    """What a step can see: the earlier steps by id, nearest first, and whether it is inside an ``each``.

    ``each_source`` is the step over which the nearest ``each`` repeats; None when it was not found.
    """

    steps: ChainMap[str, Step]
    is_in_each: bool = False
    each_source: Step | None = None

    @property
    def own_steps(self) -> dict[str, Step]:
        """The earlier steps of this exercise, without those of a preparation."""
        return {name: step for name, step in self.steps.items() if not name.startswith(PREPARATION_PREFIX)}

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The placeholders that a text in this scope may have."""
        return ("item",) if self.is_in_each else ()

    def child(self) -> "Scope":
        return self._replace(steps=self.steps.new_child())

    def inside_each(self, source: Step | None, preparation: StepsById) -> "Scope":
        """The scope inside an ``each``; ``preparation`` are the steps of a preparation that it adds."""
        return Scope(self.steps.new_child(dict(preparation)), is_in_each=True, each_source=source)


_FILE_OWNER = "dit bestand of in de afsluiting"

_PREPARATION_RULE = (
    "'before.' kan alleen in een werkvorm met 'meeting: look_back', met een stap van die met "
    "'meeting: prepare'; wat daar binnen een each staat, hoort hier binnen dezelfde each"
)


_KEPT_PATH = re.compile(r"\$\.steps\[\d+\](\.steps\[\d+\])?\.keep")
"""A question of the exercise itself or of a part."""


class StepChecker:
    """Checks the steps of one file.

    ``fields`` are the fields of the pack. It is None when a file could not be read; then the steps in
    ``preparation`` may be incomplete too. ``used_ids`` are the step ids that are taken; those of this file
    are added.
    """

    def __init__(
        self,
        problems: ProblemCollector,
        fields: frozenset[str] | None,
        used_ids: set[str],
        preparation: PreparationSteps | None = None,
    ) -> None:
        self._problems = problems
        self._fields = fields
        self._used_ids = used_ids
        self._preparation = preparation or PreparationSteps({}, {})
        self._kept = ""
        """The id of the question whose answer is kept."""
        self._top_level: tuple[Step, ...] = ()
        self._latest: dict[str, Step] = {}
        """The last question so far with each id."""

    def check_steps(self, path: str, steps: tuple[Step, ...]) -> None:
        """Check the steps of an exercise, or the closing steps of a pack. Only here can there be parts."""
        self._top_level = steps
        scope = Scope(ChainMap(dict(self._preparation.steps)))
        self._check_sequence(path, steps, scope, self._used_ids, _FILE_OWNER)

    def _check_sequence(
        self, path: str, steps: tuple[Step, ...], scope: Scope, used_ids: set[str], owner: str
    ) -> None:
        """Check steps that follow each other, so that later ones see earlier ones."""
        for step_path, step in self._problems.check_ids(path, steps, used_ids, owner):
            self._check_step(step_path, step, scope)
            scope.steps[step.id] = step

    def _check_step(self, path: str, step: Step, scope: Scope) -> None:
        if step.beside is not None:
            self._check_beside(f"{path}.beside", step.beside, step, scope)
        match step:
            case Pick():
                self._check_pick(path, step, scope)
            case Each():
                self._check_each(path, step, scope)
            case Part():
                self._check_part(path, step, scope)
            case Explore():
                _check_explore(self._problems, path, step, scope)
            case Recognise():
                self._problems.check_text(f"{path}.text", step.text)
                self._check_items(f"{path}.statements", step, step.statements, scope)
            case Read() | Pause() | Draw():
                _check_without_answer(self._problems, path, step, scope)
            case Question():
                self._check_question(path, step, scope)

    def _check_question(self, path: str, step: QuestionStep, scope: Scope) -> None:
        self._problems.check_text(f"{path}.text", step.text, scope.placeholders)
        if step.hint:
            self._problems.check_text(f"{path}.hint", step.hint)
        if isinstance(step, Ask) and step.keep:
            self._check_keep(f"{path}.keep", step, scope)
        if isinstance(step, Place):
            self._check_place(path, step, scope)
        if isinstance(step, Choose):
            self._check_items(f"{path}.options", step, step.options, scope)
        if isinstance(step, Rows):
            check_table(self._problems, path, step, scope.own_steps)
        self._latest[step.id] = step
        inner = scope.child()
        inner.steps[step.id] = step
        for number, follow_up in enumerate(step.follow_ups):
            if isinstance(follow_up, Pick):
                _report_misplaced_pick(self._problems, f"{path}.follow_ups[{number}]", follow_up)
        owner = f"de follow_ups van '{shorten_word(step.id)}'"
        self._check_sequence(f"{path}.follow_ups", step.follow_ups, inner, set(), owner)

    def _check_keep(self, path: str, step: Ask, scope: Scope) -> None:
        """Check that this is the only kept question, and that everybody is asked it at most once."""
        if scope.is_in_each or not _KEPT_PATH.fullmatch(path):
            rule = "los of in een part, niet in een each, een pick, een follow_up of de afsluiting"
            self._problems.add(path, f"'keep' kan alleen bij een vraag die er één keer staat: {rule}.")
        elif self._kept:
            message = f"'keep' staat al bij '{shorten_word(self._kept)}'. Eén antwoord kan de kern zijn."
            self._problems.add(path, message)
        self._kept = self._kept or step.id

    def _check_place(self, path: str, step: Place, scope: Scope) -> None:
        # In an each without a source, that missing source is the problem to report.
        if scope.each_source or not scope.is_in_each or step.field is not None:
            _check_place_field(self._problems, path, step, self._fields, scope.each_source)
        if not self._may_be_unread(step.others):
            _check_place_others(self._problems, path, step, scope.steps)

    def _check_items(
        self, path: str, step: Choose | Recognise, items: tuple[Option | Statement, ...], scope: Scope
    ) -> None:
        """Check options or statements, and the earlier list on which they depend."""
        placeholders = scope.placeholders if isinstance(step, Recognise) else ()
        _check_texts(self._problems, path, step, items, placeholders)
        earlier = scope.steps.get(step.of or "")
        if step.of is not None and not isinstance(earlier, Choose):
            rule = "daar hoort een eerdere stap met kind choose te staan"
            self._report_reference(f"{path.rpartition('.')[0]}.of", "of", step.of, rule)
        for number, item in enumerate(items):
            _check_under(self._problems, f"{path}[{number}].under", item, step, earlier)

    def _check_part(self, path: str, step: Part, scope: Scope) -> None:
        if step not in self._top_level:
            message = "een part staat los in de werkvorm, niet binnen een andere stap."
            self._problems.add(path, f"'{shorten_word(step.id)}': {message}")
        self._problems.check_text(f"{path}.title", step.title)
        self._problems.check_not_empty(f"{path}.steps", step.steps)
        # A part may be left out, so no later step can refer to what is in it.
        self._check_sequence(f"{path}.steps", step.steps, scope.child(), self._used_ids, _FILE_OWNER)

    def _check_more(self, path: str, step: Pick, scope: Scope) -> None:
        """Check a pick that shows more items of an earlier one."""
        earlier = scope.steps.get(step.of or "")
        if not isinstance(earlier, Pick) or earlier.of:
            rule = "daar hoort een eerdere stap met kind pick en eigen items te staan"
            self._report_reference(f"{path}.of", "of", step.of or "", rule)
        if step.items:
            self._problems.add(f"{path}.items", "een pick met 'of' heeft geen eigen items.")
        most = len(earlier.items) if isinstance(earlier, Pick) and earlier.items else step.take
        if not 1 <= step.take <= most:
            rule = f"'take' is minstens 1 en hooguit het aantal items van '{shorten_word(step.of)}'"
            self._problems.add(f"{path}.take", f"{rule}, hier staat {step.take}.")

    def _check_pick(self, path: str, step: Pick, scope: Scope) -> None:
        if step.of is not None:
            self._check_more(path, step, scope)
            return
        self._problems.check_not_empty(f"{path}.items", step.items)
        if step.items and not 1 <= step.take <= len(step.items):
            rule = f"'take' kan van 1 tot en met {len(step.items)} zijn (zoveel items zijn er)"
            self._problems.add(f"{path}.take", f"{rule}, hier staat {step.take}.")
        owner = f"de items van '{shorten_word(step.id)}'"
        for item_path, item in self._problems.check_ids(f"{path}.items", step.items, set(), owner):
            if isinstance(item, Pick):
                _report_misplaced_pick(self._problems, item_path, item)
            # The coach decides the order of the items, so none can refer to another.
            self._check_step(item_path, item, scope.child())

    def _check_each(self, path: str, step: Each, scope: Scope) -> None:
        earlier = scope.steps.get(step.of)
        source = earlier if isinstance(earlier, Choose | Rows) else None
        if source is None:
            rule = "daar hoort een eerdere stap met kind choose of rows te staan"
            self._report_reference(f"{path}.of", "of", step.of, rule)
        self._problems.check_not_empty(f"{path}.steps", step.steps)
        inner = scope.inside_each(source, self._preparation.in_each_over(step.of))
        self._check_sequence(f"{path}.steps", step.steps, inner, self._used_ids, _FILE_OWNER)

    def _check_beside(self, path: str, step_id: str, step: Step, scope: Scope) -> None:
        target = scope.steps.get(step_id)
        if target is None:
            self._report_reference(path, "beside", step_id, "die stap staat hier niet eerder")
            return
        rule = ""
        if isinstance(step, Explore) and not isinstance(target, Place):
            rule = "bij een explore hoort een stap met kind place."
        elif not isinstance(target, Question | Draw):
            rule = f"een {kind_name(target)} heeft geen antwoord om naast te zetten."
        elif self._latest.get(step_id, target) is not target:
            rule = "zo heet ook een andere stap hiervoor. Geef ze elk een eigen id."
        if rule:
            self._problems.add(path, f"'beside' noemt '{shorten_word(step_id)}'; {rule}")

    def _report_reference(self, path: str, key: str, step_id: str, rule: str) -> None:
        """Report a reference that breaks a rule, unless it may be to a file that could not be read."""
        if self._may_be_unread(step_id):
            return
        if step_id.startswith(PREPARATION_PREFIX) and step_id not in self._preparation.steps:
            rule = _PREPARATION_RULE
        self._problems.add(path, f"'{key}' noemt '{shorten_word(step_id)}'; {rule}.")

    def _may_be_unread(self, step_id: str | None) -> bool:
        """Whether an id may be of a step in a file that could not be read."""
        return self._fields is None and (step_id or "").startswith(PREPARATION_PREFIX)


# Checks of single steps ---------------------------------------------------------------------------


def _check_place_field(
    problems: ProblemCollector, path: str, step: Place, fields: frozenset[str] | None, source: Step | None
) -> None:
    """Check the field of a place. ``source`` is the step over which the nearest ``each`` repeats."""
    if step.field is not None:
        if fields is not None and step.field not in fields:
            message = f"de lijn '{shorten_word(step.field)}' bestaat niet in dit pakket."
            problems.add(f"{path}.field", message)
        return
    if not isinstance(source, Choose):
        rule = "Alleen binnen een each over een choose van lijnen mag dat weg"
        problems.add(path, f"een place heeft 'field' nodig. {rule}.")
        return
    subject = f"zonder 'field' is de lijn wat er bij '{shorten_word(source.id)}' gekozen werd"
    if source.allows_additions:
        problems.add(path, f"{subject}; zet daar 'own: false' bij, want wat iemand aanvult is geen lijn.")
    unknown = [option.id for option in source.options if fields is not None and option.id not in fields]
    if unknown:
        message = f"de keuze '{shorten_word(unknown[0])}' is geen lijn van dit pakket."
        problems.add(path, f"{subject}; {message}")


def _check_place_others(
    problems: ProblemCollector, path: str, step: Place, earlier: Mapping[str, Step]
) -> None:
    if step.others is not None and not isinstance(earlier.get(step.others), Rows):
        rule = "daar hoort een eerdere stap met kind rows te staan"
        problems.add(f"{path}.others", f"'others' noemt '{shorten_word(step.others)}'; {rule}.")


def _check_under(
    problems: ProblemCollector,
    path: str,
    item: Option | Statement,
    step: Choose | Recognise,
    earlier: Step | None,
) -> None:
    """Check that the option ``under`` which an option or statement belongs can be chosen earlier."""
    if item.under is None:
        return
    if step.of is None:
        rule = f"'under' hoort bij een {kind_name(step)} met 'of'"
        problems.add(path, f"{rule}: de eerdere stap waar dat te kiezen is.")
    elif isinstance(earlier, Choose) and item.under not in [other.id for other in earlier.options]:
        choices = ", ".join(other.id for other in earlier.options)
        subject = f"'under' noemt '{shorten_word(item.under)}'"
        problems.add(path, f"{subject}; te kiezen is bij '{shorten_word(earlier.id)}': {choices}.")


def _report_misplaced_pick(problems: ProblemCollector, path: str, step: Pick) -> None:
    # Its questions would be stored at the address of the other step, so that "more questions" cannot work.
    rule = "een pick kan alleen los staan of binnen een each, niet onder een vraag of in een andere pick"
    problems.add(path, f"'{shorten_word(step.id)}': {rule}.")


def _check_explore(problems: ProblemCollector, path: str, step: Explore, scope: Scope) -> None:
    if step.beside is None:
        problems.add(path, "een explore heeft 'beside' nodig: de stap waarvan het teken schuift.")
    for name, prompt in {"feel": step.feel, "act": step.act}.items():
        if prompt:
            problems.check_text(f"{path}.{name}.text", prompt.text, ("pole", *scope.placeholders))


def _check_without_answer(
    problems: ProblemCollector, path: str, step: Read | Pause | Draw, scope: Scope
) -> None:
    problems.check_text(f"{path}.text", step.text, scope.placeholders)
    if isinstance(step, Pause) and not 1 <= step.minutes <= MAX_PAUSE_MINUTES:
        rule = f"'minutes' is minstens 1 en hooguit {MAX_PAUSE_MINUTES}"
        problems.add(f"{path}.minutes", f"{rule}, hier staat {step.minutes}.")
    if isinstance(step, Draw):
        check_diagram(problems, path, step, scope.own_steps)


def _check_texts(
    problems: ProblemCollector,
    path: str,
    owner: Recognise | Choose,
    items: tuple[Statement | Option, ...],
    placeholders: tuple[str, ...],
) -> None:
    problems.check_not_empty(path, items)
    for item_path, item in problems.check_ids(path, items, set(), f"'{shorten_word(owner.id)}'"):
        problems.check_text(f"{item_path}.text", item.text, placeholders)


def kind_name(step: StepBase) -> str:
    """The kind of a step as written in a file."""
    return str(step.__struct_config__.tag)
