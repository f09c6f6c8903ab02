"""The built-in library, compiled to MessagePack when the package is built.

YAML is read in functions: an installed program has the compiled files and never imports the YAML reader.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from reflectie.content.pack import builtin_folder
from reflectie.domain.exercise import Library
from reflectie.domain.field import TensionField

COMPILED_LIBRARY = "inhoud.msgpack"

COMPILED_FIELDS = "lijnen.msgpack"
"""The core fields of the library, which Home shows before it needs the rest."""


def compile_library(library: Library) -> dict[str, bytes]:
    """Compile a library to MessagePack. Return the files by name."""
    return {
        COMPILED_LIBRARY: msgspec.msgpack.encode(library),
        COMPILED_FIELDS: msgspec.msgpack.encode(library.core_fields),
    }


def builtin_core_fields() -> tuple[TensionField, ...]:
    """The core fields of the built-in library, from their own compiled file if there is one."""
    path = builtin_folder() / COMPILED_FIELDS
    if path.is_file():
        return msgspec.msgpack.decode(path.read_bytes(), type=tuple[TensionField, ...])
    return builtin_library().core_fields


def builtin_library() -> Library:
    """The built-in library, from the compiled file if there is one."""
    return open_library()


def open_library(extra: Sequence[Path] = ()) -> Library:
    """The built-in library, followed by the packs in the folders ``extra``.

    A pack with a problem is left out and named in ``rejected``: the program goes on without it.
    """
    path = builtin_folder() / COMPILED_LIBRARY
    library = msgspec.msgpack.decode(path.read_bytes(), type=Library) if path.is_file() else None
    if library and not extra:
        return library
    from reflectie.content.load import add_packs, load_library

    return add_packs(library or load_library(), extra)
