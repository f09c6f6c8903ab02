"""Load folders with content packs into a library."""

from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec.structs import replace

from reflectie.content import messages
from reflectie.content.checks.check_backgrounds import ParsedBackground, check_backgrounds
from reflectie.content.checks.check_exercises import ParsedExercise, check_exercises, check_pack
from reflectie.content.decode import decode
from reflectie.content.pack import (
    PACK_FILE,
    Pack,
    background_files,
    builtin_folder,
    exercise_files,
    qualify_background,
    qualify_ids,
)
from reflectie.content.yaml_tree import display_name, read_yaml_file
from reflectie.domain.background import Background
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
    core_numbers: dict[int, str] = {}
    pack_ids: set[str] = set()
    readers = [_PackReader(folder) for folder in folders]
    for reader in readers:
        reader.read(core_numbers, pack_ids)
    problems = [problem for reader in readers for problem in reader.problems]
    if problems:
        raise ContentError(problems)
    return Library(
        exercises=tuple(exercise for reader in readers for exercise in reader.exercises),
        probes=tuple(probe for reader in readers for probe in reader.probes),
        backgrounds=tuple(background for reader in readers for background in reader.backgrounds),
    )


class _PackReader:
    """Reads the exercises, background texts and probes of one pack, and collects its problems."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[str] = []
        self.exercises: list[Exercise] = []
        self.backgrounds: list[Background] = []
        self.probes: list[str] = []

    def read(self, core_numbers: dict[int, str], pack_ids: set[str]) -> None:
        """Read all files. The core numbers and the pack id in use are added to the arguments."""
        pack = self._read_pack_file()
        exercises, is_complete = self._read_exercises(pack, core_numbers)
        backgrounds = self._read_backgrounds({e.id for e in exercises} if is_complete else None)
        if pack is None:
            return
        if pack.id in pack_ids:
            name = display_name(self._folder / PACK_FILE)
            self.problems.append(f"{name}: {messages.duplicate_pack(pack.id)}")
        pack_ids.add(pack.id)
        self.exercises = [qualify_ids(_with_closing_steps(e, pack), pack.id) for e in exercises]
        self.backgrounds = [qualify_background(background, pack.id) for background in backgrounds]
        self.probes = [probe.text for probe in pack.probes]

    def _read_pack_file(self) -> Pack | None:
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

    def _read_exercises(self, pack: Pack | None, core_numbers: dict[int, str]) -> tuple[list[Exercise], bool]:
        """The exercises of the pack, and whether all of them could be read."""
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
        return [exercise for exercise, _ in parsed], is_complete

    def _read_backgrounds(self, exercises: Collection[str] | None) -> list[Background]:
        parsed: list[ParsedBackground] = []
        for path in background_files(self._folder):
            try:
                tree = read_yaml_file(path)
                parsed.append(ParsedBackground(decode(tree, Background), tree))
            except ContentError as error:
                self.problems += error.problems
        self.problems += check_backgrounds(parsed, exercises)
        return [background for background, _ in parsed]


def _with_closing_steps(exercise: Exercise, pack: Pack) -> Exercise:
    return replace(exercise, steps=exercise.steps + pack.closing) if exercise.closing else exercise
