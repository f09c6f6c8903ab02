"""Random input as a terminal sends it: keys, bursts, words, clicks, pastes, and bytes that mean nothing."""

from collections.abc import Callable
from random import Random

PASSWORD = "een lang wachtwoord"

_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz?/ "

_MOVES = ("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\t", "\x1b[Z")

_COMMANDS = (
    *("\r", "\r", "\x1b", " ", "\x7f", "\x1b[3~", "\x1b[13;2u"),
    *(chr(number) for number in range(1, 27) if chr(number) not in "\x11\x13\t\r"),  # Ctrl and a letter
    *(f"\x1bO{letter}" for letter in "PQRS"),
    *(f"\x1b[{number}~" for number in (15, 17, 18, 19, 20, 21, 23, 24)),
    *("\x1b[1;2A", "\x1b[1;2C", "\x1b[1;5C", "\x1b[1;5D", "\x1b[1;2H", "\x1ba", "\x1b\x7f"),
)

_NONSENSE = (
    *("\udce9", "\udcff", "\udcc3(", "\x1b[M\udcf0\udce0\udce5", "\x1b[97:65;2;65u", "\x1b[97;1:3u"),
    *("\x1b[1114112u", "\x1b[?62;4c", "\x1b[I", "\x1b[O", "\x1b[24;80R", "\x1b]11;rgb:0/0/0\x07", "\x00"),
    *(
        "\x1b[48;0;0;0;0t",
        "\x1b[<0;9999;1M",
        "\x1b[<35;3;3m",
        "\x1b[200~\x1b[201~",
        "\x1b[201~",
        "\x1b[<64;5;5M",
    ),
)

_WORDS = (
    "morgen",
    "een ouder die boos is",
    "[b]x[/b]",
    "élan",
    "👩‍👧",
    "e\u0301",
    "\u200b",
    "3-12 14u30",
    "漢",
)


class Monkey:
    """Input that follows from a seed. Undecoded bytes are surrogates; Ctrl+Q never comes."""

    def __init__(self, seed: object, columns: int = 80, rows: int = 24) -> None:
        self.random = Random(str(seed))
        self.columns, self.rows = columns, rows
        self._kinds: dict[Callable[[], str], int] = {
            self._letter: 30,
            self._move: 30,
            self._command: 30,
            self._repeated: 8,
            self._word: 6,
            self._click: 12,
            self._paste: 3,
            self._nonsense: 5,
            self._password: 2,
        }

    def burst(self) -> str:
        """Return what arrives at once: mostly one key, at times many."""
        count = self.random.choice((1, 1, 1, 2, 3, 5, 12))
        kinds = self.random.choices([*self._kinds], [*self._kinds.values()], k=count)
        return "".join(kind() for kind in kinds)

    def _letter(self) -> str:
        return self.random.choice(_LETTERS)

    def _move(self) -> str:
        return self.random.choice(_MOVES)

    def _command(self) -> str:
        return self.random.choice(_COMMANDS)

    def _repeated(self) -> str:
        return self.random.choice((self._letter, self._move, self._command))() * self.random.randint(2, 6)

    def _word(self) -> str:
        return self.random.choice(_WORDS)

    def _click(self) -> str:
        button = self.random.choice((0, 0, 0, 1, 2, 64, 65))
        place = f"{self.random.randint(1, self.columns)};{self.random.randint(1, self.rows)}"
        return f"\x1b[<{button};{place}M\x1b[<{button};{place}m" * self.random.choice((1, 1, 2))

    def _paste(self) -> str:
        lines = self.random.choices(_WORDS, k=self.random.choice((1, 3, 400)))
        return f"\x1b[200~{self.random.choice((' ', chr(10))).join(lines)}\x1b[201~"

    def _nonsense(self) -> str:
        return self.random.choice(_NONSENSE)

    def _password(self) -> str:
        return f"{PASSWORD}\r"

    def size(self) -> tuple[int, int]:
        """Return another size of the terminal, in columns and rows."""
        self.columns, self.rows = self.random.choice(
            ((80, 24), (80, 24), (120, 40), (40, 15), (20, 5), (200, 60), (1, 1), (64, 22))
        )
        return self.columns, self.rows
