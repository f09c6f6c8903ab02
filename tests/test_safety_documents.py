"""The two Dutch pages on safety agree with the program: commands, files, keys, numbers."""

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

WHO_CAN_READ, LOST_OR_STOLEN = (
    " ".join((ROOT / name).read_text(encoding="utf-8").split()) for name in SAFETY
)
FOLDER = JournalFolder(Path("map"))


@pytest.mark.parametrize("name", SAFETY)
def test_every_command_on_the_pages_is_accepted(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    commands = sorted(words for words in code(text) if words.startswith("reflectie "))
    assert commands
    for words in commands:
        _, command, *rest = words.split()
        assert command in parsers(), words
        assert {word for word in rest if word.startswith("--")} <= options(parsers()[command]), words
        build_parser().parse_args([command, *rest, *(["--naar", "x"] if command == "exporteer" else [])])


def test_every_file_on_the_pages_is_one_of_the_journal() -> None:
    files = {
        path.name
        for path in (
            FOLDER.journal_file,
            FOLDER.key_file,
            FOLDER.settings_file,
            FOLDER.instance_lock_file,
            FOLDER.key_lock_file,
            FOLDER.backups_folder,
        )
    }
    assert (
        set(re.findall(r"^\| `([a-z.]+)` \|", (ROOT / SAFETY[0]).read_text(encoding="utf-8"), re.M)) == files
    )
    assert {
        word for word in code(WHO_CAN_READ + LOST_OR_STOLEN) if re.fullmatch(r"[a-z]+\.\w+", word)
    } <= files


@pytest.mark.parametrize(
    ("file", "damage"), [("sleutels.json", DamagedKeyFile), ("logboek.db", DamagedJournal)]
)
def test_the_repair_command_of_a_damaged_file_is_that_of_the_program(
    file: str, damage: type[DamagedFile]
) -> None:
    assert f"| `{file}` is beschadigd of weg | `{damage.repair_command}`" in LOST_OR_STOLEN


def test_the_numbers_are_those_of_the_program() -> None:
    cost = KdfCost()
    assert f"{KEY_BYTES} willekeurige bytes" in WHO_CAN_READ
    assert (
        f"{cost.memory_kib // 1024} MiB geheugen, {cost.iterations} rondes en {cost.lanes} banen"
        in WHO_CAN_READ
    )
    assert (Settings().lock_minutes, [*LOCK_MINUTES]) == (10, ["0", "5", "10", "30"])
    assert "Na tien minuten" in WHO_CAN_READ and "5, 10 of 30 minuten, of uit" in WHO_CAN_READ
    assert (CODE_LENGTH, PREFIX_LENGTH) == (12, 4)
    assert "twaalf woorden" in LOST_OR_STOLEN and "de eerste vier letters" in LOST_OR_STOLEN
    assert backups.DAILY_BACKUPS > 0


def test_the_keys_and_services_are_those_of_the_program() -> None:
    assert ("Ctrl+L", "op slot") in set(keys_of(ReflectieApp))
    assert "Ctrl+L" in WHO_CAN_READ
    assert "F2" in {key for key, _ in keys_of(UnlockScreen)}
    assert [service for service in SERVICE_FOLDER_PATTERNS if service not in WHO_CAN_READ] == []


@pytest.mark.parametrize(
    "limit", ["SKJ", "NVZD", "AVG", "rechter", "klembord", "slaapstand", "toetsen", "afdruk van het geheugen"]
)
def test_the_limits_of_the_protection_are_named(limit: str) -> None:
    assert limit in WHO_CAN_READ
