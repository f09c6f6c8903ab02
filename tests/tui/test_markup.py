"""Text of the user and of content is never read as markup or as a control code."""

import pytest
from textual.color import Color

from reflectie.content.load import load_library
from reflectie.domain.entry import Address
from reflectie.domain.exercise import Library
from reflectie.journal.folder import JournalFolder
from reflectie.tui.common.dialogs import ListDialog, MessageDialog
from reflectie.tui.runner.stop_saver import StatusLine

from ..full_length import shortened
from .conftest import Start
from .sample_entries import make_answer, make_entry
from .writer import Writer

FAMILY = "👩‍👩‍👧‍👦"
RED = "[red]x[/red]"
BLACK = Color(0, 0, 0)
MARKUP_TEXTS = [RED, "[/x]", "[ @click=app.quit]x[/]", "[b]x", "x\\[b]", "$primary [$mark]x", f"{FAMILY} x"]


@pytest.fixture(scope="module")
def markup_content(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Content in which every text could be read as markup."""
    folder = tmp_path_factory.mktemp("pakket")
    (folder / "pack.yaml").write_text("id: eng\ntitle: x\n")
    (folder / "eng.yaml").write_text(
        """\
id: eng
title: "[/x] titel"
summary: "[ @click=app.quit]samenvatting[/]"
closing: false
fields:
  - id: lijn
    left: {name: "[/links]", gloss: "[red]gloss"}
    right: {name: "[b]rechts[/b]", gloss: "gloss[/]"}
steps:
  - {id: lees, kind: read, text: "[/lees] eens"}
  - id: ken
    kind: recognise
    text: "[/ken] je dit"
    statements: [{id: een, text: "[/zin] van iemand"}]
  - {id: plaats, kind: place, text: "[/plaats] je", hint: "[/hint] erbij", field: lijn, aspect: now}
  - id: greep
    kind: pick
    take: 1
    items: [{id: vraag, text: "[/vraag] [red]x[/red]", hint: "[ @click=app.quit]hint[/]"}]
  - id: kies
    kind: choose
    text: "[/kies] maar"
    options: [{id: een, text: "[/optie]"}]
"""
    )
    return load_library([folder])


@pytest.mark.parametrize("text", shortened(MARKUP_TEXTS, MARKUP_TEXTS[::2]))
async def test_text_of_the_user_is_shown_literally(start: Start, text: str) -> None:
    position = Address(step="begin")
    writer = await start([make_entry(1, text, title=text, closed=None, position=position)])
    await writer.sees(text.replace(FAMILY, "").strip())
    await writer.presses("l")
    await writer.sees(text.replace(FAMILY, "").strip())
    await writer.presses("enter")
    await writer.sees(text.replace(FAMILY, "").strip())
    await writer.presses("g")
    await writer.is_asked("Wat knaagt er?")
    assert writer.field.text == text
    await writer.goes_on()
    await writer.sees(text.replace(FAMILY, "").strip())
    assert (await writer.entry()).answers == (make_answer(text),)


async def test_joined_emoji_are_saved_unchanged(writer: Writer) -> None:
    await writer.begins("Een vraag")
    await writer.pastes(f"voor {FAMILY} en 🏳️‍🌈")
    await writer.goes_on()
    assert (await writer.entry()).answers[0].text == f"voor {FAMILY} en 🏳️‍🌈"
    await writer.goes_back()
    assert writer.field.text == f"voor {FAMILY} en 🏳️‍🌈"


async def test_text_of_content_is_shown_literally(start: Start, markup_content: Library) -> None:
    writer = await start(content=markup_content)
    await writer.presses("n")
    await writer.writes("titel")
    await writer.sees("[/x] titel", "[ @click=app.quit]samenvatting[/]")
    await writer.presses("escape")
    await writer.is_home()
    await writer.begins("[/x] titel")
    await writer.sees("[/x] titel", "[/lees] eens")
    await writer.goes_on()
    await writer.sees("[/ken] je dit", "[/zin] van iemand")
    await writer.goes_on()
    await writer.sees("[/plaats] je", "[/hint] erbij", "[/links]", "[b]rechts[/b]", "[red]gloss", "gloss[/]")
    await writer.presses("right")
    await writer.goes_on()
    await writer.sees("[/vraag] [red]x[/red]", "[ @click=app.quit]hint[/]")
    await writer.presses("f5")
    await writer.sees("Alle vragen bij deze lijn", "[/vraag] [red]x[/red]")
    await writer.presses("escape")
    await writer.writes("ja")
    await writer.goes_on()
    await writer.sees("[/kies] maar", "☐ [/optie]")
    await writer.presses("enter")
    await writer.sees("☑ [/optie]")
    await writer.goes_on()
    await writer.finishes()
    await writer.presses("l", "enter")
    await writer.sees("[/x] titel", "[/links]", "[b]rechts[/b]", "[/vraag] [red]x[/red]", "● [/optie]")


async def test_the_palette_shows_titles_literally(start: Start, markup_content: Library) -> None:
    writer = await start(content=markup_content)
    await writer.presses("ctrl+p")
    await writer.sees("Wat kan ik hier?")
    await writer.writes("/x] tit")
    await writer.sees("[/x] titel", "[ @click=app.quit]samenvatting[/]")
    await writer.until(lambda: "Logboek" not in writer.words)
    await writer.presses("enter")
    await writer.is_asked("[/lees] eens")
    assert writer.app.return_code is None


@pytest.mark.parametrize("text", MARKUP_TEXTS[:4])
async def test_dialogs_and_the_status_line_show_text_literally(writer: Writer, text: str) -> None:
    await writer.opens_screen(MessageDialog(text, text))
    assert writer.screen.count(text) == 2
    await writer.presses("escape")
    await writer.opens_screen(ListDialog(text, {"een": text}))
    assert writer.screen.count(text) == 2
    await writer.presses("escape")
    await writer.begins("Een vraag")
    writer.program.call(lambda: writer.widget(StatusLine).show(text, alert=True))
    await writer.sees(text)


async def test_a_folder_with_brackets_in_its_name_is_shown_literally(
    start: Start, folder: JournalFolder
) -> None:
    bracket_folder = JournalFolder(folder.path.parent / "[red]map[" / "x]")
    writer = await start(folder=bracket_folder)
    await writer.presses("enter", "enter", "ctrl+n")
    await writer.writes("een lange zin\neen lange zin\n")
    await writer.reaches_home()
    await writer.presses("i")
    await writer.presses("end")
    await writer.sees_file("[red]map[/x]")


async def test_no_control_code_of_an_old_entry_reaches_the_screen(start: Start) -> None:
    text = "a\x1b]0;x\x07b\x1b[2Jc\x9b31md\u202ee\u2066f"
    writer = await start([make_entry(1, text, title=text)])
    await writer.presses("l", "enter")
    await writer.sees("Wat knaagt er?")
    shown = ""
    for segments in map(list, writer.strips):
        for line_filter in writer.app.get_line_filters():
            segments = line_filter.apply(segments, BLACK)  # noqa: PLW2901
        shown += "".join(segment.text for segment in segments)
    assert not set(shown) & set("\x1b\x07\x9b\u202e\u2066")
