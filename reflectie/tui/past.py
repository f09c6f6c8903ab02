"""What was, and can come back: earlier words at a question, and reflections in the bin."""

from collections.abc import Coroutine

from textual.app import App

from reflectie.domain.dates import long_day, near_day
from reflectie.domain.errors import ReflectieError
from reflectie.domain.history import Revision
from reflectie.domain.text import first_words
from reflectie.export.words import RECOGNITION, STATES
from reflectie.journal.store import Journal
from reflectie.tui.desk import Desk
from reflectie.tui.screens.dialogs import ListDialog

_NO_PAST = "Hier stond nog nooit iets anders."
_EMPTY_BIN = "De prullenbak is leeg."


async def look_back(app: App[None], desk: Desk, entry_id: str) -> bool:
    """Shows what stood in an entry before, and puts back what is chosen; whether something was.

    What stands there now becomes an earlier version itself, so putting back loses nothing.
    """
    revisions = await desk.open_journal.call(Journal.revisions, entry_id)
    if not revisions:
        app.notify(_NO_PAST)
        return False
    rows = {str(revision.id): _row(desk, revision) for revision in revisions}
    chosen = await app.push_screen_wait(ListDialog("Eerder geschreven · Enter zet het terug", rows))
    revision = next((revision for revision in revisions if str(revision.id) == chosen), None)
    return revision is not None and await _done(
        app, desk.open_journal.call(Journal.put_back, entry_id, revision)
    )


async def open_bin(app: App[None], desk: Desk) -> bool:
    """Shows what is in the bin, and brings back what is chosen; whether something was."""
    deleted = await desk.open_journal.call(Journal.bin)
    if not deleted:
        app.notify(_EMPTY_BIN)
        return False
    rows = {s.id: f"{long_day(s.day)} · {s.title}\n  {first_words(s.words, 120)}" for s in deleted}
    chosen = await app.push_screen_wait(ListDialog("Prullenbak · Enter haalt terug", rows))
    return chosen is not None and await _done(app, desk.open_journal.call(Journal.undelete, chosen))


async def _done(app: App[None], change: Coroutine[None, None, object]) -> bool:
    """Whether the change was kept; why not is said."""
    try:
        await change
    except ReflectieError as error:
        app.notify(str(error), markup=False)
        return False
    return True


def _row(desk: Desk, revision: Revision) -> str:
    """When it was replaced, at which question, and how it began."""
    moment = revision.replaced.astimezone(desk.clock().tzinfo)
    when = f"tot {near_day(moment.date(), desk.today)} {moment:%H:%M}"
    window = " · uit een ander venster" if revision.elsewhere else ""
    state = STATES.get(revision.state, "") if revision.state else ""
    said = first_words(revision.text, 200) or RECOGNITION.get(revision.value, "") or state or "leeg"
    return f"{when}{window} · {first_words(revision.question, 60)}\n  {said}"
