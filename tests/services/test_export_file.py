"""An export is written whole and private, in one file or one for each year, and never half."""

import datetime as dt
import stat
import sys
from pathlib import Path

import pytest

from reflectie.domain.entry import Entry
from reflectie.domain.entry_filter import EntryFilter
from reflectie.domain.errors import InvalidInput, ReflectieError
from reflectie.export.document import Format, Log
from reflectie.services import export_file
from reflectie.services.card_output import save_card
from reflectie.services.export_file import describe_result, plan_files, write_files, write_parts
from reflectie.services.export_run import ExportChoices, check_new_path, preview_text, write_chosen
from reflectie.services.export_selection import Selection

from ..conftest import NOW, TODAY

TEXT = Format("txt", "tekst", lambda log: f"{len(log.entries)}".encode(), max_entries=2)


def log_of(*days: str) -> Log:
    return Log(
        tuple(
            Entry(id=str(n), exercise="k:x", title="T", day=dt.date.fromisoformat(day), begun=NOW)
            for n, day in enumerate(days)
        )
    )


LONG_LOG = log_of("2026-01-01", "2025-05-01", "2025-06-01", "2025-07-01")


def test_a_short_log_is_one_file(tmp_path: Path) -> None:
    (part,) = plan_files(tmp_path / "log.txt", log_of("2025-01-01", "2026-01-01"), TEXT)
    assert part.path == tmp_path / "log.txt"


def test_a_long_log_is_a_file_for_each_year_and_part_of_a_year(tmp_path: Path) -> None:
    parts = plan_files(tmp_path / "log.txt", LONG_LOG, TEXT)
    assert [part.path.name for part in parts] == ["log-2025-1.txt", "log-2025-2.txt", "log-2026.txt"]
    write_parts(parts, TEXT, overwrite=False)
    assert [part.path.read_text() for part in parts] == ["2", "1", "1"]
    assert "log-2025-1.txt, log-2025-2.txt, log-2026.txt" in describe_result(4, parts)


def test_progress_counts_the_parts(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    parts = plan_files(tmp_path / "log.txt", LONG_LOG, TEXT)
    write_parts(parts, TEXT, overwrite=False, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("at", range(4))
def test_stopping_at_any_moment_leaves_nothing(tmp_path: Path, at: int) -> None:
    def stop(done: int, total: int) -> None:
        if done == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_parts(plan_files(tmp_path / "log.txt", LONG_LOG, TEXT), TEXT, overwrite=False, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_the_last_file_leaves_none(tmp_path: Path) -> None:
    (tmp_path / "log-2026.txt").mkdir()
    parts = plan_files(tmp_path / "log.txt", LONG_LOG, TEXT)
    with pytest.raises(ReflectieError, match="Je logboek is niet aangeraakt"):
        write_parts(parts, TEXT, overwrite=False)
    assert [path.name for path in tmp_path.iterdir()] == ["log-2026.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other file permissions")
def test_a_file_is_private(tmp_path: Path) -> None:
    write_files({tmp_path / "a": b"x"}, overwrite=False)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    def write(log: Log) -> bytes:
        (tmp_path / "log.md").write_text("van iemand anders")
        return b"van mij"

    part = export_file.ExportPart(tmp_path / "log.md", log_of("2026-01-01"))
    with pytest.raises(ReflectieError):
        write_parts((part,), TEXT._replace(write=write), overwrite=False)
    assert (tmp_path / "log.md").read_text() == "van iemand anders"


# Choices ------------------------------------------------------------------------------------------


def test_a_period_is_given_as_people_say_it() -> None:
    choices = ExportChoices().with_day("maart 2026", TODAY, True).with_day("mei 2026", TODAY, False)
    period = EntryFilter(first=dt.date(2026, 3, 1), last=dt.date(2026, 5, 31))
    assert choices.selection == Selection(criteria=period)
    assert choices.with_day("", TODAY, True).selection.criteria.first is None


@pytest.mark.parametrize(("text", "is_first"), [("ooit", True), ("2027", True)])
def test_an_impossible_period_is_explained(text: str, is_first: bool) -> None:
    choices = ExportChoices().with_day("2025", TODAY, False)
    with pytest.raises(InvalidInput):
        choices.with_day(text, TODAY, is_first)


def test_a_format_without_forms_forgets_form_and_sharing() -> None:
    choices = ExportChoices(format_name="csv", form="leerpunten", selection=Selection(shared_only=True))
    assert choices.without_unused() == ExportChoices(format_name="csv")


def test_the_preview_is_the_whole_document() -> None:
    text = preview_text(ExportChoices(), log_of("2026-01-01", "2026-01-02"), 60)
    assert text.count("januari 2026 · nog open") == 2
    assert preview_text(ExportChoices(format_name="csv"), log_of("2026-01-01"), 60).startswith("dag;")


def test_a_name_without_a_suffix_gets_that_of_the_format(tmp_path: Path) -> None:
    choices, log = ExportChoices(format_name="md"), log_of("2026-01-01")
    (part,) = write_chosen(str(tmp_path / "mijn log"), choices, log, None)
    assert part.path.name == "mijn log.md"
    with pytest.raises(ReflectieError, match="dat is een map"):
        check_new_path(str(tmp_path), choices, log, None)


def test_an_export_from_the_screen_is_only_written_to_a_new_file(tmp_path: Path) -> None:
    path, choices = tmp_path / "uit.md", ExportChoices(format_name="md")
    write_chosen(f" '{path}' ", choices, log_of("2026-01-01"), None)
    assert path.read_text("utf-8").startswith("# Reflectielogboek")
    with pytest.raises(ReflectieError, match="er al"):
        check_new_path(str(path), choices, log_of("2026-01-01"), None)


@pytest.mark.parametrize("name", ["x" * 300, f"{'x' * 300}/log.md", "file:///%00"])
def test_a_name_that_no_disk_can_hold_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    choices = ExportChoices(format_name="md")
    with pytest.raises(ReflectieError, match=r"te lang|die map is er niet|kan een bestand niet heten"):
        write_chosen(name, choices, log_of("2026-01-01"), None)
    with pytest.raises(ReflectieError, match=r"te lang|die map is er niet|kan een bestand niet heten"):
        save_card(name, "tekst", None)
    assert list(tmp_path.iterdir()) == []
