"""The base class of frozen records, and new ids."""

import os
import time
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
    # Without the modules uuid and secrets: every start of the program pays for their import.
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | 0x7 << 76 | _random_bits(12) << 64
    digits = f"{value | 0b10 << 62 | _random_bits(62):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def new_row_id() -> str:
    """Return a new id for a table row."""
    return f"{ROW_PREFIX}{os.urandom(4).hex()}"


def _random_bits(count: int) -> int:
    """Return a number of ``count`` unpredictable bits."""
    return int.from_bytes(os.urandom(8)) >> (64 - count)
