"""``--voorbeeld [ROL]``: the full screen on a made-up journal."""

import pytest

from reflectie.domain.field import Role
from reflectie.early_terminal import opens_full_screen
from reflectie.journal.situations import list_situations
from reflectie.services.context import Context
from reflectie.tui import app

from .conftest import Person


@pytest.fixture
def opened(at_terminal: Person, monkeypatch: pytest.MonkeyPatch) -> list[Context]:
    """The context of each full screen that was opened."""
    contexts: list[Context] = []
    monkeypatch.setattr(app.ReflectieApp, "run", lambda self: contexts.append(self.context))
    return contexts


@pytest.mark.parametrize(
    ("arguments", "role", "situation"),
    [
        (("--voorbeeld",), Role.PROFESSIONAL, "de dinsdagtafel"),
        (("--voorbeeld", "professional"), Role.PROFESSIONAL, "de dinsdagtafel"),
        (("--voorbeeld", "bestuurder"), Role.BESTUURDER, "de achtste groep"),
        (("--voorbeeld=bestuurder",), Role.BESTUURDER, "de achtste groep"),
    ],
)
async def test_an_example_has_the_role_and_the_journal_of_its_writer(
    at_terminal: Person, opened: list[Context], arguments: tuple[str, ...], role: Role, situation: str
) -> None:
    assert opens_full_screen([*arguments])
    assert at_terminal.runs(*arguments) == 0
    (context,) = opened
    assert (context.settings.roles, context.folder) == ((role,), None)
    journal = context.require_journal
    assert situation in {found.name for found in await journal.call(list_situations, open_only=False)}
    journal.close()


@pytest.mark.parametrize("role", ["beleidsmaker", "lijst"])
def test_a_role_without_example_is_explained(
    at_terminal: Person, opened: list[Context], capsys: pytest.CaptureFixture[str], role: str
) -> None:
    assert at_terminal.runs("--voorbeeld", role) == 2
    assert "is er niet; kies uit" in capsys.readouterr().err
    assert opened == []


def test_a_command_has_no_example(at_terminal: Person, capsys: pytest.CaptureFixture[str]) -> None:
    assert not opens_full_screen(["--voorbeeld", "bestuurder", "lijst"])
    assert at_terminal.runs("--voorbeeld", "bestuurder", "lijst") == 2
    assert "hoort bij 'reflectie' zonder opdracht" in capsys.readouterr().err
