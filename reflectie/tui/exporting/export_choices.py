"""The dialogs that change one choice of an export, and the rows that show the choices."""

import datetime as dt
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace
from textual.screen import Screen

from reflectie.domain.dates import long_day
from reflectie.domain.text import clean_line
from reflectie.export.formats import FORMATS
from reflectie.export.forms import FORMS
from reflectie.journal.situations import list_situations
from reflectie.services.context import Context
from reflectie.services.export_run import ExportChoices, parse_export_day
from reflectie.tui.common.dialogs import InputDialog, ListDialog

_ALL = "all"


def choice_rows(choices: ExportChoices, context: Context) -> Iterator[tuple[str, str, str]]:
    """Return the id, the label and the value of each choice."""
    selection = choices.selection
    yield "format", "Bestand", choices.export_format.label
    if choices.export_format.has_forms:
        yield "form", "Vorm", f"{choices.form}: {choices.form_label}"
    yield "first", "Vanaf", "het begin" if selection.first == dt.date.min else long_day(selection.first)
    yield "last", "Tot en met", "nu" if selection.last == dt.date.max else long_day(selection.last)
    yield "field", "Lijn", _field_names(context).get("".join(selection.fields), "alle")
    yield "situation", "Situatie", choices.situation_name or "alle"
    if choices.export_format.has_forms:
        yield "shared", "Delen", "alleen wat ik deel" if selection.shared_only else "alles"
        yield "author", "Naam erin", choices.author or "geen"


def _field_names(context: Context) -> dict[str, str]:
    fields = context.library.core_fields
    return {field.id: f"{field.left.name} / {field.right.name}" for field in fields}


async def _pick(screen: Screen[Any], title: str, options: dict[str, str]) -> str | None:
    chosen: str | None = await screen.app.push_screen_wait(ListDialog(title, options))
    return chosen


def _with_selection(choices: ExportChoices, **changes: object) -> ExportChoices:
    return replace(choices, selection=replace(choices.selection, **changes))


async def _change_format(screen: Screen[Any], context: Context, choices: ExportChoices) -> ExportChoices:
    labels = {name: found.label for name, found in FORMATS.items()}
    chosen = await _pick(screen, "Wat voor bestand?", labels)
    return replace(choices, format_name=chosen) if chosen else choices


async def _change_form(screen: Screen[Any], context: Context, choices: ExportChoices) -> ExportChoices:
    labels = {name: f"{name}: {form.label}" for name, form in FORMS.items()}
    chosen = await _pick(screen, "Wat komt erin?", labels)
    return replace(choices, form=chosen) if chosen else choices


async def _change_field(screen: Screen[Any], context: Context, choices: ExportChoices) -> ExportChoices:
    chosen = await _pick(screen, "Welke lijn?", {_ALL: "alle lijnen", **_field_names(context)})
    fields = () if chosen == _ALL else (chosen,)
    return _with_selection(choices, fields=fields) if chosen else choices


async def _change_situation(screen: Screen[Any], context: Context, choices: ExportChoices) -> ExportChoices:
    situations = await context.require_journal.call(list_situations)
    names = {situation.id: situation.name for situation in situations}
    chosen = await _pick(screen, "Welke situatie?", {_ALL: "alle situaties", **names})
    if not chosen:
        return choices
    ids = () if chosen == _ALL else (chosen,)
    return _with_selection(replace(choices, situation_name=names.get(chosen, "")), situations=ids)


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


ChoiceDialog = Callable[[Screen[Any], Context, ExportChoices], Awaitable[ExportChoices]]

CHOICE_DIALOGS: Mapping[str, ChoiceDialog] = {
    "format": _change_format,
    "form": _change_form,
    "first": partial(_change_day, is_first=True),
    "last": partial(_change_day, is_first=False),
    "field": _change_field,
    "situation": _change_situation,
    "shared": _change_shared,
    "author": _change_author,
}
"""Each asks the user something and returns the choices after it, by the id of its row."""
