"""Hulp, made from the bindings themselves, so that it cannot say what is not so."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Static

from reflectie.tui.base import BaseScreen

_MELDCODE = (
    "Dit is geen plek voor een melding of een dossier: werk daarvoor met de meldcode van je organisatie, "
    "en bel bij direct gevaar 112. Stoppen mag altijd, en erover praten met iemand die je vertrouwt ook."
)
_ABOUT = (
    "Op elke lijn zijn beide kanten iets waard. Je zet een teken waar je nu staat, of zegt dat je het "
    "(nog) niet weet. Daarna stelt de coach een paar vragen; meer mag, minder ook. Een teken hoort bij één "
    "moment: oude tekens blijven staan als een spoor."
)


Places = dict[str, tuple[type[DOMNode], ...]]


class HelpScreen(BaseScreen[None]):
    """What it is, what it is not, and every key."""

    DEFAULT_CSS = """
    HelpScreen {
        #page { height: 1fr; padding: 1 2; align-horizontal: center; scrollbar-size-vertical: 1; }
        #page > * { max-width: 76; height: auto; }
        .title { text-style: bold; color: $primary; margin-bottom: 1; }
        .part { text-style: bold; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "terug", key_display="Esc"),
        Binding("f1,q", "dismiss", "terug", show=False),
    ]

    def __init__(self, places: Places) -> None:
        """``places`` goes from a Dutch heading to the screens or widgets whose keys stand under it."""
        super().__init__()
        self._places = places

    def body(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static("Hulp", classes="title")
            yield Static(_ABOUT)
            yield Static(_MELDCODE, classes="part")
            yield Static(
                "^N betekent: houd Ctrl ingedrukt en druk op N. Alles werkt ook met de muis.", classes="part"
            )
            for heading, kinds in self._places.items():
                yield Static(heading, classes="part")
                yield Static(Content("\n").join([_row(*key) for key in keys_of(*kinds)]))

    def on_mount(self) -> None:
        self.query_one("#page").focus()


def keys_of(*kinds: type[DOMNode]) -> Iterator[tuple[str, str]]:
    """Each key of screens or widgets with what it does; → is not told again after "← →" for the same."""
    told: dict[str, set[str]] = {}
    for binding in (binding for kind in kinds for binding in kind.BINDINGS):
        if isinstance(binding, Binding) and binding.description:
            shown = binding.key_display or key_name(binding.key.split(",")[0])
            known = told.setdefault(binding.description, set())
            if not known >= set(shown):
                known.update(shown)
                yield shown, binding.description


def key_name(key: str) -> str:
    """A key as it stands on the keyboard."""
    *held, last = key.split("+")
    return " ".join([*(_NAMES.get(name, name) for name in held), _NAMES.get(last, last)])


_NAMES = {
    **{"left": "←", "right": "→", "up": "↑", "down": "↓", "shift": "⇧", "ctrl": "^"},
    **{"enter": "Enter", "space": "spatie", "escape": "Esc", "home": "Home", "end": "End"},
    **{"backspace": "Backspace", "f4": "F4", "alt": "Alt", "tab": "Tab"},
}


def _row(key: str, words: str) -> Content:
    return Content.from_markup("  [$primary b]$key[/] $words", key=key.ljust(7), words=words)


def places() -> Places:
    """Where there are keys, in the order in which a person meets them."""
    from reflectie.tui.app import ReflectieApp
    from reflectie.tui.screens.choosing import ChoosingScreen
    from reflectie.tui.screens.codes import CodeCardScreen
    from reflectie.tui.screens.home import HomeScreen
    from reflectie.tui.screens.journal import JournalScreen
    from reflectie.tui.screens.meeting import MeetingScreen
    from reflectie.tui.screens.meeting_card import MeetingCardScreen
    from reflectie.tui.screens.meetings import MeetingsScreen
    from reflectie.tui.screens.purpose import PurposeDialog
    from reflectie.tui.screens.reader import ReaderScreen
    from reflectie.tui.screens.roles import RolesDialog
    from reflectie.tui.screens.runner import RunnerScreen
    from reflectie.tui.screens.series import SeriesScreen
    from reflectie.tui.screens.settings import SettingsScreen
    from reflectie.tui.screens.situation import SituationScreen
    from reflectie.tui.screens.situation_choice import SituationDialog
    from reflectie.tui.screens.situations import SituationsScreen
    from reflectie.tui.screens.unlock import UnlockScreen
    from reflectie.tui.steps.place import PlaceView
    from reflectie.tui.steps.table_field import TableField
    from reflectie.tui.widgets.balance import Balance
    from reflectie.tui.widgets.choice import Choice
    from reflectie.tui.widgets.editor import Editor
    from reflectie.tui.widgets.other_line import OtherLine
    from reflectie.tui.widgets.picker import Picker
    from reflectie.tui.widgets.sieve import Sieve
    from reflectie.tui.widgets.tension_line import TensionLine

    return {
        "Overal": (BaseScreen, ReflectieApp),
        "Thuis": (HomeScreen,),
        "Bij de zes lijnen": (Balance,),
        "Kiezen": (ChoosingScreen,),
        "Bij een wens in Kiezen": (Sieve,),
        "In een werkvorm": (RunnerScreen,),
        "Bij waarvoor ook alweer": (PurposeDialog,),
        "Op de lijn": (TensionLine,),
        "Als je het niet weet": (PlaceView,),
        "Op de lijn van een ander": (OtherLine,),
        "Bij een paar antwoorden naast elkaar": (Choice,),
        "In een tekst": (Editor,),
        "In een lijst met vakken": (TableField,),
        "Bij een keuze in een vak": (Picker,),
        "Bij de keuze van een situatie": (SituationDialog,),
        "Situaties": (SituationsScreen,),
        "Een situatie": (SituationScreen,),
        "Overleg": (MeetingsScreen,),
        "Eén overleg": (MeetingScreen,),
        "De kaart van een overleg": (MeetingCardScreen,),
        "Een reeks": (SeriesScreen,),
        "Bij wie er komt": (RolesDialog,),
        "Logboek": (JournalScreen,),
        "Een reflectie lezen": (ReaderScreen,),
        "Instellingen": (SettingsScreen,),
        "Aan de deur": (UnlockScreen,),
        "Bij een nieuwe herstelcode": (CodeCardScreen,),
    }
