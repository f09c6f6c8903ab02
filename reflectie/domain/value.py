"""Frozen values, and the ids that they carry."""

import secrets
import time
import uuid
from typing import Any, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class _ValueMeta(msgspec.StructMeta):
    """Keyword-only in every subclass: msgspec inherits the other options, this one it does not."""

    def __new__(mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> Any:
        return super().__new__(mcls, name, bases, namespace, **{"kw_only": True, **options})


class Value(
    msgspec.Struct, metaclass=_ValueMeta, frozen=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A frozen record; change it by copying (``msgspec.structs.replace``)."""


SHORT_ID_LENGTH = 8
"""The last characters of an id, by which people know it in a list."""

ROW_PREFIX = "row:"
"""How the id of a row begins."""


def new_id() -> str:
    """A UUIDv7 (RFC 9562) as text."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62)))


def new_row_id() -> str:
    """The id of a row, unique in its entry; the colon keeps it apart from every id of content."""
    return f"{ROW_PREFIX}{secrets.token_hex(4)}"
