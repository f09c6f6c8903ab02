"""Instellingen: the arrows lead from the roles to the settings below them, and back."""

import datetime as dt

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


async def test_work_in_the_night_belongs_to_the_evening_before(writer: Writer) -> None:
    await writer.presses("i", "down", "down", "down", "down", "right", "right")
    await writer.sees("● om 6 uur", "hoort bij de dag ervoor")
    assert writer.context.settings.day_starts_at == 6
    await writer.presses("escape")
    await writer.is_home()
    evening = writer.clock.now.date()
    for hour, day in ((5, evening), (6, evening + dt.timedelta(days=1))):
        writer.clock.now = dt.datetime.combine(evening + dt.timedelta(days=1), dt.time(hour), dt.UTC)
        await writer.presses("w")
        await writer.writes("laat")
        await writer.stops()
        await writer.is_home()
        assert (await writer.entries())[0].day == day
