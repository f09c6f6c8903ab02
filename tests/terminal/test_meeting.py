"""A meeting is prepared in the real program with few keys besides the text."""

from .conftest import Person
from .terminal import ENTER, NEXT, QUIT, RIGHT, Terminal

DOWN, TAB = "\x1b[B", "\t"
MAX_KEYS = 34


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


def test_a_meeting_with_three_partners_is_prepared_in_few_keys_and_ends_at_its_card(person: Person) -> None:
    person.has()
    user = KeyCounter(person.starts())
    user.terminal.sees("v Vraag")
    user.presses("o", sees="Straks een overleg?")
    user.presses("n", sees="Een nieuw overleg")
    user.writes("regiotafel")
    user.presses(ENTER, sees="Leeg mag ook")
    user.presses(ENTER, sees="Geef de reeks een naam")
    user.presses(ENTER, sees="voorbereiden beginnen")
    user.presses(ENTER, sees="Waarvoor zitten jullie")
    _comes_to_the_line(user)
    user.presses(RIGHT, RIGHT, DOWN, RIGHT, DOWN, RIGHT, DOWN, RIGHT, sees="wijkteam")
    user.presses(NEXT, sees="Wat ben je bereid los te laten")
    user.writes("het laatste woord")
    user.presses(NEXT, sees="Wat is je eerste zin?")
    user.writes("fijn dat we er zijn")
    user.presses(NEXT, sees="klaar")
    user.presses(ENTER, sees="regiotafel · kaart")
    assert user.keys < MAX_KEYS
    _reads_the_card_and_leaves(user.terminal)
    (entry,) = person.entries
    assert entry.meeting
    assert [placement.whose for placement in entry.placements] == ["self", "gemeente", "school", "wijkteam"]


def _comes_to_the_line(user: KeyCounter) -> None:
    """Answer everything before the line, with three partners and a question for each."""
    user.writes("kinderen die blijven wonen")
    user.presses(NEXT, sees="Wat moet er anders zijn")
    user.writes("een datum")
    user.presses(NEXT, sees="Wat voel je")
    user.presses(NEXT, sees="Met wie zit je daar?")
    for number, partner in enumerate(("gemeente", "school", "wijkteam")):
        if number:
            user.presses(TAB, sees="Wie ▌")
        user.writes(partner)
        user.presses(TAB, TAB, sees=f"Mijn vraag · {partner}")
        user.writes(f"wat wil {partner}?")
    user.presses(NEXT, sees="Zes lijnen")
    user.presses(ENTER, sees="● het bewezen maakbare")
    user.presses(NEXT, sees="Denk je aan dit overleg")


def _reads_the_card_and_leaves(terminal: Terminal) -> None:
    """Check that the card fits on one screen, and quit."""
    terminal.sees(
        "fijn dat we er zijn", "Waarvoor", "kinderen die blijven wonen", "wijkteam: wat wil wijkteam?"
    )
    terminal.types(QUIT)
    assert terminal.ends() == 0
    terminal.is_clean()
