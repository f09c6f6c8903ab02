"""Mensen en banden: generations under each other, ties between people drawn and listed.

Source: werkkaart 4 (geno-sociogram) of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from collections.abc import Iterable
from itertools import zip_longest

from reflectie.domain.value import Value
from reflectie.export.cells import cells, cut
from reflectie.export.drawings.network import Link, Network
from reflectie.export.drawings.text import in_columns, left, one_line, wrap
from reflectie.export.drawings.ties import TIE_WORDS, rows_of_signs, stroke

GENERATION_WORDS = {
    "grandparents": "grootouders",
    "parents": "ouders",
    "children": "kinderen",
    "next": "hun kinderen",
    "around": "eromheen",
}
_UNNAMED = "zonder plek"
_UNTOLD = "nog niet benoemd"
_WIDE = 64
"""Cells from which the generations stand beside the picture; in less they are numbered."""
_LABEL = 14
_MOST_PEOPLE, _MOST_TIES = 30, 40
"""More than this is no picture any more, but a list."""
_TRIES = ((100, 5), (100, 3), (12, 3), (7, 3))
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
    generations: tuple[tuple[str, str], ...] = tuple(GENERATION_WORDS.items())
    kinds: tuple[tuple[str, str], ...] = tuple(TIE_WORDS.items())


def draw(data: People, width: int) -> tuple[str, ...]:
    if not data.people:
        return ("Er staat nog niemand op de kaart.", *_spaced(_listed(data, width)))
    layers = _layers(data)
    picture = _picture(data, layers, width) or _plain(data, layers, width)
    return (*picture, *_spaced(_listed(data, width)))


def legend(data: People, width: int) -> tuple[str, ...]:
    """The strokes that occur."""
    words, used = dict(data.kinds), {tie.tie for tie in data.ties}
    signs = [f"{stroke(kind, 3)} {words.get(kind, kind)}" for kind in TIE_WORDS if kind in used]
    if signs and used - set(TIE_WORDS):
        signs.append(f"{stroke('', 3)} {_UNTOLD}")
    return tuple(rows_of_signs(signs, width))


def _layers(data: People) -> list[tuple[str, list[Person]]]:
    """The generations that occur, from old to young, with the people of each."""
    words = dict(data.generations)
    names = [
        *GENERATION_WORDS,
        *{p.generation: 0 for p in data.people if p.generation not in GENERATION_WORDS},
    ]
    found = ((name, [person for person in data.people if person.generation == name]) for name in names)
    return [(words.get(name, name) or _UNNAMED, people) for name, people in found if people]


def _picture(data: People, layers: list[tuple[str, list[Person]]], width: int) -> list[str] | None:
    """Names and ties drawn; None when they are too many, or too wide."""
    if len(data.people) > _MOST_PEOPLE or len(data.ties) > _MOST_TIES:
        return None
    margin = _LABEL if width >= _WIDE else 2
    keys = {person.key for person in data.people}
    links = [
        Link(ends=tie.ends, tie=tie.tie)
        for tie in data.ties
        if keys.issuperset(tie.ends) and tie.ends[0] != tie.ends[1]
    ]
    for most, gap in _TRIES:
        names = {person.key: cut(_name(person), most) for person in data.people}
        keys_by_layer = [[person.key for person in people] for _, people in layers]
        network = Network(keys_by_layer, names, links, width - margin, gap)
        if network.fits:
            short = [_name(p) for p in data.people if names[p.key] != _name(p)]
            labels = [_label(number, name, margin) for number, (name, _) in enumerate(layers, 1)]
            rows = _labelled(labels, network.rows([len(label) for label in labels]), margin)
            if margin < _LABEL:
                told = [f"{number} {name}" for number, (name, _) in enumerate(layers, 1)]
                rows += _spaced(rows_of_signs(told, width))
            return rows + _spaced(wrap(f"Ingekort: {', '.join(short)}", width) if short else [])
    return None


def _label(number: int, name: str, margin: int) -> list[str]:
    """A generation as it stands left of the picture: in words, or as a number where that is too narrow."""
    return wrap(name, margin - 2) if margin == _LABEL else [str(number)]


def _labelled(labels: list[list[str]], layers: list[list[str]], margin: int) -> list[str]:
    """The layers with their generation on the left."""
    pairs = [pair for both in zip(labels, layers, strict=True) for pair in zip_longest(*both, fillvalue="")]
    return [f"{left(word, margin)}{row}".rstrip() for word, row in pairs]


def _plain(data: People, layers: list[tuple[str, list[Person]]], width: int) -> list[str]:
    """The generations as lists, when a picture would not be one."""
    rows = (
        wrap("Hier is te weinig ruimte om de banden te tekenen. Ze staan hieronder.", width)
        if data.ties
        else []
    )
    for label, people in layers:
        names = in_columns([_name(person) for person in people], width - 2)
        rows += [*([""] if rows else []), *wrap(label.upper(), width), *(f"  {row}" for row in names)]
    return rows


def _listed(data: People, width: int) -> list[str]:
    """Every tie by its kind, in words for who does not see the picture."""
    words, told = dict(data.kinds), [_between(tie) for tie in data.ties]
    room = max(map(cells, told), default=0)
    rows: list[str] = []
    kinds = dict.fromkeys([*TIE_WORDS, *(tie.tie for tie in data.ties)])
    for kind in kinds:
        ties = [tie for tie in data.ties if tie.tie == kind]
        if ties:
            rows += wrap(words.get(kind, kind) or _UNTOLD, width)
            rows += [f"  {row}" for row in in_columns([_between(tie) for tie in ties], width - 2, room)]
    return rows


def _between(tie: Tie) -> str:
    first, last = (one_line(name) or "…" for name in tie.names)
    return f"{first} {stroke(tie.tie, 3)} {last}"


def _name(person: Person) -> str:
    return one_line(person.name) or "…"


def _spaced(rows: Iterable[str]) -> list[str]:
    rows = list(rows)
    return ["", *rows] if rows else []
