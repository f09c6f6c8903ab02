"""Dialogs for a new meeting and for the roles of its attendees."""

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from reflectie.domain.errors import ReflectieError
from reflectie.domain.meeting import clean_meeting_name
from reflectie.domain.privacy_hint import privacy_hint
from reflectie.domain.situation import MAX_NAME_LENGTH
from reflectie.domain.text import clean_line
from reflectie.domain.value import Value
from reflectie.tui.common.dialogs import DescribeText, DialogKeyBar, FieldsDialog, Result, name_hint
from reflectie.tui.widgets.steady_input import SteadyInput

MEETING_NAME_HINT = "Geef het een gewone naam, zonder namen van kinderen of ouders."

WHEN_EXAMPLES = "Bijvoorbeeld dinsdag 14:30, morgen of 24-11. Leeg mag ook."

SERIES_EXAMPLES = "Zit je hier vaker aan tafel? Geef de reeks een naam. Leeg mag ook."


class MeetingForm(Value):
    """The fields of a new meeting, as typed."""

    name: str = ""
    when: str = ""
    series: str = ""


class NewMeetingDialog(FieldsDialog[Result | None]):
    """Asks for a name and, optionally, a day and a series. A field is left when it is understood."""

    DEFAULT_CSS = """
    NewMeetingDialog {
        .label { color: $quiet; }
        #when, #name { margin-bottom: 1; }
        &.-short #when, &.-short #name { margin: 0; }
        &.-short .label { display: none; }
        .message { min-height: 2; }
    }
    """

    def __init__(
        self,
        form: MeetingForm,
        series_names: Iterable[str],
        describe_date: DescribeText,
        submit: Callable[[MeetingForm], Awaitable[Result]],
    ) -> None:
        """``form`` is filled in beforehand; ``series_names`` are the series to suggest."""
        super().__init__()
        self._initial_form, self._series_names, self._submit = form, tuple(series_names), submit
        self._describe_field: dict[str, DescribeText] = {
            "name": meeting_name_hint,
            "when": describe_date,
            "series": self._series_hint,
        }
        self._check_field: dict[str, DescribeText] = {
            "name": clean_meeting_name,
            "when": describe_date,
            "series": str,
        }
        self._asked_to_submit = False
        """Whether the user wanted to create the meeting, so that what is wrong is said at once."""

    def compose(self) -> ComposeResult:
        suggester = SuggestFromList(self._series_names, case_sensitive=False)
        form = self._initial_form
        with Vertical(id="frame"):
            yield Static("Een nieuw overleg", classes="dialog-title")
            yield Static("naam", classes="label")
            yield _form_input(form.name, "name", "naam, zoals 'regiotafel'")
            yield Static("wanneer", classes="label")
            yield _form_input(form.when, "when", "wanneer, zoals 'dinsdag 14:30' (mag leeg)")
            yield Static("reeks", classes="label")
            yield _form_input(form.series, "series", "reeks, als je hier vaker zit (mag leeg)", suggester)
            yield Static(MEETING_NAME_HINT, markup=False, classes="message")
            yield DialogKeyBar()

    def on_mount(self) -> None:
        self.query_one("#name").focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.has_focus:
            self.show_hint(self._describe_field[event.input.id or ""], event.value)

    def on_descendant_focus(self) -> None:
        if not isinstance(self.focused, Input):
            return
        if not (self._asked_to_submit and self._show_problem(self.focused)):
            self.show_hint(self._describe_field[self.focused.id or ""], self.focused.value)

    def _series_hint(self, text: str) -> str:
        if hint := privacy_hint(text):
            return hint
        typed = text.strip().casefold()
        matches = [name for name in self._series_names if typed and name.casefold().startswith(typed)]
        if matches and typed != matches[0].casefold():
            return f"→ neemt '{matches[0]}' over; Enter maakt een nieuwe reeks '{text.strip()}'."
        return f"Bekend: {' · '.join(self._series_names)}." if self._series_names else SERIES_EXAMPLES

    def action_next_field(self) -> None:
        if not (isinstance(self.focused, Input) and self._show_problem(self.focused)):
            super().action_next_field()

    def _show_problem(self, field: Input) -> bool:
        """Say what is wrong in a field that is not understood; False when it is."""
        try:
            self._check_field[field.id or ""](field.value)
        except ReflectieError as error:
            self.show_message(str(error), alert=True)
            return True
        return False

    async def action_submit(self) -> None:
        self._asked_to_submit = True
        if field := next(filter(self._show_problem, self.query(Input)), None):
            field.focus()
            return
        name, when, series = (field.value for field in self.query(Input))
        try:
            meeting = await self._submit(MeetingForm(name=name, when=when, series=series))
        except ReflectieError as error:
            self.show_message(str(error), alert=True)
        else:
            self.dismiss(meeting)


meeting_name_hint: DescribeText = partial(name_hint, default=MEETING_NAME_HINT)
"""The hint below the name of a meeting."""


def _form_input(text: str, name: str, placeholder: str, suggester: SuggestFromList | None = None) -> Input:
    return SteadyInput(
        text,
        id=name,
        placeholder=placeholder,
        max_length=MAX_NAME_LENGTH,
        suggester=suggester,
    )


_ROLES_HINT = "Namen worden niet bewaard. Wie je leeg laat, komt er niet in."


class AttendeeRolesDialog(FieldsDialog[tuple[str, ...] | None]):
    """Asks for a role beside each name. Returns the roles that were filled in, or None."""

    DEFAULT_CSS = """
    AttendeeRolesDialog {
        Horizontal { height: 1; }
        .name { width: 1fr; color: $quiet; margin-right: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        Input { width: 1fr; }
    }
    """
    HELP_TITLE: ClassVar[str] = "Bij wie er komt"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+n", "submit_roles", "klaar")]

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._names = tuple(names)

    def compose(self) -> ComposeResult:
        with Vertical(id="frame"):
            yield Static("Geef ieder een rol of een organisatie.", classes="dialog-title")
            with VerticalScroll(can_focus=False, classes="long"):
                for number, name in enumerate(self._names):
                    with Horizontal():
                        yield Static(name, markup=False, classes="name")
                        example = "zoals 'de school'" if number == 0 else ""
                        yield SteadyInput(placeholder=example, max_length=MAX_NAME_LENGTH)
            yield Static(_ROLES_HINT, markup=False, classes="message")
            yield DialogKeyBar()

    def on_mount(self) -> None:
        self.query(Input).first().focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        hint = privacy_hint(event.value)
        self.show_message(hint or _ROLES_HINT, hint=bool(hint))

    async def action_submit(self) -> None:
        self.action_submit_roles()

    def action_submit_roles(self) -> None:
        """Keep the roles that were filled in; possible from any field."""
        roles = (clean_line(field.value) for field in self.query(Input))
        self.dismiss(tuple(role for role in roles if role))
