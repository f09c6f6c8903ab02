"""Load folders with content packs into a library."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from reflectie.content import messages
from reflectie.content.builtin_files import builtin_folder
from reflectie.content.checks.check_exercises import ParsedExercise, check_exercises, check_pack
from reflectie.content.decode import decode
from reflectie.content.pack import PACK_FILE, Pack, exercise_files, qualify_ids
from reflectie.content.yaml_tree import display_name, read_yaml_file
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Exercise, Library


def load_library(extra: Sequence[Path] = ()) -> Library:
    """Load the built-in pack, followed by the packs in the folders ``extra``.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem of each pack.
    """
    return load_packs([builtin_folder(), *extra])


def load_packs(folders: Sequence[Path]) -> Library:
    """Load the packs in these folders, with the closing steps of a pack added to its exercises.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem of each pack.
    """
    problems: list[str] = []
    exercises: list[Exercise] = []
    probes: list[str] = []
    core_numbers: dict[int, str] = {}
    pack_ids: set[str] = set()
    for folder in folders:
        reader = _PackReader(folder)
        pack = reader.read_pack_file()
        pack_exercises = reader.read_exercises(pack, core_numbers)
        problems += reader.problems
        if pack is None:
            continue
        if pack.id in pack_ids:
            problems.append(f"{display_name(folder / PACK_FILE)}: {messages.duplicate_pack(pack.id)}")
        pack_ids.add(pack.id)
        exercises += [qualify_ids(_with_closing_steps(e, pack), pack.id) for e in pack_exercises]
        probes += [probe.text for probe in pack.probes]
    if problems:
        raise ContentError(problems)
    return Library(exercises=tuple(exercises), probes=tuple(probes))


class _PackReader:
    """Reads the files of one pack and collects their problems."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[str] = []

    def read_pack_file(self) -> Pack | None:
        path = self._folder / PACK_FILE
        if not path.is_file():
            message = messages.NO_PACK_FILE if self._folder.is_dir() else messages.NO_FOLDER
            self.problems.append(f"{display_name(self._folder)}: {message}")
            return None
        try:
            tree = read_yaml_file(path)
            pack = decode(tree, Pack)
        except ContentError as error:
            self.problems += error.problems
            return None
        self.problems += check_pack(pack, tree)
        return pack

    def read_exercises(self, pack: Pack | None, core_numbers: dict[int, str]) -> list[Exercise]:
        paths = exercise_files(self._folder)
        parsed: list[ParsedExercise] = []
        for path in paths:
            try:
                tree = read_yaml_file(path)
                parsed.append(ParsedExercise(decode(tree, Exercise), tree))
            except ContentError as error:
                self.problems += error.problems
        is_complete = len(parsed) == len(paths)
        self.problems += check_exercises(pack, parsed, is_complete, core_numbers)
        return [exercise for exercise, _ in parsed]


def _with_closing_steps(exercise: Exercise, pack: Pack) -> Exercise:
    return replace(exercise, steps=exercise.steps + pack.closing) if exercise.closing else exercise
