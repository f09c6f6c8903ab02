"""Actions on entries as sequences of dialogs: restore an earlier text or a deleted entry, set retention."""

from typing import Any

from textual.screen import Screen

from reflectie.domain.dates import add_months, long_day, relative_day
from reflectie.domain.entry import Revision
from reflectie.domain.labels import RECOGNITION_LABELS, STATE_LABELS
from reflectie.domain.text import shorten
from reflectie.journal import bin
from reflectie.journal.bin import restore_from_bin, set_keep_until, summaries_in_bin
from reflectie.services.context import Context
from reflectie.services.kept_words import with_kept_words
from reflectie.tui.common.dialogs import ConfirmTextDialog, ListDialog
from reflectie.tui.common.notify import notify_on_error

_NO_REVISIONS = "Hier stond nog nooit iets anders."

_EMPTY_BIN = "De prullenbak is leeg."

_RETENTION_PERIODS = {6: "een halfjaar", 12: "een jaar", 24: "twee jaar", 60: "vijf jaar"}
"""Labels by number of months."""

_KEEP_ALWAYS = {"always": "zo lang als dit logboek er is"}

_RETENTION_TITLE = (
    "Hoe lang wil je dit bewaren? Er wordt nooit vanzelf iets gewist. "
    "Is die tijd om, dan gooi je het hier zelf weg, met x."
)


async def restore_revision(screen: Screen[Any], context: Context, entry_id: str) -> None:
    """Show the earlier texts of an entry and restore the one that the user chooses.

    The text that it replaces becomes an earlier text itself.
    """
    earlier = await context.require_journal.call(bin.list_revisions, entry_id)
    if not earlier:
        screen.notify(_NO_REVISIONS)
        return
    chosen = await _choose_revision(screen, context, {str(revision.id): revision for revision in earlier})
    if chosen:
        restore = context.require_journal.call(bin.restore_revision, entry_id, chosen)
        await notify_on_error(screen, restore)


async def _choose_revision(
    screen: Screen[Any], context: Context, by_key: dict[str, Revision]
) -> Revision | None:
    """Let the user read earlier texts, until one is chosen."""
    labels = {
        key: f"{_revision_label(context, revision)}\n  {shorten(_revision_text(revision), 200)}"
        for key, revision in by_key.items()
    }
    list_dialog_title = "Eerder geschreven · Enter laat het zien"
    while key := await screen.app.push_screen_wait(ListDialog(list_dialog_title, labels)):
        revision = by_key[key]
        label, text = _revision_label(context, revision), _revision_text(revision)
        if await screen.app.push_screen_wait(ConfirmTextDialog(label, text, "zet dit terug")):
            return revision
    return None


def _revision_label(context: Context, revision: Revision) -> str:
    """When the text was replaced, and the question that it answers."""
    moment = revision.replaced_at.astimezone(context.clock().tzinfo)
    when = f"tot {relative_day(moment.date(), context.today)} {moment:%H:%M}"
    window = " · uit een ander venster" if revision.from_other_program else ""
    return f"{when}{window} · {shorten(revision.question, 60)}"


def _revision_text(revision: Revision) -> str:
    if revision.text.strip():
        return revision.text
    state = STATE_LABELS.get(revision.state, "") if revision.state else ""
    return RECOGNITION_LABELS.get(revision.value, "") or state or "leeg"


async def restore_deleted(screen: Screen[Any], context: Context) -> bool:
    """Show the bin and restore the entry that the user chooses; return whether one was restored."""
    deleted = await context.require_journal.call(summaries_in_bin)
    if not deleted:
        screen.notify(_EMPTY_BIN)
        return False
    deleted = await context.require_journal.call(with_kept_words, context.library.kept_steps, deleted)
    labels = {s.id: f"{long_day(s.day)} · {s.title}\n  {shorten(s.words, 120)}" for s in deleted}
    chosen = await screen.app.push_screen_wait(ListDialog("Prullenbak · Enter haalt terug", labels))
    restore = context.require_journal.call(restore_from_bin, chosen) if chosen else None
    return restore is not None and await notify_on_error(screen, restore)


async def choose_retention(screen: Screen[Any], context: Context, entry_id: str) -> None:
    """Ask until when to keep an entry, counted from today."""
    days = {str(months): add_months(context.today, months) for months in _RETENTION_PERIODS}
    labels = {
        str(months): f"{label}, tot {long_day(days[str(months)])}"
        for months, label in _RETENTION_PERIODS.items()
    }
    chosen = await screen.app.push_screen_wait(ListDialog(_RETENTION_TITLE, labels | _KEEP_ALWAYS))
    if chosen is not None:
        keep = context.require_journal.call(set_keep_until, entry_id, days.get(chosen))
        await notify_on_error(screen, keep)
