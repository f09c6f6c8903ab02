"""Rugzak: fuller with each advice; what may come out lies beside it.

Source: werkkaart 5, second way, of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022).
"""

from itertools import zip_longest

from reflectie.domain.value import Value
from reflectie.export.cells import cells
from reflectie.export.drawings.text import centred, hanging, left, one_line, wrap

_WIDE = 60
"""Cells from which what is out lies beside the rucksack, and not under it."""
_SLIM = 22
"""Cells of an empty rucksack, inside."""
_SPINE = "▌"
_OPENING = 2
"""Rows of the rucksack above its opening."""


class Book(Value):
    """An advice, from whom it came, and whether it may come out (``out``)."""

    what: str
    who: str = ""
    is_out: bool = False


class Rucksack(Value):
    """Books in the order in which they were given."""

    books: tuple[Book, ...]
    out: str = "mag eruit"


def draw(data: Rucksack, width: int) -> tuple[str, ...]:
    inside = [book for book in data.books if not book.is_out]
    beside = [book for book in data.books if book.is_out]
    is_wide = width >= _WIDE and beside
    most = min((width * 3 // 5 if is_wide else width) - 6, 72)
    bag = _bag(inside, most)
    if not beside:
        return tuple(bag)
    lying = _lying(data.out, beside, width - max(map(cells, bag)) - 3 if is_wide else width)
    if not is_wide:
        return (*bag, "", *lying)
    # What may come out stands where it would come out, and so in sight when the rucksack is full.
    lying = [""] * _OPENING + lying
    room = max(map(cells, bag)) + 3
    return tuple(f"{left(row, room)}{other}" for row, other in zip_longest(bag, lying, fillvalue=""))


def legend(data: Rucksack, width: int) -> tuple[str, ...]:
    """None: what is in is in, and beside it stands what is out."""
    return ()


def _bag(books: list[Book], most: int) -> list[str]:
    """The rucksack, as wide as its books ask; the newest lie on top."""
    longest = max((cells(_told(book)) + 2 for book in books), default=0)
    room = max(min(longest, most), min(_SLIM, most))
    rows = [row for book in reversed(books) for row in _lines(f"{_SPINE} ", book, room)]
    if not books:
        rows = ["", centred("nog leeg", room), ""]
    handle = room // 3
    return [
        centred(f"╭{'─' * handle}╮", room + 6).rstrip(),
        centred(f"╭{_crossed(room, handle)}╮", room + 6).rstrip(),
        f" ╭{'═' * (room + 2)}╮ ",
        *(
            f"{'╭' if n == 0 else '│'}│ {left(row, room)} │{'╮' if n == 0 else '│'}"
            for n, row in enumerate(rows)
        ),
        f"╰┤ {' ' * room} ├╯",
        f" ╰{'─' * (room + 2)}╯ ",
    ]


def _crossed(room: int, handle: int) -> str:
    """The top of the rucksack, where its handle is sewn on."""
    before = (room - handle - 2) // 2
    after = room - before - handle - 2
    return f"{'─' * before}┴{'─' * handle}┴{'─' * after}"


def _lying(title: str, books: list[Book], width: int) -> list[str]:
    room = max(width, 12)
    rows = [row for book in books for row in _lines("▬ ", book, room)]
    return [*wrap(f"{title}:", room), "", *rows]


def _lines(sign: str, book: Book, room: int) -> list[str]:
    """A book behind its sign; from whom it came stays together where it can."""
    what, who = one_line(book.what) or "…", one_line(book.who)
    rows = hanging(sign, what, room)
    if not who:
        return rows
    if cells(rows[-1]) + cells(f" · {who}") <= room:
        return [*rows[:-1], f"{rows[-1]} · {who}"]
    return [*rows, *hanging(f"{' ' * cells(sign)}· ", who, room)]


def _told(book: Book) -> str:
    what, who = one_line(book.what) or "…", one_line(book.who)
    return f"{what} · {who}" if who else what
