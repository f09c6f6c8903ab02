"""Help: what the program is, and every key, read from the bindings."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Static

from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.home.choose_screen import ChooseScreen
from reflectie.tui.home.home_screen import HomeScreen
from reflectie.tui.logbook.logbook_screen import LogbookScreen
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.meetings.meeting_card_screen import MeetingCardScreen
from reflectie.tui.meetings.meeting_dialogs import AttendeeRolesDialog
from reflectie.tui.meetings.meeting_screen import MeetingScreen, SeriesScreen
from reflectie.tui.meetings.meetings_screen import MeetingsScreen
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.security.recovery_code_screens import CodeCardScreen
from reflectie.tui.security.unlock_screen import UnlockScreen
from reflectie.tui.settings.settings_screen import SettingsScreen
from reflectie.tui.situations.situation_flows import PurposeDialog, SituationDialog
from reflectie.tui.situations.situation_screen import SituationScreen, SituationsScreen
from reflectie.tui.steps.place_view import PlaceView
from reflectie.tui.steps.rows_view import TableField
from reflectie.tui.widgets.balance_chart import BalanceChart
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.filter_bar import FilterBar
from reflectie.tui.widgets.option_row import OptionPicker, OptionRow
from reflectie.tui.widgets.tension_line import OtherLine, TensionLine

_MELDCODE_TEXT = (
    "Dit is geen plek voor een melding of een dossier: werk daarvoor met de meldcode van je organisatie, "
    "en bel bij direct gevaar 112. Stoppen mag altijd, en erover praten met iemand die je vertrouwt ook."
)

_ABOUT_TEXT = (
    "Op elke lijn zijn beide kanten iets waard. Je zet een teken waar je nu staat, of zegt dat je het "
    "(nog) niet weet. Daarna stelt de coach een paar vragen; meer mag, minder ook. Een teken hoort bij één "
    "moment: oude tekens blijven staan als een spoor."
)

HelpSections = dict[str, tuple[type[DOMNode], ...]]


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

    def __init__(self, places: HelpSections) -> None:
        """``places`` goes from a Dutch heading to the screens or widgets whose keys stand under it."""
        super().__init__()
        self._sections = places

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static("Hulp", classes="title")
            yield Static(_ABOUT_TEXT)
            yield Static(_MELDCODE_TEXT, classes="part")
            yield Static(
                "^N betekent: houd Ctrl ingedrukt en druk op N. Alles werkt ook met de muis.", classes="part"
            )
            for heading, kinds in self._sections.items():
                yield Static(heading, classes="part")
                yield Static(Content("\n").join([_key_row(*key) for key in keys_of(*kinds)]))

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
    return " ".join([*(_KEY_NAMES.get(name, name) for name in held), _KEY_NAMES.get(last, last)])


_KEY_NAMES = {
    **{"left": "←", "right": "→", "up": "↑", "down": "↓", "shift": "⇧", "ctrl": "^"},
    **{"enter": "Enter", "space": "spatie", "escape": "Esc", "home": "Home", "end": "End"},
    **{"backspace": "Backspace", "f4": "F4", "alt": "Alt", "tab": "Tab"},
}


def _key_row(key: str, words: str) -> Content:
    return Content.from_markup("  [$primary b]$key[/] $words", key=key.ljust(7), words=words)


def help_sections(app: type[DOMNode]) -> HelpSections:
    """Where there are keys, in the order in which a person meets them."""
    return {
        "Overal": (BaseScreen, app),
        "Thuis": (HomeScreen,),
        "Bij de zes lijnen": (BalanceChart,),
        "Kiezen": (ChooseScreen,),
        "Bij een wens in Kiezen": (FilterBar,),
        "In een werkvorm": (RunnerScreen,),
        "Bij waarvoor ook alweer": (PurposeDialog,),
        "Op de lijn": (TensionLine,),
        "Als je het niet weet": (PlaceView,),
        "Op de lijn van een ander": (OtherLine,),
        "Bij een paar antwoorden naast elkaar": (OptionRow,),
        "In een tekst": (Editor,),
        "In een lijst met vakken": (TableField,),
        "Bij een keuze in een vak": (OptionPicker,),
        "Bij de keuze van een situatie": (SituationDialog,),
        "Situaties": (SituationsScreen,),
        "Een situatie": (SituationScreen,),
        "Overleg": (MeetingsScreen,),
        "Eén overleg": (MeetingScreen,),
        "De kaart van een overleg": (MeetingCardScreen,),
        "Een reeks": (SeriesScreen,),
        "Bij wie er komt": (AttendeeRolesDialog,),
        "Logboek": (LogbookScreen,),
        "Een reflectie lezen": (ReaderScreen,),
        "Instellingen": (SettingsScreen,),
        "Aan de deur": (UnlockScreen,),
        "Bij een nieuwe herstelcode": (CodeCardScreen,),
    }
