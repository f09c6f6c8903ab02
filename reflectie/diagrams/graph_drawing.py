"""Draw the layout of a graph in characters."""

from collections.abc import Callable, Sequence

from reflectie.diagrams.canvas import Canvas, draw_tie, tie_characters, tie_symbol
from reflectie.diagrams.layered_graph import Layer, Layout, Route


def draw_graph(layout: Layout, min_channel_rows: Sequence[int]) -> list[list[str]]:
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
