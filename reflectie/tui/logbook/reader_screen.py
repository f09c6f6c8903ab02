"""Read one entry as a document, and reopen, close or delete it."""

import asyncio
from collections.abc import Iterator
from typing import ClassVar, assert_never

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from reflectie.domain.dates import add_months, long_day, relative_day
from reflectie.domain.entry import Entry, Revision, with_drafts
from reflectie.domain.errors import UnknownEntry
from reflectie.domain.labels import (
    MEETING_LABEL,
    OPEN_LABEL,
    RECOGNITION_LABELS,
    SITUATION_LABEL,
    STATE_LABELS,
    placement_caption,
)
from reflectie.domain.text import shorten
from reflectie.export.document import (
    Block,
    ChoiceBlock,
    DiagramBlock,
    MetadataBlock,
    ParagraphBlock,
    PlacementBlock,
    QuestionBlock,
    StateBlock,
    TableBlock,
    TitleBlock,
    TypedTextBlock,
)
from reflectie.export.plain_text import render_block
from reflectie.export.render import render_entry
from reflectie.journal.bin import (
    get_keep_until,
    move_to_bin,
    restore_from_bin,
    set_keep_until,
    summaries_in_bin,
)
from reflectie.journal.journal import Journal
from reflectie.services.autosave import close_entry
from reflectie.services.context import Context
from reflectie.services.entries import situation_of
from reflectie.services.meeting_overview import meeting_details
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.dialogs import ConfirmTextDialog, ListDialog
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.runner.runner_screen import resume_entry
from reflectie.tui.situations.situation_flows import choose_situation
from reflectie.tui.steps.step_view import plain_text
from reflectie.tui.widgets.tension_line import TensionLine

_NO_REVISIONS = "Hier stond nog nooit iets anders."

_EMPTY_BIN = "De prullenbak is leeg."


async def restore_revision(app: App[None], context: Context, entry_id: str) -> bool:
    """Shows what stood in an entry before, and puts back what is chosen; whether something was.

    What stands there now becomes an earlier version itself, so putting back loses nothing.
    """
    revisions = await context.require_journal.call(Journal.revisions, entry_id)
    if not revisions:
        app.notify(_NO_REVISIONS)
        return False
    chosen = await _choose_revision(app, context, {str(revision.id): revision for revision in revisions})
    return chosen is not None and await notify_on_error(
        app, context.require_journal.call(Journal.restore_revision, entry_id, chosen)
    )


async def _choose_revision(
    app: App[None], context: Context, revisions: dict[str, Revision]
) -> Revision | None:
    """The one that was read whole and is to be put back."""
    rows = {
        key: f"{_revision_label(context, one)}\n  {shorten(_revision_text(one), 200)}"
        for key, one in revisions.items()
    }
    while key := await app.push_screen_wait(ListDialog("Eerder geschreven · Enter laat het zien", rows)):
        one = revisions[key]
        if await app.push_screen_wait(
            ConfirmTextDialog(_revision_label(context, one), _revision_text(one), "zet dit terug")
        ):
            return one
    return None


async def restore_deleted(app: App[None], context: Context) -> bool:
    """Shows what is in the bin, and brings back what is chosen; whether something was."""
    deleted = await context.require_journal.call(summaries_in_bin)
    if not deleted:
        app.notify(_EMPTY_BIN)
        return False
    rows = {s.id: f"{long_day(s.day)} · {s.title}\n  {shorten(s.words, 120)}" for s in deleted}
    chosen = await app.push_screen_wait(ListDialog("Prullenbak · Enter haalt terug", rows))
    return chosen is not None and await notify_on_error(
        app, context.require_journal.call(restore_from_bin, chosen)
    )


def _revision_label(context: Context, revision: Revision) -> str:
    """When it was replaced, and at which question."""
    moment = revision.replaced_at.astimezone(context.clock().tzinfo)
    when = f"tot {relative_day(moment.date(), context.today)} {moment:%H:%M}"
    window = " · uit een ander venster" if revision.from_other_window else ""
    return f"{when}{window} · {shorten(revision.question, 60)}"


def _revision_text(revision: Revision) -> str:
    if revision.text.strip():
        return revision.text
    state = STATE_LABELS.get(revision.state, "") if revision.state else ""
    return RECOGNITION_LABELS.get(revision.value, "") or state or "leeg"


_RETENTION_PERIODS = {6: "een halfjaar", 12: "een jaar", 24: "twee jaar", 60: "vijf jaar"}

_KEEP_ALWAYS = {"altijd": "zo lang als dit logboek er is"}

_RETENTION_TITLE = (
    "Hoe lang wil je dit bewaren? Er wordt nooit vanzelf iets gewist; "
    "'reflectie opruimen' noemt wat voorbij is."
)


async def choose_retention(app: App[None], context: Context, entry_id: str) -> None:
    """Asks until when, counted from today; what keeps it from being kept is said."""
    days = {str(months): add_months(context.today, months) for months in _RETENTION_PERIODS}
    rows = {
        str(months): f"{words}, tot {long_day(days[str(months)])}"
        for months, words in _RETENTION_PERIODS.items()
    }
    chosen = await app.push_screen_wait(ListDialog(_RETENTION_TITLE, rows | _KEEP_ALWAYS))
    if chosen is not None:
        await notify_on_error(app, context.require_journal.call(set_keep_until, entry_id, days.get(chosen)))


_PAGE_MARGINS = 6
"""Cells at the sides of the page, with its scrollbar."""

DELETED_TEXT = "In de prullenbak. In het Logboek haal je het met p weer terug."


class ReaderScreen(BaseScreen[None]):
    """An entry as a document; an open one can be taken up again, or left as it is for good."""

    DEFAULT_CSS = """
    ReaderScreen {
        #page { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; align-horizontal: center; }
        #page > * { max-width: 84; }
        #page > .as-is { max-width: 100%; }
        .title { text-style: bold; color: $primary; }
        .meta { color: $quiet; margin-bottom: 1; }
        .until { margin-top: 1; }
        .question { color: $quiet; margin-top: 1; }
        .follow { padding-left: 2; }
        .text { padding-left: 2; }
        .note { padding-left: 2; color: $mark; text-style: italic; }
        .caption { padding-left: 2; color: $quiet; text-style: italic; }
        TensionLine { margin: 0 2 0 2; }
        &.-short #page { padding: 0 1; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Een reflectie lezen"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "resume", "ga verder"),
        Binding("g", "reopen", "toch verder"),
        Binding("z", "close", "laat zo"),
        Binding("s", "situation", "situatie"),
        Binding("e", "revisions", "eerder geschreven"),
        Binding("b", "retention", "bewaren tot"),
        Binding("x", "delete", "weggooien"),
        Binding("escape", "dismiss", "terug", key_display="Esc"),
    ]

    def __init__(self, context: Context, entry_id: str) -> None:
        super().__init__()
        self.context, self._entry_id = context, entry_id
        self._entry: Entry | None = None
        self._refresh_lock = asyncio.Lock()

    def compose_body(self) -> ComposeResult:
        yield VerticalScroll(id="page")

    async def on_screen_resume(self) -> None:
        """The page as it is now, one filling at a time."""
        async with self._refresh_lock:
            try:
                await self._show_entry()
            except UnknownEntry:  # it was empty after all, or another window erased it
                self.dismiss_if_current()

    async def _show_entry(self) -> None:
        call = self.context.require_journal.call
        self._entry = await call(Journal.entry, self._entry_id)
        entry = with_drafts(self._entry, await call(Journal.drafts, self._entry_id))
        page = self.query_one("#page")
        situation = await call(situation_of, entry)
        around, earlier = await call(meeting_details, self.context.library, entry)
        exercise = self.context.library.exercise(entry.exercise)
        blocks = render_entry(entry, exercise, situation, around, earlier).blocks
        width = self.app.size.width - _PAGE_MARGINS
        async with self.batch():
            await page.remove_children()
            await page.mount_all([widget for block in blocks for widget in _block_widgets(block, width)])
            if until := await call(get_keep_until, self._entry_id):
                await page.mount(plain_text(f"Te bewaren tot {long_day(until)}", "meta until"))
        page.focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("resume", "close", "reopen"):
            return self._entry is not None and self._entry.is_open is (action != "reopen")
        return super().check_action(action, parameters)

    async def action_resume(self) -> None:
        await resume_entry(self, self.context, self._entry_id)

    async def action_reopen(self) -> None:
        """A closed reflection is open again, and one goes on in it; its marks stay as they are."""
        if await notify_on_error(
            self, self.context.require_journal.call(Journal.reopen_entry, self._entry_id)
        ):
            await self.action_resume()
        else:
            await self.on_screen_resume()

    async def action_close(self) -> None:
        """Laat zo: closed as it is, nothing asked."""
        await notify_on_error(self, self._close_entry())
        await self.on_screen_resume()

    async def _close_entry(self) -> None:
        """As it is now: another window may have erased it, and then it stays so."""
        entry = await self.context.require_journal.call(Journal.entry, self._entry_id)
        await close_entry(self.context, entry)

    def action_revisions(self) -> None:
        """What stood here before, to be seen and put back."""
        self.run_worker(self._restore_revision())

    async def _restore_revision(self) -> None:
        await restore_revision(self.app, self.context, self._entry_id)
        await self.on_screen_resume()

    def action_retention(self) -> None:
        """Until when this is to be kept."""
        self.run_worker(self._choose_retention())

    async def _choose_retention(self) -> None:
        await choose_retention(self.app, self.context, self._entry_id)
        await self.on_screen_resume()

    async def action_delete(self) -> None:
        """To the bin; the Logboek says how it comes back."""
        if await notify_on_error(self, self.context.require_journal.call(move_to_bin, self._entry_id)):
            self.notify(DELETED_TEXT)
            self.dismiss()
        else:
            await self.on_screen_resume()

    def action_situation(self) -> None:
        """Waarvoor ook alweer: the situation it belongs to, or the choice of one."""
        if self._entry:
            self.run_worker(self._choose_situation(self._entry))

    async def _choose_situation(self, entry: Entry) -> None:
        await choose_situation(self, self.context, entry)
        await self.on_screen_resume()


def _block_widgets(block: Block, width: int) -> Iterator[Widget]:
    """What a block of the document looks like here, in ``width`` cells."""
    match block:
        case TitleBlock():
            yield plain_text(block.text, "title")
        case MetadataBlock():
            about = (
                OPEN_LABEL if block.is_open else "",
                block.situation and f"{SITUATION_LABEL} {block.situation}",
                block.meeting and f"{MEETING_LABEL} {block.meeting}",
            )
            yield plain_text(" · ".join(filter(None, (long_day(block.day), *about))), "meta")
        case QuestionBlock():
            yield plain_text(block.text, "question follow" if block.level > 2 else "question")
        case TypedTextBlock() | ParagraphBlock():
            yield plain_text(block.text, "text")
        case StateBlock():
            yield plain_text(STATE_LABELS[block.state], "note")
        case ChoiceBlock():
            yield plain_text("\n".join(f"● {chosen}" for chosen in block.chosen), "text")
        case PlacementBlock():
            yield plain_text(placement_caption(block.aspect, block.whose, block.day), "caption")
            yield TensionLine(block.left, block.right, block.value, read_only=True)
            if block.value is None:
                yield plain_text("weet ik (nog) niet", "note")
        case TableBlock() | DiagramBlock():
            yield plain_text("\n".join(render_block(block, width)), "as-is")
        case _:
            assert_never(block)
