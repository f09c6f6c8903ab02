"""The layout of a graph: names stay apart and inside the width, and ties do not touch."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reflectie.diagrams.layered_graph import Edge, layout_graph
from reflectie.domain.text_layout import cell_width

WIDTH, GAP = 60, 3
LAYERS = (("a", "b", "c"), ("d", "e"), ("f",))
NAMES = {key: f"naam {key}" for layer in LAYERS for key in layer}
pairs = st.lists(st.sampled_from(list(NAMES)), min_size=2, max_size=2, unique=True).map(tuple)
edges = st.lists(st.builds(Edge, ends=pairs, tie=st.sampled_from(["", "close", "broken"])), max_size=8)


@given(edges)
def test_names_keep_their_distance_and_stay_inside_the_width(edges: list[Edge]) -> None:
    layout = layout_graph(LAYERS, NAMES, edges, WIDTH, GAP)
    assert layout
    for layer in layout.layers:
        ends = [-GAP, *(node.x + cell_width(node.label) for node in layer.nodes)]
        assert all(node.x - end >= GAP for node, end in zip(layer.nodes, ends, strict=False))
        assert ends[-1] <= WIDTH


@given(edges)
def test_the_names_of_a_layer_stay_in_it(edges: list[Edge]) -> None:
    layout = layout_graph(LAYERS, NAMES, edges, WIDTH, GAP)
    assert layout
    for keys, layer in zip(LAYERS, layout.layers, strict=True):
        shown = " ".join(node.label for node in layer.nodes)
        assert all(NAMES[key] in shown for key in keys)


@given(edges)
def test_the_same_graph_is_always_laid_out_in_the_same_way(edges: list[Edge]) -> None:
    first, second = (layout_graph(LAYERS, NAMES, edges, WIDTH, GAP) for _ in range(2))
    assert first == second


@given(edges)
def test_ties_in_one_lane_of_a_channel_do_not_touch(edges: list[Edge]) -> None:
    layout = layout_graph(LAYERS, NAMES, edges, WIDTH, GAP)
    assert layout
    for layer in layout.layers:
        spans = sorted((r.lane, *sorted((r.start, r.end))) for r in layer.routes if r.lane >= 0)
        for (lane, _, end), (next_lane, start, _) in pairwise(spans):
            assert lane != next_lane or start - end > 1


def test_ties_between_neighbours_are_on_their_row() -> None:
    layout = layout_graph((("a", "b"),), NAMES, [Edge(ends=("b", "a"), tie="close")], WIDTH, GAP)
    assert layout and [tie.tie for tie in layout.layers[0].side_ties] == ["close"]
    assert layout.layers[0].routes == ()


def test_a_graph_that_is_too_wide_has_no_layout() -> None:
    assert layout_graph(LAYERS, NAMES, [], 20, GAP) is None
