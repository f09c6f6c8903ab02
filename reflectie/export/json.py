"""Write entries as JSON: every key is always present, dates and times are in ISO 8601."""

from collections.abc import Iterable
from typing import Any

import msgspec

from reflectie.domain.entry import Entry
from reflectie.domain.meeting import Meeting, Series
from reflectie.domain.situation import Situation

FORMAT_VERSION = 1
"""Of the shape of a log; it changes when a key gets another name or meaning."""


def to_builtins(value: object) -> Any:
    """A domain value as dicts, lists, strings, numbers, booleans and None; defaults are written out."""
    if isinstance(value, msgspec.Struct):
        return {name: to_builtins(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, (tuple, list)):
        return [to_builtins(item) for item in value]
    if isinstance(value, dict):
        return {key: to_builtins(item) for key, item in value.items()}
    return msgspec.to_builtins(value)


def to_json(value: object) -> str:
    """A value as indented JSON, ending in one line break."""
    encoded = msgspec.json.encode(to_builtins(value))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def log_to_json(
    entries: Iterable[Entry],
    situations: Iterable[Situation] = (),
    meetings: Iterable[Meeting] = (),
    series: Iterable[Series] = (),
) -> str:
    """Many entries, oldest first, and what they belong to, in a form that can be read back."""
    ordered = sorted(entries, key=lambda e: (e.day, e.begun, e.id))
    belongs = {"situations": tuple(situations), "meetings": tuple(meetings), "series": tuple(series)}
    return to_json({"format": "reflectie", "version": FORMAT_VERSION, **belongs, "entries": ordered})
