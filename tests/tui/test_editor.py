"""The field in which people write: it cannot lose, crash or be poisoned."""

import random

import pytest
from textual.app import App, ComposeResult

from reflectie.domain.text import FIELD_LIMIT, PARAGRAPH_LIMIT
from reflectie.tui.theme import THEMES
from reflectie.tui.widgets.editor import Editor

from .conftest import Start
from .values import entry
from .writer import Writer, key_event

PARAGRAPH = "Ik schrijf een zin. En nog een zin erna! Wat zou ik daarmee bedoelen? "


@pytest.fixture
async def writing(writer: Writer) -> Writer:
    await writer.begins("Een vraag")
    await writer.writes("al iets")
    return writer


def text_of(length: int) -> str:
    """Paragraphs that are not too long, of this many characters in all."""
    lines = ("a" * 99 + "\n") * (length // 100 + 1)
    return lines[:length]


async def test_a_paste_over_the_limit_is_refused_and_nothing_is_lost(writing: Writer) -> None:
    await writing.pastes(text_of(FIELD_LIMIT + 1))
    await writing.sees("in één veld passen 100.000 tekens", "Er is niets veranderd.")
    assert writing.field.text == "al iets"
    await writing.writes(" en meer")
    await writing.goes_on()
    assert (await writing.entry()).answers[0].text == "al iets en meer"


async def test_a_paste_up_to_the_limit_is_kept_whole(writer: Writer) -> None:
    text = text_of(FIELD_LIMIT)
    await writer.begins("Een vraag")
    await writer.pastes(text)
    await writer.writes("x")
    await writer.sees("in één veld passen 100.000 tekens")
    await writer.presses("backspace")
    await writer.writes("y")
    await writer.goes_on()
    assert (await writer.entry()).answers[0].text == text[:-1] + "y"


async def test_what_is_pasted_is_cleaned(writing: Writer) -> None:
    await writing.pastes("\x1b]0;x\x07\x1b[31mrood\x9b0m \u202etfel\u2066 x\x00y\r\nz\u2028w\ud800 e\u0301")
    assert writing.field.text == "al iets]0;x[31mrood0m tfel xy\nz\nw é"


async def test_tabs_and_spaces_stay_as_they_are(writing: Writer) -> None:
    await writing.pastes("\n\tingesprongen\n    ook  zo ")
    assert writing.field.text == "al iets\n\tingesprongen\n    ook  zo "


async def test_undo_after_a_paste_that_made_it_scroll(writing: Writer) -> None:
    await writing.pastes("regel\n" * 200)
    await writing.presses("ctrl+z")
    assert writing.field.text == "al iets"
    await writing.presses("ctrl+y")
    assert writing.field.text == "al iets" + "regel\n" * 200


async def test_a_long_paragraph_is_whole_and_is_broken_only_when_asked(writing: Writer) -> None:
    long = (PARAGRAPH * 400)[:25_000]
    await writing.presses("enter")
    await writing.pastes(long)
    whole = f"al iets\n{long}"
    assert writing.field.text == whole
    await writing.presses("backspace")
    await writing.sees("Deze alinea is heel lang. Met F8 deel je hem op; dan kun je verder.")
    assert writing.field.text == whole
    await writing.sees("F8 alinea opdelen")
    await writing.presses("f8")
    broken = writing.field.text
    assert max(map(len, broken.split("\n"))) <= PARAGRAPH_LIMIT
    assert "".join(broken.split()) == "".join(whole.split())
    await writing.does_not_see("F8 alinea opdelen")
    await writing.writes("verder ")
    assert "verder " in writing.field.text
    await writing.goes_on()
    assert "verder " in (await writing.entry()).answers[0].text


async def test_a_word_without_end_is_broken_and_no_letter_is_lost(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.pastes("a" * 25_000)
    await writer.presses("f8")
    assert [len(line) for line in writer.field.text.split("\n")] == [10_000, 10_000, 5_000]


async def test_breaking_can_be_taken_back(writer: Writer) -> None:
    long = (PARAGRAPH * 200)[:12_000]
    await writer.begins("Een vraag")
    await writer.pastes(long)
    await writer.presses("f8")
    assert writer.field.text != long
    assert "".join(writer.field.text.split()) == "".join(long.split())


async def test_a_long_paragraph_of_before_is_kept_whole_by_only_looking(start: Start) -> None:
    long = (PARAGRAPH * 200)[:12_000].strip()
    writer = await start([entry(1, long, closed=None)])
    await writer.presses("g")
    await writer.goes_back()
    assert writer.field.text == long
    await writer.goes_on()
    assert (await writer.entry()).answers[0].text == long


async def test_typing_stops_at_the_end_of_a_paragraph(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.pastes("a" * PARAGRAPH_LIMIT)
    await writer.writes("b")
    await writer.sees("Deze alinea is vol. Druk op Enter en schrijf verder.")
    assert writer.field.text == "a" * PARAGRAPH_LIMIT
    await writer.writes("\nb")
    assert writer.field.text == "a" * PARAGRAPH_LIMIT + "\nb"


async def test_tab_leaves_the_field(writer: Writer) -> None:
    await writer.begins("Herkennen")
    await writer.presses("tab")
    assert writer.field.has_focus
    await writer.presses("tab")
    assert not writer.field.has_focus
    assert writer.field.text == ""


class _Page(App[None]):
    """A field and nothing else."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return THEMES[0].variables

    def compose(self) -> ComposeResult:
        yield Editor(self._text, len(self._text))


KEYS = ["enter", "backspace", "delete", "up", "down", "left", "right", "home", "end", "pageup", "pagedown"]
KEYS += ["ctrl+z", "ctrl+z", "ctrl+y", "ctrl+w", "ctrl+u", "ctrl+k", "shift+up", "shift+end", "ctrl+x", "f8"]
PASTES = [
    "",
    "a b c " * 40,
    "regel\n" * 60,
    "\n\n\n",
    "é👩‍👩‍👧‍👦 x",
    "x" * 10_001,
    "\x1b[2J\u202e",
    "漢字" * 30,
]


@pytest.mark.parametrize(
    "seed", [*range(12), *(pytest.param(more, marks=pytest.mark.long) for more in range(12, 60))]
)
async def test_no_row_of_keys_and_pastes_makes_it_fall(seed: int) -> None:
    dice = random.Random(seed)
    size = dice.choice([(80, 24), (40, 15), (12, 4), (5, 3), (200, 60)])
    app = _Page(dice.choice(PASTES[:4]))
    async with app.run_test(size=size) as pilot:
        editor = app.query_one(Editor)
        for _ in range(20):
            match dice.randrange(4):
                case 0:
                    editor._replace_via_keyboard(dice.choice(PASTES), *editor.selection)
                case 1:
                    size = (dice.randrange(2, 120), dice.randrange(2, 40))
                    await pilot.resize_terminal(*size) if dice.random() < 0.3 else None
                case _:
                    app.post_message(key_event(dice.choice([*KEYS, "a", " ", "é"])))
            await pilot.pause(0)
            limit = max(map(len, editor.text.split("\n")))
            assert limit <= PARAGRAPH_LIMIT or editor.read_only
        for _ in range(25):
            editor.undo()
        await pilot.pause(0)
        for _ in range(25):
            editor.redo()
        await pilot.pause(0)
