"""The base class of frozen records, and new ids."""

import secrets
import time
import uuid
from typing import Any, dataclass_transform

import msgspec


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class _ValueMeta(msgspec.StructMeta):
    """Makes every subclass keyword-only; msgspec inherits the other options, but not this one."""

    def __new__(mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **options: Any) -> Any:
        return super().__new__(mcls, name, bases, namespace, **{"kw_only": True, **options})


class Value(
    msgspec.Struct, metaclass=_ValueMeta, frozen=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A frozen record. Change it by copying, with ``msgspec.structs.replace``."""


SHORT_ID_LENGTH = 8
"""How many of the last characters of an id a list shows."""

ROW_PREFIX = "row:"
"""The start of every row id. Ids in content have no colon, so the two cannot clash."""


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562) as text."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62)))


def new_row_id() -> str:
    """Return a new id for a table row."""
    return f"{ROW_PREFIX}{secrets.token_hex(4)}"
