"""Instellingen: the arrows lead from the roles to the settings below them, and back."""

from reflectie.tui.widgets.option_row import CheckList

from .writer import Writer


async def test_the_arrows_reach_every_setting(writer: Writer) -> None:
    await writer.presses("i")
    await writer.sees("Wat is je rol?", "● donker")
    await writer.presses("up", "down", "down", "down", "right")
    await writer.sees("● licht")
    assert writer.widget(CheckList).chosen == []
    assert writer.context.settings.theme == "licht"
    await writer.presses("up", "enter")
    await writer.sees("☑ beleidsmaker")
