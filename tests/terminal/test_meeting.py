"""Ten minutes before the table: a meeting is prepared in the real program, in few keys besides the words."""

from .conftest import Person
from .terminal import ENTER, NEXT, QUIT, RIGHT, Terminal

DOWN, TAB = "\x1b[B", "\t"
FEW = 40


class Hands:
    """Somebody at the keys: words are typed, and every other key is counted."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal, self.keys = terminal, 0

    def writes(self, words: str) -> None:
        self.terminal.types(words)
        self.terminal.sees(words)

    def presses(self, *keys: str, sees: str) -> None:
        self.keys += len(keys)
        self.terminal.types(*keys)
        self.terminal.sees(sees)


def test_a_meeting_with_three_partners_and_two_lines_is_prepared_in_few_keys(person: Person) -> None:
    person.has()
    hands = Hands(person.starts())
    hands.terminal.sees("v Vraag")
    hands.presses("o", sees="Straks een overleg?")
    hands.presses("n", sees="Een nieuw overleg")
    hands.writes("regiotafel")
    hands.presses(ENTER, sees="voorbereiden beginnen")
    hands.presses(ENTER, sees="Waarvoor zitten jullie")
    _comes_to_the_lines(hands)
    hands.presses(RIGHT, RIGHT, DOWN, RIGHT, DOWN, RIGHT, DOWN, RIGHT, sees="Backspace teken weg")
    hands.presses(NEXT, sees="Hoe kun je de anderen vragen")
    hands.presses(NEXT, sees="doorgaan vertragen")
    hands.presses(RIGHT, sees="Met ↓ kom je bij de anderen")
    hands.presses(NEXT, sees="Hoe kun je de anderen vragen")
    hands.presses(NEXT, sees="Wat ben je bereid los te laten")
    hands.writes("het laatste woord")
    hands.presses(NEXT, sees="Welke keuze ga je uitleggen?")
    hands.presses(NEXT, sees="Welk teken zegt je")
    hands.presses(NEXT, sees="Welke vraag leg je op tafel")
    hands.presses(NEXT, sees="Wat is je eerste zin?")
    hands.writes("fijn dat we er zijn")
    hands.presses(NEXT, sees="Dit was de laatste vraag.")
    hands.presses(ENTER, sees="k kaart")
    assert hands.keys < FEW
    _reads_the_card_and_leaves(hands.terminal)
    (kept,) = person.entries
    assert kept.meeting
    assert [mark.whose for mark in kept.placements] == ["self", "gemeente", "school", "wijkteam", "self"]


def _comes_to_the_lines(hands: Hands) -> None:
    """From the first question to the first of two lines, by three partners with a question for each."""
    hands.writes("kinderen die blijven wonen")
    hands.presses(NEXT, sees="Wat is jouw rol daar?")
    hands.writes("tijd")
    hands.presses(NEXT, sees="Met welke pet op")
    hands.presses(NEXT, sees="Met wie zit je daar?")
    for number, partner in enumerate(("gemeente", "school", "wijkteam")):
        if number:
            hands.presses(TAB, sees="Wie ▌")
        hands.writes(partner)
        hands.presses(TAB, sees=f"Mijn vraag · {partner}")
        hands.writes(f"wat wil {partner}?")
    hands.presses(NEXT, sees="Zes lijnen")
    hands.presses(ENTER, DOWN, DOWN, DOWN, ENTER, sees="● doorgaan en vertragen")
    hands.presses(NEXT, sees="het nog ongrijpbare")


def _reads_the_card_and_leaves(terminal: Terminal) -> None:
    """All of it stands on one screen."""
    terminal.types("k")
    terminal.sees(
        "Waarvoor", "kinderen die blijven wonen", "wijkteam: wat wil wijkteam?", "fijn dat we er zijn"
    )
    terminal.types(QUIT)
    assert terminal.ends() == 0
    terminal.is_clean()
