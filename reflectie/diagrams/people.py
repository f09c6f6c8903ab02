"""Mensen en banden: people by generation, with the ties between them drawn and listed.

Source: worksheet 4 (geno-sociogram) of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022)."""

from collections.abc import Iterable
from itertools import zip_longest

from reflectie.diagrams.layered_graph import TIE_LABELS, Edge, LayeredGraph, tie_stroke
from reflectie.domain.text_layout import (
    align_left,
    cell_width,
    lay_out_columns,
    one_line,
    pack_legend,
    truncate,
    wrap,
)
from reflectie.domain.value import Value

GENERATION_LABELS = {
    "grandparents": "grootouders",
    "parents": "ouders",
    "children": "kinderen",
    "next": "hun kinderen",
    "around": "eromheen",
}

_NO_GENERATION_LABEL = "zonder plek"

_NO_TIE_LABEL = "nog niet benoemd"

_MIN_WIDE_WIDTH = 64
"""Cells from which the generations stand beside the picture; in less they are numbered."""

_LABEL_WIDTH = 14

_MAX_PEOPLE, _MAX_TIES = 30, 40
"""More than this is no picture any more, but a list."""

_LAYOUT_ATTEMPTS = ((100, 5), (100, 3), (12, 3), (7, 3))
"""Cells a name may have in the picture, and cells between two; tried in turn until the picture fits."""


class Person(Value):
    """Somebody under a key of their own, and the generation in which they stand."""

    key: str
    name: str
    generation: str = ""


class Tie(Value):
    """How it is between two people, by their keys; ``names`` tell who, also when one is not in the list."""

    ends: tuple[str, str]
    names: tuple[str, str]
    tie: str = ""


class People(Value):
    """People and ties in any order; ``generations`` and ``kinds`` are words for what can be chosen."""

    people: tuple[Person, ...]
    ties: tuple[Tie, ...] = ()
    generation_labels: tuple[tuple[str, str], ...] = tuple(GENERATION_LABELS.items())
    tie_labels: tuple[tuple[str, str], ...] = tuple(TIE_LABELS.items())


def draw(data: People, width: int) -> tuple[str, ...]:
    if not data.people:
        return ("Er staat nog niemand op de kaart.", *_after_blank_row(_tie_list(data, width)))
    layers = _generations(data)
    picture = _graph_rows(data, layers, width) or _list_rows(data, layers, width)
    return (*picture, *_after_blank_row(_tie_list(data, width)))


def legend(data: People, width: int) -> tuple[str, ...]:
    """The strokes that occur."""
    words, used = dict(data.tie_labels), {tie.tie for tie in data.ties}
    signs = [f"{tie_stroke(kind, 3)} {words.get(kind, kind)}" for kind in TIE_LABELS if kind in used]
    if signs and used - set(TIE_LABELS):
        signs.append(f"{tie_stroke('', 3)} {_NO_TIE_LABEL}")
    return tuple(pack_legend(signs, width))


def _generations(data: People) -> list[tuple[str, list[Person]]]:
    """The generations that occur, from old to young, with the people of each."""
    words = dict(data.generation_labels)
    names = [
        *GENERATION_LABELS,
        *{p.generation: 0 for p in data.people if p.generation not in GENERATION_LABELS},
    ]
    found = ((name, [person for person in data.people if person.generation == name]) for name in names)
    return [(words.get(name, name) or _NO_GENERATION_LABEL, people) for name, people in found if people]


def _graph_rows(data: People, layers: list[tuple[str, list[Person]]], width: int) -> list[str] | None:
    """Names and ties drawn; None when they are too many, or too wide."""
    if len(data.people) > _MAX_PEOPLE or len(data.ties) > _MAX_TIES:
        return None
    margin = _LABEL_WIDTH if width >= _MIN_WIDE_WIDTH else 2
    keys = {person.key for person in data.people}
    links = [
        Edge(ends=tie.ends, tie=tie.tie)
        for tie in data.ties
        if keys.issuperset(tie.ends) and tie.ends[0] != tie.ends[1]
    ]
    for most, gap in _LAYOUT_ATTEMPTS:
        names = {person.key: truncate(_person_name(person), most) for person in data.people}
        keys_by_layer = [[person.key for person in people] for _, people in layers]
        network = LayeredGraph(keys_by_layer, names, links, width - margin, gap)
        if network.fits:
            short = [_person_name(p) for p in data.people if names[p.key] != _person_name(p)]
            labels = [_generation_label(number, name, margin) for number, (name, _) in enumerate(layers, 1)]
            rows = _with_labels(labels, network.rows([len(label) for label in labels]), margin)
            if margin < _LABEL_WIDTH:
                told = [f"{number} {name}" for number, (name, _) in enumerate(layers, 1)]
                rows += _after_blank_row(pack_legend(told, width))
            return rows + _after_blank_row(wrap(f"Ingekort: {', '.join(short)}", width) if short else [])
    return None


def _generation_label(number: int, name: str, margin: int) -> list[str]:
    """A generation as it stands left of the picture: in words, or as a number where that is too narrow."""
    return wrap(name, margin - 2) if margin == _LABEL_WIDTH else [str(number)]


def _with_labels(labels: list[list[str]], layers: list[list[str]], margin: int) -> list[str]:
    """The layers with their generation on the left."""
    pairs = [pair for both in zip(labels, layers, strict=True) for pair in zip_longest(*both, fillvalue="")]
    return [f"{align_left(word, margin)}{row}".rstrip() for word, row in pairs]


def _list_rows(data: People, layers: list[tuple[str, list[Person]]], width: int) -> list[str]:
    """The generations as lists, when a picture would not be one."""
    rows = (
        wrap("Hier is te weinig ruimte om de banden te tekenen. Ze staan hieronder.", width)
        if data.ties
        else []
    )
    for label, people in layers:
        names = lay_out_columns([_person_name(person) for person in people], width - 2)
        rows += [*([""] if rows else []), *wrap(label.upper(), width), *(f"  {row}" for row in names)]
    return rows


def _tie_list(data: People, width: int) -> list[str]:
    """Every tie by its kind, in words for who does not see the picture."""
    words, told = dict(data.tie_labels), [_tie_text(tie) for tie in data.ties]
    room = max(map(cell_width, told), default=0)
    rows: list[str] = []
    kinds = dict.fromkeys([*TIE_LABELS, *(tie.tie for tie in data.ties)])
    for kind in kinds:
        ties = [tie for tie in data.ties if tie.tie == kind]
        if ties:
            rows += wrap(words.get(kind, kind) or _NO_TIE_LABEL, width)
            rows += [f"  {row}" for row in lay_out_columns([_tie_text(tie) for tie in ties], width - 2, room)]
    return rows


def _tie_text(tie: Tie) -> str:
    first, last = (one_line(name) or "…" for name in tie.names)
    return f"{first} {tie_stroke(tie.tie, 3)} {last}"


def _person_name(person: Person) -> str:
    return one_line(person.name) or "…"


def _after_blank_row(rows: Iterable[str]) -> list[str]:
    rows = list(rows)
    return ["", *rows] if rows else []
