"""Checks of steps: each can be walked, and what it refers to always stands before it.

The rules follow how ``domain.plan`` looks back: by name, at the last question before here.
"""

from collections import ChainMap

from reflectie.content.before import Before
from reflectie.content.drawn import check_draw, check_rows
from reflectie.content.lines import check_line, check_others
from reflectie.content.phrases import short
from reflectie.content.report import Report
from reflectie.content.scope import Scope
from reflectie.domain.before import BEFORE
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

_FILE = "dit bestand of in de afsluiting"
_MEANT = (
    "'before.' kan alleen in een werkvorm met 'meeting: look_back', met een stap van die met "
    "'meeting: prepare'; wat daar binnen een each staat, hoort hier binnen dezelfde each"
)


class StepCheck:
    """Walks the steps of one file.

    ``fields`` are the lines of the pack, or None when not all of them could be read; then not all of
    ``before``, the steps on which it looks back, can be known either. ``taken`` are the ids that no step of
    this file may have; the ones it uses are added.
    """

    def __init__(
        self, report: Report, fields: frozenset[str] | None, taken: set[str], before: Before | None = None
    ) -> None:
        self._report = report
        self._fields = fields
        self._taken = taken
        self._before = before or Before({}, {})
        self._latest: dict[str, Step] = {}

    def all(self, path: str, steps: tuple[Step, ...]) -> None:
        """The steps of an exercise, or the closing steps of a pack."""
        self._list(path, steps, Scope(ChainMap(dict(self._before.steps))), self._taken, _FILE)

    def _list(self, path: str, steps: tuple[Step, ...], scope: Scope, taken: set[str], among: str) -> None:
        """Steps that are walked one after the other, so that later ones see earlier ones."""
        for at, step in self._report.named(path, steps, taken, among):
            self._step(at, step, scope)
            scope.seen[step.id] = step

    def _step(self, at: str, step: Step, scope: Scope) -> None:
        if step.beside is not None:
            self._beside(f"{at}.beside", step.beside, step, scope)
        match step:
            case Pick():
                self._pick(at, step, scope)
            case Each():
                self._each(at, step, scope)
            case Explore():
                self._explore(at, step, scope)
            case Recognise():
                self._report.text(f"{at}.text", step.text)
                self._texts(f"{at}.statements", step, step.statements, scope.blanks)
            case Read() | Pause() | Draw():
                self._silent(at, step, scope)
            case Question():
                self._question(at, step, scope)

    def _silent(self, at: str, step: Read | Pause | Draw, scope: Scope) -> None:
        self._report.text(f"{at}.text", step.text, scope.blanks)
        if isinstance(step, Pause) and step.minutes < 1:
            self._report.add(f"{at}.minutes", f"'minutes' is minstens 1, hier staat {step.minutes}.")
        if isinstance(step, Draw):
            check_draw(self._report, at, step, scope.own)

    def _question(self, at: str, step: Ask | Choose | Place | Date | Rows, scope: Scope) -> None:
        self._report.text(f"{at}.text", step.text, scope.blanks)
        if step.hint:
            self._report.text(f"{at}.hint", step.hint)
        if isinstance(step, Place):
            self._place(at, step, scope)
        if isinstance(step, Choose):
            self._choose(at, step, scope)
        if isinstance(step, Rows):
            check_rows(self._report, at, step, scope.own)
        self._latest[step.id] = step
        below = scope.inner()
        below.seen[step.id] = step
        for number, follow_up in enumerate(step.follow_ups):
            if isinstance(follow_up, Pick):
                self._misplaced_pick(f"{at}.follow_ups[{number}]", follow_up)
        self._list(f"{at}.follow_ups", step.follow_ups, below, set(), f"de follow_ups van '{short(step.id)}'")

    def _place(self, at: str, step: Place, scope: Scope) -> None:
        if scope.around or not scope.repeated or step.field is not None:  # else the each is told about
            check_line(self._report, at, step, self._fields, scope.around)
        if not self._is_unread(step.others):
            check_others(self._report, at, step, scope.seen)

    def _choose(self, at: str, step: Choose, scope: Scope) -> None:
        self._texts(f"{at}.options", step, step.options, ())
        earlier = scope.seen.get(step.of or "")
        if step.of is not None and not isinstance(earlier, Choose) and not self._is_unread(step.of):
            rule = "daar hoort een eerdere stap met kind choose te staan"
            self._report.add(f"{at}.of", f"'of' noemt '{short(step.of)}'; {self._told(step.of, rule)}.")
        for number, option in enumerate(step.options):
            self._under(f"{at}.options[{number}].under", option, step, earlier)

    def _under(self, path: str, option: Option, step: Choose, earlier: Step | None) -> None:
        """What an option stands under can be chosen earlier."""
        if option.under is None:
            return
        if step.of is None:
            told = "'under' hoort bij een choose met 'of': de eerdere stap waar dat te kiezen is"
            self._report.add(path, f"{told}.")
        elif isinstance(earlier, Choose) and option.under not in [other.id for other in earlier.options]:
            known = ", ".join(other.id for other in earlier.options)
            told = f"'under' noemt '{short(option.under)}'; te kiezen is bij '{short(earlier.id)}'"
            self._report.add(path, f"{told}: {known}.")

    def _pick(self, at: str, step: Pick, scope: Scope) -> None:
        self._report.filled(f"{at}.items", step.items)
        if step.items and not 1 <= step.take <= len(step.items):
            rule = f"'take' kan van 1 tot en met {len(step.items)} zijn (zoveel items zijn er)"
            self._report.add(f"{at}.take", f"{rule}, hier staat {step.take}.")
        for path, item in self._report.named(
            f"{at}.items", step.items, set(), f"de items van '{short(step.id)}'"
        ):
            if isinstance(item, Pick):
                self._misplaced_pick(path, item)
            # Which items come before which is up to the coach, so none sees another.
            self._step(path, item, scope.inner())

    def _misplaced_pick(self, at: str, step: Pick) -> None:
        # Its questions would be kept under the other step, and no next one could be asked for.
        told = "een pick kan alleen los staan of binnen een each, niet onder een vraag of in een andere pick"
        self._report.add(at, f"'{short(step.id)}': {told}.")

    def _each(self, at: str, step: Each, scope: Scope) -> None:
        around = scope.seen.get(step.of)
        if not isinstance(around, Choose | Rows) and not self._is_unread(step.of):
            rule = "daar hoort een eerdere stap met kind choose of rows te staan"
            self._report.add(f"{at}.of", f"'of' noemt '{short(step.of)}'; {self._told(step.of, rule)}.")
        self._report.filled(f"{at}.steps", step.steps)
        around = around if isinstance(around, Choose | Rows) else None
        walking = scope.walking(around, self._before.within(step.of))
        self._list(f"{at}.steps", step.steps, walking, self._taken, _FILE)

    def _beside(self, path: str, name: str, step: Step, scope: Scope) -> None:
        target = scope.seen.get(name)
        said = f"'beside' noemt '{short(name)}'"
        if target is None:
            if not self._is_unread(name):
                self._report.add(path, f"{said}; {self._told(name, 'die stap staat hier niet eerder')}.")
        elif isinstance(step, Explore) and not isinstance(target, Place):
            self._report.add(path, f"{said}; bij een explore hoort een stap met kind place.")
        elif not isinstance(target, Question):
            told = f"een {kind_of(target)} heeft geen antwoord om naast te zetten"
            self._report.add(path, f"{said}; {told}.")
        elif self._latest.get(name, target) is not target:
            self._report.add(path, f"{said}; zo heet ook een andere stap hiervoor. Geef ze elk een eigen id.")

    def _is_unread(self, name: str | None) -> bool:
        """Whether a name can be that of a step in a file that could not be read."""
        return self._fields is None and (name or "").startswith(BEFORE)

    def _told(self, name: str, rule: str) -> str:
        """Why a name leads nowhere; of one of a preparation more than that it is not there."""
        return _MEANT if name.startswith(BEFORE) and name not in self._before.steps else rule

    def _explore(self, at: str, step: Explore, scope: Scope) -> None:
        if step.beside is None:
            self._report.add(at, "een explore heeft 'beside' nodig: de stap waarvan het merkteken schuift.")
        for name, prompt in {"feel": step.feel, "act": step.act}.items():
            if prompt:
                self._report.text(f"{at}.{name}.text", prompt.text, ("pole", *scope.blanks))

    def _texts(
        self,
        path: str,
        owner: Recognise | Choose,
        things: tuple[Statement | Option, ...],
        blanks: tuple[str, ...],
    ) -> None:
        self._report.filled(path, things)
        for at, thing in self._report.named(path, things, set(), f"'{short(owner.id)}'"):
            self._report.text(f"{at}.text", thing.text, blanks)


def kind_of(step: StepBase) -> str:
    """The kind of a step as it is written in a file."""
    return str(step.__struct_config__.tag)
