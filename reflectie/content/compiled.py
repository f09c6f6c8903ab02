"""The built-in library, compiled to MessagePack when the package is built."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from reflectie.content.builtin_files import builtin_folder
from reflectie.domain.exercise import Library

COMPILED_LIBRARY = "inhoud.msgpack"

# YAML is imported in functions: an installed program has the compiled files and never needs it.


def compile_library() -> bytes:
    """Compile the built-in library.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem.
    """
    from reflectie.content.load import load_library

    return msgspec.msgpack.encode(load_library())


def builtin_library() -> Library:
    """The built-in library, from the compiled file if there is one."""
    path = builtin_folder() / COMPILED_LIBRARY
    if path.is_file():
        return msgspec.msgpack.decode(path.read_bytes(), type=Library)
    from reflectie.content.load import load_library

    return load_library()


def open_library(extra: Sequence[Path] = ()) -> Library:
    """The built-in library, followed by the packs in the folders ``extra``.

    Raises:
        ContentError: a line ``file:line:column: …`` for each problem of each pack.
    """
    if not extra:
        return builtin_library()
    from reflectie.content.load import load_library

    return load_library(extra)
