"""The built-in library, compiled to MessagePack when the package is built.

YAML is read in functions: an installed program has the compiled files and never imports the YAML reader.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from reflectie.content.pack import builtin_folder
from reflectie.domain.exercise import Library

COMPILED_LIBRARY = "inhoud.msgpack"


def compile_library(library: Library) -> bytes:
    """Compile a library to MessagePack."""
    return msgspec.msgpack.encode(library)


def builtin_library() -> Library:
    """The built-in library, from the compiled file if there is one."""
    path = builtin_folder() / COMPILED_LIBRARY
    if path.is_file():
        return msgspec.msgpack.decode(path.read_bytes(), type=Library)
    return _read_library()


def open_library(extra: Sequence[Path] = ()) -> Library:
    """The built-in library, followed by the packs in the folders ``extra``.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem of each pack.
    """
    return _read_library(extra) if extra else builtin_library()


def _read_library(extra: Sequence[Path] = ()) -> Library:
    from reflectie.content.load import load_library

    return load_library(extra)
