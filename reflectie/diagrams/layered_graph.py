"""Lay out names in layers with the ties between them: order, columns and routes. Nothing is drawn here."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from reflectie.diagrams.canvas import tie_characters
from reflectie.diagrams.layer_order import KeyPair, order_layers
from reflectie.domain.text_layout import align_centre, cell_width
from reflectie.domain.value import Value

_BEND_PREFIX = "\0"
"""Starts the key of a bend, and never the key of a name."""

_PLACEMENT_SWEEPS = 6

_MIN_TIE_DISTANCE = 3
"""Cells between two ties in one lane; closer together they read as one."""


class Edge(Value):
    """A tie between two names, by their keys."""

    ends: tuple[str, str]
    tie: str = ""


class Node(Value):
    """A name, or a bend of a tie, and the column where it begins."""

    label: str
    x: int


class SideTie(Value):
    """A tie between two names that stand next to each other on one row."""

    x: int
    length: int
    tie: str


class Route(Value):
    """A tie in the channel below a layer, from column ``start`` to column ``end``.

    It changes column in ``lane``, a row of the channel; -1 when it goes straight down. With ``is_same_layer``
    both ends are names above the channel.
    """

    start: int
    end: int
    lane: int
    tie: str
    is_same_layer: bool


class Layer(Value):
    """One row of names, and the ties in the channel below it."""

    nodes: tuple[Node, ...]
    side_ties: tuple[SideTie, ...]
    routes: tuple[Route, ...]


class Layout(Value):
    """A graph ready to be drawn, ``width`` cells wide."""

    width: int
    layers: tuple[Layer, ...]


class _Segment(NamedTuple):
    """The part of a tie in one channel, from a key above it to a key below it, or to another key above it."""

    source: str
    target: str
    tie: str
    is_same_layer: bool = False


class _Graph(NamedTuple):
    """Keys by layer, bends included; what is written for each key; the segments below each layer."""

    layers: list[list[str]]
    names: dict[str, str]
    segments: list[list[_Segment]]


class _Space(NamedTuple):
    """The cells of a layout: its width, the gap between two names, and the width of each key."""

    width: int
    gap: int
    sizes: Mapping[str, int]

    def required_width(self, layer: Sequence[str]) -> int:
        return sum(self.sizes[key] for key in layer) + self.gap * (len(layer) - 1)

    def holds(self, layers: Iterable[Sequence[str]]) -> bool:
        return all(self.required_width(layer) <= self.width for layer in layers)


def layout_graph(
    layers: Sequence[Sequence[str]], names: Mapping[str, str], edges: Sequence[Edge], width: int, gap: int
) -> Layout | None:
    """Lay out a graph in ``width`` cells, ``gap`` or more between two names; return None if it is too wide.

    ``layers`` hold keys, and ``names`` what is written for each. A tie for which a name has no column left is
    not in the layout.
    """
    level = {key: number for number, layer in enumerate(layers) for key in layer}
    same_layer = [edge for edge in edges if level[edge.ends[0]] == level[edge.ends[1]]]
    graph = _route_through_layers(layers, names, edges, level)
    space = _Space(width, gap, {key: cell_width(name) for key, name in graph.names.items()})
    if not space.holds(graph.layers):
        return None
    pairs_below = [[(segment.source, segment.target) for segment in below] for below in graph.segments]
    graph = graph._replace(layers=order_layers(graph.layers, pairs_below, [edge.ends for edge in same_layer]))
    side_ties, graph = _split_same_layer_edges(graph, same_layer, level)
    space = space._replace(sizes={key: _node_width(key, graph) for key in graph.names})
    if not space.holds(graph.layers):
        return None
    spans = {key: range(x, x + space.sizes[key]) for key, x in _place_nodes(graph, space).items()}
    return Layout(
        width=width,
        layers=tuple(
            Layer(
                nodes=tuple(Node(label=_label(key, graph, space), x=spans[key].start) for key in layer),
                side_ties=tuple(
                    _side_tie(spans, pair, side_ties) for pair in pairwise(layer) if pair in side_ties
                ),
                routes=_routes(segments, spans),
            )
            for layer, segments in zip(graph.layers, graph.segments, strict=True)
        ),
    )


def _label(key: str, graph: _Graph, space: _Space) -> str:
    """Return a name; one that is shorter than its ties need stands in brackets that span them all."""
    name, size = graph.names[key], space.sizes[key]
    return name if size - cell_width(name) < 2 else f"({align_centre(name, size - 2)})"


def _side_tie(spans: Mapping[str, range], pair: KeyPair, ties: Mapping[KeyPair, str]) -> SideTie:
    start = spans[pair[0]].stop + 1
    return SideTie(x=start, length=max(spans[pair[1]].start - start - 1, 1), tie=ties[pair])


# Ties between layers and within one ---------------------------------------------------------------


def _route_through_layers(
    layers: Sequence[Sequence[str]], names: Mapping[str, str], edges: Sequence[Edge], level: Mapping[str, int]
) -> _Graph:
    """Cut each tie between layers into segments, with a bend in each layer that it passes."""
    graph = _Graph([list(layer) for layer in layers], dict(names), [[] for _ in layers])
    for number, edge in enumerate(edges):
        top, bottom = sorted(edge.ends, key=level.__getitem__)
        if level[top] == level[bottom]:
            continue
        path = [top]
        for layer in range(level[top] + 1, level[bottom]):
            bend = f"{_BEND_PREFIX}{number}.{layer}"
            graph.layers[layer].append(bend)
            graph.names[bend] = tie_characters(edge.tie).vertical
            path.append(bend)
        for layer, (source, target) in enumerate(pairwise([*path, bottom]), level[top]):
            graph.segments[layer].append(_Segment(source, target, edge.tie))
    return graph


def _split_same_layer_edges(
    graph: _Graph, edges: Sequence[Edge], level: Mapping[str, int]
) -> tuple[dict[KeyPair, str], _Graph]:
    """Return the ties between neighbours by their pair, and the graph with the others added as segments."""
    neighbours = {pair for layer in graph.layers for pair in pairwise(layer)}
    side_ties: dict[KeyPair, str] = {}
    segments = [list(below) for below in graph.segments]
    for edge in edges:
        first, last = edge.ends
        pair = (first, last) if (first, last) in neighbours else (last, first)
        if pair in neighbours and pair not in side_ties:
            side_ties[pair] = edge.tie
        else:
            segments[level[first]].append(_Segment(first, last, edge.tie, is_same_layer=True))
    return side_ties, graph._replace(segments=segments)


def _node_width(key: str, graph: _Graph) -> int:
    """Return the cells of a name, or more when more ties leave it on one side than it is long."""
    segments = [segment for below in graph.segments for segment in below]
    down = sum(key == s.source or (s.is_same_layer and key == s.target) for s in segments)
    up = sum(key == s.target and not s.is_same_layer for s in segments)
    ties, name_width = max(down, up), cell_width(graph.names[key])
    needed = 2 * ties + 1 if ties > 1 else 1
    return name_width if needed <= name_width else needed + (needed - name_width) % 2


# The column where each name begins ----------------------------------------------------------------


def _place_nodes(graph: _Graph, space: _Space) -> dict[str, int]:
    """Return where each name begins: close to the names it is tied to, and centred as a whole."""
    tied: dict[str, list[str]] = {}
    for segment in (s for below in graph.segments for s in below if not s.is_same_layer):
        tied.setdefault(segment.source, []).append(segment.target)
        tied.setdefault(segment.target, []).append(segment.source)
    starts = {key: x for layer in graph.layers for key, x in _spread(layer, space).items()}
    for sweep in range(_PLACEMENT_SWEEPS):
        for layer in graph.layers if sweep % 2 else graph.layers[::-1]:
            starts |= _align_layer(layer, starts, tied, space)
    left, right = min(starts.values()), max(x + space.sizes[key] for key, x in starts.items())
    shift = (space.width - (right - left)) // 2 - left
    return {key: x + shift for key, x in starts.items()}


def _spread(layer: Sequence[str], space: _Space) -> dict[str, int]:
    """Spread the names of a layer over the width."""
    extra = (space.width - space.required_width(layer)) // (len(layer) + 1)
    starts, x = {}, extra
    for key in layer:
        starts[key] = x
        x += space.sizes[key] + space.gap + min(extra, 4)
    return starts


def _align_layer(
    layer: Sequence[str], starts: Mapping[str, int], tied: Mapping[str, list[str]], space: _Space
) -> dict[str, int]:
    """Move the names of a layer towards the middle of what they are tied to, as far as the width allows."""
    sizes = [space.sizes[key] for key in layer]
    wanted = [_wanted_start(key, starts, tied, space) for key in layer]
    pushed = _push_right(wanted, sizes, space.gap, -space.width)
    pulled = _push_left(wanted, sizes, space.gap, 2 * space.width)
    between = [(left + right) // 2 for left, right in zip(pushed, pulled, strict=True)]
    inside = _push_left(_push_right(between, sizes, space.gap, 0), sizes, space.gap, space.width)
    return dict(zip(layer, inside, strict=True))


def _wanted_start(key: str, starts: Mapping[str, int], tied: Mapping[str, list[str]], space: _Space) -> int:
    """Return where a name begins when centred between the names it is tied to."""
    middles = [starts[other] + space.sizes[other] / 2 for other in tied.get(key, [key])]
    return round(sum(middles) / len(middles) - space.sizes[key] / 2)


def _push_right(starts: Sequence[int], sizes: Sequence[int], gap: int, limit: int) -> list[int]:
    """Move names to the right until none begins before ``limit`` or overlaps the one before it."""
    moved = []
    for start, size in zip(starts, sizes, strict=True):
        moved.append(max(limit, start))
        limit = moved[-1] + size + gap
    return moved


def _push_left(starts: Sequence[int], sizes: Sequence[int], gap: int, limit: int) -> list[int]:
    """Move names to the left until none ends after ``limit`` or overlaps the one after it."""
    moved = []
    for start, size in zip(reversed(starts), reversed(sizes), strict=True):
        moved.append(min(limit - size, start))
        limit = moved[-1] - gap
    return moved[::-1]


# Routes in a channel ------------------------------------------------------------------------------


class _Columns(NamedTuple):
    """The columns at which a segment leaves and arrives; None when its name has none left."""

    start: int | None
    end: int | None


def _routes(segments: Sequence[_Segment], spans: Mapping[str, range]) -> tuple[Route, ...]:
    """Give each segment of a channel its columns and its lane, those between the closest names first.

    No two segments share a column, unless one of them goes straight through a bend.
    """
    used = frozenset(spans[key].start for s in segments for key in (s.source, s.target) if _is_bend(key))
    ends: list[tuple[_Segment, int, int]] = []
    for segment in sorted(segments, key=lambda s: abs(_middle(spans[s.source]) - _middle(spans[s.target]))):
        columns = _choose_columns(segment, spans, used)
        used |= {column for column in columns if column is not None}
        if columns.start is not None and columns.end is not None:
            ends.append((segment, columns.start, columns.end))
    lanes = _assign_lanes([(min(start, end), max(start, end)) for _, start, end in ends])
    return tuple(
        Route(start=start, end=end, lane=lanes[n], tie=segment.tie, is_same_layer=segment.is_same_layer)
        for n, (segment, start, end) in enumerate(ends)
    )


def _is_bend(key: str) -> bool:
    return key.startswith(_BEND_PREFIX)


def _middle(span: range) -> float:
    return (span.start + span.stop) / 2


def _choose_columns(segment: _Segment, spans: Mapping[str, range], used: frozenset[int]) -> _Columns:
    """Return the same free column twice when the segment can go straight down, else one at each name."""
    source, target = _middle(spans[segment.source]), _middle(spans[segment.target])
    straight = _shared_columns(segment, spans, used)
    if straight:
        column = min(straight, key=lambda c: (_neighbours_used(c, used), abs(c - target)))
        return _Columns(column, column)
    start = _free_column(segment.source, spans, used, target, parity=0)
    used |= set() if start is None else {start}
    end = _free_column(segment.target, spans, used, source, parity=0 if segment.is_same_layer else 1)
    return _Columns(start, end)


def _shared_columns(segment: _Segment, spans: Mapping[str, range], used: frozenset[int]) -> list[int]:
    """Return the columns in which a segment can go straight down."""
    if segment.is_same_layer:
        return []
    bends = {spans[key].start for key in (segment.source, segment.target) if _is_bend(key)}
    source, target = spans[segment.source], spans[segment.target]
    return [c for c in source if c in target and (c not in used or {c} == bends)]


def _free_column(
    key: str, spans: Mapping[str, range], used: frozenset[int], towards: float, parity: int
) -> int | None:
    """Return a free column of a name, apart from the others if possible.

    Ties leave a name at even columns and arrive at odd ones, so that vertical lines keep their distance.
    """
    if _is_bend(key):
        return spans[key].start
    columns = [c for c in spans[key] if c not in used]
    return min(
        columns,
        key=lambda c: (_neighbours_used(c, used), c % 2 != parity, abs(c - towards), c),
        default=None,
    )


def _neighbours_used(column: int, used: frozenset[int]) -> int:
    return (column - 1 in used) + (column + 1 in used)


def _assign_lanes(spans: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return the lane of each span, by its index, short ones first; -1 for a span of one column.

    Spans in one lane stay ``_MIN_TIE_DISTANCE`` apart.
    """
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[int, int] = {}
    for number in sorted(range(len(spans)), key=lambda n: (spans[n][1] - spans[n][0], spans[n])):
        low, high = spans[number]
        if low == high:
            lanes[number] = -1
            continue
        fitting = (
            lane
            for lane, others in enumerate(taken)
            if all(high + _MIN_TIE_DISTANCE < a or b + _MIN_TIE_DISTANCE < low for a, b in others)
        )
        lanes[number] = next(fitting, len(taken))
        if lanes[number] == len(taken):
            taken.append([])
        taken[lanes[number]].append((low, high))
    return lanes
