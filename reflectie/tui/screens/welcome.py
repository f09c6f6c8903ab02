"""The first time: what it is and who can read it, then a first mark within a minute."""

from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from reflectie.domain.exercise import Exercise
from reflectie.domain.session import Session, Stop
from reflectie.domain.step import Place
from reflectie.tui.base import BaseScreen
from reflectie.tui.desk import Desk
from reflectie.tui.door import Door
from reflectie.tui.screens.protect import ProtectScreen
from reflectie.tui.steps.place import PlaceView

FIRST_LINE = 4
"""Doorgaan en vertragen: the line that needs no explaining."""

_WORDS = (
    "Dit is een plek om na te denken over je werk: over wat wringt, wat je niet weet, en wat wel lukt. "
    "Er is geen goed of fout, er wordt niets geteld, en je kunt altijd overslaan of stoppen.",
    "Wat je schrijft gaat over jou. Het blijft op deze computer, versleuteld, en niemand leest mee. "
    "Noem liever geen namen van kinderen of ouders; een eigen woord is genoeg.",
    "Je begint met één lijn tussen twee polen. Daarna kies je een wachtwoord, en pas dan schrijf je.",
)


def _only_copies(door: Door) -> str:
    """Who comes here may have lost a journal: what brings it back, and what beginning anew would do."""
    folder = door.folder
    return (
        f"In {folder.path} staat geen logboek meer, maar er staan nog wel kopieën. Wil je het terug? Sluit "
        "dan af met ^Q en geef de opdracht 'reflectie herstel'. Begin je hier toch een nieuw logboek, zet "
        f"dan eerst de map {folder.backups.name} ergens anders: nieuwe kopieën verdringen later de oude."
    )


class WelcomeScreen(BaseScreen[None]):
    """Three short paragraphs and one key; where only copies are left, that comes before them."""

    DEFAULT_CSS = """
    WelcomeScreen {
        #middle { height: 1fr; align: center middle; }
        #card { width: 100%; max-width: 72; height: auto; max-height: 100%; padding: 0 2; }
        #card Static { height: auto; margin-bottom: 1; }
        #card .title { text-style: bold; color: $primary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+n", "begin", "beginnen", key_display="Enter"),
    ]

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__()
        self._desk, self._door = desk, door

    def body(self) -> ComposeResult:
        with Container(id="middle"), VerticalScroll(id="card"):
            yield Static("reflectie", classes="title")
            if self._door.has_copies:
                yield Static(_only_copies(self._door), markup=False)
            for words in _WORDS:
                yield Static(words)

    def on_mount(self) -> None:
        self._door.take_password()  # what is begun here gets one of its own

    def action_begin(self) -> None:
        self.app.push_screen(FirstMarkScreen(self._desk, self._door))


class FirstMarkScreen(BaseScreen[None]):
    """One line to stand on, kept in memory until there is a place to keep it."""

    DEFAULT_CSS = """
    FirstMarkScreen {
        #middle { height: 1fr; align-horizontal: center; }
        #stage { height: 1fr; width: 100%; max-width: 88; padding: 2 2 0 2; }
        &.-short #stage { padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+n", "next", "verder", key_display="Enter"),
        Binding("escape", "app.pop_screen", "terug", key_display="Esc"),
    ]

    def __init__(self, desk: Desk, door: Door) -> None:
        super().__init__()
        self._desk, self._door = desk, door
        self._session, self._stop = self._first_stop()

    def _exercise(self) -> Exercise:
        return next(e for e in self._desk.library.exercises if e.number == FIRST_LINE)

    def _first_stop(self) -> tuple[Session, Stop]:
        exercise = self._exercise()
        session = Session(exercise=exercise, entry=self._desk.begin(exercise))
        return session, next(stop for stop in session.stops if isinstance(stop.step, Place))

    def body(self) -> ComposeResult:
        with Container(id="middle"), Container(id="stage"):
            yield PlaceView(self._stop, self._session, self._desk.library)

    def on_mount(self) -> None:
        self.query_one(PlaceView).line.focus()

    def action_next(self) -> None:
        """On to the password; a mark goes along, none is fine too."""
        entry = replace(self._session.entry, position=self._stop.address)
        entry = self.query_one(PlaceView).kept().into(entry)
        self._desk.first_entries[:] = [entry] if entry.is_begun else []
        self.app.push_screen(ProtectScreen(self._desk, self._door))
