"""Help: what the program is, and every key, read from the bindings of screens and widgets."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.widgets import Static

from reflectie.domain.text_layout import wrap
from reflectie.tui.cards.card_screen import CardScreen
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.exporting.export_flow import WritingDialog
from reflectie.tui.exporting.export_screen import ExportScreen
from reflectie.tui.exporting.preview_screen import PreviewScreen
from reflectie.tui.exporting.trace_screen import TraceScreen
from reflectie.tui.help.action_menu import ActionMenu
from reflectie.tui.home.choose_screen import ChooseScreen
from reflectie.tui.home.home_screen import HomeRow, HomeScreen
from reflectie.tui.logbook.logbook_screen import LogbookScreen
from reflectie.tui.logbook.reader_blocks import QuestionLine
from reflectie.tui.logbook.reader_screen import ReaderScreen
from reflectie.tui.look_back.field_screen import FieldScreen
from reflectie.tui.look_back.look_back_screen import AllLinesScreen, FiveYearsScreen, LookBackScreen
from reflectie.tui.look_back.side_by_side_screen import SideBySideScreen
from reflectie.tui.meetings.meeting_dialogs import AttendeeRolesDialog
from reflectie.tui.meetings.meeting_screen import MeetingScreen, SeriesScreen
from reflectie.tui.meetings.meetings_screen import MeetingsScreen
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.security.already_open_screen import AlreadyOpenScreen
from reflectie.tui.security.recovery_code_screens import CodeCardScreen
from reflectie.tui.security.unlock_screen import UnlockScreen
from reflectie.tui.settings.packs_screen import PacksScreen
from reflectie.tui.settings.settings_screen import SettingsScreen
from reflectie.tui.situations.situation_flows import PurposeDialog, SituationDialog
from reflectie.tui.situations.situation_screen import SituationScreen, SituationsScreen
from reflectie.tui.steps.place_view import PlaceView
from reflectie.tui.steps.read_view import SoundSwitch
from reflectie.tui.steps.rows_view import TableField
from reflectie.tui.widgets.balance_chart import BalanceChart
from reflectie.tui.widgets.editor import Editor
from reflectie.tui.widgets.fitted_row import MIN_WIDTH, FittedRow
from reflectie.tui.widgets.key_bar import KeyBar, binding_sign
from reflectie.tui.widgets.option_row import FilterBar, OptionRow
from reflectie.tui.widgets.tension_line import MarkLine, OtherLine
from reflectie.tui.widgets.trail_chart import TrailChart

SECTIONS: tuple[type[DOMNode], ...] = (
    BaseScreen,
    ActionMenu,
    KeyBar,
    HomeScreen,
    BalanceChart,
    HomeRow,
    FieldScreen,
    TrailChart,
    LookBackScreen,
    AllLinesScreen,
    SideBySideScreen,
    FiveYearsScreen,
    ChooseScreen,
    FilterBar,
    RunnerScreen,
    PurposeDialog,
    MarkLine,
    PlaceView,
    OtherLine,
    OptionRow,
    SoundSwitch,
    Editor,
    TableField,
    SituationDialog,
    SituationsScreen,
    SituationScreen,
    MeetingsScreen,
    MeetingScreen,
    CardScreen,
    SeriesScreen,
    AttendeeRolesDialog,
    LogbookScreen,
    ReaderScreen,
    QuestionLine,
    SettingsScreen,
    ExportScreen,
    TraceScreen,
    PreviewScreen,
    WritingDialog,
    PacksScreen,
    UnlockScreen,
    AlreadyOpenScreen,
    CodeCardScreen,
)
"""The screens and widgets with keys, in the order in which a user meets them. Each has a ``HELP_TITLE``."""

_ABOUT_TEXT = (
    "Op elke lijn zijn beide kanten iets waard. Je zet een teken waar je nu staat, of zegt dat je het "
    "(nog) niet weet. Daarna stelt de coach een paar vragen; meer mag, minder ook. Een teken hoort bij één "
    "moment: oude tekens blijven staan als een spoor."
)

_MELDCODE_TEXT = (
    "Dit is geen plek voor een melding of een dossier: werk daarvoor met de meldcode van je organisatie, "
    "en bel bij direct gevaar 112. Stoppen mag altijd, en erover praten met iemand die je vertrouwt ook."
)

_KEY_NOTATION_TEXT = (
    "Onderaan staan de toetsen die je het meest nodig hebt. Alles wat verder kan, staat met zijn toets onder "
    "F1 of Ctrl+P. Houdt je terminal een toets voor zichzelf, ga dan met Tab naar de onderste regel en druk "
    "op Enter. Alles werkt ook met de muis."
)

_WORDS = {
    "werkvorm": "vragen die bij elkaar horen; elke lijn is er een",
    "reflectie": "wat je in één keer bij een werkvorm schrijft",
    "pool": "een van de twee kanten van een lijn",
    "spoor": "je tekens op een lijn, van toen naar nu",
    "etiket": "een woord dat je op een reflectie plakt, om haar terug te vinden",
    "vraag door": "de coach vraagt verder op wat je net schreef",
    "situatie": "iets waar je vaker op terugkomt, onder een verzonnen naam",
    "reeks": "overleggen aan dezelfde tafel",
    "weggooien": "naar de prullenbak; het kan terug",
    "wissen": "voorgoed weg",
}
"""What the words of the program mean, in the order in which a user meets them."""

_KEY_WIDTH = 12
"""Cells of the key before what it does."""

HelpSections = dict[str, tuple[type[DOMNode], ...]]
"""From a Dutch heading to the classes whose keys are listed under it."""


class HelpScreen(BaseScreen[None]):
    """What the program is, what it is not for, and every key."""

    DEFAULT_CSS = """
    HelpScreen {
        #page { height: 1fr; padding: 1 2; align-horizontal: center; scrollbar-size-vertical: 1; }
        #page > * { max-width: 76; height: auto; }
        .title { text-style: bold; color: $primary; margin-bottom: 1; }
        .part { text-style: bold; margin-top: 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "terug"),
    ]

    def __init__(self, app_class: type[App[None]]) -> None:
        """``app_class`` has the keys that work everywhere."""
        super().__init__()
        self._sections = help_sections(app_class)

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="page"):
            yield Static("Hulp", classes="title")
            yield Static(_ABOUT_TEXT)
            yield Static(_MELDCODE_TEXT, classes="part")
            yield Static("Woorden", classes="part")
            yield Static(_key_rows(_WORDS.items()))
            yield Static(_KEY_NOTATION_TEXT, classes="part")
            for heading, classes in self._sections.items():
                yield Static(heading, classes="part")
                yield Static(_key_rows(keys_of(*classes)))

    def on_mount(self) -> None:
        self.query_one("#page").focus()


def help_sections(app_class: type[DOMNode]) -> HelpSections:
    """Group the classes with keys by their heading, in the order of ``SECTIONS``."""
    sections: HelpSections = {}
    for node_class in (SECTIONS[0], app_class, *SECTIONS[1:]):
        heading = node_class.__dict__["HELP_TITLE"]
        sections[heading] = (*sections.get(heading, ()), node_class)
    return sections


def keys_of(*classes: type[DOMNode]) -> Iterator[tuple[str, str]]:
    """Yield each key with its description. A key is left out if another one already shows its sign.

    An example is → after "← →" with the same description.
    """
    signs_shown: dict[str, set[str]] = {}
    for binding in (binding for node_class in classes for binding in node_class.BINDINGS):
        if isinstance(binding, Binding) and binding.description:
            key = binding_sign(binding)
            signs = signs_shown.setdefault(binding.description, set())
            if not signs >= set(key):
                signs.update(key)
                yield key, binding.description


def _key_rows(rows: Iterable[tuple[str, str]]) -> FittedRow:
    """Keys or words with what they mean beside them; further rows of a meaning stand under its first."""
    shown = tuple(rows)

    def write(width: int) -> Content:
        return Content("\n").join([_key_row(key, text, width) for key, text in shown])

    return FittedRow(write)


def _key_row(key: str, description: str, width: int) -> Content:
    indent = " " * (_KEY_WIDTH + 3)
    text = f"\n{indent}".join(wrap(description, max(width - len(indent), MIN_WIDTH)))
    return Content.from_markup("  [$primary b]$key[/] $text", key=key.ljust(_KEY_WIDTH), text=text)
