"""Identifiers: UUIDv7, so that they sort by the moment they were made."""

import secrets
import time
import uuid

SHORT = 8
"""The last characters of an id, by which people know it in a list."""

ROW = "row:"
"""How the id of a row begins."""


def new_id() -> str:
    """A UUIDv7 (RFC 9562) as text."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62)))


def new_row_id() -> str:
    """The id of a row, unique in its entry; the colon keeps it apart from every id of content."""
    return f"{ROW}{secrets.token_hex(4)}"
