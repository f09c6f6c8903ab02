"""The step that names a situation: type a name, choose one that exists, or pass."""

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.domain.draft_change import initial_situation
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.situation import Situation
from reflectie.tui.steps.step_view import StepView
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.editor import Editor, LineEditor

_TYPE_NAME = "Typ een naam, of ga verder zonder."

_CHOOSE_NAME = "Typ een naam, kies ↓, of ga verder."


class NameSituationView(StepView):
    """A line for the name, with the open situations below it."""

    DEFAULT_CSS = """
    NameSituationView {
        OptionList { height: auto; max-height: 1fr; background: $background; margin-top: 1; }
        .name-hint { height: auto; margin-top: 1; color: $mark; }
    }
    """

    def compose(self) -> ComposeResult:
        yield from self.compose_heading()
        yield self._make_name_editor(_CHOOSE_NAME if self.session.situations else _TYPE_NAME)
        yield Static(classes="name-hint", markup=False)
        yield SafeOptionList(*(Option(Content(s.name), id=s.id) for s in self._offered("")))

    def _make_name_editor(self, placeholder: str) -> Editor:
        """A line with the draft or the saved name, or else the situation to which the entry belongs."""
        return LineEditor(*initial_situation(self.session, self.stop, self.drafts), placeholder)

    def on_mount(self) -> None:
        self._show_matches()

    def show_situation(self, name: str) -> None:
        """Show the name in place of what was typed, which would otherwise move the entry again."""
        if self.editor:
            self.editor.text = name

    def _offered(self, typed: str) -> list[Situation]:
        """The situations with the typed text in their name."""
        return [s for s in self.session.situations if typed.casefold() in s.name.casefold()]

    def on_text_area_changed(self) -> None:
        self._show_matches()
        super().on_text_area_changed()

    def _show_matches(self) -> None:
        typed = self.text.strip()
        offered = [situation for situation in self._offered(typed) if situation.name != typed]
        option_list = self.query_one(OptionList)
        option_list.clear_options()
        option_list.add_options(Option(Content(s.name), id=s.id) for s in offered)
        option_list.display = bool(offered)
        hint = self.query_one(".name-hint", Static)
        hint.update(text := privacy_hint(typed) or "")
        hint.display = bool(text)

    def on_line_editor_cursor_exited(self, event: LineEditor.CursorExited) -> None:
        """Go from the line to the list."""
        option_list = self.query_one(OptionList)
        if event.direction > 0 and option_list.option_count:
            option_list.focus()
            option_list.highlighted = 0

    def on_key(self, event: events.Key) -> None:
        """Go from the top of the list back to the line."""
        option_list = self.query_one(OptionList)
        if event.key == "up" and option_list.has_focus and not option_list.highlighted and self.editor:
            event.stop()
            event.prevent_default()
            self.editor.focus()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Use the situation that was chosen, and go on."""
        event.stop()
        situation = next(s for s in self.session.situations if s.id == event.option_id)
        if self.editor:
            self.editor.text = situation.name
            self.editor.focus()
            await self.run_action("screen.next")
