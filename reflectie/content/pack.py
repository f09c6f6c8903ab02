"""A content pack: its schema, its files, and ids that are unique over packs."""

from pathlib import Path

from msgspec.structs import replace

from reflectie.domain.background import Background
from reflectie.domain.exercise import Exercise
from reflectie.domain.field import Role
from reflectie.domain.step import Each, Part, Pick, Place, Question, Step
from reflectie.domain.value import Value

PACK_FILE = "pack.yaml"

EXAMPLE_FOLDER = "voorbeeld"

BACKGROUND_FOLDER = "achtergrond"

EXAMPLE_ROLES = (Role.PROFESSIONAL, Role.BESTUURDER)
"""The roles with an example journal (``--voorbeeld``)."""

_PACKAGE = Path(__file__).parent.parent

_FOLDER_ORDER = {"velden": 0, "werkvormen": 1}


class Probe(Value):
    """An open question for a further turn (*vraag door*)."""

    id: str
    text: str


class Pack(Value):
    """The contents of ``pack.yaml``: who wrote the pack, and what all its exercises share."""

    id: str
    title: str
    language: str = "nl"
    licence: str = ""
    attribution: str = ""
    closing: tuple[Step, ...] = ()
    probes: tuple[Probe, ...] = ()


def builtin_folder() -> Path:
    """Return the folder of the built-in pack: inside an installed wheel, or ``content/nl`` of a checkout."""
    installed = _PACKAGE / "_content" / "nl"
    return installed if installed.is_dir() else _PACKAGE.parent / "content" / "nl"


def example_file(role: Role) -> Path:
    """Return the file of the example journal of somebody in this role, one of ``EXAMPLE_ROLES``."""
    return builtin_folder() / EXAMPLE_FOLDER / f"{role}.yaml"


def exercise_files(folder: Path) -> list[Path]:
    """The files of a pack that hold an exercise: tension fields first, then other exercises, by name."""
    parts = _yaml_files(folder)
    others = (EXAMPLE_FOLDER, BACKGROUND_FOLDER, PACK_FILE)
    exercises = [path for path in parts if parts[path][0] not in others]
    return sorted(exercises, key=lambda path: (_FOLDER_ORDER.get(parts[path][0], 2), parts[path]))


def background_files(folder: Path) -> list[Path]:
    """The files of a pack that hold a text about the background, by name."""
    return sorted(path for path, parts in _yaml_files(folder).items() if parts[0] == BACKGROUND_FOLDER)


def _yaml_files(folder: Path) -> dict[Path, tuple[str, ...]]:
    """The YAML files of a pack with the parts of their path in it, without hidden files and folders."""
    files = (path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())
    parts = {path: path.relative_to(folder).parts for path in files}
    return {path: names for path, names in parts.items() if not any(n.startswith(".") for n in names)}


def qualify_ids(exercise: Exercise, pack: str) -> Exercise:
    """Put ``pack:`` before the id of an exercise, the ids of its fields and every reference to a field."""
    return replace(
        exercise,
        id=f"{pack}:{exercise.id}",
        fields=tuple(replace(field, id=f"{pack}:{field.id}") for field in exercise.fields),
        steps=_qualify_steps(exercise.steps, pack),
    )


def qualify_background(background: Background, pack: str) -> Background:
    """Put ``pack:`` before the id of a background text and before the ids of its exercises."""
    exercises = tuple(f"{pack}:{exercise}" for exercise in background.exercises)
    return replace(background, id=f"{pack}:{background.id}", exercises=exercises)


def _qualify_steps(steps: tuple[Step, ...], pack: str) -> tuple[Step, ...]:
    return tuple(_qualify_step(step, pack) for step in steps)


def _qualify_step(step: Step, pack: str) -> Step:
    if isinstance(step, Place) and step.field is not None:
        step = replace(step, field=f"{pack}:{step.field}")
    if isinstance(step, Pick):
        return replace(step, items=_qualify_steps(step.items, pack))
    if isinstance(step, Each | Part):
        return replace(step, steps=_qualify_steps(step.steps, pack))
    if isinstance(step, Question) and step.follow_ups:
        return replace(step, follow_ups=_qualify_steps(step.follow_ups, pack))
    return step
