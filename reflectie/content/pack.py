"""A content pack: its schema, its files and its place."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from reflectie.content import messages
from reflectie.content.yaml_tree import (
    MAX_CHARACTERS,
    Node,
    TextPosition,
    YamlTree,
    format_at_position,
    parse_yaml,
)
from reflectie.domain.errors import ContentError
from reflectie.domain.exercise import Exercise
from reflectie.domain.step import Each, Pick, Place, Question, Step
from reflectie.domain.text import clean_line
from reflectie.domain.value import Value

PACK_FILE = "pack.yaml"

EXAMPLE_FOLDER = "voorbeeld"

_FOLDER_ORDER = {"velden": 0, "werkvormen": 1}


def exercise_files(folder: Path) -> list[Path]:
    """The files of a pack that hold an exercise: the lines first, then the other forms, each by name."""
    found = (path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())
    inside = {path: path.relative_to(folder).parts for path in found}
    wanted = [path for path, parts in inside.items() if parts != (PACK_FILE,) and _is_exercise_path(parts)]
    return sorted(wanted, key=lambda path: (_FOLDER_ORDER.get(inside[path][0], 2), inside[path]))


def _is_exercise_path(parts: tuple[str, ...]) -> bool:
    """Hidden files are an editor's or git's business."""
    return parts[0] != EXAMPLE_FOLDER and not any(part.startswith(".") for part in parts)


def display_name(path: Path) -> str:
    """A path as messages show it: as it was given, on one line."""
    return clean_line(str(path))


def read_yaml_file(path: Path) -> YamlTree:
    """The tree of a file.

    Raises:
        ContentError: one line that says what is wrong, and where.
    """
    name = display_name(path)
    try:
        if path.stat().st_size > 4 * MAX_CHARACTERS:
            raise ContentError([f"{name}: {messages.TOO_LARGE}"])
        content = path.read_bytes()
    except OSError as error:
        raise ContentError([f"{name}: {messages.unreadable_file(error)}"]) from error
    try:
        return parse_yaml(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        # Up to the mistake it is good UTF-8; a mark at the start of the file shows no column.
        before = content[: error.start].decode("utf-8-sig", errors="replace").rpartition("\n")
        where = TextPosition(content.count(b"\n", 0, error.start), len(before[2]))
        raise ContentError([format_at_position(name, where, messages.NOT_UTF8)]) from error


STEP_LISTS = ("steps", "items", "follow_ups", "closing")
"""The keys under which steps stand."""


class Probe(Value):
    """An open question of *vraag door*."""

    id: str
    text: str


class Pack(Value):
    """``pack.yaml``: whose words these are, and what all exercises of the pack share."""

    id: str
    title: str
    language: str = "nl"
    licence: str = ""
    attribution: str = ""
    closing: tuple[Step, ...] = ()
    probes: tuple[Probe, ...] = ()


def set_default_kinds(node: Node) -> None:
    """Make every step without ``kind`` a question (``ask``), in place."""
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


def qualify_ids(exercise: Exercise, pack: str) -> Exercise:
    """The exercise with ``pack:`` before its own id, the ids of its lines, and every reference to a line."""
    return replace(
        exercise,
        id=f"{pack}:{exercise.id}",
        fields=tuple(replace(field, id=f"{pack}:{field.id}") for field in exercise.fields),
        steps=_qualify_steps(exercise.steps, pack),
    )


def _qualify_steps(steps: tuple[Step, ...], pack: str) -> tuple[Step, ...]:
    return tuple(_qualify_step(step, pack) for step in steps)


def _qualify_step(step: Step, pack: str) -> Step:
    if isinstance(step, Place) and step.field is not None:
        step = replace(step, field=f"{pack}:{step.field}")
    if isinstance(step, Pick):
        return replace(step, items=_qualify_steps(step.items, pack))
    if isinstance(step, Each):
        return replace(step, steps=_qualify_steps(step.steps, pack))
    if isinstance(step, Question) and step.follow_ups:
        return replace(step, follow_ups=_qualify_steps(step.follow_ups, pack))
    return step
