"""Walks over all that lives in this process, in search of words that should be gone."""

import gc
import sys
from collections.abc import Generator, Iterable
from types import FrameType


def holders(backwards: Iterable[bytes]) -> Generator[str, None, None]:
    """Where one of the words stands in a text that can still be reached, described without saying it.

    The words are given from back to front, so that whoever asks does not hold them.
    """
    sought = [form for word in backwards for form in _forms(word[::-1])]
    mine = {id(sought), *map(id, sought)}
    everything = _everything(mine)
    for thing in everything:
        if isinstance(thing, (str, bytes, bytearray)) and id(thing) not in mine and _holds(thing, sought):
            yield _described(thing, everything)


def is_held(backwards: bytes) -> bool:
    """Whether a word stands anywhere; nothing of the walk is left when this returns."""
    walk = holders([backwards])
    try:
        return next(walk, None) is not None
    finally:
        walk.close()


def _forms(needle: bytes) -> list[str | bytes]:
    forms: list[str | bytes] = [needle, needle.hex(), needle.hex().encode()]
    return [*forms, needle.decode()] if needle.isascii() else forms


def _holds(thing: str | bytes | bytearray, sought: list[str | bytes]) -> bool:
    if isinstance(thing, str):
        return any(form in thing for form in sought if isinstance(form, str))
    return any(form in thing for form in sought if isinstance(form, bytes))


def _everything(besides: set[int]) -> list[object]:
    """Every object that can be reached, also from the frames that run now."""
    # The frames first: until it is asked anew, one holds on to what its variables were at an earlier walk.
    waiting = _variables()
    gc.collect()
    waiting.extend(gc.get_objects())
    besides.add(id(waiting))
    seen: dict[int, object] = {}
    while waiting:
        thing = waiting.pop()
        if id(thing) not in seen and id(thing) not in besides:
            seen[id(thing)] = thing
            waiting.extend(gc.get_referents(thing))
    return [*seen.values()]


def _variables() -> list[object]:
    """The values in the frames that run now, in every thread, but those of this walk."""
    values: list[object] = []
    for top in sys._current_frames().values():
        frame: FrameType | None = top
        while frame:
            if frame.f_globals.get("__name__") != __name__:
                values.extend(frame.f_locals.values())
            frame = frame.f_back
    return values


def _described(thing: object, everything: list[object]) -> str:
    holding = [other for other in gc.get_referrers(thing) if other is not everything]
    further = [over for other in holding for over in gc.get_referrers(other) if over is not everything]
    kinds = sorted({type(other).__qualname__ for other in holding})
    beyond = sorted({type(over).__qualname__ for over in further if over is not holding})
    return f"{type(thing).__name__} of {len(thing)} in {kinds} in {beyond}"  # type: ignore[arg-type]
