"""What was, and can come back: earlier words at a question, and reflections in the bin."""

from textual.app import App

from reflectie.domain.dates import long_day, near_day
from reflectie.domain.history import Revision
from reflectie.domain.text import first_words
from reflectie.export.words import RECOGNITION, STATES
from reflectie.journal.store import Journal
from reflectie.tui.desk import Desk
from reflectie.tui.screens.dialogs import ListDialog, TakeDialog
from reflectie.tui.told import done

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
    chosen = await _chosen(app, desk, {str(revision.id): revision for revision in revisions})
    return chosen is not None and await done(app, desk.open_journal.call(Journal.put_back, entry_id, chosen))


async def _chosen(app: App[None], desk: Desk, revisions: dict[str, Revision]) -> Revision | None:
    """The one that was read whole and is to be put back."""
    rows = {key: f"{_when(desk, one)}\n  {first_words(_said(one), 200)}" for key, one in revisions.items()}
    while key := await app.push_screen_wait(ListDialog("Eerder geschreven · Enter laat het zien", rows)):
        one = revisions[key]
        if await app.push_screen_wait(TakeDialog(_when(desk, one), _said(one), "zet dit terug")):
            return one
    return None


async def open_bin(app: App[None], desk: Desk) -> bool:
    """Shows what is in the bin, and brings back what is chosen; whether something was."""
    deleted = await desk.open_journal.call(Journal.bin)
    if not deleted:
        app.notify(_EMPTY_BIN)
        return False
    rows = {s.id: f"{long_day(s.day)} · {s.title}\n  {first_words(s.words, 120)}" for s in deleted}
    chosen = await app.push_screen_wait(ListDialog("Prullenbak · Enter haalt terug", rows))
    return chosen is not None and await done(app, desk.open_journal.call(Journal.undelete, chosen))


def _when(desk: Desk, revision: Revision) -> str:
    """When it was replaced, and at which question."""
    moment = revision.replaced.astimezone(desk.clock().tzinfo)
    when = f"tot {near_day(moment.date(), desk.today)} {moment:%H:%M}"
    window = " · uit een ander venster" if revision.elsewhere else ""
    return f"{when}{window} · {first_words(revision.question, 60)}"


def _said(revision: Revision) -> str:
    if revision.text.strip():
        return revision.text
    state = STATES.get(revision.state, "") if revision.state else ""
    return RECOGNITION.get(revision.value, "") or state or "leeg"
