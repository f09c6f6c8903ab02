"""From the first key to the exported file, without a word on disk unencrypted before the export."""

import json
import os
import re
from pathlib import Path

from .conftest import Person
from .terminal import ENTER, ESCAPE, FAR_LEFT, NEXT, QUIT, RIGHT

CANARIES = ("kanariegeel", "waterval", "zeppelin")


def test_what_is_written_on_the_screen_is_listed_shown_exported_and_encrypted(person: Person) -> None:
    _writes_an_entry(person)

    listed = json.loads(person.runs("lijst", "--json"))
    assert [entry["title"] for entry in listed] == ["doorgaan en vertragen"]
    shown = person.runs("toon", listed[0]["id"])
    assert all(word in shown for word in CANARIES)
    assert "doorgaan" in shown and "●" in shown

    assert _files_with_canaries(person.home) == set()
    person.runs("exporteer", "--formaat", "md", "--naar", "log.md")
    exported = (person.working_folder / "log.md").read_text()
    assert all(word in exported for word in CANARIES)
    assert re.search("├─+●─+┤", exported)
    assert _files_with_canaries(person.home) == {"log.md"}
    names = {path.name for path in person.data_folder.iterdir()}
    assert names == {"logboek.db", "sleutels.json", "scherm.lock", "kopieen"}
    assert all(
        path.stat().st_mode & 0o077 == 0 for path in (person.data_folder, *person.data_folder.rglob("*"))
    )


def _writes_an_entry(person: Person) -> None:
    """Place a mark on field 4, type a reason and two answers, stop, read it in the logbook and quit."""
    person.has()
    terminal = person.starts()
    terminal.sees("v Vraag", "doorgaan", "vertragen")
    terminal.types("4")
    terminal.sees("Met ← → of een klik zet je jouw teken.")
    terminal.types(*[FAR_LEFT] * 4, RIGHT)  # on a side: then the coach asks the same every day
    terminal.sees("●")
    person.walks(terminal, "nu")
    terminal.sees("Schrijf zoals het komt.")
    terminal.types(f"hier een {CANARIES[0]} jasje", NEXT, "alvast verder")
    terminal.sees("▌ alvast verder")
    person.walks(terminal, "kwestie")
    terminal.sees("Schrijf zoals het komt.")
    terminal.types(f"en dan de {CANARIES[1]}", NEXT)
    terminal.waits_for(lambda: not terminal.shows(CANARIES[1]), "the next step")
    terminal.types(f"dit is mijn {CANARIES[2]}")
    terminal.sees(CANARIES[2])
    terminal.types(ESCAPE)
    terminal.sees("g Ga verder")
    terminal.types("l")
    terminal.sees("Logboek", "nog open")
    terminal.types(ENTER)
    terminal.sees(CANARIES[0])
    terminal.types(QUIT)
    assert terminal.ends() == 0
    terminal.is_clean()
    assert not any(word in terminal.afterwards for word in CANARIES)


def _files_with_canaries(home: Path) -> set[str]:
    """Return the names of the files that contain one of the words, in any letter case or encoding."""
    forms = [form for word in CANARIES for form in (word.encode(), word.encode("utf-16-le"))]
    files = [Path(folder) / name for folder, _, names in os.walk(home) for name in names]
    return {file.name for file in files if any(form in file.read_bytes().lower() for form in forms)}
