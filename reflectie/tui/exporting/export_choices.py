"""The dialogs that change one choice of an export, and the rows that show the choices."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from reflectie.domain.dates import long_day
from reflectie.domain.entry import EntrySummary
from reflectie.domain.text import clean_line, shorten
from reflectie.domain.text_layout import one_line
from reflectie.export.formats import FORMATS
from reflectie.export.forms import FORMS
from reflectie.journal.find_entries import filter_entries
from reflectie.services.context import Context
from reflectie.services.export_run import ExportChoices, parse_export_day
from reflectie.services.logbook_filter import LogbookFilter, chosen_option, logbook_filters, with_option
from reflectie.tui.common.dialogs import Dialog, DialogKeyBar, InputDialog, ListDialog
from reflectie.tui.logbook.filter_flows import choose_option
from reflectie.tui.widgets.option_row import CheckList

_FILTERS = ("field", "exercise", "situation", "meeting", "tag")
"""The filters of the logbook that are choices of an export. The period has rows of its own."""

_MAX_OFFERED = 1_000
"""How many single entries are offered at most."""


async def export_filters(context: Context) -> dict[str, LogbookFilter]:
    """Return the filters of which there is something to choose, by id."""
    found = await context.require_journal.call(logbook_filters, context.library, context.today)
    by_id = {item.id: item for item in found}
    return {name: by_id[name] for name in _FILTERS if name in by_id}


def choice_rows(
    choices: ExportChoices, filters: Mapping[str, LogbookFilter]
) -> Iterator[tuple[str, str, str]]:
    """Return the id, the label and the value of each choice."""
    selection, criteria = choices.selection, choices.selection.criteria
    yield "format", "Bestand", choices.export_format.label
    if choices.export_format.has_forms:
        yield "form", "Vorm", f"{choices.form}: {choices.form_label}"
    yield "first", "Vanaf", long_day(criteria.first) if criteria.first else "het begin"
    yield "last", "Tot en met", long_day(criteria.last) if criteria.last else "nu"
    for item in filters.values():
        option = chosen_option(item, criteria)
        yield item.id, item.label.capitalize(), option.label if option else "alle"
    count = len(selection.entries)
    yield "entries", "Reflecties", f"{count} aangekruist" if count else "alle die hierbij passen"
    if choices.export_format.has_forms:
        yield "shared", "Delen", "alleen wat ik deel" if selection.shared_only else "alles"
        yield "author", "Naam erin", choices.author or "geen"


async def change_choice(
    screen: Screen[Any], context: Context, choices: ExportChoices, name: str
) -> ExportChoices:
    """Let the user change the choice of a row, and return the choices after it."""
    if name in _FILTERS:
        return await _change_filter(screen, choices, (await export_filters(context))[name])
    return await CHOICE_DIALOGS[name](screen, context, choices)


async def _change_filter(screen: Screen[Any], choices: ExportChoices, item: LogbookFilter) -> ExportChoices:
    criteria = choices.selection.criteria
    option = chosen_option(item, criteria)
    chosen = {item.id: option} if option else {}
    if not await choose_option(screen, item, chosen):
        return choices
    return choices.with_criteria(with_option(criteria, item, chosen.get(item.id)))


async def _pick(screen: Screen[Any], title: str, options: dict[str, str], current: str) -> str | None:
    chosen: str | None = await screen.app.push_screen_wait(ListDialog(title, options, current))
    return chosen


def _with_selection(choices: ExportChoices, **changes: object) -> ExportChoices:
    return replace(choices, selection=replace(choices.selection, **changes))


async def _change_format(screen: Screen[Any], context: Context, choices: ExportChoices) -> ExportChoices:
    labels = {name: found.label for name, found in FORMATS.items()}
    chosen = await _pick(screen, "Wat voor bestand?", labels, choices.format_name)
    return replace(choices, format_name=chosen) if chosen else choices


async def _change_form(screen: Screen[Any], context: Context, choices: ExportChoices) -> ExportChoices:
    labels = {name: f"{name}: {form.label}" for name, form in FORMS.items()}
    chosen = await _pick(screen, "Wat komt erin?", labels, choices.form)
    return replace(choices, form=chosen) if chosen else choices


async def _change_shared(screen: Screen[Any], context: Context, choices: ExportChoices) -> ExportChoices:
    return _with_selection(choices, shared_only=not choices.selection.shared_only)


async def _change_day(
    screen: Screen[Any], context: Context, choices: ExportChoices, is_first: bool
) -> ExportChoices:
    def describe(text: str) -> str:
        date = parse_export_day(text, context.today)
        return date.in_words() if date else "Leeg: geen grens."

    async def submit(text: str) -> ExportChoices:
        return choices.with_day(text, context.today, is_first)

    title = "Vanaf welke dag?" if is_first else "Tot en met welke dag?"
    dialog = InputDialog(title, "", describe, submit, "gisteren, 22-11-2026, maart of 2025")
    changed: ExportChoices | None = await screen.app.push_screen_wait(dialog)
    return changed or choices


async def _change_author(screen: Screen[Any], context: Context, choices: ExportChoices) -> ExportChoices:
    async def submit(text: str) -> ExportChoices:
        return replace(choices, author=clean_line(text))

    dialog = InputDialog("Welke naam staat erin?", choices.author, lambda _: "Leeg: geen naam.", submit)
    changed: ExportChoices | None = await screen.app.push_screen_wait(dialog)
    return changed or choices


# Single entries -----------------------------------------------------------------------------------


class EntriesDialog(Dialog[tuple[str, ...] | None]):
    """A list of entries to check. The result are their ids, or None when nothing is changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "done", "klaar"),
        Binding("escape", "cancel", "niet bewaren"),
    ]

    def __init__(self, title: str, labels: dict[str, str], chosen: tuple[str, ...]) -> None:
        super().__init__()
        self._title, self._labels, self._chosen = title, labels, chosen

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static(self._title, markup=False, classes="dialog-title")
            yield CheckList(self._labels, [*self._chosen]).add_class("long")
            yield DialogKeyBar()

    def on_mount(self) -> None:
        self.query_one(CheckList).focus()

    def action_done(self) -> None:
        """Keep what is checked."""
        self.dismiss(tuple(self.query_one(CheckList).chosen))

    def action_cancel(self) -> None:
        self.dismiss(None)


async def _change_entries(screen: Screen[Any], context: Context, choices: ExportChoices) -> ExportChoices:
    criteria = choices.selection.criteria
    found = await context.require_journal.call(filter_entries, criteria, _MAX_OFFERED + 1)
    if not found:
        screen.notify("Bij deze keuze horen geen reflecties.")
        return choices
    title = "Welke reflecties? Kruis je niets aan, dan komen ze er allemaal in."
    if len(found) > _MAX_OFFERED:
        title += " Dit zijn de nieuwste; kies eerst een periode om verder terug te gaan."
    labels = {summary.id: _entry_label(summary) for summary in found[:_MAX_OFFERED]}
    dialog = EntriesDialog(title, labels, choices.selection.entries)
    chosen: tuple[str, ...] | None = await screen.app.push_screen_wait(dialog)
    return choices if chosen is None else _with_selection(choices, entries=chosen)


def _entry_label(summary: EntrySummary) -> str:
    parts = (f"{summary.day:%d-%m-%Y}", summary.title, shorten(one_line(summary.words), 60))
    return " · ".join(filter(None, parts))


ChoiceDialog = Callable[[Screen[Any], Context, ExportChoices], Awaitable[ExportChoices]]

CHOICE_DIALOGS: Mapping[str, ChoiceDialog] = {
    "format": _change_format,
    "form": _change_form,
    "first": partial(_change_day, is_first=True),
    "last": partial(_change_day, is_first=False),
    "entries": _change_entries,
    "shared": _change_shared,
    "author": _change_author,
}
"""Each asks the user something and returns the choices after it, by the id of its row."""
