"""Actions on entries as sequences of dialogs: earlier texts, the bin, retention, the day and tags."""

import datetime as dt
from typing import Any

from textual.screen import Screen

from reflectie.domain.date_parser import day_and_time_as_typed, parse_day_and_time
from reflectie.domain.dates import add_months, long_day, relative_day
from reflectie.domain.entry import Address, Entry, Revision
from reflectie.domain.labels import RECOGNITION_LABELS, STATE_LABELS
from reflectie.domain.tag import VERBS, sorted_tags
from reflectie.domain.text import shorten
from reflectie.journal import bin
from reflectie.journal.backup.erase import OUT_OF_REACH_NOTICE, erase_everywhere
from reflectie.journal.bin import restore_from_bin, set_keep_until, summaries_in_bin
from reflectie.journal.entry_details import set_day, set_tags
from reflectie.journal.find_entries import used_facet_values
from reflectie.services.context import Context
from reflectie.services.kept_words import with_kept_words
from reflectie.tui.common.dialogs import ConfirmTextDialog, InputDialog, ListDialog
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.logbook.tags_dialog import TagsDialog

_NO_REVISIONS = "Hier stond nog nooit iets anders."

_EMPTY_BIN = "De prullenbak is leeg."

_EMPTY_BIN_ID = "legen"

_ERASE_SUMMARY = "wist voorgoed wat hier ligt; dat kan niet terug"

_ERASE_EXPLANATION = (
    "Dit kan niet terug. Wat in de prullenbak ligt verdwijnt, met alles wat er eerder stond. Ook alle "
    "kopieën gaan weg; er komt één nieuwe kopie voor in de plaats."
)

_ERASED = "De prullenbak is leeg. Er is één nieuwe kopie gemaakt."

_RETENTION_PERIODS = {6: "een halfjaar", 12: "een jaar", 24: "twee jaar", 60: "vijf jaar"}
"""Labels by number of months."""

_KEEP_ALWAYS = {"always": "zo lang als dit logboek er is"}

_RETENTION_TITLE = (
    "Hoe lang wil je dit bewaren? Er wordt nooit vanzelf iets gewist. "
    "Is die tijd om, dan gooi je het hier zelf weg, met x."
)


async def restore_revision(
    screen: Screen[Any], context: Context, entry_id: str, address: Address | None = None
) -> None:
    """Show the earlier texts of an entry, or of one answer, and restore the one that the user chooses.

    The text that it replaces becomes an earlier text itself.
    """
    revisions = await context.require_journal.call(bin.list_revisions, entry_id)
    earlier = [
        r for r in revisions if address is None or r.address == address or address.has_choice(r.address)
    ]
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


async def open_bin(screen: Screen[Any], context: Context) -> bool:
    """Show the bin; restore what the user chooses, or empty it. Return whether an entry was restored."""
    deleted = await context.require_journal.call(summaries_in_bin)
    if not deleted:
        screen.notify(_EMPTY_BIN)
        return False
    deleted = await context.require_journal.call(with_kept_words, context.library.kept_steps, deleted)
    labels = {s.id: f"{long_day(s.day)} · {s.title}\n  {shorten(s.words, 120)}" for s in deleted}
    if context.folder:  # an example journal is stored nowhere
        labels[_EMPTY_BIN_ID] = f"Prullenbak legen\n  {_ERASE_SUMMARY}"
    chosen = await screen.app.push_screen_wait(ListDialog("Prullenbak · Enter haalt terug", labels))
    if chosen == _EMPTY_BIN_ID:
        await _empty_bin(screen, context, [summary.id for summary in deleted])
        return False
    restore = context.require_journal.call(restore_from_bin, chosen) if chosen else None
    return restore is not None and await notify_on_error(screen, restore)


async def _empty_bin(screen: Screen[Any], context: Context, entry_ids: list[str]) -> None:
    """Erase what is in the bin, also from the backups, after the user has read what that means."""
    title = f"Wat in de prullenbak ligt voorgoed wissen ({len(entry_ids)})?"
    text = f"{_ERASE_EXPLANATION}\n\n{OUT_OF_REACH_NOTICE}"
    if not await screen.app.push_screen_wait(ConfirmTextDialog(title, text, "voorgoed wissen")):
        return
    erase = context.require_journal.call(erase_everywhere, entry_ids, context.today)
    if await notify_on_error(screen, erase):
        screen.notify(_ERASED)


async def choose_day(screen: Screen[Any], context: Context, entry: Entry) -> None:
    """Ask for the day that an entry is about."""

    def describe(text: str) -> str:
        day, _ = parse_day_and_time(text, context.today, past=True)
        return long_day(day) if day else "Bijvoorbeeld gisteren, maandag of 24-11."

    async def save(text: str) -> dt.date | None:
        day, _ = parse_day_and_time(text, context.today, past=True)
        if day:
            await context.require_journal.call(set_day, entry.id, day)
        return day

    dialog = InputDialog("Over welke dag gaat dit?", day_and_time_as_typed(entry.day, None), describe, save)
    await screen.app.push_screen_wait(dialog)


async def choose_tags(screen: Screen[Any], context: Context, entry: Entry) -> None:
    """Let the user put tags on an entry, and take them off."""
    own = await context.require_journal.call(used_facet_values, "tag")
    chosen = await screen.app.push_screen_wait(TagsDialog(sorted_tags((*VERBS, *own)), entry.tags))
    if chosen is not None and chosen != entry.tags:
        await notify_on_error(screen, context.require_journal.call(set_tags, entry.id, chosen))


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
