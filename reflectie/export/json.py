"""Write entries as JSON: every key is always present, dates and times are in ISO 8601."""

from typing import Any

import msgspec

from reflectie.domain.archive import FORMAT_NAME, FORMAT_VERSION
from reflectie.export.document import Log, oldest_first


def to_builtins(value: object) -> Any:
    """Return a domain value as dicts, lists, strings, numbers, booleans and None, defaults included."""
    if isinstance(value, msgspec.Struct):
        return {name: to_builtins(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, (tuple, list)):
        return [to_builtins(item) for item in value]
    if isinstance(value, dict):
        return {key: to_builtins(item) for key, item in value.items()}
    return msgspec.to_builtins(value)


def to_json(value: object) -> str:
    """Return a value as indented JSON, ending in one line break."""
    encoded = msgspec.json.encode(to_builtins(value))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def log_to_json(log: Log) -> str:
    """Return a log, its entries from old to new, in a form that can be read back."""
    return to_json(
        {
            "format": FORMAT_NAME,
            "version": FORMAT_VERSION,
            "situations": log.situations,
            "meetings": log.meetings,
            "series": log.series,
            "entries": oldest_first(log.entries),
        }
    )


def write(log: Log) -> bytes:
    """Return a log as JSON, encoded in UTF-8."""
    return log_to_json(log).encode()
