"""The editor: limits, cleaning of input, long paragraphs, and random keys."""

import random

import pytest
from textual import events
from textual.app import App, ComposeResult

from reflectie.domain.text import FIELD_LIMIT, PARAGRAPH_LIMIT
from reflectie.tui.theme import THEMES
from reflectie.tui.widgets.editor import Editor

from .conftest import Start
from .sample_entries import make_entry
from .writer import Writer, key_event

PARAGRAPH = "Ik schrijf een zin. En nog een zin erna! Wat zou ik daarmee bedoelen? "


@pytest.fixture
async def editing(writer: Writer) -> Writer:
    await writer.begins("Een vraag")
    await writer.writes("al iets")
    return writer


def text_of_length(length: int) -> str:
    """Short paragraphs with ``length`` characters in all."""
    lines = ("a" * 99 + "\n") * (length // 100 + 1)
    return lines[:length]


async def test_a_paste_over_the_limit_is_rejected_and_the_text_stays(editing: Writer) -> None:
    await editing.pastes(text_of_length(FIELD_LIMIT + 1))
    await editing.sees("in één veld passen 100.000 tekens", "Er is niets veranderd.")
    assert editing.field.text == "al iets"
    await editing.writes(" en meer")
    await editing.goes_on()
    assert (await editing.entry()).answers[0].text == "al iets en meer"


async def test_a_paste_up_to_the_limit_is_inserted(writer: Writer) -> None:
    text = text_of_length(FIELD_LIMIT)
    await writer.begins("Een vraag")
    await writer.pastes(text)
    await writer.writes("x")
    await writer.sees("in één veld passen 100.000 tekens")
    await writer.presses("backspace")
    await writer.writes("y")
    await writer.goes_on()
    assert (await writer.entry()).answers[0].text == text[:-1] + "y"


async def test_pasted_text_is_cleaned(editing: Writer) -> None:
    await editing.pastes("\x1b]0;x\x07\x1b[31mrood\x9b0m \u202etfel\u2066 x\x00y\r\nz\u2028w\ud800 e\u0301")
    assert editing.field.text == "al iets]0;x[31mrood0m tfel xy\nz\nw\ufffd é"


async def test_tabs_and_spaces_are_kept(editing: Writer) -> None:
    await editing.pastes("\n\tingesprongen\n    ook  zo ")
    assert editing.field.text == "al iets\n\tingesprongen\n    ook  zo "


async def test_undo_works_after_a_paste_that_made_the_scrollbar_appear(editing: Writer) -> None:
    await editing.pastes("regel\n" * 200)
    await editing.presses("ctrl+z")
    assert editing.field.text == "al iets"
    await editing.presses("ctrl+y")
    assert editing.field.text == "al iets" + "regel\n" * 200


async def test_a_long_paragraph_is_read_only_until_it_is_split(editing: Writer) -> None:
    long = (PARAGRAPH * 400)[:25_000]
    await editing.presses("enter")
    await editing.pastes(long)
    whole = f"al iets\n{long}"
    assert editing.field.text == whole
    await editing.presses("backspace")
    await editing.sees("Deze alinea is heel lang. Met F8 deel je hem op; dan kun je verder.")
    assert editing.field.text == whole
    await editing.sees("F8 alinea opdelen")
    await editing.presses("f8")
    broken = editing.field.text
    assert max(map(len, broken.split("\n"))) <= PARAGRAPH_LIMIT
    assert "".join(broken.split()) == "".join(whole.split())
    await editing.does_not_see("F8 alinea opdelen")
    await editing.writes("verder ")
    assert "verder " in editing.field.text
    await editing.goes_on()
    assert "verder " in (await editing.entry()).answers[0].text


async def test_a_very_long_word_is_split_without_losing_letters(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.pastes("a" * 25_000)
    await writer.presses("f8")
    assert [len(line) for line in writer.field.text.split("\n")] == [10_000, 10_000, 5_000]


async def test_splitting_keeps_every_letter(writer: Writer) -> None:
    long = (PARAGRAPH * 200)[:12_000]
    await writer.begins("Een vraag")
    await writer.pastes(long)
    await writer.presses("f8")
    assert writer.field.text != long
    assert "".join(writer.field.text.split()) == "".join(long.split())


async def test_viewing_a_long_saved_paragraph_does_not_change_it(start: Start) -> None:
    long = (PARAGRAPH * 200)[:12_000].strip()
    writer = await start([make_entry(1, long, closed=None)])
    await writer.presses("g")
    await writer.goes_back()
    assert writer.field.text == long
    await writer.goes_on()
    assert (await writer.entry()).answers[0].text == long


async def test_typing_past_the_paragraph_limit_goes_on_in_a_new_paragraph(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.pastes("a" * PARAGRAPH_LIMIT)
    await writer.writes("b")
    assert writer.field.text == "a" * PARAGRAPH_LIMIT + "\nb"


async def test_a_burst_past_the_paragraph_limit_keeps_every_word(writer: Writer) -> None:
    await writer.begins("Een vraag")
    pasted = "woord " * 1_645
    typed = " ".join(f"getypt{number:03}" for number in range(60))
    await writer.pastes(pasted)
    await writer.writes(typed)
    assert writer.field.text.split() == [*pasted.split(), *typed.split()]
    assert max(map(len, writer.field.text.split("\n"))) <= PARAGRAPH_LIMIT
    await writer.goes_on()
    assert (await writer.entry()).answers[0].text.split() == [*pasted.split(), *typed.split()]


async def test_tab_moves_the_focus_out_of_the_editor(writer: Writer) -> None:
    await writer.begins("Herkennen")
    await writer.presses("tab")
    assert writer.field.has_focus
    await writer.presses("tab")
    assert not writer.field.has_focus
    assert writer.field.text == ""


class _EditorApp(App[None]):
    """An app with only an editor."""

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
async def test_random_keys_and_pastes_do_not_crash_the_editor(seed: int) -> None:
    randomly = random.Random(seed)
    size = randomly.choice([(80, 24), (40, 15), (12, 4), (5, 3), (200, 60)])
    app = _EditorApp(randomly.choice(PASTES[:4]))
    async with app.run_test(size=size) as pilot:
        editor = app.query_one(Editor)
        for _ in range(20):
            match randomly.randrange(4):
                case 0:
                    app.post_message(events.Paste(randomly.choice(PASTES)))
                case 1:
                    size = (randomly.randrange(2, 120), randomly.randrange(2, 40))
                    await pilot.resize_terminal(*size) if randomly.random() < 0.3 else None
                case _:
                    app.post_message(key_event(randomly.choice([*KEYS, "a", " ", "é"])))
            await pilot.pause(0)
            limit = max(map(len, editor.text.split("\n")))
            assert limit <= PARAGRAPH_LIMIT or editor.read_only
        for _ in range(25):
            editor.undo()
        await pilot.pause(0)
        for _ in range(25):
            editor.redo()
        await pilot.pause(0)
