"""A meeting is prepared in the real program with few keys besides the text."""

from .conftest import Person
from .terminal import ENTER, NEXT, QUIT, RIGHT, Terminal

DOWN, TAB = "\x1b[B", "\t"
MAX_KEYS = 40


class KeyCounter:
    """A user whose keys are counted, except those that type text."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self.keys = terminal, 0

    def writes(self, text: str) -> None:
        self.terminal.types(text)
        self.terminal.sees(text)

    def presses(self, *keys: str, sees: str) -> None:
        self.keys += len(keys)
        self.terminal.types(*keys)
        self.terminal.sees(sees)


def test_a_meeting_with_three_partners_and_two_lines_is_prepared_in_few_keys(person: Person) -> None:
    person.has()
    user = KeyCounter(person.starts())
    user.terminal.sees("v Vraag")
    user.presses("o", sees="Straks een overleg?")
    user.presses("n", sees="Een nieuw overleg")
    user.writes("regiotafel")
    user.presses(ENTER, sees="voorbereiden beginnen")
    user.presses(ENTER, sees="Waarvoor zitten jullie")
    _comes_to_the_lines(user)
    user.presses(RIGHT, RIGHT, DOWN, RIGHT, DOWN, RIGHT, DOWN, RIGHT, sees="Backspace teken weg")
    user.presses(NEXT, sees="Hoe kun je de anderen vragen")
    user.presses(NEXT, sees="doorgaan vertragen")
    user.presses(RIGHT, sees="Met ↓ kom je bij de anderen")
    user.presses(NEXT, sees="Hoe kun je de anderen vragen")
    user.presses(NEXT, sees="Wat ben je bereid los te laten")
    user.writes("het laatste woord")
    user.presses(NEXT, sees="Welke keuze ga je uitleggen?")
    user.presses(NEXT, sees="Welk teken zegt je")
    user.presses(NEXT, sees="Welke vraag leg je op tafel")
    user.presses(NEXT, sees="Wat is je eerste zin?")
    user.writes("fijn dat we er zijn")
    user.presses(NEXT, sees="Het staat in je logboek.")
    user.presses(ENTER, sees="k kaart")
    assert user.keys < MAX_KEYS
    _reads_the_card_and_leaves(user.terminal)
    (entry,) = person.entries
    assert entry.meeting
    assert [placement.whose for placement in entry.placements] == [
        "self",
        "gemeente",
        "school",
        "wijkteam",
        "self",
    ]


def _comes_to_the_lines(user: KeyCounter) -> None:
    """Answer everything before the lines, with three partners and a question for each."""
    user.writes("kinderen die blijven wonen")
    user.presses(NEXT, sees="Wat is jouw rol daar?")
    user.writes("tijd")
    user.presses(NEXT, sees="Met welke pet op")
    user.presses(NEXT, sees="Met wie zit je daar?")
    for number, partner in enumerate(("gemeente", "school", "wijkteam")):
        if number:
            user.presses(TAB, sees="Wie ▌")
        user.writes(partner)
        user.presses(TAB, sees=f"Mijn vraag · {partner}")
        user.writes(f"wat wil {partner}?")
    user.presses(NEXT, sees="Zes lijnen")
    user.presses(ENTER, DOWN, DOWN, DOWN, ENTER, sees="● doorgaan en vertragen")
    user.presses(NEXT, sees="het nog ongrijpbare")


def _reads_the_card_and_leaves(terminal: Terminal) -> None:
    """Check that the card fits on one screen, and quit."""
    terminal.types("k")
    terminal.sees(
        "Waarvoor", "kinderen die blijven wonen", "wijkteam: wat wil wijkteam?", "fijn dat we er zijn"
    )
    terminal.types(QUIT)
    assert terminal.ends() == 0
    terminal.is_clean()
