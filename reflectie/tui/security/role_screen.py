"""Ask for the roles of the user at the first start."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from reflectie.domain.field import Role
from reflectie.services.context import Context
from reflectie.services.first_entry import choose_first_roles
from reflectie.tui.security.password_screens import FormScreen
from reflectie.tui.widgets.option_row import CheckList

ROLE_QUESTION = "Wat is je rol?"

ROLE_EXPLANATION = (
    "Kies er een of meer, of geen. Vragen voor jouw rol komen eerst. "
    "Wat voor een andere rol is, zie je niet. Zonder rol krijg je wat voor iedereen is."
)


class RoleList(CheckList, inherit_bindings=False):
    """The roles. Enter goes on instead of choosing one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "omhoog", show=False),
        Binding("down", "cursor_down", "omlaag", show=False),
        Binding("space", "select", "kies"),
    ]


class RoleScreen(FormScreen[None]):
    """Several roles, one or none. They stay in memory until there is a journal; then ``go_on`` is called."""

    DEFAULT_CSS = "RoleScreen { RoleList { margin-bottom: 1; } }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+n", "next", "verder"),
        Binding("escape", "app.pop_screen", "terug"),
    ]

    def __init__(self, context: Context, go_on: Callable[[], None]) -> None:
        super().__init__()
        self.context, self._go_on = context, go_on

    def compose_form(self) -> ComposeResult:
        yield Static(ROLE_QUESTION, classes="title")
        yield Static(ROLE_EXPLANATION)
        yield RoleList({role: role.value for role in Role}, [*self.context.settings.roles])
        yield Static("Later veranderen kan in Instellingen.", classes="quiet")

    def on_mount(self) -> None:
        self.query_one(RoleList).focus()

    def action_next(self) -> None:
        chosen = self.query_one(RoleList).chosen
        choose_first_roles(self.context, tuple(role for role in Role if role in chosen))
        self._go_on()
