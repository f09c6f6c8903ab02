"""Read the path of a file as people type it, and as a terminal writes it when a file is dropped on it."""

import os
import re
import shlex
from pathlib import Path
from urllib.parse import unquote

_FILE_ADDRESS = re.compile(r"file:(?://(?:localhost(?=/))?)?(?P<path>/.*)", re.IGNORECASE | re.DOTALL)


def read_typed_path(text: str) -> Path:
    r"""Return the path in a typed text. It may be quoted, begin with ``~``, or be a ``file://`` address.

    ``\ `` is a space, unless a file has this very name. An empty text gives the working folder.
    """
    text = text.strip()
    address = _FILE_ADDRESS.fullmatch(text)
    if address:
        return Path(_without_drive_slash(unquote(address["path"])))
    plain = Path(text)
    if not _is_there(plain):
        plain = Path(_unquoted(text))
    try:
        return plain.expanduser()
    except RuntimeError:  # the home folder is unknown
        return plain


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long, no access, or a null character
        return False


def _unquoted(text: str) -> str:
    if os.name != "posix":
        return text.strip("'\"")
    try:
        words = shlex.split(text)
    except ValueError:  # a quote that is not closed
        words = []
    # Several words are a path with spaces, typed by hand.
    return words[0] if len(words) == 1 else text.strip("'\"")


def _without_drive_slash(path: str) -> str:
    """Turn ``/C:/map`` into ``C:/map`` on Windows."""
    return path.removeprefix("/") if os.name != "posix" and path[2:3] == ":" else path
