"""Packs of one's own: which folders are used, and what to say about one that cannot be."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from reflectie.content.compiled import builtin_core_fields, open_library
from reflectie.domain.errors import CannotWrite, InvalidInput
from reflectie.domain.exercise import Library
from reflectie.domain.field import TensionField
from reflectie.domain.pack_info import PackInfo, RejectedPack
from reflectie.domain.text import clean_line
from reflectie.domain.value import Value
from reflectie.journal.folder import Settings
from reflectie.services.context import Context
from reflectie.services.typed_path import read_typed_path

_MAX_SHOWN = 8
"""The most problems of a pack in a message on the screen."""


class ContentSource(NamedTuple):
    """The built-in content with the packs in the settings, and those in the folders ``extra``."""

    settings: Settings
    extra: Sequence[Path] = ()

    def load_library(self) -> Library:
        return open_library(_each_once([*map(Path, self.settings.packs), *self.extra]))

    def load_core_fields(self) -> tuple[TensionField, ...] | None:
        """The core fields without the rest of the content. None with packs: they can change these fields."""
        return None if self.settings.packs or self.extra else builtin_core_fields()


def _each_once(folders: Iterable[Path]) -> list[Path]:
    """The folders, each once, however it was written. One that cannot be looked up stays, to be reported."""
    found: dict[Path, Path] = {}
    for folder in folders:
        key = folder
        with suppress(OSError, RuntimeError, ValueError):
            key = folder.expanduser().resolve()
        found.setdefault(key, folder)
    return list(found.values())


def pack_used_at(library: Library, folder: str) -> PackInfo | None:
    """The pack that was read from this folder; None when it was left out."""
    return next((info for info in library.packs if info.folder == folder), None)


def rejected_at(library: Library, folder: str) -> RejectedPack | None:
    return next((pack for pack in library.rejected if pack.folder == folder), None)


def add_pack_folder(context: Context, typed: str) -> PackInfo:
    """Add the folder with a pack that the user typed, if it can be used, and save that in the settings.

    Its files are read, so the screen calls this on another thread.

    Raises:
        InvalidInput: nothing was typed, the folder is in use already, or its pack has problems.
        CannotWrite: the disk refuses the settings.
    """
    if not typed.strip():
        raise InvalidInput("Typ de map van het pakket, of sleep haar dit venster in.")
    path = read_typed_path(typed)
    with suppress(OSError, RuntimeError, ValueError):
        path = path.resolve()
    text = str(path)
    used = _each_once(map(Path, (*context.settings.packs, *(i.folder for i in context.library.packs))))
    if len(_each_once([*used, path])) == len(used):
        raise InvalidInput("Deze map doet al mee.")
    library = open_library(_each_once(map(Path, (*context.settings.packs, text))))
    if rejected := rejected_at(library, text):
        raise InvalidInput(rejection_message(rejected))
    _save_packs(context, (*context.settings.packs, text))
    added = pack_used_at(library, text)
    assert added is not None, "a pack is used or rejected"
    return added


class CheckedPack(Value):
    """The result of a check: what is wrong, or how many exercises and questions of the day there are."""

    rejected: RejectedPack | None = None
    exercises: int = 0
    questions: int = 0


def check_pack_folder(settings: Settings, folder: Path, others: Sequence[Path] = ()) -> CheckedPack:
    """Check the pack in a folder, with the other packs that are in use, to which it may refer."""
    folders = _each_once([folder, *map(Path, settings.packs), *others])
    library = open_library([*folders[1:], folder])
    if rejected := rejected_at(library, str(folder)):
        return CheckedPack(rejected=rejected)
    info = pack_used_at(library, str(folder))
    assert info is not None, "a pack is used or rejected"
    exercises = sum(exercise.pack == info.id for exercise in library.exercises)
    return CheckedPack(exercises=exercises, questions=info.questions)


def remove_pack_folder(context: Context, folder: str) -> None:
    """Stop using the pack in a folder. The folder stays, and so does what was written with it.

    The files of the other packs are read again, so the screen calls this on another thread.

    Raises:
        CannotWrite: the disk refuses the settings.
    """
    _save_packs(context, tuple(other for other in context.settings.packs if other != folder))


def _save_packs(context: Context, packs: tuple[str, ...]) -> None:
    """Save which packs are used, and use those from now on. When the disk refuses, nothing changes."""
    before = context.settings
    try:
        context.save_settings(replace(before, packs=packs))
    except CannotWrite:
        context.settings = before
        raise
    context.reload_library()


def rejection_message(rejected: RejectedPack, limit: int | None = _MAX_SHOWN) -> str:
    """Say that a pack is left out, with at most ``limit`` of its problems by file and line."""
    shown = "\n".join(rejected.problems[:limit])
    more = len(rejected.problems) - (limit or len(rejected.problems))
    rest = f"\nen nog {more}" if more > 0 else ""
    folder = clean_line(rejected.folder)
    return f"Het pakket in {folder} doet nu niet mee. Dit moet eerst anders:\n{shown}{rest}"


def shown_folders(context: Context) -> list[str]:
    """The folders of the packs in the settings, and then those given at the start of the program."""
    library = context.library
    known = (
        *context.settings.packs,
        *(i.folder for i in library.packs),
        *(r.folder for r in library.rejected),
    )
    return list(dict.fromkeys(known))


def pack_summary(library: Library, info: PackInfo) -> str:
    """Say who wrote a pack, where it is, and which exercises it brings and takes away."""
    own = [exercise for exercise in library.exercises if exercise.pack == info.id]
    lines = [f"Van {info.credit}, in de map {info.folder}."]
    if own:
        lines += ["", *(f"- {e.name}{_instead_of(library, e.replaces)}" for e in own)]
    hidden = [exercise.name for exercise in library.hidden if exercise.id in info.off]
    if hidden:
        lines += ["", f"Niet meer in Kiezen: {', '.join(hidden)}."]
    return "\n".join(lines)


def _instead_of(library: Library, replaced: str | None) -> str:
    exercise = library.exercise(replaced) if replaced else None
    return f" (in plaats van {exercise.name})" if exercise else ""
