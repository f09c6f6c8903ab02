"""From bytes to logical lines, each with its place in the file. The library splits a line into its parts."""

import re
from collections.abc import Iterator

from icalendar.parser import Contentline

from reflectie.domain.errors import BadInvitation
from reflectie.domain.text import UNSAFE
from reflectie.domain.value import Value

ALONE = "Haal alleen dit ene overleg uit je agenda en probeer het nog eens."
"""What to do with a file that holds too much."""

_MOST_LINES = 200_000
_NAME = re.compile(rb"[A-Za-z0-9-]+(?=[;:])")
_CONTROL = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Line(Value):
    """One property: ``value`` is without its escapes; ``number`` is its first line in the file."""

    number: int
    name: str
    params: dict[str, str]
    value: str


def unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each logical line with its number; in bytes, because a fold may part the bytes of one letter."""
    started, pieces = 0, list[bytes]()
    data = _as_utf_8(data).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if data.count(b"\n") > _MOST_LINES:
        raise BadInvitation("Dit bestand heeft te veel regels.", ALONE)
    for number, piece in enumerate(data.split(b"\n"), 1):
        if not piece:
            continue
        if pieces and piece[:1] in b" \t":
            pieces.append(piece[1:])
            continue
        if pieces:
            yield started, b"".join(pieces)
        started, pieces = number, [piece]
    if pieces:
        yield started, b"".join(pieces)


def _as_utf_8(data: bytes) -> bytes:
    if data.startswith(_UTF_16):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError as error:
            raise BadInvitation("De letters van dit bestand zijn onleesbaar.") from error
    return data.removeprefix(b"\xef\xbb\xbf").translate(None, _CONTROL)


def name_of(line: bytes) -> str:
    """The name of a property in capitals; empty when this is no property."""
    found = _NAME.match(line)
    return found[0].decode().upper() if found else ""


def taken_apart(number: int, name: str, line: bytes) -> Line:
    """A line in its parts.

    Raises:
        BadInvitation: it is no UTF-8, or its quotes and signs do not hold together.
    """
    try:
        text = UNSAFE.sub("", line.decode())
    except UnicodeDecodeError as error:
        raise BadInvitation(
            f"De letters op regel {number} zijn onleesbaar: ze zijn niet in UTF-8."
        ) from error
    try:
        _, params, value = Contentline(text).parts()
    except ValueError as error:
        raise BadInvitation(f"Regel {number} ({name}) is onleesbaar.") from error
    plain = {key: param if isinstance(param, str) else ",".join(param) for key, param in params.items()}
    return Line(number=number, name=name, params=plain, value=value)
