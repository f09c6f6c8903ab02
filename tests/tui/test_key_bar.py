"""The footer: one row of at most four keys at 80 columns, each to click and to reach with Tab."""

import pytest
from textual.screen import Screen

from reflectie.tui.cards.card_screen import CardScreen
from reflectie.tui.runner.runner_screen import RunnerScreen
from reflectie.tui.widgets.key_bar import MAX_KEYS, ActiveKey, KeyBar, choose_keys, key_name

from ..full_length import shortened
from .writer import Writer

SCREENS = {
    "Thuis": [],
    "Kiezen": ["n"],
    "Logboek": ["l"],
    "a reflection": ["l", "enter"],
    "Situaties": ["s"],
    "Overleg": ["o"],
    "Instellingen": ["i"],
    "help": ["f1", "f1"],
    "a line": ["1"],
    "the first step of a line": ["1", "enter"],
}


@pytest.mark.parametrize("keys", shortened(SCREENS.values(), [*SCREENS.values()][::2]), ids=SCREENS)
async def test_the_footer_has_one_row_and_at_most_four_keys(writer: Writer, keys: list[str]) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een zin")
    await writer.stops()
    await writer.is_home()
    await writer.presses(*keys)
    footer = writer.cells_of("KeyBar")
    assert "\n" not in footer
    assert 1 <= len(shown_keys(writer)) <= MAX_KEYS
    assert footer.rstrip().endswith("F1 wat kan ik hier")


@pytest.mark.parametrize(
    "exercise", ["Een vraag", "Herkennen", "Kiezen en aanvullen", "Een lijn", "Een lijst", "Een datum"]
)
async def test_a_step_has_its_way_on_and_out_in_the_footer(writer: Writer, exercise: str) -> None:
    titles = [known.name for known in writer.context.library.exercises]
    await writer.begins(exercise if exercise in titles else "Een vraag")
    assert len(shown_keys(writer)) <= MAX_KEYS
    footer = writer.cells_of("KeyBar")
    assert "\n" not in footer
    for words in ("Ctrl+N verder", "Esc stoppen", "F1 wat kan ik hier"):
        assert words in footer


def shown_keys(writer: Writer) -> list[ActiveKey]:
    bar = writer.widget(KeyBar)
    return writer.program.call(lambda: bar.keys)


async def test_every_key_in_the_footer_can_be_clicked(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.clicks("weet ik (nog) niet")
    await writer.is_asked("En waar voel je dat?")
    await writer.clicks("Ctrl+T terug")
    await writer.is_asked("Wat knaagt er?")
    await writer.clicks("F1 wat kan ik hier")
    await writer.sees("Wat kan ik hier?", "overslaan", "vraag door")
    await writer.presses("escape")
    await writer.clicks("Esc stoppen")
    await writer.is_home()


async def test_with_tab_and_enter_one_goes_on_without_other_keys(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("het schuurt")
    await writer.presses("tab", "enter")
    await writer.is_asked("En waar voel je dat?")
    await writer.presses("tab", "tab", "enter")  # the second key of the footer is the way back
    await writer.is_asked("Wat knaagt er?")
    assert writer.field.text == "het schuurt"


async def test_shift_tab_reaches_the_menu(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.presses("shift+tab", "enter")
    await writer.sees("Wat kan ik hier?")


async def test_what_is_typed_in_the_footer_goes_to_the_text(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een")
    await writer.presses("tab")
    await writer.writes(" zin")
    await writer.presses("tab")
    await writer.pastes(" erbij")
    assert writer.field.text == "een zin erbij"
    assert writer.field.has_focus


async def test_up_gives_the_focus_back_to_the_text(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.presses("tab", "right", "up")
    assert writer.field.has_focus


async def test_a_click_in_the_footer_leaves_the_focus_where_it_is(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een")
    await writer.clicks("F1 wat kan ik hier")
    await writer.presses("escape")
    await writer.writes(" zin")
    assert writer.field.text == "een zin"
    assert isinstance(writer.app.screen, RunnerScreen)


def keys(*names: str) -> list[ActiveKey]:
    screen: Screen[None] = Screen()
    return [ActiveKey("Ctrl+X", name, name, screen, is_shown=True) for name in names]


def test_a_small_footer_keeps_the_way_back_and_the_menu() -> None:
    shown = choose_keys(keys("next", "back", "skip", "stop", "menu"), 40)
    assert [key.name for key in shown] == ["next", "stop", "menu"]
    assert [key.name for key in choose_keys(keys("next", "stop", "menu"), 24)] == ["stop", "menu"]


def test_a_wide_footer_shows_more_keys() -> None:
    many = keys("a", "b", "c", "d", "e", "f", "g", "h", "stop", "menu")
    assert len(choose_keys(many, 80)) == 4
    assert len(choose_keys(many, 120)) == 7


def test_quitting_is_shown_only_where_there_is_no_way_back_and_never_first() -> None:
    assert [key.name for key in choose_keys(keys("quit", "menu", "dismiss"), 80)] == ["dismiss", "menu"]
    assert [key.name for key in choose_keys(keys("quit", "open", "menu"), 80)] == ["open", "quit", "menu"]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("ctrl+n", "Ctrl+N"), ("f1", "F1"), ("escape", "Esc"), ("shift+left", "Shift+←"), ("w", "w"),
        ("plus", "+"), ("question_mark", "?"),
    ],
)  # fmt: skip
def test_a_key_is_written_as_it_is_printed_on_the_keyboard(key: str, name: str) -> None:
    assert key_name(key) == name


WITHOUT_DATA = {
    "a search without result": (["n", *"zzzz"], "beginnen"),
    "a filter without result": (["n", *"zzzz", "tab"], "naar de lijst"),
    "an empty logbook": (["l"], "lezen"),
    "an empty bin": (["l", "p"], "lezen"),
    "no situations": (["s"], "openen"),
    "a menu without result": (["f1", *"zzzz"], "doen"),
    "an empty line by nature": (["1", "a"], "teken weg"),
}


@pytest.mark.parametrize(("keys", "words"), WITHOUT_DATA.values(), ids=WITHOUT_DATA)
async def test_a_key_that_does_nothing_is_not_shown(writer: Writer, keys: list[str], words: str) -> None:
    await writer.presses(*keys)
    assert words not in [key.text for key in shown_keys(writer)]


async def test_a_key_is_shown_from_the_moment_that_it_does_something(writer: Writer) -> None:
    await writer.presses("1", "a", "right")
    assert "teken weg" in writer.words_of("KeyBar")
    await writer.presses("backspace")
    assert "teken weg" not in writer.words_of("KeyBar")
    await writer.stops()
    await writer.begins("Rijen en een tekening")
    await writer.resizes(120, 40)
    assert "F7" not in writer.words_of("KeyBar")
    await writer.writes("m")
    assert "F7 eruit/terug" in writer.words_of("KeyBar")


async def test_an_empty_card_offers_nothing_to_look_at(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.writes("een zin")
    await writer.stops()
    await writer.opens_screen(CardScreen(writer.context, (await writer.entry()).id))
    await writer.sees("Op deze kaart staat nog niets")
    assert [key.text for key in shown_keys(writer)] == ["terug", "wat kan ik hier"]
