"""Mensen en banden: people by generation, with the ties between them drawn and listed.

Source: worksheet 4 (geno-sociogram) of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from reflectie.diagrams.canvas import TIE_LABELS, WIDE_WIDTH, Canvas, draw_tie, tie_characters, tie_symbol
from reflectie.diagrams.layered_graph import Edge, Layer, Layout, Route, layout_graph
from reflectie.domain.text_layout import (
    after_blank_row,
    align_left,
    cell_width,
    lay_out_columns,
    one_line_or_ellipsis,
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

NO_GENERATION_LABEL = "nog open"

_NO_TIE_LABEL = "nog niet benoemd"

_LABEL_WIDTH = 14
"""Cells for the generations on the left; where the picture is narrow they are numbered."""

_NUMBER_WIDTH = 2

_MAX_PEOPLE, _MAX_TIES = 30, 40
"""Beyond this a graph is unreadable, and people are listed."""

_LAYOUT_ATTEMPTS = ((100, 5), (100, 3), (12, 3), (7, 3))
"""The most cells of a name and the fewest between two, tried in turn until the graph fits."""


class Person(Value):
    """A person with their own key, and the generation to which they belong."""

    key: str
    name: str
    generation: str = ""


class Tie(Value):
    """A tie between two people, by their keys; ``names`` also name people who are no longer listed."""

    ends: tuple[str, str]
    names: tuple[str, str]
    tie: str = ""


class People(Value):
    """People and ties in any order, with the labels of generations and of ties."""

    people: tuple[Person, ...]
    ties: tuple[Tie, ...] = ()
    generation_labels: tuple[tuple[str, str], ...] = tuple(GENERATION_LABELS.items())
    tie_labels: tuple[tuple[str, str], ...] = tuple(TIE_LABELS.items())


_Generation = tuple[str, list[Person]]
"""The label of a generation and its people."""


def draw(data: People, width: int) -> tuple[str, ...]:
    """Draw people and ties as a graph when it fits, else as lists; the ties are listed below."""
    if not data.people:
        return ("Er staat nog niemand op de kaart.", *after_blank_row(_tie_list(data, width)))
    generations = _generations(data)
    picture = _graph_rows(data, generations, width) or _list_rows(data, generations, width)
    return (*picture, *after_blank_row(_tie_list(data, width)))


def legend(data: People, width: int) -> tuple[str, ...]:
    """Return the kinds of ties that occur, as drawn, with their labels."""
    labels, used = dict(data.tie_labels), {tie.tie for tie in data.ties}
    items = [f"{draw_tie(tie, 3)} {labels.get(tie, tie)}" for tie in TIE_LABELS if tie in used]
    if items and used - set(TIE_LABELS):
        items.append(f"{draw_tie('', 3)} {_NO_TIE_LABEL}")
    return tuple(pack_legend(items, width))


def _generations(data: People) -> list[_Generation]:
    """Return the generations that occur, from old to young."""
    labels = dict(data.generation_labels)
    keys = dict.fromkeys([*GENERATION_LABELS, *(person.generation for person in data.people)])
    groups = ((key, [person for person in data.people if person.generation == key]) for key in keys)
    return [(labels.get(key, key) or NO_GENERATION_LABEL, people) for key, people in groups if people]


def _graph_rows(data: People, generations: Sequence[_Generation], width: int) -> list[str] | None:
    """Return names and ties drawn as a graph; None when they are too many or too wide."""
    is_wide = width >= WIDE_WIDTH
    margin = _LABEL_WIDTH if is_wide else _NUMBER_WIDTH
    fitted = _fit_graph(data, generations, width - margin)
    if fitted is None:
        return None
    layout, shortened = fitted
    numbered = list(enumerate((label for label, _ in generations), 1))
    labels = [wrap(label, margin - 2) if is_wide else [str(number)] for number, label in numbered]
    rows = _with_labels(labels, _draw_graph(layout, [len(label) for label in labels]), margin)
    if not is_wide:
        rows += after_blank_row(pack_legend((f"{number} {label}" for number, label in numbered), width))
    return rows + after_blank_row(wrap(f"Ingekort: {', '.join(shortened)}", width) if shortened else [])


def _fit_graph(
    data: People, generations: Sequence[_Generation], width: int
) -> tuple[Layout, list[str]] | None:
    """Return the first layout that fits, and the full names of those it shortens."""
    if len(data.people) > _MAX_PEOPLE or len(data.ties) > _MAX_TIES:
        return None
    keys = {person.key for person in data.people}
    layers = [[person.key for person in people] for _, people in generations]
    edges = [
        Edge(ends=tie.ends, tie=tie.tie)
        for tie in data.ties
        if keys.issuperset(tie.ends) and tie.ends[0] != tie.ends[1]
    ]
    full_names = {person.key: one_line_or_ellipsis(person.name) for person in data.people}
    for max_name_width, gap in _LAYOUT_ATTEMPTS:
        names = {key: truncate(name, max_name_width) for key, name in full_names.items()}
        if layout := layout_graph(layers, names, edges, width, gap):
            return layout, [name for key, name in full_names.items() if names[key] != name]
    return None


def _with_labels(labels: list[list[str]], layers: list[list[str]], margin: int) -> list[str]:
    """Return the rows of all layers, each layer with its label on the left."""
    pairs = [pair for both in zip(labels, layers, strict=True) for pair in zip_longest(*both, fillvalue="")]
    return [f"{align_left(label, margin)}{row}".rstrip() for label, row in pairs]


def _list_rows(data: People, generations: Sequence[_Generation], width: int) -> list[str]:
    """Return the generations as lists."""
    note = "Hier is te weinig ruimte om de banden te tekenen. Ze staan hieronder."
    rows = wrap(note, width) if data.ties else []
    for label, people in generations:
        names = lay_out_columns([one_line_or_ellipsis(person.name) for person in people], width - 2)
        rows += [*([""] if rows else []), *wrap(label.upper(), width), *(f"  {name}" for name in names)]
    return rows


def _tie_list(data: People, width: int) -> list[str]:
    """List every tie by its kind, for readers who cannot see the picture."""
    labels = dict(data.tie_labels)
    column_width = max((cell_width(_tie_text(tie)) for tie in data.ties), default=0)
    rows: list[str] = []
    for kind in dict.fromkeys([*TIE_LABELS, *(tie.tie for tie in data.ties)]):
        texts = [_tie_text(tie) for tie in data.ties if tie.tie == kind]
        if texts:
            rows += wrap(labels.get(kind, kind) or _NO_TIE_LABEL, width)
            rows += [f"  {row}" for row in lay_out_columns(texts, width - 2, column_width)]
    return rows


def _tie_text(tie: Tie) -> str:
    first, last = map(one_line_or_ellipsis, tie.names)
    return f"{first} {draw_tie(tie.tie, 3)} {last}"


# Drawing the layout --------------------------------------------------------------------------------
def _draw_graph(layout: Layout, min_channel_rows: Sequence[int]) -> list[list[str]]:
    """Return the rows of each layer: its names, then the channel with its ties.

    ``min_channel_rows`` has the minimum rows of the channel below each layer; the last one is ignored.
    """
    min_rows = [*min_channel_rows[:-1], 0]
    return [
        [_name_row(layer, layout.width), *_channel_rows(layer.routes, layout.width, rows)]
        for layer, rows in zip(layout.layers, min_rows, strict=True)
    ]


def _name_row(layer: Layer, width: int) -> str:
    canvas = Canvas(width, 1)
    for node in layer.nodes:
        canvas.write(node.x, 0, node.label)
    for side_tie in layer.side_ties:
        canvas.write(side_tie.x, 0, draw_tie(side_tie.tie, side_tie.length))
    return canvas.rows()[0]


def _channel_rows(routes: Sequence[Route], width: int, min_rows: int) -> list[str]:
    lanes = max((route.lane + 1 for route in routes), default=0)
    canvas = Canvas(width, max(lanes + 1 + bool(min_rows) if lanes else 0, min_rows))
    for draw in _PASSES:
        for route in routes:
            draw(canvas, route)
    return canvas.rows()


def _draw_horizontal(canvas: Canvas, route: Route) -> None:
    low, high = min(route.start, route.end), max(route.start, route.end)
    if low < high:
        canvas.write(low, route.lane + 1, tie_characters(route.tie).horizontal * (high - low + 1))


def _clear_crossings(canvas: Canvas, route: Route) -> None:
    """Clear the cells beside a vertical tense tie; a horizontal one has the same character."""
    if route.tie != "tense":
        return
    for column, rows in _vertical_parts(route, canvas.height):
        for row in rows:
            for neighbour in (column - 1, column + 1):
                if canvas.character_at(neighbour, row) == tie_characters("tense").horizontal:
                    canvas.write(neighbour, row, " ")


def _draw_vertical(canvas: Canvas, route: Route) -> None:
    characters, lane = tie_characters(route.tie), route.lane + 1
    for column, rows in _vertical_parts(route, canvas.height):
        for row in rows:
            canvas.write(column, row, characters.vertical)
    if route.start == route.end:
        return
    top_left, top_right, bottom_left, bottom_right = tuple(characters.corners)
    is_rightward = route.start < route.end
    canvas.write(route.start, lane, bottom_left if is_rightward else bottom_right)
    if route.is_same_layer:
        canvas.write(route.end, lane, bottom_right if is_rightward else bottom_left)
    else:
        canvas.write(route.end, lane, top_right if is_rightward else top_left)


def _vertical_parts(route: Route, height: int) -> list[tuple[int, range]]:
    """Return the columns and rows of a route where it goes down."""
    lane = route.lane + 1
    if route.start == route.end:
        return [(route.start, range(height))]
    return [
        (route.start, range(lane)),
        (route.end, range(lane) if route.is_same_layer else range(lane + 1, height)),
    ]


def _draw_symbol(canvas: Canvas, route: Route) -> None:
    """Write the symbol of a tie that its characters alone do not show: broken or unknown."""
    if route.tie not in ("broken", "unknown"):
        return
    if abs(route.start - route.end) >= 2:
        canvas.write((route.start + route.end) // 2, route.lane + 1, tie_symbol(route.tie))
    else:
        row = 0 if route.start != route.end else canvas.height // 2
        canvas.write(route.start, row, tie_symbol(route.tie))


_PASSES: tuple[Callable[[Canvas, Route], None], ...] = (
    _draw_horizontal,
    _clear_crossings,
    _draw_vertical,
    _draw_symbol,
)
