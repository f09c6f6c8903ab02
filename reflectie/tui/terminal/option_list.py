"""Where the options of an ``OptionList`` are drawn (private names of Textual 8.2.8)."""

from textual.widgets import OptionList


def option_rows(option_list: OptionList) -> dict[int, int]:
    """Return for each index of an option the row at which it starts, counted from the top of the list."""
    return option_list._index_to_line
