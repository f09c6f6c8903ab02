"""The order of names within their layers, with few crossings and with tied neighbours side by side."""

from collections.abc import Sequence
from itertools import combinations

Pair = tuple[str, str]
_SWEEPS = 6


def ordered(layers: list[list[str]], pairs: Sequence[Pair], near: Sequence[Pair]) -> list[list[str]]:
    """The layers in a better order. ``pairs`` are ties between layers, ``near`` those within one.

    The same input always gives the same order.
    """
    ordering = _Ordering(layers, pairs, near)
    for _ in range(_SWEEPS):
        improved = [ordering.better(number) for number in range(len(layers))]
        if not any(improved):
            break
    return ordering.layers


class _Ordering:
    """Swaps names of a layer as long as that is better. ``pairs`` go from a layer to the next."""

    def __init__(self, layers: list[list[str]], pairs: Sequence[Pair], near: Sequence[Pair]) -> None:
        self.layers = [list(layer) for layer in layers]
        level = {key: number for number, layer in enumerate(layers) for key in layer}
        self._place = {key: place for layer in layers for place, key in enumerate(layer)}
        self._below: list[list[Pair]] = [[] for _ in layers]
        self._near: list[list[Pair]] = [[] for _ in layers]
        for pair in pairs:
            self._below[level[pair[0]]].append(pair)
        for pair in near:
            self._near[level[pair[0]]].append(pair)

    def better(self, number: int) -> bool:
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
        self._place[layer[place]], self._place[layer[other]] = place, other

    def _cost(self, number: int) -> float:
        """What the order of one layer costs: crossings most, then how far tied names stand apart."""
        channels = [n for n in (number - 1, number) if n >= 0]
        place = self._place
        crossings, slant = 0, 0.0
        for channel in channels:
            ends = [(place[a], place[b]) for a, b in self._below[channel]]
            crossings += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(ends, 2))
            if ends:
                upper, lower = len(self.layers[channel]), len(self.layers[channel + 1])
                slant += sum(abs((a + 0.5) / upper - (b + 0.5) / lower) for a, b in ends)
        apart = sum(abs(place[a] - place[b]) - 1 for a, b in self._near[number])
        return crossings * 3 + apart * 4 + slant
