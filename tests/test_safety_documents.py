"""What the two Dutch pages on safety say is so: commands, files, keys, numbers."""

import re
from pathlib import Path

import pytest

from reflectie.cli.parser import build_parser
from reflectie.domain.errors import DamagedFile, DamagedJournal, DamagedKeyFile
from reflectie.journal.backup import backups
from reflectie.journal.folder import SERVICE_FOLDER_PATTERNS, JournalFolder, Settings
from reflectie.journal.keys.recovery_code import CODE_LENGTH, PREFIX_LENGTH
from reflectie.journal.keys.slots import KEY_BYTES, KdfCost
from reflectie.tui.app import ReflectieApp
from reflectie.tui.help.help_screen import keys_of
from reflectie.tui.security.unlock_screen import UnlockScreen
from reflectie.tui.settings.settings_screen import LOCK_MINUTES

from .test_documents import ROOT, SAFETY, code, options, parsers

WHO, LOST = (" ".join((ROOT / name).read_text(encoding="utf-8").split()) for name in SAFETY)
FOLDER = JournalFolder(Path("map"))


@pytest.mark.parametrize("name", SAFETY)
def test_every_command_in_them_can_be_given(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    commands = sorted(words for words in code(text) if words.startswith("reflectie "))
    assert commands
    for words in commands:
        _, command, *rest = words.split()
        assert command in parsers(), words
        assert {word for word in rest if word.startswith("--")} <= options(parsers()[command]), words
        build_parser().parse_args([command, *rest, *(["--naar", "x"] if command == "exporteer" else [])])


def test_a_file_that_they_name_is_one_of_the_journal() -> None:
    files = {
        path.name
        for path in (
            FOLDER.journal_file,
            FOLDER.key_file,
            FOLDER.settings_file,
            FOLDER.instance_lock_file,
            FOLDER.backups_folder,
        )
    }
    assert (
        set(re.findall(r"^\| `([a-z.]+)` \|", (ROOT / SAFETY[0]).read_text(encoding="utf-8"), re.M)) == files
    )
    assert {word for word in code(WHO + LOST) if re.fullmatch(r"[a-z]+\.\w+", word)} <= files


@pytest.mark.parametrize(
    ("file", "damage"), [("sleutels.json", DamagedKeyFile), ("logboek.db", DamagedJournal)]
)
def test_what_mends_a_damaged_file_is_what_the_program_says(file: str, damage: type[DamagedFile]) -> None:
    assert f"| `{file}` is beschadigd of weg | `{damage.repair_command}`" in LOST


def test_the_numbers_are_those_of_the_program() -> None:
    cost = KdfCost()
    assert f"{KEY_BYTES} willekeurige bytes" in WHO
    assert f"{cost.memory_kib // 1024} MiB geheugen, {cost.iterations} rondes en {cost.lanes} banen" in WHO
    assert (Settings().lock_minutes, [*LOCK_MINUTES]) == (10, ["0", "5", "10", "30"])
    assert "Na tien minuten" in WHO and "5, 10 of 30 minuten, of uit" in WHO
    assert (CODE_LENGTH, PREFIX_LENGTH) == (12, 4)
    assert "twaalf woorden" in LOST and "de eerste vier letters" in LOST
    assert backups.DAILY_BACKUPS > 0


def test_the_keys_and_services_are_there() -> None:
    assert ("^L", "op slot") in set(keys_of(ReflectieApp))
    assert "Ctrl+L" in WHO
    assert "F2" in {key for key, _ in keys_of(UnlockScreen)}
    assert [service for service in SERVICE_FOLDER_PATTERNS if service not in WHO] == []


@pytest.mark.parametrize("limit", ["SKJ", "NVZD", "AVG", "rechter", "klembord", "slaapstand", "toetsen"])
def test_the_honest_limits_are_named(limit: str) -> None:
    assert limit in WHO
