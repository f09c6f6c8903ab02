"""Make a starter pack: files with comments that pass their own check."""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reflectie.content.json_schema import SCHEMA_TYPES, encode_schema
from reflectie.content.pack import PACK_FILE, builtin_folder
from reflectie.domain.errors import ReflectieError, os_error_reason
from reflectie.domain.text import fold

SCHEMA_FOLDER = ".schema"
"""Where the files of a pack look for their schemas. The program skips hidden folders."""

GUIDE_FILE = "LEESMIJ.md"

_STARTER_ID = "id: eigen "


def create_pack(folder: Path) -> None:
    """Make a folder with a starter pack, whose id follows from the name of the folder.

    The folder gets its name when it is complete, so that nothing half remains.

    Raises:
        ReflectieError: there is something at this path already, or the disk refuses.
    """
    try:
        _check_is_free(folder)
        with _temporary_folder(folder.parent) as new:
            _fill(new, _pack_id(folder))
            _check_is_free(folder)
            new.rename(folder)
    except FileExistsError as error:
        raise _cannot_make(folder, "daar staat al iets. Er is niets overschreven") from error
    except (OSError, ValueError) as error:
        reason = os_error_reason(error) if isinstance(error, OSError) else "dat is geen naam voor een map"
        raise _cannot_make(folder, reason) from error


def _check_is_free(folder: Path) -> None:
    """Raise FileExistsError when anything is there; ``rename`` would replace an empty folder."""
    if os.path.lexists(folder):
        raise FileExistsError(folder)


@contextmanager
def _temporary_folder(parent: Path) -> Iterator[Path]:
    """A new folder, which is removed unless it was given another name."""
    folder = parent / f".nieuw-{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _cannot_make(folder: Path, reason: str) -> ReflectieError:
    return ReflectieError(f"Een pakket maken in {folder} lukt niet: {reason}. Kies een andere plek.")


def _fill(folder: Path, pack_id: str) -> None:
    content = builtin_folder().parent
    for source in sorted((content / "begin").rglob("*")):  # not copytree, which hides why the disk refuses
        target = folder / source.relative_to(content / "begin")
        if source.is_dir():
            target.mkdir()
        else:
            shutil.copyfile(source, target)
    shutil.copyfile(builtin_folder() / "README.md", folder / GUIDE_FILE)
    pack_file = folder / PACK_FILE
    text = pack_file.read_text(encoding="utf-8")
    pack_file.write_text(text.replace(_STARTER_ID, f"id: {pack_id} ", 1), encoding="utf-8")
    (folder / SCHEMA_FOLDER).mkdir()
    for kind in SCHEMA_TYPES:
        path = folder / SCHEMA_FOLDER / f"{kind}.json"
        path.write_text(encode_schema(kind), encoding="utf-8")


def _pack_id(folder: Path) -> str:
    """An id from the name of a folder; "eigen" when it would be that of the built-in pack, or empty."""
    name = re.sub(r"[^a-z0-9]+", "-", fold(folder.resolve().name)).strip("-")
    return name if name and name != "kern" else "eigen"
