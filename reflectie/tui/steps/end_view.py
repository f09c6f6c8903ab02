"""The end of the short route or of a part: what can be done more, or done."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reflectie.diagrams.scale import trail_legend
from reflectie.domain.closing import OfferedPart, PartState, closing_trail, last_sentence, offered_parts
from reflectie.domain.duration import in_minutes
from reflectie.domain.entry import Trail
from reflectie.domain.session import Session
from reflectie.domain.text import shorten
from reflectie.export.card import has_filled_card
from reflectie.services.appointments import has_next_step
from reflectie.tui.steps.step_view import plain_text
from reflectie.tui.terminal.stale_input import SafeOptionList
from reflectie.tui.widgets.fitted_row import fit_legend
from reflectie.tui.widgets.tension_line import TensionLine

_DONE_ID, _CARD_ID, _CALENDAR_ID = ":done", ":card", ":calendar"

_NOTHING = "Niets, en dat mag."
_SAVED = "Het staat in je logboek."
_MEETING_CARD = "Je kaart voor aan tafel staat klaar."
_STOP_OR_GO_ON = "Je kunt nu stoppen, of verdergaan met een deel."

_CARD_OFFER = "je kaart: bekijken, kopiëren, bewaren of afdrukken"

_CALENDAR_OFFER = "Je stap: een moment in je agenda om erop terug te komen"

_MAX_SENTENCE_LENGTH = 240
"""In characters; a longer sentence is cut."""


class _PartList(SafeOptionList):
    """Being done, which is the first row, and the parts."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_part", "openen"),
        Binding("down", "go_to_parts", "naar een deel"),
        Binding("down", "cursor_down", "omlaag", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "open_part":  # on the first row, Enter is a key of the screen
            return bool(self.highlighted)
        if action == "go_to_parts":
            return not self.highlighted and self.option_count > 1
        return super().check_action(action, parameters)

    def action_open_part(self) -> None:
        self.action_select()

    def action_go_to_parts(self) -> None:
        self.action_cursor_down()

    def on_option_list_option_highlighted(self) -> None:
        self.refresh_bindings()


class EndView(Vertical):
    """The closing of an exercise, without praise or a score, with the parts that can still be walked."""

    DEFAULT_CSS = """
    EndView {
        height: 1fr;
        .legend { color: $quiet; margin-bottom: 1; }
        .sentence { border-left: outer $border-blurred; padding-left: 1; margin-bottom: 1; }
        .saved { color: $quiet; }
        .saved, .nothing { margin-bottom: 1; }
        OptionList { height: 1fr; min-height: 3; background: $background; }
    }
    """

    class PartChosen(Message):
        """The user chose a part."""

        def __init__(self, part: str) -> None:
            self.part = part
            super().__init__()

    class CalendarChosen(Message):
        """The user wants a moment in their calendar to come back to their next step."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        if trail := closing_trail(self._session):
            yield from _line_widgets(trail)
        if sentence := last_sentence(self._session):
            yield plain_text(shorten(sentence, _MAX_SENTENCE_LENGTH), "sentence")
        has_content = self._session.entry.has_content
        has_card = has_filled_card(self._session)
        is_for_meeting = has_card and self._session.entry.meeting is not None
        parts = offered_parts(self._session)
        said = [_SAVED if has_content else _NOTHING]
        goes_on = any(part.state is not PartState.DONE for part in parts)
        said += [_MEETING_CARD] * is_for_meeting + [_STOP_OR_GO_ON] * goes_on
        yield plain_text(" ".join(said), "saved" if has_content else "nothing")
        yield _PartList(
            Option(Content("klaar, naar je kaart" if is_for_meeting else "klaar"), id=_DONE_ID),
            *([Option(Content(_CARD_OFFER), id=_CARD_ID)] if has_card else []),
            *(Option(Content(_offer(part)), id=part.id) for part in parts),
            *([Option(Content(_CALENDAR_OFFER), id=_CALENDAR_ID)] if self._offers_calendar else []),
        )

    @property
    def _offers_calendar(self) -> bool:
        """Whether there is a next step; what was prepared for a meeting has its own moment."""
        return not self._session.entry.meeting and has_next_step(self._session.entry)

    @property
    def initial_focus(self) -> Widget | None:
        """The list of what can be done."""
        return self.query_one(OptionList)

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id in (None, _DONE_ID):
            await self.run_action("screen.finish")
        elif event.option_id == _CARD_ID:
            await self.run_action("screen.read('card')")
        elif event.option_id == _CALENDAR_ID:
            self.post_message(self.CalendarChosen())
        else:
            self.post_message(self.PartChosen(event.option_id))


def _line_widgets(trail: Trail) -> list[Widget]:
    """The line with its marks, and what the signs mean."""
    placement = trail.now or trail.nature
    assert placement is not None, "the trail of the closing is not empty"
    line = TensionLine(placement.left, placement.right, trail.value, trail.nature_value)
    return [line, Static(fit_legend(trail_legend([trail])), classes="legend")]


_STATE_LABELS = {PartState.BEGUN: "iets ingevuld", PartState.DONE: "klaar"}


def _offer(part: OfferedPart) -> str:
    """The title of a part with its minutes, or how far it is."""
    minutes = in_minutes(part.minutes)
    return f"{part.title} · {_STATE_LABELS.get(part.state, minutes)}"
