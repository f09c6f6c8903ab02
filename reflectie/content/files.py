"""The files of a pack, in order, and each of them as a tree."""

from pathlib import Path

from reflectie.content import phrases
from reflectie.content.events import MAX_CHARACTERS, read
from reflectie.content.tree import Spot, Tree, located
from reflectie.domain.errors import ContentError
from reflectie.domain.text import clean_line

PACK_FILE = "pack.yaml"
EXAMPLE_FOLDER = "voorbeeld"
_FIRST = {"velden": 0, "werkvormen": 1}


def exercise_files(folder: Path) -> list[Path]:
    """The files of a pack that hold an exercise: the lines first, then the other forms, each by name."""
    found = (path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file())
    inside = {path: path.relative_to(folder).parts for path in found}
    wanted = [path for path, parts in inside.items() if parts != (PACK_FILE,) and _is_content(parts)]
    return sorted(wanted, key=lambda path: (_FIRST.get(inside[path][0], 2), inside[path]))


def _is_content(parts: tuple[str, ...]) -> bool:
    """Hidden files are an editor's or git's business."""
    return parts[0] != EXAMPLE_FOLDER and not any(part.startswith(".") for part in parts)


def display_name(path: Path) -> str:
    """A path as messages show it: as it was given, on one line."""
    return clean_line(str(path))


def read_file(path: Path) -> Tree:
    """The tree of a file.

    Raises:
        ContentError: one line that says what is wrong, and where.
    """
    name = display_name(path)
    try:
        if path.stat().st_size > 4 * MAX_CHARACTERS:
            raise ContentError([f"{name}: {phrases.TOO_LARGE}"])
        content = path.read_bytes()
    except OSError as error:
        raise ContentError([f"{name}: {phrases.unreadable(error)}"]) from error
    try:
        return read(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        # Up to the mistake it is good UTF-8; a mark at the start of the file shows no column.
        before = content[: error.start].decode("utf-8-sig", errors="replace").rpartition("\n")
        where = Spot(content.count(b"\n", 0, error.start), len(before[2]))
        raise ContentError([located(name, where, phrases.NOT_UTF8)]) from error
