"""The order of names within their layers, with few crossings and with tied neighbours side by side."""

from collections.abc import Sequence

Pair = tuple[str, str]
_SWEEPS = 12


def ordered(layers: list[list[str]], pairs: Sequence[Pair], near: Sequence[Pair]) -> list[list[str]]:
    """The layers in a better order. ``pairs`` are ties between layers, ``near`` those within one.

    The same input always gives the same order.
    """
    best = [list(layer) for layer in layers]
    cost = _cost(best, pairs, near)
    for _ in range(_SWEEPS):
        before = cost
        for layer in best:
            for place in range(len(layer) - 1):
                for other in range(place + 1, len(layer)):
                    layer[place], layer[other] = layer[other], layer[place]
                    tried = _cost(best, pairs, near)
                    if tried < cost:
                        cost = tried
                    else:
                        layer[place], layer[other] = layer[other], layer[place]
        if cost == before:
            break
    return best


def _cost(layers: list[list[str]], pairs: Sequence[Pair], near: Sequence[Pair]) -> float:
    """Crossings weigh most, then how far tied names stand apart."""
    place = {key: n for layer in layers for n, key in enumerate(layer)}
    share = {key: (n + 0.5) / len(layer) for layer in layers for n, key in enumerate(layer)}
    level = {key: n for n, layer in enumerate(layers) for key in layer}
    crossings = 0
    for number, (a, b) in enumerate(pairs):
        for c, d in pairs[:number]:
            if level[a] == level[c] and (place[a] - place[c]) * (place[b] - place[d]) < 0:
                crossings += 1
    apart = sum(abs(place[a] - place[b]) - 1 for a, b in near)
    slant = sum(abs(share[a] - share[b]) for a, b in pairs)
    return crossings * 3 + apart * 4 + slant
