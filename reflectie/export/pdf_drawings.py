"""Turn the data of diagrams into what the PDF template draws: plain dicts, lists and texts."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from reflectie.diagrams.boxes import Box
from reflectie.diagrams.cycle import Cycle
from reflectie.diagrams.people import NO_GENERATION_LABEL, People, Person, Tie
from reflectie.diagrams.plane import Axis, Plane
from reflectie.diagrams.renderers import DiagramData
from reflectie.diagrams.rings import RING_LABELS, RingMember, Rings
from reflectie.diagrams.roundabout import Roundabout
from reflectie.diagrams.rucksack import Advice, Rucksack
from reflectie.diagrams.timeline import Timeline, TimelineEvent
from reflectie.diagrams.windows import Windows
from reflectie.domain.dates import date_in_words
from reflectie.domain.step import DiagramKind
from reflectie.export.plain_text import describe_mark

_MAX_ROW_OF_PEOPLE = 6
"""More names than this do not fit beside each other on a page."""


def draw_for_pdf(kind: DiagramKind, data: DiagramData) -> dict[str, Any] | None:
    """Return the name of a drawing, its data and its description; None when there is nothing to draw yet."""
    drawn = _DRAWINGS[kind](data)
    if drawn is None:
        return None
    texts = (text for text in _texts(drawn) if text)
    return {"name": kind, "data": drawn, "alt": f"{_NAMES[kind]}: {'; '.join(texts)}"}


_NAMES: Mapping[DiagramKind, str] = {
    "timeline": "Tijdlijn",
    "people": "Kaart van mensen",
    "rings": "Kringen",
    "cycle": "Kring van stappen",
    "rucksack": "Rugzak",
    "roundabout": "Rotonde",
    "plane": "Twee lijnen die elkaar kruisen",
    "windows": "Vensters",
}

_NOT_TEXT = ("key", "side", "ends", "tie")
"""The names of data that only the template reads."""


def _texts(value: Any) -> Iterator[str]:
    """Return the texts of a drawing in reading order, for someone who does not see it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (text for item in value for text in _texts(item))
    elif isinstance(value, dict):
        yield from (text for name, item in value.items() if name not in _NOT_TEXT for text in _texts(item))


def _timeline(data: Timeline) -> dict[str, Any] | None:
    if not data.events:
        return None
    has_sides = any(event.side for event in data.events)
    kinds = dict(data.kind_labels)
    ordered = sorted(data.events, key=lambda event: (not event.date, event.date))
    groups = [
        {"date": _event_date(date), "events": [_event(event, kinds) for event in events]}
        for date, events in groupby(ordered, key=lambda event: event.date)
    ]
    return {"groups": groups, "sides": _sides(data) if has_sides else []}


def _sides(data: Timeline) -> list[dict[str, str]]:
    return [{"side": side, "label": label} for side, label in data.side_labels]


def _event_date(date: str) -> str:
    return date_in_words(date) if date else "zonder dag"


def _event(event: TimelineEvent, kinds: Mapping[str, str]) -> dict[str, str]:
    return {"text": event.text, "kind": kinds.get(event.kind, event.kind), "side": event.side}


def _people(data: People) -> dict[str, Any] | None:
    rows = _people_rows(data)
    if not rows:
        return None
    labels = dict(data.tie_labels)
    ties = [{"ends": list(tie.ends), "tie": tie.tie, "text": _tie_in_words(tie, labels)} for tie in data.ties]
    return {"generations": rows, "ties": ties}


def _tie_in_words(tie: Tie, labels: Mapping[str, str]) -> str:
    label = f": {labels.get(tie.tie, tie.tie)}" if tie.tie else ""
    return f"{tie.names[0]} – {tie.names[1]}{label}"


def _people_rows(data: People) -> list[dict[str, Any]]:
    """The people of each generation; a large generation takes several rows."""
    labels = dict(data.generation_labels)
    keys = dict.fromkeys([*labels, *(person.generation for person in data.people)])
    rows = []
    for key in keys:
        members = [person for person in data.people if person.generation == key]
        for start in range(0, len(members), _MAX_ROW_OF_PEOPLE):
            label = (labels.get(key, key) or NO_GENERATION_LABEL) if not start else ""
            people = list(map(_person, members[start : start + _MAX_ROW_OF_PEOPLE]))
            rows.append({"label": label, "people": people})
    return rows


def _person(person: Person) -> dict[str, str]:
    return {"key": person.key, "name": person.name}


def _rings(data: Rings) -> dict[str, Any] | None:
    if not data.members:
        return None
    labels, ties = dict(data.ring_labels), dict(data.tie_labels)

    def names(ring: str) -> list[str]:
        return [_member(member, ties) for member in data.members if member.ring == ring]

    rings = [{"label": labels.get(ring, ring), "names": names(ring)} for ring in RING_LABELS]
    unplaced = [_member(member, ties) for member in data.members if member.ring not in RING_LABELS]
    return {"centre": data.centre or "●", "rings": rings, "unplaced": unplaced}


def _member(member: RingMember, ties: Mapping[str, str]) -> str:
    return f"{member.name} ({ties.get(member.tie, member.tie)})" if member.tie else member.name


def _cycle(data: Cycle) -> dict[str, Any] | None:
    return {"stages": list(map(_box, data.stages))} if data.stages else None


def _windows(data: Windows) -> dict[str, Any] | None:
    return {"about": data.about, "windows": list(map(_box, data.windows))} if data.windows else None


def _box(box: Box) -> dict[str, Any]:
    return {"name": box.name, "answer": box.answer, "open": box.is_open}


def _rucksack(data: Rucksack) -> dict[str, Any] | None:
    def advice(is_out: bool) -> list[dict[str, str]]:
        return [_advice(item) for item in data.advice if item.is_out is is_out]

    return {"inside": advice(False), "outside": advice(True), "label": data.out_label}


def _advice(advice: Advice) -> dict[str, str]:
    return {"text": advice.text, "giver": advice.giver}


def _roundabout(data: Roundabout) -> dict[str, Any] | None:
    labels = dict(data.taken_labels)
    exits = [{"text": item.text, "taken": labels.get(item.taken, item.taken)} for item in data.exits]
    return {"exits": exits} if exits else None


def _plane(data: Plane) -> dict[str, Any] | None:
    return {"horizontal": _axis(data.horizontal), "vertical": _axis(data.vertical)}


def _axis(axis: Axis) -> dict[str, Any]:
    described = describe_mark(axis, axis.value) if axis.is_placed else ""
    return {"left": axis.left, "right": axis.right, "value": axis.value, "described": described}


_DRAWINGS: Mapping[DiagramKind, Callable[[Any], dict[str, Any] | None]] = {
    "timeline": _timeline,
    "people": _people,
    "rings": _rings,
    "cycle": _cycle,
    "rucksack": _rucksack,
    "roundabout": _roundabout,
    "plane": _plane,
    "windows": _windows,
}
