"""What can be done with meetings from any screen, as conversations that read as function calls.

Each waits for dialogs, so it runs in a worker of the screen.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from msgspec.structs import replace
from textual.screen import Screen

from reflectie.domain.dates import long_day
from reflectie.domain.entry import Entry, Summary
from reflectie.domain.exercise import Exercise
from reflectie.domain.meeting import Around, Meeting, Series
from reflectie.domain.planned import as_typed, planned
from reflectie.journal import meetings, series
from reflectie.tui.desk import Desk
from reflectie.tui.screens.dialogs import ListDialog
from reflectie.tui.screens.field_dialogs import LineDialog
from reflectie.tui.screens.meeting_dialogs import (
    SERIES_EXAMPLES,
    WHEN_EXAMPLES,
    NewMeetingDialog,
    Wish,
    about_meeting,
)
from reflectie.tui.standing import Standing
from reflectie.tui.told import done

Kept = TypeVar("Kept")

_LEAVE, _REMOVE = "laten", "weg"


async def make(screen: Screen[Any], desk: Desk, wish: Wish | None = None, uid: str = "") -> Meeting | None:
    """A new meeting, with what is known of it filled in; None when it was not made after all."""

    async def keep(wish: Wish) -> Meeting:
        day, time = planned(wish.when, desk.today)
        call = desk.open_journal.call
        belongs = await call(series.series_for, wish.series, uid) if wish.series.strip() else None
        return await call(meetings.make, wish.name, day, time, belongs, uid)

    known = await desk.open_journal.call(series.all_series)
    names = [one.name for one in known]
    return await screen.app.push_screen_wait(NewMeetingDialog(wish or Wish(), names, _understood(desk), keep))


async def rename(screen: Screen[Any], desk: Desk, standing: Standing) -> None:
    """Another name for a meeting."""
    meeting = standing.meeting

    async def keep(name: str) -> Meeting:
        return await desk.open_journal.call(meetings.rename, meeting.id, name)

    await _asks(screen, "Hoe gaat dit overleg heten?", meeting.name, about_meeting, keep)


async def plan(screen: Screen[Any], desk: Desk, standing: Standing) -> None:
    """Another day and time for a meeting, or none."""
    meeting = standing.meeting

    async def keep(text: str) -> Meeting:
        return await desk.open_journal.call(meetings.plan, meeting.id, *planned(text, desk.today))

    text = as_typed(meeting.day, meeting.time)
    await _asks(screen, f"Wanneer is '{meeting.name}'?", text, _understood(desk), keep)


async def put_in_series(screen: Screen[Any], desk: Desk, standing: Standing) -> None:
    """Another series for a meeting, a new one, or none."""

    async def keep(name: str) -> Meeting:
        call = desk.open_journal.call
        belongs = await call(series.series_for, name) if name.strip() else None
        return await call(meetings.put_in_series, standing.meeting.id, belongs)

    known = await desk.open_journal.call(series.all_series)
    words = f"Bekend: {' · '.join(one.name for one in known)}. Leeg mag ook." if known else SERIES_EXAMPLES
    name = standing.series.name if standing.series else standing.meeting.name
    await _asks(screen, "Bij welke reeks hoort dit overleg?", name, lambda _: words, keep)


async def rename_series(screen: Screen[Any], desk: Desk, belongs: Series) -> Series | None:
    """Another name for a series; None when it keeps its own."""

    async def keep(name: str) -> Series:
        return await desk.open_journal.call(series.rename_series, belongs.id, name)

    return await _asks(screen, "Hoe gaat deze reeks heten?", belongs.name, about_meeting, keep)


async def _asks(
    screen: Screen[Any],
    title: str,
    text: str,
    tell: Callable[[str], str],
    keep: Callable[[str], Awaitable[Kept]],
) -> Kept | None:
    dialog: LineDialog[Kept] = LineDialog(title, text, tell, keep)
    return await screen.app.push_screen_wait(dialog)


async def remove(screen: Screen[Any], desk: Desk, standing: Standing) -> None:
    """Throws a meeting away when that is really wanted; what was written around it stays."""
    meeting = standing.meeting
    title = f"'{meeting.name}' weggooien? Wat je erover schreef blijft in je logboek staan."
    options = {_LEAVE: "nee, laat staan", _REMOVE: "ja, gooi dit overleg weg"}
    if await screen.app.push_screen_wait(ListDialog(title, options)) == _REMOVE:
        await done(screen, desk.open_journal.call(meetings.remove, meeting.id))


async def ask_or_not(screen: Screen[Any], desk: Desk, standing: Standing) -> None:
    """Thuis does not ask any more to look back on a meeting, or may ask it again."""
    meeting = standing.meeting
    await done(screen, desk.open_journal.call(meetings.set_looks_back, meeting.id, not meeting.looks_back))


# Preparing and looking back --------------------------------------------------------------------------


async def write(screen: Screen[Any], desk: Desk, standing: Standing, around: Around) -> None:
    """Begins a preparation or a look back, goes on with the one that is open, or shows the one there is."""
    from reflectie.tui.screens.reader import ReaderScreen
    from reflectie.tui.screens.runner import go_on, run

    written = standing.written(around)
    if written and written.is_open:
        await go_on(screen, desk, written.id)
    elif written:
        screen.app.push_screen(ReaderScreen(desk, written.id))
    elif exercise := await _chosen(screen, desk, around):
        await run(screen, desk, exercise, begun(desk, exercise, standing.meeting))


def begun(desk: Desk, exercise: Exercise, meeting: Meeting) -> Entry:
    """A new entry at a meeting, not kept until there is a word or a mark in it."""
    return replace(desk.begin(exercise), meeting=meeting.id)


async def _chosen(screen: Screen[Any], desk: Desk, around: Around) -> Exercise | None:
    """The exercise there is for it; where content has more, the person chooses."""
    found = {exercise.id: exercise for exercise in desk.library.around(around)}
    if len(found) > 1:
        names = {key: exercise.name for key, exercise in found.items()}
        chosen = await screen.app.push_screen_wait(ListDialog("Hoe wil je het doen?", names))
        return found.get(chosen or "")
    if not found:
        screen.notify("Hiervoor is geen werkvorm geladen.", markup=False)
    return next(iter(found.values()), None)


def read_words(written: Summary | None) -> str:
    """What Enter does with it."""
    if written is None:
        return "beginnen"
    return "verdergaan" if written.is_open else "lezen"


def _understood(desk: Desk) -> Callable[[str], str]:
    def tell(text: str) -> str:
        day, time = planned(text, desk.today)
        clock = f", {time:%H:%M} uur" if time else ""
        return f"{long_day(day)}{clock}" if day else WHEN_EXAMPLES

    return tell
