"""The colours have enough contrast, and the screen is readable without colours."""

import pytest
from rich.color import Color as TerminalColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from reflectie.journal.folder import Settings
from reflectie.tui.theme import THEME_LABELS, THEMES

from .conftest import Start
from .writer import Writer

BACKGROUNDS = ("background", "surface", "panel")
"""What text stands on, apart from the row that has the focus."""


def luminance(color: Color) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = (part / 255 for part in color.rgb)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted(luminance(Color.parse(color)) for color in (first, second))
    return (lighter + 0.05) / (darker + 0.05)


def colour(theme: Theme, name: str) -> str:
    value = theme.variables.get(name) or getattr(theme, name)
    assert isinstance(value, str)
    return value


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("background", [*BACKGROUNDS, "focus"])
@pytest.mark.parametrize("name", ["foreground", "quiet", "mark", "primary", "error"])
def test_text_has_enough_contrast(theme: Theme, background: str, name: str) -> None:
    minimum = 7 if theme.name == "contrast" else 4.5
    assert contrast(colour(theme, name), colour(theme, background)) >= minimum


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["scale", "trail"])
def test_lines_have_enough_contrast(theme: Theme, name: str) -> None:
    assert contrast(colour(theme, name), colour(theme, "background")) >= 3


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_highlighted_row_has_enough_contrast(theme: Theme) -> None:
    background = colour(theme, "block-cursor-background")
    assert contrast(colour(theme, "block-cursor-foreground"), background) >= 4.5


def test_every_theme_has_the_same_variables_and_a_label() -> None:
    assert len({frozenset(theme.variables) for theme in THEMES}) == 1
    assert list(THEME_LABELS) == [theme.name for theme in THEMES]


async def test_a_theme_chosen_in_settings_applies_at_once(writer: Writer) -> None:
    await writer.presses("i")
    await writer.sees("● donker", "○ licht", "○ hoog contrast")
    await writer.clicks("○ licht")
    await writer.sees("● licht")
    assert writer.app.theme == "licht"
    assert writer.context.settings.theme == "licht"


async def test_the_theme_of_the_settings_applies_at_the_start(start: Start) -> None:
    writer = await start(settings=Settings(theme="contrast"))
    assert writer.app.theme == "contrast"


async def test_without_colours_signs_show_focus_and_selection(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    writer = await start()
    assert writer.app.no_color
    assert "›1" in writer.cells_of("BalanceChart")
    await writer.presses("down")
    assert "›2" in writer.cells_of("BalanceChart")
    assert "›1" not in writer.cells_of("BalanceChart")
    await writer.begins("Herkennen")
    await writer.presses("right", "right")
    await writer.sees("○ herken ik", "● soms", "○ nu niet")
    await writer.stops()
    await writer.is_home()
    await writer.begins("Kiezen en aanvullen")
    await writer.presses("enter")
    await writer.sees("☑ rust", "☐ moed")


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_both_poles_have_the_same_style(start: Start, theme: str) -> None:
    writer = await start(settings=Settings(theme=theme))  # type: ignore[arg-type]
    field = writer.context.library.core_fields[3]
    styles = {
        segment.style
        for strip in writer.strips
        for segment in strip
        if field.left.name in segment.text or segment.text.rstrip().endswith(field.right.name)
    }
    assert len(styles) == 1


@pytest.mark.parametrize("name", ["surface", "panel", "footer-background"])
def test_in_256_colours_the_light_backgrounds_stay_grey(name: str) -> None:
    light = next(theme for theme in THEMES if theme.name == "licht")
    shown = TerminalColor.parse(colour(light, name)).downgrade(ColorSystem.EIGHT_BIT)
    assert shown.number in (254, 255)  # the lightest greys; a tinted colour would turn yellow


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_in_256_colours_the_focus_differs_from_every_background(theme: Theme) -> None:
    def shown(name: str) -> int | None:
        return TerminalColor.parse(colour(theme, name)).downgrade(ColorSystem.EIGHT_BIT).number

    assert shown("focus") not in {shown(name) for name in BACKGROUNDS}


def terminal_number(colour: Color) -> int:
    """The number of the nearest of the 256 colours of a simple terminal."""
    nearest = TerminalColor.from_rgb(*colour.rgb).downgrade(ColorSystem.EIGHT_BIT)
    assert nearest.number is not None
    return nearest.number


@pytest.mark.parametrize(
    "theme", [theme for theme in THEMES if theme.name != "contrast"], ids=lambda t: t.name
)
def test_in_256_colours_a_field_still_stands_out(theme: Theme) -> None:
    shades = [terminal_number(Color.parse(colour(theme, name))) for name in BACKGROUNDS]
    assert len(set(shades)) == len(shades)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_in_256_colours_a_row_behind_a_dialog_is_not_a_black_bar(theme: Theme) -> None:
    background = Color.parse(colour(theme, "background"))
    behind = Color.parse(colour(theme, "focus")).blend(background, 0.7)
    assert terminal_number(behind) == terminal_number(background)
