"""The progress of an exercise."""

import pytest

from reflectie.tui.runner.step_screen import progress_dots

from .writer import Writer


def test_the_dots_move_with_every_screen() -> None:
    for count in (1, 6, 30):
        shown = [progress_dots(current, count, 80) for current in range(count)]
        assert len(set(shown)) == count
        assert all(dots.count("●") == 1 and len(dots) <= 40 for dots in shown)


@pytest.mark.parametrize(("width", "dots"), [(40, "·●····"), (80, "· ● · · · ·")])
def test_the_dots_fit_the_window(width: int, dots: str) -> None:
    assert progress_dots(1, 6, width) == dots


def test_very_many_screens_are_shown_in_proportion() -> None:
    assert progress_dots(0, 500, 80).index("●") == 0
    assert progress_dots(499, 500, 80).index("●") == 39
    assert progress_dots(0, 0, 80) == ""


async def test_the_dots_are_spaced_again_in_a_wider_window(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.resizes(40, 20)
    assert writer.rows[0].rstrip().endswith("●··")
    await writer.resizes(120, 30)
    assert writer.rows[0].rstrip().endswith("● · ·")
