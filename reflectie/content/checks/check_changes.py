"""Check what a pack changes in other packs: what it switches off, replaces and adds to."""

from collections.abc import Sequence

from reflectie.content import messages
from reflectie.content.checks.check_exercises import ParsedExercise
from reflectie.content.checks.check_steps import StepChecker
from reflectie.content.messages import shorten_word
from reflectie.content.pack import Pack
from reflectie.content.problems import ProblemCollector
from reflectie.content.yaml_tree import YamlTree
from reflectie.domain.exercise import Exercise, Library, walk_steps
from reflectie.domain.step import Pick

_EXAMPLE = "Schrijf het pakket ervoor, zoals in 'kern:stilte'."


def removed_exercises(pack: Pack | None, files: Sequence[ParsedExercise]) -> set[str]:
    """The exercises of other packs that are no longer offered with this pack."""
    off = pack.off if pack else ()
    return {*off, *(file.exercise.replaces for file in files if file.exercise.replaces)}


def check_pack_changes(pack: Pack, tree: YamlTree, library: Library) -> list[str]:
    """Return the problems of what ``pack.yaml`` says about other packs, and of its own questions."""
    problems = ProblemCollector(tree)
    used = {exercise.pack for exercise in (*library.exercises, *library.hidden)}
    if pack.id in used | {info.id for info in library.packs}:
        problems.add("$.id", messages.duplicate_pack(pack.id))
    if pack.author:
        problems.check_text("$.author", pack.author)
    for number, name in enumerate(pack.off):
        path = f"$.off[{number}]"
        if name in pack.off[:number]:
            problems.add(path, f"'{shorten_word(name)}' staat er al. Eén keer is genoeg.")
        elif "/" in name:
            _check_question(problems, path, name, pack, library)
        else:
            _check_exercise_id(problems, path, name, pack, library)
    _check_day_questions(problems, pack)
    return problems.problems


def check_replacements(pack: Pack | None, files: Sequence[ParsedExercise], library: Library) -> list[str]:
    """Return the problems of the exercises that replace one of another pack."""
    found: list[str] = []
    for file in files:
        if file.exercise.replaces is not None and pack:
            problems = ProblemCollector(file.tree)
            _check_exercise_id(problems, "$.replaces", file.exercise.replaces, pack, library)
            found += problems.problems
    return found


def _check_exercise_id(
    problems: ProblemCollector, path: str, name: str, pack: Pack, library: Library
) -> Exercise | None:
    """Return the exercise with this full id, of another pack; report a problem if there is none."""
    if name.startswith(f"{pack.id}:"):
        message = "hoort bij dit pakket zelf. Een pakket vervangt alleen iets van een ander."
        problems.add(path, f"'{shorten_word(name)}' {message}")
        return None
    known = (exercise for exercise in (*library.exercises, *library.hidden) if exercise.id == name)
    exercise = next(known, None)
    if exercise is None:
        problems.add(path, f"er is geen werkvorm met de id '{shorten_word(name)}'. {_EXAMPLE}")
    return exercise


def _check_question(problems: ProblemCollector, path: str, name: str, pack: Pack, library: Library) -> None:
    exercise_id, _, question = name.partition("/")
    exercise = _check_exercise_id(problems, path, exercise_id, pack, library)
    if exercise is None:
        return
    picks = [step for step in walk_steps(exercise.steps) if isinstance(step, Pick)]
    pick = next((pick for pick in picks if pick.item(question)), None)
    if pick is None:
        rule = "Alleen vragen waaruit de coach kiest, kunnen uit."
        problems.add(path, f"in '{shorten_word(exercise_id)}' is geen '{shorten_word(question)}'. {rule}")
    elif all(f"{exercise_id}/{item.id}" in pack.off for item in pick.items):
        problems.add(path, f"zo blijft er in '{shorten_word(exercise_id)}' geen vraag over. Houd er één.")


def _check_day_questions(problems: ProblemCollector, pack: Pack) -> None:
    """Check the own questions of the day. Each stands alone."""
    StepChecker(problems, frozenset(), set()).check_steps("$.questions", pack.questions)
    for number, question in enumerate(pack.questions):
        own = {step.id for step in walk_steps((question,))}
        steps = [step.beside for step in walk_steps((question,)) if step.beside]
        if not own.issuperset(steps):
            message = "'beside' noemt iets buiten deze vraag. Een vraag van de dag staat op zichzelf."
            problems.add(f"$.questions[{number}]", message)
