"""Rugzak: advice that a person carries, and beside it the advice that may be taken out.

Source: worksheet 5, second variant, of *Samen bereiken wat niemand alleen lukt* (Kraak & Rietbergen, 2022)."""

from itertools import zip_longest

from reflectie.domain.text_layout import align_centre, align_left, cell_width, hanging_indent, one_line, wrap
from reflectie.domain.value import Value

_MIN_WIDE_WIDTH = 60
"""Cells from which what is out lies beside the rucksack, and not under it."""

_EMPTY_WIDTH = 22
"""Cells of an empty rucksack, inside."""

_BOOK_SYMBOL = "▌"

_ROWS_ABOVE_OPENING = 2
"""Rows of the rucksack above its opening."""


class Advice(Value):
    """An advice, from whom it came, and whether it may come out (``out``)."""

    text: str
    giver: str = ""
    is_out: bool = False


class Rucksack(Value):
    """Books in the order in which they were given."""

    advice: tuple[Advice, ...]
    out_label: str = "mag eruit"


def draw(data: Rucksack, width: int) -> tuple[str, ...]:
    inside = [book for book in data.advice if not book.is_out]
    beside = [book for book in data.advice if book.is_out]
    is_wide = width >= _MIN_WIDE_WIDTH and beside
    most = min((width * 3 // 5 if is_wide else width) - 6, 72)
    bag = _bag_rows(inside, most)
    if not beside:
        return tuple(bag)
    lying = _outside_rows(data.out_label, beside, width - max(map(cell_width, bag)) - 3 if is_wide else width)
    if not is_wide:
        return (*bag, "", *lying)
    # What may come out stands where it would come out, and so in sight when the rucksack is full.
    lying = [""] * _ROWS_ABOVE_OPENING + lying
    room = max(map(cell_width, bag)) + 3
    return tuple(f"{align_left(row, room)}{other}" for row, other in zip_longest(bag, lying, fillvalue=""))


def legend(data: Rucksack, width: int) -> tuple[str, ...]:
    """None: what is in is in, and beside it stands what is out."""
    return ()


def _bag_rows(books: list[Advice], most: int) -> list[str]:
    """The rucksack, as wide as its books ask; the newest lie on top."""
    longest = max((cell_width(_advice_text(book)) + 2 for book in books), default=0)
    room = max(min(longest, most), min(_EMPTY_WIDTH, most))
    rows = [row for book in reversed(books) for row in _advice_rows(f"{_BOOK_SYMBOL} ", book, room)]
    if not books:
        rows = ["", align_centre("nog leeg", room), ""]
    handle = room // 3
    return [
        align_centre(f"╭{'─' * handle}╮", room + 6).rstrip(),
        align_centre(f"╭{_handle_row(room, handle)}╮", room + 6).rstrip(),
        f" ╭{'═' * (room + 2)}╮ ",
        *(
            f"{'╭' if n == 0 else '│'}│ {align_left(row, room)} │{'╮' if n == 0 else '│'}"
            for n, row in enumerate(rows)
        ),
        f"╰┤ {' ' * room} ├╯",
        f" ╰{'─' * (room + 2)}╯ ",
    ]


def _handle_row(room: int, handle: int) -> str:
    """The top of the rucksack, where its handle is sewn on."""
    before = (room - handle - 2) // 2
    after = room - before - handle - 2
    return f"{'─' * before}┴{'─' * handle}┴{'─' * after}"


def _outside_rows(title: str, books: list[Advice], width: int) -> list[str]:
    room = max(width, 12)
    rows = [row for book in books for row in _advice_rows("▬ ", book, room)]
    return [*wrap(f"{title}:", room), "", *rows]


def _advice_rows(sign: str, book: Advice, room: int) -> list[str]:
    """A book behind its sign; from whom it came stays together where it can."""
    what, who = one_line(book.text) or "…", one_line(book.giver)
    rows = hanging_indent(sign, what, room)
    if not who:
        return rows
    if cell_width(rows[-1]) + cell_width(f" · {who}") <= room:
        return [*rows[:-1], f"{rows[-1]} · {who}"]
    return [*rows, *hanging_indent(f"{' ' * cell_width(sign)}· ", who, room)]


def _advice_text(book: Advice) -> str:
    what, who = one_line(book.text) or "…", one_line(book.giver)
    return f"{what} · {who}" if who else what
