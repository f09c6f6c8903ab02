"""Load content packs: decode their YAML files, and check them."""

import difflib
import re
import types
import typing
from collections.abc import Collection, Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from reflectie.content import messages
from reflectie.content.checks.check_backgrounds import ParsedBackground, check_backgrounds
from reflectie.content.checks.check_exercises import ParsedExercise, check_exercises, check_pack
from reflectie.content.messages import shorten_word
from reflectie.content.pack import (
    PACK_FILE,
    Pack,
    background_files,
    builtin_folder,
    exercise_files,
    qualify_background,
    qualify_ids,
)
from reflectie.content.yaml_tree import Node, YamlTree, display_name, path_parts, read_yaml_file
from reflectie.domain.background import Background
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Exercise, Library

STEP_LISTS = ("steps", "items", "follow_ups", "closing")
"""The keys whose value is a list of steps."""


def set_default_kinds(node: Node) -> None:
    """Give every step without ``kind`` the kind ``ask``, in place."""
    for step in _child_step_nodes(node):
        step.setdefault("kind", "ask")
        set_default_kinds(step)


def _child_step_nodes(node: Node) -> Iterator[dict[str, Node]]:
    if not isinstance(node, dict):
        return
    for key in STEP_LISTS:
        steps = node.get(key)
        if isinstance(steps, list):
            yield from (step for step in steps if isinstance(step, dict))


# The type at a path -------------------------------------------------------------------------------
def allowed_keys(tree: YamlTree, path: str, file_type: type) -> list[str]:
    """The keys that the mapping at a path may have, in a file of type ``file_type``."""
    struct_type = _type_at(tree, path, file_type)
    config = getattr(struct_type, "__struct_config__", None)
    if config is None:
        return []
    tag = [config.tag_field] if config.tag_field else []
    return tag + [field.encode_name for field in msgspec.structs.fields(struct_type)]


def allowed_words(tree: YamlTree, path: str, file_type: type) -> list[str]:
    """The words allowed at a path: the members of an enumeration, or the kinds of a step."""
    if path.endswith(".kind"):
        step = _type_at(tree, path.removesuffix(".kind"), file_type, narrow=False)
        return [str(member.__struct_config__.tag) for member in typing.get_args(step)]
    members = _union_members(_type_at(tree, path, file_type))
    return [word for member in members for word in _words_of_type(member)]


def _words_of_type(word_type: Any) -> list[str]:
    if isinstance(word_type, type) and issubclass(word_type, Enum):
        return [str(member.value) for member in word_type]
    is_literal = typing.get_origin(word_type) is typing.Literal
    return [str(word) for word in typing.get_args(word_type)] if is_literal else []


def _type_at(tree: YamlTree, path: str, file_type: type, narrow: bool = True) -> Any:
    """The type at the end of a path; with ``narrow``, a union of steps becomes the step that is there."""
    node_type: Any = file_type
    node: Node = tree.root
    for part in path_parts(path):
        node_type, node = _narrow_union(node_type, node), _child_node(node, part)
        if isinstance(part, int):
            node_type = next(iter(typing.get_args(node_type)), None)
        else:
            fields = msgspec.structs.fields(node_type) if hasattr(node_type, "__struct_config__") else ()
            node_type = next((field.type for field in fields if field.encode_name == part), None)
    return _narrow_union(node_type, node) if narrow else node_type


def _child_node(node: Node, part: str | int) -> Node:
    if isinstance(node, dict) and isinstance(part, str):
        return node.get(part)
    if isinstance(node, list) and isinstance(part, int) and part < len(node):
        return node[part]
    return None


def _narrow_union(node_type: Any, node: Node) -> Any:
    """Reduce a union of tagged structs to the one whose tag the node has; leave other types as they are."""
    tag = node.get("kind") if isinstance(node, dict) else None
    for member in _union_members(node_type):
        config = getattr(member, "__struct_config__", None)
        if config and config.tag_field and config.tag == tag:
            return member
    return node_type


def _union_members(node_type: Any) -> tuple[Any, ...]:
    is_union = typing.get_origin(node_type) in (typing.Union, types.UnionType)
    return typing.get_args(node_type) if is_union else (node_type,)


# Messages -----------------------------------------------------------------------------------------
_TYPE_NAMES = {
    "str": "tekst",
    "int": "een heel getal",
    "float": "een getal",
    "bool": "ja of nee (true of false)",
    "array": "een lijst",
    "object": "een blok met sleutels",
    "null": "niets",
}

_ACTUAL_TYPE_NAMES = _TYPE_NAMES | {
    "float": "een getal met een komma",
    "NoneType": "niets",
    "list": "een lijst",
    "dict": "een blok",
}

_HINTS = {
    ("str", "int"): " Zet er aanhalingstekens om als het tekst is.",
    ("str", "float"): " Zet er aanhalingstekens om als het tekst is.",
    ("str", "bool"): " Zet er aanhalingstekens om als het tekst is.",
    ("int", "str"): " Schrijf alleen cijfers, zonder aanhalingstekens.",
    ("bool", "str"): " Schrijf true of false, zonder aanhalingstekens.",
    ("array", "str"): " Zet er [ en ] omheen, of zet elk deel achter een streepje.",
    ("array", "object"): " Zet elk deel achter een streepje.",
}

_POLE_NAMES = {"left": "de linkerpool", "right": "de rechterpool"}


class ValidationProblem:
    """One mistake that msgspec found in a tree of type ``file_type``."""

    def __init__(self, error: msgspec.ValidationError, tree: YamlTree, file_type: type) -> None:
        self._tree = tree
        self._file_type = file_type
        # Text of the file can look like a path in the message, so only the very end counts.
        match = re.fullmatch(r"(.*?)(?: - at `(\$[^`]*)`)?", str(error), re.DOTALL)
        assert match is not None
        self._message, self._path = match[1], match[2] or "$"
        unknown = re.fullmatch(r"Object contains unknown field `(.*)`", self._message, re.DOTALL)
        self._key = unknown[1] if unknown else None
        self._allowed_keys = allowed_keys(tree, self._path, file_type) if unknown else []

    def format(self) -> str:
        """Return the line ``file:line:column: …``."""
        if self._key is None:
            return self._tree.format_problem(self._path, self._describe())
        closest = self._closest_key()
        allowed = ", ".join(self._allowed_keys)
        advice = f"Bedoel je '{closest}'?" if closest else f"Hier kunnen staan: {allowed}."
        return self._tree.format_problem(
            self._path, f"onbekende sleutel '{shorten_word(self._key)}'. {advice}", self._key
        )

    def remove_from_tree(self) -> bool:
        """Remove the mistake from the tree, so that the rest can be checked.

        An unknown key that resembles an allowed one is renamed to it. Return False if nothing was removed.
        """
        if self._key is None:
            return self._tree.drop_item(self._path)
        self._tree.drop_or_rename_key(self._path, self._key, self._closest_key())
        return True

    def _closest_key(self) -> str | None:
        """The allowed key that is most like the unknown one."""
        return next(iter(difflib.get_close_matches((self._key or "")[:100], self._allowed_keys, n=1)), None)

    def _describe(self) -> str:
        name = _path_name(self._path)
        if missing := re.fullmatch(r"Object missing required field `(.+)`", self._message):
            return _missing_key_message(missing[1], self._path)
        if mismatch := re.fullmatch(r"Expected `(.+?)`, got `(.+?)`", self._message):
            if mismatch[1] == "int" and _is_huge(self._tree.node_at(self._path)):
                return f"{name} is te groot: een getal heeft hier hooguit 18 cijfers."
            return _wrong_type_message(name, mismatch[1], mismatch[2])
        words = ", ".join(allowed_words(self._tree, self._path, self._file_type))
        if words:
            return (
                f"{name} kan hier zijn: {words}. Er staat '{shorten_word(self._tree.node_at(self._path))}'."
            )
        return f"{name} past hier niet."


def _is_huge(node: Node) -> bool:
    """Whether a number has more digits than a whole number may have; it is then read as a float."""
    return isinstance(node, float) and abs(node) >= 1e18


def _path_name(path: str) -> str:
    """The Dutch name for the node at a path: its key, or its number in a list."""
    parts = path_parts(path)
    keys = [part for part in parts if isinstance(part, str)]
    if not keys:
        return "dit bestand"
    last = parts[-1]
    return f"'{last}'" if isinstance(last, str) else f"onderdeel {last + 1} van '{keys[-1]}'"


def _missing_key_message(key: str, path: str) -> str:
    if key in _POLE_NAMES:
        return f"{_POLE_NAMES[key]} ('{key}') ontbreekt. Een lijn heeft twee polen."
    owner = _POLE_NAMES.get(str(path_parts(path)[-1])) if path_parts(path) else None
    return f"{owner} mist '{key}'." if owner else f"'{key}' ontbreekt hier."


def _wrong_type_message(name: str, expected: str, actual: str) -> str:
    expected = expected.removesuffix(" | null")
    expected_name = _TYPE_NAMES.get(expected, expected)
    if actual in ("null", "NoneType"):
        return f"{name} is leeg; hier hoort {expected_name}."
    actual_name, hint = _ACTUAL_TYPE_NAMES.get(actual, actual), _HINTS.get((expected, actual), "")
    return f"{name} moet {expected_name} zijn, hier staat {actual_name}.{hint}"


_T = TypeVar("_T")

MAX_PROBLEMS = 50
"""The most problems of one file that are reported at once."""


def decode(tree: YamlTree, file_type: type[_T]) -> _T:
    """Convert the tree of a file to a value.

    msgspec stops at the first mistake. That mistake is then removed from the tree and the rest is converted
    again, so that the author sees all mistakes at once.

    Raises:
        ContentError: a line for each mistake.
    """
    set_default_kinds(tree.root)
    problems: list[str] = []
    while len(problems) < MAX_PROBLEMS:
        try:
            value = msgspec.convert(tree.root, file_type)
        except msgspec.ValidationError as error:
            problem = ValidationProblem(error, tree, file_type)
            problems.append(problem.format())
            if not problem.remove_from_tree():
                break
        else:
            if problems:
                break
            return value
    raise ContentError(problems)


# Load ---------------------------------------------------------------------------------------------


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
