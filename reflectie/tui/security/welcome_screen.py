"""The first start: welcome, roles, a first placement, and a password."""

from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from reflectie.domain.errors import ReflectieError
from reflectie.domain.moves import NOT_WRITTEN
from reflectie.journal.folder import sync_warning
from reflectie.services.context import Context
from reflectie.services.first_entry import FirstPlacement, save_first_start
from reflectie.services.unlock import Unlock
from reflectie.tui.common.base_screen import BaseScreen
from reflectie.tui.common.notify import first_mark_not_saved
from reflectie.tui.security.password_screens import JournalOpened, NewPasswordForm
from reflectie.tui.security.role_screen import RoleScreen
from reflectie.tui.steps.place_view import PlaceView


class CreateJournalScreen(NewPasswordForm[None]):
    """Asks for a password, and creates the journal with the first placement."""

    FORM_TITLE = "Kies een wachtwoord"
    EXPLANATION = (
        "Liefst een korte zin. Je logboek wordt ermee versleuteld. "
        "Daarna kun je een herstelcode opschrijven. Wie beide kwijt is, komt er niet meer in: ook wij niet."
    )
    SUBMIT_HINT = "Enter: het logboek maken"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", "terug"),
    ]

    def __init__(self, context: Context, unlock: Unlock) -> None:
        super().__init__()
        self.context, self.unlock = context, unlock
        self._is_creating = False
        self._first_entry: str | None = None

    def on_mount(self) -> None:
        if service := self.context.sync_service_name():
            self.show_message(sync_warning(service))

    def password_accepted(self, password: str) -> None:
        if not self._is_creating:
            self._is_creating = True
            self.show_message("Je logboek wordt gemaakt…")
            self._create_journal(password)

    @work
    async def _create_journal(self, password: str) -> None:
        try:
            if self.context.journal is None:  # otherwise an earlier attempt created it
                self.context.journal = await self.unlock.opener.create(password)
                self.refresh_bindings()
            data_key = await self.unlock.opener.data_key(password)
        except ReflectieError as error:
            self._is_creating = False
            self.show_message(str(error))
            return
        try:
            self._first_entry = await save_first_start(self.context) or self._first_entry
        except ReflectieError as error:
            self._is_creating = False
            self.show_message(first_mark_not_saved(error))
            return
        self.clear_inputs()
        self.app.post_message(JournalOpened(self._first_entry, data_key))

    async def save_pending(self) -> bool:
        """Save the first placement once there is a journal. Return False when the disk refused."""
        try:
            self._first_entry = await save_first_start(self.context) or self._first_entry
        except ReflectieError:
            return False
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "stop":
            return self.context.journal is None  # the placement will be saved in this journal
        return super().check_action(action, parameters)

    def action_stop(self) -> None:
        self.app.pop_screen()


_WELCOME_TEXTS = (
    "Dit is een plek om na te denken over je werk: over wat wringt, wat je niet weet, en wat wel lukt. "
    "Er is geen goed of fout, er wordt niets geteld, en je kunt altijd overslaan of stoppen.",
    "Wat je schrijft gaat over jou. Het blijft op deze computer, versleuteld, en niemand leest mee. "
    "Noem liever geen namen van kinderen of ouders; een eigen woord is genoeg.",
    "Je begint met één lijn, tussen twee kanten die allebei iets waard zijn. Daarna kies je een wachtwoord, "
    "en dan schrijf je verder.",
)


def _only_backups_text(unlock: Unlock) -> str:
    """Say how to restore a lost journal, and what a new journal would do to the backups."""
    folder = unlock.folder
    return (
        f"In {folder.path} staat geen logboek meer, maar er staan nog wel kopieën. Wil je het terug? Sluit "
        "dan af met Ctrl+Q en geef de opdracht 'reflectie herstel'. Begin je hier toch een nieuw logboek, "
        f"zet dan eerst de map {folder.backups_folder.name} ergens anders: nieuwe kopieën verdringen later "
        "de oude."
    )


class WelcomeScreen(BaseScreen[None]):
    """Introduces the program. Where only backups are left, it says that first."""

    DEFAULT_CSS = """
    WelcomeScreen {
        #middle { height: 1fr; align: center middle; }
        #card { width: 100%; max-width: 72; height: auto; max-height: 100%; padding: 0 2; }
        #card Static { height: auto; margin-bottom: 1; }
        #card .title { text-style: bold; color: $primary; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+n", "begin", "beginnen"),
    ]

    def __init__(self, context: Context, unlock: Unlock) -> None:
        super().__init__()
        self.context, self.unlock = context, unlock

    def compose_body(self) -> ComposeResult:
        with Container(id="middle"), VerticalScroll(id="card"):
            yield Static("reflectie", classes="title")
            if self.unlock.has_backups:
                yield Static(_only_backups_text(self.unlock), markup=False)
            for text in _WELCOME_TEXTS:
                yield Static(text)

    def on_mount(self) -> None:
        self.unlock.take_password()  # a new journal gets its own password

    def action_begin(self) -> None:
        self.app.push_screen(RoleScreen(self.context, self._ask_for_a_mark))

    def _ask_for_a_mark(self) -> None:
        self.app.push_screen(FirstPlacementScreen(self.context, self.unlock))


_WRITE_LATER = f"{NOT_WRITTEN} Schrijven kan hierna, als je een wachtwoord hebt."


class FirstPlacementScreen(BaseScreen[None]):
    """Lets the user make one placement. It stays in memory until there is a journal."""

    DEFAULT_CSS = """
    FirstPlacementScreen {
        #middle { height: 1fr; align-horizontal: center; }
        #step { height: 1fr; width: 100%; max-width: 88; padding: 2 2 0 2; }
        #status { height: 1; padding: 0 2; color: $quiet; text-align: right; }
        &.-short #step { padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+n", "next", "verder"),
        Binding("escape", "back", "terug"),
    ]

    def __init__(self, context: Context, unlock: Unlock) -> None:
        super().__init__()
        self.context, self.unlock = context, unlock
        self._placement = FirstPlacement(context)

    def compose_body(self) -> ComposeResult:
        with Container(id="middle"), Container(id="step"):
            yield PlaceView(self._placement.stop, self._placement.session, self.context.library)
        yield Static(id="status")

    def on_mount(self) -> None:
        self.query_one(PlaceView).own_line.focus()

    def on_key(self, event: events.Key) -> None:
        """Say where words can go that are typed on the line."""
        if event.is_printable and (event.character or "").strip() and event.key not in self.active_bindings:
            self.query_one("#status", Static).update(_WRITE_LATER)

    def on_step_view_changed(self) -> None:
        self.query_one("#status", Static).update("")

    def action_back(self) -> None:
        """Return to the roles; the placement stays in memory."""
        self._placement.keep(self.query_one(PlaceView).response)
        self.app.pop_screen()

    def action_next(self) -> None:
        """Ask for a password. A placement is optional."""
        self._placement.keep(self.query_one(PlaceView).response)
        self.app.push_screen(CreateJournalScreen(self.context, self.unlock))
