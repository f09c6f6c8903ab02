"""Load content packs: decode their YAML files, and check them."""

import difflib
import re
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from reflectie.content import messages
from reflectie.content.checks.check_backgrounds import ParsedBackground, check_backgrounds
from reflectie.content.checks.check_changes import (
    check_pack_changes,
    check_replacements,
    removed_exercises,
)
from reflectie.content.checks.check_exercises import ParsedExercise, check_exercises, check_pack
from reflectie.content.messages import shorten_word
from reflectie.content.pack import PACK_FILE, Pack, builtin_folder
from reflectie.content.pack_contents import PackContents
from reflectie.content.pack_files import find_pack_files
from reflectie.content.yaml_tree import Node, YamlTree, display_name, path_parts, read_yaml_file
from reflectie.domain.background import Background
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Exercise, Library
from reflectie.domain.pack_info import RejectedPack

STEP_LISTS = ("steps", "items", "follow_ups", "closing", "questions")
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

MAX_PACK_NODES = 100_000
"""About the most values in the files of a pack together."""

_EMPTY_LIBRARY = Library(exercises=())


class _Parsed(NamedTuple, Generic[_T]):
    """The contents of a file, and its tree."""

    value: _T
    tree: YamlTree


def load_library(extra: Sequence[Path] = ()) -> Library:
    """Load the built-in pack, followed by the packs in the folders ``extra``.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem of each pack.
    """
    return load_packs(extra, _load_builtin())


@cache
def _load_builtin() -> Library:
    """The built-in pack. It does not change while the program runs."""
    return replace(load_packs([builtin_folder()]), packs=())


def load_packs(folders: Sequence[Path], library: Library = _EMPTY_LIBRARY) -> Library:
    """Add the packs in these folders to a library, each with its closing steps added to its exercises.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem of each pack.
    """
    problems: list[str] = []
    for folder in folders:
        library, found = _add_pack(library, folder)
        problems += found
    if problems:
        raise ContentError(problems)
    return library


def add_packs(library: Library, folders: Sequence[Path]) -> Library:
    """Add the packs in these folders to a library. One with a problem is left out, in ``rejected``."""
    for folder in folders:
        library, problems = _add_pack(library, folder)
        if problems:
            rejected = RejectedPack(folder=str(folder), problems=tuple(problems))
            library = replace(library, rejected=(*library.rejected, rejected))
    return library


def _add_pack(library: Library, folder: Path) -> tuple[Library, list[str]]:
    """The library with the pack in a folder and no problems, or as it was with the problems of the pack."""
    reader = _PackReader(folder, library)
    extended = reader.read()
    return extended or library, reader.problems


class _PackReader:
    """Reads one pack, checks it with the library to which it is added, and collects its problems."""

    def __init__(self, folder: Path, library: Library) -> None:
        self._folder, self._library = folder, library
        self._size = 0
        self.problems: list[str] = []

    def read(self) -> Library | None:
        """Read all files. Return the library with the pack; None if there are problems."""
        files = find_pack_files(self._folder)
        self.problems += files.problems
        if files.problems and not files.exercises:
            return None
        pack = self._read_pack_file()
        exercises = self._parse(files.exercises, Exercise)
        is_complete = len(exercises) == len(files.exercises)
        self._check_exercises(pack, [ParsedExercise(*file) for file in exercises], is_complete)
        backgrounds = self._parse(files.backgrounds, Background)
        ids = {exercise.id for exercise, _ in exercises} if is_complete else None
        self.problems += check_backgrounds([ParsedBackground(*file) for file in backgrounds], ids)
        if pack is None or self.problems:
            return None
        contents = PackContents(
            pack=pack.value,
            folder=self._folder,
            exercises=tuple(exercise for exercise, _ in exercises),
            backgrounds=tuple(background for background, _ in backgrounds),
        )
        return contents.add_to(self._library)

    def _read_pack_file(self) -> "_Parsed[Pack] | None":
        path = self._folder / PACK_FILE
        if not path.exists():
            self.problems.append(f"{display_name(self._folder)}: {messages.NO_PACK_FILE}")
        pack = next(iter(self._parse([path] if path.exists() else [], Pack)), None)
        if pack:
            self.problems += check_pack(pack.value, pack.tree)
            self.problems += check_pack_changes(pack.value, pack.tree, self._library)
        return pack

    def _check_exercises(
        self, pack: "_Parsed[Pack] | None", files: list[ParsedExercise], is_complete: bool
    ) -> None:
        """Check the exercises. A core number is free when the exercise that has it goes."""
        value = pack.value if pack else None
        gone = removed_exercises(value, files)
        numbers = {
            field.number: field.id.rpartition(":")[2]
            for exercise in self._library.exercises
            for field in exercise.fields
            if field.number and exercise.id not in gone
        }
        self.problems += check_exercises(value, files, is_complete, numbers)
        self.problems += check_replacements(value, files, self._library)

    def _parse(self, paths: Iterable[Path], file_type: type[_T]) -> "list[_Parsed[_T]]":
        """The files that could be read. Stop when there is too much, or too much is wrong."""
        parsed: list[_Parsed[_T]] = []
        for path in paths:
            if len(self.problems) > MAX_PROBLEMS or self._size > MAX_PACK_NODES:
                message = messages.TOO_MANY_PROBLEMS if self.problems else messages.PACK_TOO_LARGE
                self.problems.append(f"{display_name(self._folder)}: {message}")
                break
            try:
                tree = read_yaml_file(path)
                self._size += tree.size
                parsed.append(_Parsed(decode(tree, file_type), tree))
            except ContentError as error:
                self.problems += error.problems
        return parsed
