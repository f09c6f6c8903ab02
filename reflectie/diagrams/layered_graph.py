"""Names in layers with the ties between them: layout, routing and drawing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from reflectie.diagrams.canvas import Canvas
from reflectie.domain.text_layout import align_centre, cell_width
from reflectie.domain.value import Value

TIE_LABELS = {"close": "hecht", "tense": "gespannen", "broken": "verbroken", "unknown": "weet ik niet"}

_TIE_SYMBOLS = {"close": "═", "tense": "≈", "broken": "╳", "unknown": "?"}


def tie_symbol(tie: str) -> str:
    """The sign of a tie in one cell; empty where none was chosen."""
    return _TIE_SYMBOLS.get(tie, "")


def tie_stroke(tie: str, length: int = 5) -> str:
    """A tie as a stroke between two names."""
    if tie == "broken":
        side = "╌" * ((length - 1) // 2)
        return f"{side}╳{side}"
    if tie == "unknown":
        side = "·" * ((length - 1) // 2)
        return f"{side}?{side}"
    return {"close": "═", "tense": "≈"}.get(tie, "─") * length


def tie_legend(used: Collection[str], words: Mapping[str, str]) -> list[str]:
    """The signs that occur, with their words."""
    return [f"{sign} {words.get(tie, tie)}" for tie, sign in _TIE_SYMBOLS.items() if tie in used]


KeyPair = tuple[str, str]

_MAX_SWEEPS = 6


def order_layers(
    layers: list[list[str]], pairs: Sequence[KeyPair], near: Sequence[KeyPair]
) -> list[list[str]]:
    """The layers in a better order. ``pairs`` are ties between layers, ``near`` those within one.

    The same input always gives the same order.
    """
    ordering = _CrossingReducer(layers, pairs, near)
    for _ in range(_MAX_SWEEPS):
        improved = [ordering.improve(number) for number in range(len(layers))]
        if not any(improved):
            break
    return ordering.layers


class _CrossingReducer:
    """Swaps names of a layer as long as that is better. ``pairs`` go from a layer to the next."""

    def __init__(self, layers: list[list[str]], pairs: Sequence[KeyPair], near: Sequence[KeyPair]) -> None:
        self.layers = [list(layer) for layer in layers]
        level = {key: number for number, layer in enumerate(layers) for key in layer}
        self._index = {key: place for layer in layers for place, key in enumerate(layer)}
        self._edges_below: list[list[KeyPair]] = [[] for _ in layers]
        self._edges_within: list[list[KeyPair]] = [[] for _ in layers]
        for pair in pairs:
            self._edges_below[level[pair[0]]].append(pair)
        for pair in near:
            self._edges_within[level[pair[0]]].append(pair)

    def improve(self, number: int) -> bool:
        """Whether a swap in this layer made things better."""
        layer, found = self.layers[number], False
        cost = self._cost(number)
        for place, other in combinations(range(len(layer)), 2):
            self._swap(layer, place, other)
            tried = self._cost(number)
            if tried < cost:
                cost, found = tried, True
            else:
                self._swap(layer, place, other)
        return found

    def _swap(self, layer: list[str], place: int, other: int) -> None:
        layer[place], layer[other] = layer[other], layer[place]
        self._index[layer[place]], self._index[layer[other]] = place, other

    def _cost(self, number: int) -> float:
        """What the order of one layer costs: crossings most, then how far tied names stand apart."""
        channels = [n for n in (number - 1, number) if n >= 0]
        place = self._index
        crossings, slant = 0, 0.0
        for channel in channels:
            ends = [(place[a], place[b]) for a, b in self._edges_below[channel]]
            crossings += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(ends, 2))
            if ends:
                upper, lower = len(self.layers[channel]), len(self.layers[channel + 1])
                slant += sum(abs((a + 0.5) / upper - (b + 0.5) / lower) for a, b in ends)
        apart = sum(abs(place[a] - place[b]) - 1 for a, b in self._edges_within[number])
        return crossings * 3 + apart * 4 + slant


BEND_PREFIX = "\0"
"""How the key of a bend begins; no name of a person does."""

_TIE_STROKES = {  # down, aside, and the corners: ┌ ┐ └ ┘
    "close": ("║", "═", "╔╗╚╝"),
    "tense": ("≈", "≈", "≈≈≈≈"),
    "broken": ("╎", "╌", "╭╮╰╯"),
    "unknown": ("┊", "┈", "╭╮╰╯"),
}

_MIN_TIE_DISTANCE = 3
"""Cells at least between two ties in one lane, else they read as one."""

_DEFAULT_STROKES = ("│", "─", "╭╮╰╯")


class EdgeSegment(Value):
    """A part of a tie in one channel, from a key above to one below, or to one beside it (``is_aside``)."""

    source: str
    target: str
    tie: str
    is_same_layer: bool = False


def vertical_stroke(tie: str) -> str:
    """The sign of a tie on its way down."""
    return _TIE_STROKES.get(tie, _DEFAULT_STROKES)[0]


def route_edges(
    runs: list[EdgeSegment], x: dict[str, int], size: dict[str, int], width: int, least: int
) -> list[str]:
    """The rows of a channel, at least so many; none under the last layer, where no ties leave it.

    ``x`` and ``size`` are where each name begins and how many cells it has.
    """
    ends = list(_assign_columns(runs, x, size))
    lanes = _assign_lanes(ends)
    deepest = max(lanes.values(), default=-1)
    sheet = Canvas(width, max(deepest + 2 + bool(least) if deepest >= 0 else 0, least))
    for draw in (_draw_horizontal, _clear_crossings, _draw_vertical, _draw_tie_symbol):
        for number, (run, start, end) in enumerate(ends):
            draw(sheet, run, start, end, lanes[number] + 1)
    return sheet.rows()


_RoutedEdge = tuple[EdgeSegment, int, int]


def _assign_columns(
    runs: list[EdgeSegment], x: dict[str, int], size: dict[str, int]
) -> Iterator[_RoutedEdge]:
    """The column in which each run leaves and arrives; no two in a channel share one, unless it is straight.

    Where a name is too short for all its ties the last ones are left out of the picture; the list has them.
    """
    used: set[int] = {
        x[key] for run in runs for key in (run.source, run.target) if key.startswith(BEND_PREFIX)
    }

    def middle(key: str) -> float:
        return x[key] + size[key] / 2

    def free(key: str, towards: float, odd: int) -> int | None:
        """A free column of a name, apart from others, and even above, odd below: so lines keep distance."""
        if key.startswith(BEND_PREFIX):
            return x[key]
        columns = [c for c in range(x[key], x[key] + size[key]) if c not in used]
        return min(columns, key=lambda c: (crowd(c), c % 2 != odd, abs(c - towards), c), default=None)

    def crowd(column: int) -> int:
        return (column - 1 in used) + (column + 1 in used)

    for run in sorted(runs, key=lambda run: abs(middle(run.source) - middle(run.target))):
        straight = _shared_columns(run, x, size, used)
        both = min(straight, key=lambda c: (crowd(c), abs(c - middle(run.target))), default=None)
        start = both if both is not None else free(run.source, middle(run.target), 0)
        used |= {start} if start is not None else set()
        end = (
            both if both is not None else free(run.target, middle(run.source), 0 if run.is_same_layer else 1)
        )
        used |= {end} if end is not None else set()
        if start is not None and end is not None:
            yield run, start, end


def _shared_columns(run: EdgeSegment, x: dict[str, int], size: dict[str, int], used: set[int]) -> list[int]:
    """The columns in which the run can go straight down."""
    if run.is_same_layer:
        return []
    bends = {x[key] for key in (run.source, run.target) if key.startswith(BEND_PREFIX)}
    first, last = (range(x[key], x[key] + size[key]) for key in (run.source, run.target))
    return [c for c in first if c in last and (c not in used or {c} == bends)]


def _assign_lanes(ends: list[_RoutedEdge]) -> dict[int, int]:
    """A lane for each run: two that overlap never share one; a straight one needs none."""
    taken: list[list[tuple[int, int]]] = []
    lanes: dict[int, int] = {}
    spans = [(min(start, end), max(start, end)) for _, start, end in ends]
    for number in sorted(range(len(ends)), key=lambda n: (spans[n][1] - spans[n][0], spans[n])):
        low, high = spans[number]
        if low == high:
            lanes[number] = -1
            continue
        fitting = (
            n
            for n, lane in enumerate(taken)
            if all(high + _MIN_TIE_DISTANCE < a or b + _MIN_TIE_DISTANCE < low for a, b in lane)
        )
        lane = next(fitting, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        lanes[number] = lane
    return lanes


def _draw_horizontal(sheet: Canvas, run: EdgeSegment, start: int, end: int, lane: int) -> None:
    _, aside, _ = _TIE_STROKES.get(run.tie, _DEFAULT_STROKES)
    low, high = min(start, end), max(start, end)
    sheet.write(low, lane, aside * (high - low + 1) if low < high else "")


def _clear_crossings(sheet: Canvas, run: EdgeSegment, start: int, end: int, lane: int) -> None:
    """Room around a tense tie on its way down: aside its sign is the same, so a crossing would be lost."""
    if run.tie != "tense":
        return
    rows = {start: range(sheet.height if start == end else lane), end: range(lane + 1, sheet.height)}
    if run.is_same_layer:
        rows[end] = range(lane)
    for column, own in rows.items():
        for row in own:
            for beside in (column - 1, column + 1):
                if sheet.character_at(beside, row) == _TIE_STROKES["tense"][1]:
                    sheet.write(beside, row, " ")


def _draw_vertical(sheet: Canvas, run: EdgeSegment, start: int, end: int, lane: int) -> None:
    down, _, corners = _TIE_STROKES.get(run.tie, _DEFAULT_STROKES)
    for row in range(lane if start != end else sheet.height):
        sheet.write(start, row, down)
    if start == end:
        return
    if run.is_same_layer:
        for row in range(lane):
            sheet.write(end, row, down)
        sheet.write(min(start, end), lane, corners[2])
        sheet.write(max(start, end), lane, corners[3])
        return
    for row in range(lane + 1, sheet.height):
        sheet.write(end, row, down)
    sheet.write(start, lane, corners[2] if start < end else corners[3])
    sheet.write(end, lane, corners[1] if start < end else corners[0])


def _draw_tie_symbol(sheet: Canvas, run: EdgeSegment, start: int, end: int, lane: int) -> None:
    """The sign of a tie that its line alone does not tell: broken or not known."""
    if run.tie not in ("broken", "unknown"):
        return
    if abs(start - end) >= 2:
        sheet.write((start + end) // 2, lane, tie_symbol(run.tie))
    else:
        sheet.write(start, 0 if start != end else sheet.height // 2, tie_symbol(run.tie))


class Edge(Value):
    """A tie between two names, by their keys."""

    ends: tuple[str, str]
    tie: str = ""


class LayeredGraph:
    """``layers`` hold keys, ``names`` what is written for each.

    ``width`` and ``gap``, which parts two names, are in cells. Ask ``fits`` before ``rows``.
    """

    def __init__(
        self, layers: list[list[str]], names: dict[str, str], links: list[Edge], width: int, gap: int
    ) -> None:
        self._layer_of = {key: n for n, layer in enumerate(layers) for key in layer}
        self._names, self._width, self._gap = dict(names), width, gap
        self._layers = [list(layer) for layer in layers]
        self._segments: list[list[EdgeSegment]] = [[] for _ in layers]
        near = [link for link in links if self._layer_distance(link) == 0]
        for number, link in enumerate(links):
            if self._layer_distance(link):
                self._route_through_layers(number, link)
        pairs = [(run.source, run.target) for runs in self._segments for run in runs]
        self._sizes = {key: cell_width(name) for key, name in self._names.items()}
        if self.fits:  # else no order would help
            self._layers = order_layers(self._layers, pairs, [link.ends for link in near])
        self._adjacent = self._adjacent_ties(near)
        self._sizes = {key: self._node_width(key) for key in self._names}
        self._x = self._place_nodes() if self.fits else {}

    def _layer_distance(self, link: Edge) -> int:
        first, last = (self._layer_of[end] for end in link.ends)
        return abs(first - last)

    def _route_through_layers(self, number: int, link: Edge) -> None:
        """A tie between layers, through a bend in each layer that it passes."""
        top, bottom = sorted(link.ends, key=self._layer_of.__getitem__)
        path = [top]
        for layer in range(self._layer_of[top] + 1, self._layer_of[bottom]):
            bend = f"{BEND_PREFIX}{number}.{layer}"
            self._layers[layer].append(bend)
            self._names[bend] = vertical_stroke(link.tie)
            path.append(bend)
        for layer, (start, end) in enumerate(pairwise([*path, bottom]), self._layer_of[top]):
            self._segments[layer].append(EdgeSegment(source=start, target=end, tie=link.tie))

    def _adjacent_ties(self, links: list[Edge]) -> dict[tuple[str, str], str]:
        """Ties between names that stand next to each other; the others run under their layer."""
        pairs = {pair for layer in self._layers for pair in pairwise(layer)}
        beside: dict[tuple[str, str], str] = {}
        for link in links:
            first, last = link.ends
            pair = (first, last) if (first, last) in pairs else (last, first)
            if pair in pairs and pair not in beside:
                beside[pair] = link.tie
            else:
                run = EdgeSegment(source=first, target=last, tie=link.tie, is_same_layer=True)
                self._segments[self._layer_of[first]].append(run)
        return beside

    @property
    def fits(self) -> bool:
        """Whether every layer fits the width."""
        return all(self._min_width(layer) <= self._width for layer in self._layers)

    def _min_width(self, layer: list[str]) -> int:
        return sum(self._size(key) for key in layer) + self._gap * (len(layer) - 1)

    def _node_width(self, key: str) -> int:
        """The cells of a name, or more where more ties leave it on one side than it is long."""
        runs = [run for runs in self._segments for run in runs]
        down = sum(key == run.source or (run.is_same_layer and key == run.target) for run in runs)
        up = sum(key == run.target and not run.is_same_layer for run in runs)
        most = max(down, up)
        own = cell_width(self._names[key])
        needed = 2 * most + 1 if most > 1 else 1
        return own if needed <= own else needed + (needed - own) % 2

    def _size(self, key: str) -> int:
        return self._sizes[key]

    def _place_nodes(self) -> dict[str, int]:
        """Where each name begins: near those it is tied to, none over another."""
        x: dict[str, int] = {}
        for layer in self._layers:
            extra = (self._width - self._min_width(layer)) // (len(layer) + 1)
            at = extra
            for key in layer:
                x[key] = at
                at += self._size(key) + self._gap + min(extra, 4)
        tied: dict[str, list[str]] = {}
        for run in (run for runs in self._segments for run in runs if not run.is_same_layer):
            tied.setdefault(run.source, []).append(run.target)
            tied.setdefault(run.target, []).append(run.source)
        for sweep in range(6):
            for layer in self._layers if sweep % 2 else self._layers[::-1]:
                self._align_layer(layer, x, tied)
        first, last = min(x.values()), max(at + self._size(key) for key, at in x.items())
        shift = (self._width - (last - first)) // 2 - first
        return {key: at + shift for key, at in x.items()}

    def _align_layer(self, layer: list[str], x: dict[str, int], tied: dict[str, list[str]]) -> None:
        """Moves the names of a layer towards the middle of what they are tied to, as far as there is room."""
        wanted = []
        for key in layer:
            middles = [x[other] + self._size(other) / 2 for other in tied.get(key, ())]
            middle = sum(middles) / len(middles) if middles else x[key] + self._size(key) / 2
            wanted.append(round(middle - self._size(key) / 2))
        pushed, pulled = [], []
        at, limit = -self._width, 2 * self._width
        for key, want in zip(layer, wanted, strict=True):
            pushed.append(max(at, want))
            at = pushed[-1] + self._size(key) + self._gap
        for key, want in zip(layer[::-1], wanted[::-1], strict=True):
            pulled.append(min(limit - self._size(key), want))
            limit = pulled[-1] - self._gap
        at, limit = 0, self._width
        for key, left, right in zip(layer, pushed, pulled[::-1], strict=True):
            x[key] = max(at, (left + right) // 2)
            at = x[key] + self._size(key) + self._gap
        for key in reversed(layer):
            x[key] = min(x[key], limit - self._size(key))
            limit = x[key] - self._gap

    # Drawing -------------------------------------------------------------------------------------

    def rows(self, least: list[int]) -> list[list[str]]:
        """The rows of each layer: its names, then the channel below them of at least that many rows."""
        least = [*least[:-1], 0]  # below the last there is nothing to keep apart
        return [
            [self._name_row(number), *route_edges(runs, self._x, self._sizes, self._width, least[number])]
            for number, runs in enumerate(self._segments)
        ]

    def _name_row(self, number: int) -> str:
        sheet = Canvas(self._width, 1)
        for key in self._layers[number]:
            sheet.write(self._x[key], 0, self._node_label(key))
        for (first, last), tie in self._adjacent.items():
            if self._layer_of.get(first) == number:
                start = self._x[first] + self._size(first) + 1
                sheet.write(start, 0, tie_stroke(tie, max(self._x[last] - start - 1, 1)))
        return sheet.rows()[0]

    def _node_label(self, key: str) -> str:
        """A name; one that is shorter than its ties need room stands between brackets that hold them all."""
        name, size = self._names[key], self._size(key)
        return name if size - cell_width(name) < 2 else f"({align_centre(name, size - 2)})"
