"""A folder with a content pack becomes a library; a pack with a mistake in it loads not at all."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from reflectie.content import phrases
from reflectie.content.check import Written, check_exercises, check_pack
from reflectie.content.decode import decode
from reflectie.content.files import PACK_FILE, display_name, exercise_files, read_file
from reflectie.content.qualify import qualified
from reflectie.content.schema import Pack
from reflectie.content.source import builtin_folder
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Exercise, Library


def load_library(extra: Sequence[Path] = ()) -> Library:
    """The built-in pack and the packs in the folders ``extra``, in that order.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem of each pack.
    """
    return _load([builtin_folder(), *extra])


def load_pack(folder: Path) -> Library:
    """The pack in one folder, with its closing steps added to its exercises.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    return _load([folder])


def read_pack(folder: Path) -> Pack:
    """``pack.yaml`` alone: title, licence and attribution.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    reading = _Reading(folder)
    pack = reading.pack()
    if pack is None or reading.problems:
        raise ContentError(reading.problems)
    return pack


class _Reading:
    """Reads the files of one pack and collects what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[str] = []

    def pack(self) -> Pack | None:
        path = self._folder / PACK_FILE
        if not path.is_file():
            what = phrases.NO_PACK_FILE if self._folder.is_dir() else phrases.NO_FOLDER
            self.problems.append(f"{display_name(self._folder)}: {what}")
            return None
        try:
            tree = read_file(path)
            pack = decode(tree, Pack)
        except ContentError as error:
            self.problems += error.problems
            return None
        self.problems += check_pack(pack, tree)
        return pack

    def exercises(self, pack: Pack | None, numbers: dict[int, str]) -> list[Exercise]:
        paths = exercise_files(self._folder)
        written: list[Written] = []
        for path in paths:
            try:
                tree = read_file(path)
                written.append(Written(decode(tree, Exercise), tree))
            except ContentError as error:
                self.problems += error.problems
        whole = len(written) == len(paths)
        self.problems += check_exercises(pack, written, whole, numbers)
        return [exercise for exercise, _ in written]


def _load(folders: Sequence[Path]) -> Library:
    problems: list[str] = []
    exercises: list[Exercise] = []
    probes: list[str] = []
    numbers: dict[int, str] = {}
    packs: set[str] = set()
    for folder in folders:
        reading = _Reading(folder)
        pack = reading.pack()
        found = reading.exercises(pack, numbers)
        problems += reading.problems
        if pack is None:
            continue
        if pack.id in packs:
            problems.append(f"{display_name(folder / PACK_FILE)}: {phrases.double_pack(pack.id)}")
        packs.add(pack.id)
        exercises += [qualified(_closed(exercise, pack), pack.id) for exercise in found]
        probes += [probe.text for probe in pack.probes]
    if problems:
        raise ContentError(problems)
    return Library(exercises=tuple(exercises), probes=tuple(probes))


def _closed(exercise: Exercise, pack: Pack) -> Exercise:
    """The exercise with the closing steps of its pack, unless it does without."""
    return replace(exercise, steps=exercise.steps + pack.closing) if exercise.closing else exercise
