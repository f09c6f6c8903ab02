"""Order the names in the layers of a graph so that few ties cross."""

from collections.abc import Sequence
from itertools import combinations

KeyPair = tuple[str, str]

_MAX_SWEEPS = 6


def order_layers(
    layers: Sequence[Sequence[str]], pairs_below: Sequence[Sequence[KeyPair]], pairs_within: Sequence[KeyPair]
) -> list[list[str]]:
    """Return the layers in an order with fewer crossings; the same input always gives the same order.

    ``pairs_below`` are the ties from each layer to the next, ``pairs_within`` those inside a layer.
    """
    reducer = _CrossingReducer(layers, pairs_below, pairs_within)
    for _ in range(_MAX_SWEEPS):
        improved = [reducer.improve(number) for number in range(len(layers))]
        if not any(improved):
            break
    return reducer.layers


class _CrossingReducer:
    """Swaps names within a layer while that lowers the cost of the layer."""

    def __init__(
        self,
        layers: Sequence[Sequence[str]],
        pairs_below: Sequence[Sequence[KeyPair]],
        pairs_within: Sequence[KeyPair],
    ) -> None:
        self.layers = [list(layer) for layer in layers]
        level = {key: number for number, layer in enumerate(layers) for key in layer}
        self._index = {key: index for layer in layers for index, key in enumerate(layer)}
        self._pairs_below = pairs_below
        self._pairs_within: list[list[KeyPair]] = [[] for _ in layers]
        for pair in pairs_within:
            self._pairs_within[level[pair[0]]].append(pair)

    def improve(self, number: int) -> bool:
        """Try every swap in one layer and keep those that help; return whether any did."""
        layer, has_improved = self.layers[number], False
        cost = self._cost(number)
        for first, second in combinations(range(len(layer)), 2):
            self._swap(layer, first, second)
            new_cost = self._cost(number)
            if new_cost < cost:
                cost, has_improved = new_cost, True
            else:
                self._swap(layer, first, second)
        return has_improved

    def _swap(self, layer: list[str], first: int, second: int) -> None:
        layer[first], layer[second] = layer[second], layer[first]
        self._index[layer[first]], self._index[layer[second]] = first, second

    def _cost(self, number: int) -> float:
        """Weigh the crossings and slant of ties above and below a layer, and the length of those in it."""
        index, crossings, slant = self._index, 0, 0.0
        for channel in (n for n in (number - 1, number) if n >= 0):
            ends = [(index[a], index[b]) for a, b in self._pairs_below[channel]]
            crossings += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(ends, 2))
            if ends:
                upper, lower = len(self.layers[channel]), len(self.layers[channel + 1])
                slant += sum(abs((a + 0.5) / upper - (b + 0.5) / lower) for a, b in ends)
        distance = sum(abs(index[a] - index[b]) - 1 for a, b in self._pairs_within[number])
        return crossings * 3 + distance * 4 + slant
