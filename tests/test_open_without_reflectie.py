"""The script of docs/formaat.md opens a journal of every version without the program."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from reflectie.domain.archive import Archive
from reflectie.domain.entry import Address, Answer, Entry
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys.key_file import create_key_file
from reflectie.journal.keys.recovery_code import new_recovery_code
from reflectie.journal.keys.rekey import set_recovery_code
from reflectie.journal.keys.slots import KdfCost
from reflectie.journal.migrations import MIGRATIONS
from reflectie.journal.opening import create_journal

from .conftest import NOW, TODAY

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "docs" / "open_logboek.py"
KEY = bytes(range(32))
"""The key of every stored file."""
TEXTS = {
    1: "het café overleg was rustig",
    2: "van voor de situaties",
    3: "het overleg was rustig",
    4: "het overleg van dinsdag",
    7: "De jeugdbeschermer belde.",
    5: "het overleg van dinsdag",
}
"""A text in the stored file of each version; later ones have a meeting."""


def open_folder(folder: Path, secret: str, output: Path) -> subprocess.CompletedProcess[str]:
    # In a folder of its own and without the paths of this one, so that it cannot import the program.
    code = f"import sys; sys.modules['reflectie'] = None; sys.argv[1:] = {[str(folder), str(output)]!r};"
    code += f"import runpy; runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    command = [sys.executable, "-P", "-c", code]
    return subprocess.run(command, input=secret + "\n", capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_stored_journal_of_every_older_version_is_read(
    folder: JournalFolder, cheap: KdfCost, tmp_path: Path, version: int
) -> None:
    folder.create()
    shutil.copyfile(ROOT / "tests" / "data" / f"logboek-v{version}.db", folder.journal_file)
    create_key_file(folder, "een lang wóórd", cheap, KEY)
    before = folder.journal_file.read_bytes()
    done = open_folder(folder.path, "een lang wo\u0301o\u0301rd", tmp_path / "uit.json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads((tmp_path / "uit.json").read_text("utf-8"))
    assert found["version"] == version
    texts = [row["text"] for row in found["tables"]["answer"]]
    assert TEXTS.get(version) in texts or [row["name"] for row in found["tables"]["meeting"]]
    assert {row["id"] for row in found["tables"]["entry"]} >= {
        row["entry"] for row in found["tables"]["answer"]
    }
    assert folder.journal_file.read_bytes() == before


def test_a_journal_of_today_is_read_with_its_recovery_code(
    folder: JournalFolder, cheap: KdfCost, tmp_path: Path
) -> None:
    journal = create_journal(folder, "een lang woord", lambda: NOW, cheap)
    answer = Answer(address=Address(step="a"), question="Wat?", text="van vandaag")
    journal.save(Entry(id="a", exercise="k:x", title="T", day=TODAY, begun=NOW), [answer])
    location = journal.location
    assert location
    code = new_recovery_code()
    set_recovery_code(folder, location.data_key, code)
    journal.close()
    typed = "  ".join(word.upper() for word in code.words)
    assert open_folder(folder.path, typed, tmp_path / "uit.json").returncode == 0
    tables = json.loads((tmp_path / "uit.json").read_text("utf-8"))["tables"]
    assert [row["text"] for row in tables["answer"]] == ["van vandaag"]
    assert {"situation", "meeting", "series", "revision", "draft", "placement", "shown"} <= set(tables)


@pytest.mark.skipif(os.name != "posix", reason="Windows has other file permissions")
def test_its_file_is_private_and_never_overwrites(
    folder: JournalFolder, cheap: KdfCost, tmp_path: Path
) -> None:
    create_journal(folder, "een lang woord", lambda: NOW, cheap).close()
    output = tmp_path / "uit.json"
    assert open_folder(folder.path, "een lang woord", output).returncode == 0
    assert output.stat().st_mode & 0o777 == 0o600
    assert open_folder(folder.path, "een lang woord", output).returncode == 1


def test_a_wrong_password_writes_nothing(folder: JournalFolder, cheap: KdfCost, tmp_path: Path) -> None:
    create_journal(folder, "een lang woord", lambda: NOW, cheap).close()
    done = open_folder(folder.path, "een ander woord", tmp_path / "uit.json")
    assert "past niet" in done.stderr
    assert not (tmp_path / "uit.json").exists()


def test_the_script_is_short_and_imports_nothing_of_the_program() -> None:
    text = SCRIPT.read_text("utf-8")
    assert len(text.splitlines()) <= 100
    assert "import reflectie" not in text
    assert "from reflectie" not in text


def test_the_published_schema_is_that_of_the_archive() -> None:
    """To renew it: ``msgspec.json.schema(Archive)``, indented by two."""
    published = json.loads((ROOT / "docs" / "reflectie.schema.json").read_text("utf-8"))
    assert published == json.loads(json.dumps(msgspec.json.schema(Archive)))
