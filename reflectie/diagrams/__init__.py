"""Diagrams of what a person filled in: their data, and renderers in plain characters.

Each diagram has two pure functions, ``draw(data, width)`` and ``legend(data, width)``, that return rows of at
most ``width`` cells (at least ``MIN_DIAGRAM_WIDTH``). Text that does not fit in the diagram is listed in full
below it. All symbols exist in the fonts of Windows Terminal and xterm.
"""
