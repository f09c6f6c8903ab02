"""Load folders with content packs into a library."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from reflectie.content import messages
from reflectie.content.builtin_files import builtin_folder
from reflectie.content.checks.check_exercises import ParsedExercise, check_exercises, check_pack
from reflectie.content.decode import decode
from reflectie.content.pack import (
    PACK_FILE,
    Pack,
    display_name,
    exercise_files,
    qualify_ids,
    read_yaml_file,
)
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Exercise, Library


def load_library(extra: Sequence[Path] = ()) -> Library:
    """The built-in pack and the packs in the folders ``extra``, in that order.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem of each pack.
    """
    return load_packs([builtin_folder(), *extra])


def load_pack(folder: Path) -> Library:
    """The pack in one folder, with its closing steps added to its exercises.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    return load_packs([folder])


def read_pack(folder: Path) -> Pack:
    """``pack.yaml`` alone: title, licence and attribution.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    reading = _PackReader(folder)
    pack = reading.read_pack_file()
    if pack is None or reading.problems:
        raise ContentError(reading.problems)
    return pack


class _PackReader:
    """Reads the files of one pack and collects what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[str] = []

    def read_pack_file(self) -> Pack | None:
        path = self._folder / PACK_FILE
        if not path.is_file():
            what = messages.NO_PACK_FILE if self._folder.is_dir() else messages.NO_FOLDER
            self.problems.append(f"{display_name(self._folder)}: {what}")
            return None
        try:
            tree = read_yaml_file(path)
            pack = decode(tree, Pack)
        except ContentError as error:
            self.problems += error.problems
            return None
        self.problems += check_pack(pack, tree)
        return pack

    def read_exercises(self, pack: Pack | None, numbers: dict[int, str]) -> list[Exercise]:
        paths = exercise_files(self._folder)
        written: list[ParsedExercise] = []
        for path in paths:
            try:
                tree = read_yaml_file(path)
                written.append(ParsedExercise(decode(tree, Exercise), tree))
            except ContentError as error:
                self.problems += error.problems
        whole = len(written) == len(paths)
        self.problems += check_exercises(pack, written, whole, numbers)
        return [exercise for exercise, _ in written]


def load_packs(folders: Sequence[Path]) -> Library:
    problems: list[str] = []
    exercises: list[Exercise] = []
    probes: list[str] = []
    numbers: dict[int, str] = {}
    packs: set[str] = set()
    for folder in folders:
        reading = _PackReader(folder)
        pack = reading.read_pack_file()
        found = reading.read_exercises(pack, numbers)
        problems += reading.problems
        if pack is None:
            continue
        if pack.id in packs:
            problems.append(f"{display_name(folder / PACK_FILE)}: {messages.duplicate_pack(pack.id)}")
        packs.add(pack.id)
        exercises += [qualify_ids(_with_closing_steps(exercise, pack), pack.id) for exercise in found]
        probes += [probe.text for probe in pack.probes]
    if problems:
        raise ContentError(problems)
    return Library(exercises=tuple(exercises), probes=tuple(probes))


def _with_closing_steps(exercise: Exercise, pack: Pack) -> Exercise:
    """The exercise with the closing steps of its pack, unless it does without."""
    return replace(exercise, steps=exercise.steps + pack.closing) if exercise.closing else exercise
