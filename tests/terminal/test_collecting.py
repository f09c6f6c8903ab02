"""Garbage is not collected before the first screen, to start fast, and is after that."""

from .conftest import Person
from .terminal import ENTER

CTRL_B = "\x02"


def test_garbage_is_collected_after_the_first_screen_of_a_first_start(person: Person) -> None:
    del person.environ["REFLECTIE_WACHTWOORD"]
    terminal = person.starts(driver="collects")
    terminal.sees("Enter beginnen")
    terminal.types(ENTER)
    terminal.sees("Wat is je rol?")
    terminal.types(CTRL_B)
    terminal.sees("er wordt opgeruimd")


def test_garbage_is_collected_on_home(person: Person) -> None:
    person.has()
    terminal = person.starts(driver="collects")
    terminal.sees("v Vraag")
    terminal.types(CTRL_B)
    terminal.sees("er wordt opgeruimd")
