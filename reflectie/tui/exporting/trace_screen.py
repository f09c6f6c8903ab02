"""The check for traces of people before an export: each finding can be left, replaced or left out."""

import asyncio
import re
from typing import ClassVar

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static
from textual.widgets.option_list import Option

from reflectie.domain.text import clean_line
from reflectie.domain.text_layout import one_line, truncate
from reflectie.domain.traces import NO_CHECK_IS_COMPLETE, OMITTED, REPLACEMENTS
from reflectie.domain.value import Value
from reflectie.export.document import Log
from reflectie.services.context import Context
from reflectie.services.names import can_find_names, find_names
from reflectie.services.trace_check import Finding, Replacements, find_in_log, replace_in_log
from reflectie.tui.common.dialogs import InputDialog, ListDialog
from reflectie.tui.common.list_screen import ListScreen
from reflectie.tui.common.notify import notify_on_error
from reflectie.tui.widgets.fitted_row import FittedRow

_SPACES = re.compile(r"\s+")

_WORDS, _NAMES = "words", "names"

_LEAVE, _OTHER = "leave", "other"


class WordsDialog(InputDialog[tuple[str, ...]]):
    """Asks for words that lead to somebody."""

    MAX_LENGTH = 1000


class TraceChoices(Value):
    """What the user chose in the check, and what it found; no ``findings`` yet before the first search."""

    words: tuple[str, ...] = ()
    findings: tuple[Finding, ...] | None = None
    replacements: Replacements = Replacements()
    has_names: bool = False


class TraceScreen(ListScreen[Finding]):
    """Lists what may lead to a person, in its sentence. ``checked`` is the log after the user's choices.

    It is None when the user goes back. The journal itself is never changed.
    """

    DEFAULT_CSS = "TraceScreen #note { margin: 0 2; height: auto; max-width: 100; color: $quiet; }"
    HELP_TITLE: ClassVar[str] = "Sporen van mensen"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "kiezen"),
        Binding("ctrl+n", "accept", "verder"),
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, context: Context, log: Log, choices: TraceChoices) -> None:
        """``choices`` are those of an earlier check of the same log, if there was one."""
        super().__init__(context, "Wat kan naar iemand leiden?")
        self.checked: Log | None = None
        self.choices = choices
        self._log, self._names = log, can_find_names()

    def compose_body(self) -> ComposeResult:
        yield from super().compose_body()
        yield Static(NO_CHECK_IS_COMPLETE, id="note")

    async def on_mount(self) -> None:
        if self.choices.findings is None:
            await self._search(self.choices)

    async def _search(self, choices: TraceChoices) -> None:
        """Search with these choices, and keep them when that succeeds."""
        finder = find_names if choices.has_names else None
        found = await asyncio.to_thread(find_in_log, self._log, choices.words, finder)
        self.choices = replace(choices, findings=found)

    async def reload(self) -> None:
        choices = self.choices
        self.items = {str(number): finding for number, finding in enumerate(choices.findings or ())}
        rows = [Option(_row(f, choices.replacements.text_for(f)), id=name) for name, f in self.items.items()]
        if not rows:
            rows.append(Option("Er is niets gevonden.", disabled=True))
        words = f"Eigen woorden: {', '.join(choices.words) or 'geen'}"
        rows.append(Option(Content(one_line(words)), id=_WORDS))
        if self._names and not choices.has_names:
            rows.append(Option("Ook namen zoeken; de eerste keer duurt dat een paar minuten", id=_NAMES))
        self.set_options(rows)

    def action_choose(self) -> None:
        self.option_list.action_select()

    @work
    async def on_option_list_option_selected(self) -> None:
        """Choose for the highlighted finding, change the own words, or search for names."""
        option = self.option_list.highlighted_option
        finding = self.current_item
        if finding is not None:
            await self._replace(finding)
        elif option and option.id == _WORDS:
            await self._change_words()
        elif option and option.id == _NAMES:
            self.notify("Namen zoeken …")
            await notify_on_error(self, self._search(replace(self.choices, has_names=True)))
        await self.reload()

    async def _replace(self, finding: Finding) -> None:
        options = {_LEAVE: "laten staan"}
        for number, new in enumerate(REPLACEMENTS):
            options |= {f"all {number}": f"overal: {new}", f"one {number}": f"alleen hier: {new}"}
        options[_OTHER] = "overal iets anders"
        chosen = await self.app.push_screen_wait(ListDialog(one_line(finding.trace.text), options))
        if chosen == _LEAVE:
            self._set_replacements(self.choices.replacements.without(finding))
        elif chosen == _OTHER:
            await self._replace_otherwise(finding)
        elif chosen:
            scope, _, index = chosen.partition(" ")
            text = REPLACEMENTS[int(index)]
            self._set_replacements(self.choices.replacements.with_finding(finding, text, scope == "all"))

    def _set_replacements(self, replacements: Replacements) -> None:
        self.choices = replace(self.choices, replacements=replacements)

    async def _replace_otherwise(self, finding: Finding) -> None:
        async def submit(text: str) -> str:
            return clean_line(text) or OMITTED

        dialog = InputDialog("Wat komt daar te staan?", "", lambda _: f"Leeg: {OMITTED}", submit)
        text: str | None = await self.app.push_screen_wait(dialog)
        if text:
            self._set_replacements(self.choices.replacements.with_finding(finding, text, True))

    async def _change_words(self) -> None:
        async def submit(text: str) -> tuple[str, ...]:
            return tuple(filter(None, (clean_line(word) for word in text.split(","))))

        hint = "Woorden die naar iemand leiden, met een komma ertussen. Ze worden niet bewaard."
        dialog = WordsDialog("Waar moet ik op letten?", ", ".join(self.choices.words), lambda _: hint, submit)
        words: tuple[str, ...] | None = await self.app.push_screen_wait(dialog)
        if words is not None:
            await notify_on_error(self, self._search(replace(self.choices, words=words)))

    def action_accept(self) -> None:
        choices = self.choices
        self.checked = replace_in_log(self._log, choices.findings or (), choices.replacements)
        self.dismiss(None)


def _row(finding: Finding, replacement: str | None) -> FittedRow:
    """The kind and what replaces it, and below it the trace in its sentence."""

    def write(width: int) -> Content:
        new = "" if replacement is None else f" → {replacement}"
        found = one_line(finding.trace.text)
        before = _SPACES.sub(" ", finding.before)[-max(width // 3, 1) :].lstrip()
        after = truncate(
            _SPACES.sub(" ", finding.after).rstrip(), max(width - len(before) - len(found) - 2, 1)
        )
        return Content.from_markup(
            "[b]$kind[/][$mark]$new[/][$quiet] · $label[/]\n  $before[b]$found[/]$after",
            kind=finding.trace.kind.value,
            new=new,
            label=truncate(one_line(finding.label), max(width // 2, 8)),
            before=before,
            found=found,
            after=after,
        )

    return FittedRow(write)
