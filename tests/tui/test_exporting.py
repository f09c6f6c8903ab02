"""The export screen: choose, check for traces, read the whole, write; and a file back in."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.widgets import Input, Log, OptionList

from reflectie.export.formats import FORMATS
from reflectie.services import card_output, export_run
from reflectie.tui.exporting import export_flow
from reflectie.tui.exporting.export_flow import ExportFileDialog
from reflectie.tui.exporting.export_screen import ExportScreen
from reflectie.tui.exporting.import_flow import ImportFileDialog
from reflectie.tui.exporting.preview_screen import PreviewScreen
from reflectie.tui.exporting.trace_screen import TraceScreen

from .meeting_helpers import create_meeting
from .sample_entries import make_entry
from .writer import Writer

SENTENCE = "Bel moeder op 06-12345678 vanavond."


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a file is suggested."""
    monkeypatch.setattr(card_output.platformdirs, "user_documents_dir", lambda: str(tmp_path))
    return tmp_path


def files(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


async def saves(writer: Writer, *texts: str) -> None:
    for number, text in enumerate(texts, 1):
        entry = make_entry(number, text, days_ago=number)
        await writer.context.require_journal.save(entry, entry.answers)


async def opens_export(writer: Writer) -> None:
    await writer.presses("i", "c")
    await writer.reaches(ExportScreen)


async def chooses_format(writer: Writer, name: str) -> None:
    await writer.presses("home", "enter")
    await writer.sees("Wat voor bestand?")
    await writer.presses("home", *["down"] * list(FORMATS).index(name), "enter")
    await writer.sees(f"Bestand: {FORMATS[name].label}")


async def goes_to_file(writer: Writer) -> None:
    await writer.presses("ctrl+n")
    await writer.reaches(TraceScreen)
    await writer.presses("ctrl+n")
    await writer.reaches(PreviewScreen)
    await writer.presses("ctrl+n")
    await writer.reaches(ExportFileDialog)


async def test_a_log_is_checked_read_and_written(writer: Writer, documents: Path) -> None:
    await saves(writer, "Ik bleef stil.")
    await opens_export(writer)
    await writer.sees("Bestand: PDF", "Vorm: logboek", "Vanaf: het begin", "Tot en met: nu")
    await chooses_format(writer, "md")
    await writer.presses("ctrl+n")
    await writer.reaches(TraceScreen)
    await writer.sees("Er is niets gevonden.", "Geen controle vindt alles")
    await writer.presses("ctrl+n")
    await writer.reaches(PreviewScreen)
    await writer.sees("Dit komt erin.", "Reflectielogboek")
    await writer.presses("ctrl+n")
    await writer.reaches(ExportFileDialog)
    await writer.presses("enter")
    path = documents / "logboek-2026-11-22.md"
    await writer.sees("1 reflectie geschreven naar", "Dit bestand is niet versleuteld.")
    assert "> Ik bleef stil." in path.read_text("utf-8")


async def test_a_trace_is_replaced_in_the_file_and_not_in_the_journal(
    writer: Writer, documents: Path
) -> None:
    await saves(writer, SENTENCE)
    before = await writer.entries()
    await opens_export(writer)
    await chooses_format(writer, "md")
    await writer.presses("ctrl+n")
    await writer.reaches(TraceScreen)
    await writer.sees("telefoonnummer", "Bel moeder op 06-12345678 vanavond.")
    await writer.presses("enter")
    await writer.sees("06-12345678")
    await writer.presses("down", "enter")
    await writer.sees("telefoonnummer → [weggelaten]")
    await writer.presses("ctrl+n")
    await writer.reaches(PreviewScreen)
    await writer.presses("ctrl+n")
    await writer.reaches(ExportFileDialog)
    await writer.presses("enter")
    await writer.sees("geschreven naar")
    text = (documents / "logboek-2026-11-22.md").read_text("utf-8")
    assert "Bel moeder op [weggelaten] vanavond." in text
    assert await writer.entries() == before


async def test_own_words_are_found_and_a_replacement_can_be_taken_back(writer: Writer) -> None:
    await saves(writer, "Sanne zei niets. Ik vroeg Sanne niets.")
    await opens_export(writer)
    await writer.presses("ctrl+n")
    await writer.reaches(TraceScreen)
    await writer.presses("enter")
    await writer.sees("Waar moet ik op letten?")
    await writer.writes("sanne, Bram")
    await writer.presses("enter")
    await writer.sees("Eigen woorden: sanne, Bram", "eigen woord")
    await writer.presses("home", "enter")
    await writer.sees("Sanne")
    await writer.presses("end", "enter")
    await writer.sees("Wat komt daar te staan?")
    await writer.writes("het meisje")
    await writer.presses("enter")
    await writer.sees("eigen woord → het meisje")
    assert writer.screen.count("→ het meisje") == 2
    await writer.presses("home", "enter")
    await writer.sees("Sanne")
    await writer.presses("enter")
    await writer.does_not_see("→ het meisje")


async def test_a_file_that_exists_is_never_overwritten(writer: Writer, documents: Path) -> None:
    await saves(writer, "Ik bleef stil.")
    mine = documents / "mijn.md"
    mine.write_text("van mij")
    await opens_export(writer)
    await chooses_format(writer, "md")
    await goes_to_file(writer)
    writer.widget(Input).value = str(mine)
    await writer.presses("enter")
    await writer.sees("dat bestand is er al")
    assert mine.read_text() == "van mij"
    assert files(documents) == {mine}


@pytest.mark.parametrize("steps", [1, 2, 3])
async def test_going_back_at_any_step_writes_nothing(writer: Writer, documents: Path, steps: int) -> None:
    await saves(writer, SENTENCE)
    before = files(documents)
    await opens_export(writer)
    screens = (TraceScreen, PreviewScreen, ExportFileDialog)
    for kind in screens[:steps]:
        await writer.presses("ctrl+n")
        await writer.reaches(kind)
    for kind in (*reversed(screens[: steps - 1]), ExportScreen):
        await writer.presses("escape")
        await writer.reaches(kind)
    assert files(documents) == before


async def test_going_back_a_step_keeps_what_was_replaced(writer: Writer) -> None:
    await saves(writer, SENTENCE)
    await opens_export(writer)
    await writer.presses("ctrl+n")
    await writer.reaches(TraceScreen)
    await writer.presses("enter")
    await writer.sees("06-12345678")
    await writer.presses("down", "enter")
    await writer.sees("→ [weggelaten]")
    await writer.presses("ctrl+n")
    await writer.reaches(PreviewScreen)
    await writer.presses("escape")
    await writer.reaches(TraceScreen)
    await writer.sees("telefoonnummer → [weggelaten]")


async def test_what_was_written_before_is_not_said_of_the_next_export(
    writer: Writer, documents: Path
) -> None:
    await saves(writer, "Ik bleef stil.")
    await opens_export(writer)
    await chooses_format(writer, "md")
    await goes_to_file(writer)
    await writer.presses("enter")
    await writer.sees("1 reflectie geschreven")
    await writer.presses("ctrl+n")
    await writer.reaches(TraceScreen)
    await writer.presses("escape")
    await writer.reaches(ExportScreen)
    await writer.does_not_see("geschreven")


async def test_stopping_while_it_is_written_leaves_nothing(
    writer: Writer, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_until_stopped(path, choices, log, folder, progress):
        writer.app.call_from_thread(writer.app.screen.action_stop)
        return export_run.write_chosen(path, choices, log, folder, progress)

    monkeypatch.setattr(export_flow, "write_chosen", write_until_stopped)
    await saves(writer, "Ik bleef stil.")
    before = files(documents)
    await opens_export(writer)
    await goes_to_file(writer)
    await writer.presses("enter")
    await writer.sees("Gestopt. Er is niets geschreven.")
    assert files(documents) == before


async def test_a_period_and_sharing_limit_what_is_written(writer: Writer) -> None:
    await saves(writer, "gisteren geschreven", "eergisteren geschreven")
    await opens_export(writer)
    await writer.presses("home", *["down"] * 2, "enter")
    await writer.sees("Vanaf welke dag?")
    await writer.writes("gisteren")
    await writer.presses("enter")
    await writer.sees("Vanaf: zaterdag 21 november 2026")
    await writer.presses("ctrl+n")
    await writer.reaches(TraceScreen)
    await writer.presses("ctrl+n")
    await writer.reaches(PreviewScreen)
    await writer.presses("end")
    await writer.sees("gisteren geschreven")
    await writer.does_not_see("eergisteren geschreven")


async def chooses_row(writer: Writer, label: str) -> None:
    """Open the dialog of the row with this label."""
    option_list = writer.widget(OptionList)
    texts = writer.option_texts
    option_list.highlighted = next(n for n, text in enumerate(texts) if text.startswith(f"{label}:"))
    await writer.presses("enter")
    await writer.settles()


async def preview_of(writer: Writer) -> str:
    """The whole text that would be written. Leaves the export screen open."""
    await writer.presses("ctrl+n")
    await writer.reaches(TraceScreen)
    await writer.presses("ctrl+n")
    await writer.reaches(PreviewScreen)
    text = "\n".join(writer.widget(Log).lines)
    await writer.presses("escape")
    await writer.reaches(TraceScreen)
    await writer.presses("escape")
    await writer.reaches(ExportScreen)
    return text


async def test_single_entries_are_checked_in_a_list(writer: Writer) -> None:
    await saves(writer, "eerste tekst", "tweede tekst", "derde tekst")
    await opens_export(writer)
    await writer.sees("Reflecties: alle die hierbij passen")
    await chooses_row(writer, "Reflecties")
    await writer.sees("Welke reflecties?", "eerste tekst", "derde tekst")
    await writer.presses("space", "down", "down", "enter", "ctrl+n")
    await writer.sees("Reflecties: 2 aangekruist")
    text = await preview_of(writer)
    assert [word for word in ("eerste", "tweede", "derde") if f"{word} tekst" in text] == ["eerste", "derde"]
    await chooses_row(writer, "Reflecties")
    await writer.presses("space", "escape")
    await writer.sees("Reflecties: 2 aangekruist")


async def test_the_filters_of_the_logbook_are_choices(writer: Writer) -> None:
    meeting = await create_meeting(writer, "regiotafel")
    for number, (text, about) in enumerate({"erover": meeting.id, "los": None}.items(), 1):
        entry = replace(make_entry(number, text), meeting=about)
        await writer.context.require_journal.save(entry, entry.answers)
    await opens_export(writer)
    await chooses_row(writer, "Overleg")
    await writer.sees("regiotafel")
    await writer.presses("end", "enter")
    await writer.sees("Overleg: regiotafel")
    text = await preview_of(writer)
    assert "erover" in text and "los" not in text
    await chooses_row(writer, "Overleg")
    await writer.presses("home", "enter")
    await writer.sees("Overleg: alle")


async def test_another_filter_forgets_the_single_entries(writer: Writer) -> None:
    await saves(writer, "eerste tekst")
    await opens_export(writer)
    await chooses_row(writer, "Reflecties")
    await writer.presses("space", "ctrl+n")
    await writer.sees("Reflecties: 1 aangekruist")
    await chooses_row(writer, "Werkvorm")
    await writer.presses("end", "enter")
    await writer.sees("Reflecties: alle die hierbij passen")


async def test_what_is_chosen_now_is_highlighted(writer: Writer) -> None:
    await opens_export(writer)
    await writer.presses("home", "enter")
    await writer.sees("Wat voor bestand?")
    await writer.presses("enter")
    await writer.sees("Bestand: PDF")


async def test_a_choice_without_entries_says_so(writer: Writer) -> None:
    await opens_export(writer)
    await writer.presses("ctrl+n")
    await writer.sees("Bij deze keuze horen geen reflecties.")


async def test_a_complete_file_has_no_form_and_is_read_back(writer: Writer, documents: Path) -> None:
    await saves(writer, SENTENCE)
    await opens_export(writer)
    await chooses_format(writer, "json")
    await writer.does_not_see("Vorm:", "Delen:")
    await writer.presses("ctrl+n")
    await writer.reaches(PreviewScreen)
    await writer.presses("ctrl+n")
    await writer.reaches(ExportFileDialog)
    await writer.presses("enter")
    await writer.sees("geschreven naar")
    (entry,) = await writer.entries()
    changed = replace(entry, id=entry.id[:-1] + "9")
    path = documents / "logboek-2026-11-22.json"
    path.write_text(path.read_text("utf-8").replace(entry.id, changed.id), "utf-8")
    await writer.presses("escape", "u")
    await writer.reaches(ImportFileDialog)
    await writer.writes(str(path))
    await writer.presses("enter")
    await writer.sees("Toevoegen wat nieuw is?")
    await writer.sees("reflecties: 1 nieuw, 0 hetzelfde, 0 anders")
    await writer.presses("enter")
    await writer.sees("Toegevoegd.")
    assert {found.id for found in await writer.entries()} == {entry.id, changed.id}


async def test_a_file_that_cannot_be_read_is_explained_where_it_was_typed(
    writer: Writer, documents: Path
) -> None:
    (documents / "x.json").write_text("[]")
    await writer.presses("i", "u")
    await writer.reaches(ImportFileDialog)
    await writer.writes(str(documents / "x.json"))
    await writer.presses("enter")
    await writer.sees("Dit bestand kan reflectie niet lezen")
