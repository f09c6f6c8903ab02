"""Names in layers with the ties between them, laid out and drawn.

Layers stand under each other; between two of them is a channel in which ties run: down from a name, aside
along a lane of their own, down to the other name. A tie that passes a layer goes through it as a *bend*.
"""

from itertools import pairwise

from reflectie.domain.value import Value
from reflectie.export.cells import cells
from reflectie.export.drawings.channel import BEND, Run, channel, upright
from reflectie.export.drawings.order import ordered
from reflectie.export.drawings.text import Sheet, centred
from reflectie.export.drawings.ties import stroke


class Link(Value):
    """A tie between two names, by their keys."""

    ends: tuple[str, str]
    tie: str = ""


class Network:
    """``layers`` hold keys, ``names`` what is written for each.

    ``width`` and ``gap``, which parts two names, are in cells. Ask ``fits`` before ``rows``.
    """

    def __init__(
        self, layers: list[list[str]], names: dict[str, str], links: list[Link], width: int, gap: int
    ) -> None:
        self._layer = {key: n for n, layer in enumerate(layers) for key in layer}
        self._names, self._width, self._gap = dict(names), width, gap
        self._layers = [list(layer) for layer in layers]
        self._runs: list[list[Run]] = [[] for _ in layers]
        near = [link for link in links if self._apart(link) == 0]
        for number, link in enumerate(links):
            if self._apart(link):
                self._lead(number, link)
        pairs = [(run.start, run.end) for runs in self._runs for run in runs]
        self._sizes = {key: cells(name) for key, name in self._names.items()}
        if self.fits:  # else no order would help
            self._layers = ordered(self._layers, pairs, [link.ends for link in near])
        self._beside = self._neighbours(near)
        self._sizes = {key: self._room_for(key) for key in self._names}
        self._x = self._spread() if self.fits else {}

    def _apart(self, link: Link) -> int:
        first, last = (self._layer[end] for end in link.ends)
        return abs(first - last)

    def _lead(self, number: int, link: Link) -> None:
        """A tie between layers, through a bend in each layer that it passes."""
        top, bottom = sorted(link.ends, key=self._layer.__getitem__)
        path = [top]
        for layer in range(self._layer[top] + 1, self._layer[bottom]):
            bend = f"{BEND}{number}.{layer}"
            self._layers[layer].append(bend)
            self._names[bend] = upright(link.tie)
            path.append(bend)
        for layer, (start, end) in enumerate(pairwise([*path, bottom]), self._layer[top]):
            self._runs[layer].append(Run(start=start, end=end, tie=link.tie))

    def _neighbours(self, links: list[Link]) -> dict[tuple[str, str], str]:
        """Ties between names that stand next to each other; the others run under their layer."""
        pairs = {pair for layer in self._layers for pair in pairwise(layer)}
        beside: dict[tuple[str, str], str] = {}
        for link in links:
            first, last = link.ends
            pair = (first, last) if (first, last) in pairs else (last, first)
            if pair in pairs and pair not in beside:
                beside[pair] = link.tie
            else:
                run = Run(start=first, end=last, tie=link.tie, is_aside=True)
                self._runs[self._layer[first]].append(run)
        return beside

    @property
    def fits(self) -> bool:
        """Whether every layer fits the width."""
        return all(self._least(layer) <= self._width for layer in self._layers)

    def _least(self, layer: list[str]) -> int:
        return sum(self._size(key) for key in layer) + self._gap * (len(layer) - 1)

    def _room_for(self, key: str) -> int:
        """The cells of a name, or more where more ties leave it on one side than it is long."""
        runs = [run for runs in self._runs for run in runs]
        down = sum(key == run.start or (run.is_aside and key == run.end) for run in runs)
        up = sum(key == run.end and not run.is_aside for run in runs)
        most = max(down, up)
        own = cells(self._names[key])
        needed = 2 * most + 1 if most > 1 else 1
        return own if needed <= own else needed + (needed - own) % 2

    def _size(self, key: str) -> int:
        return self._sizes[key]

    def _spread(self) -> dict[str, int]:
        """Where each name begins: near those it is tied to, none over another."""
        x: dict[str, int] = {}
        for layer in self._layers:
            extra = (self._width - self._least(layer)) // (len(layer) + 1)
            at = extra
            for key in layer:
                x[key] = at
                at += self._size(key) + self._gap + min(extra, 4)
        tied: dict[str, list[str]] = {}
        for run in (run for runs in self._runs for run in runs if not run.is_aside):
            tied.setdefault(run.start, []).append(run.end)
            tied.setdefault(run.end, []).append(run.start)
        for sweep in range(6):
            for layer in self._layers if sweep % 2 else self._layers[::-1]:
                self._settle(layer, x, tied)
        first, last = min(x.values()), max(at + self._size(key) for key, at in x.items())
        shift = (self._width - (last - first)) // 2 - first
        return {key: at + shift for key, at in x.items()}

    def _settle(self, layer: list[str], x: dict[str, int], tied: dict[str, list[str]]) -> None:
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
            [self._named(number), *channel(runs, self._x, self._sizes, self._width, least[number])]
            for number, runs in enumerate(self._runs)
        ]

    def _named(self, number: int) -> str:
        sheet = Sheet(self._width, 1)
        for key in self._layers[number]:
            sheet.put(self._x[key], 0, self._written(key))
        for (first, last), tie in self._beside.items():
            if self._layer.get(first) == number:
                start = self._x[first] + self._size(first) + 1
                sheet.put(start, 0, stroke(tie, max(self._x[last] - start - 1, 1)))
        return sheet.rows()[0]

    def _written(self, key: str) -> str:
        """A name; one that is shorter than its ties need room stands between brackets that hold them all."""
        name, size = self._names[key], self._size(key)
        return name if size - cells(name) < 2 else f"({centred(name, size - 2)})"
