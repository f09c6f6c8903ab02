"""What README.md and CONTRIBUTING.md say is so: commands, keys, variables, files and links."""

import argparse
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from reflectie.cli.parser import parser
from reflectie.content.load import load_library
from reflectie.journal.folder import Folder
from reflectie.tui.app import ReflectieApp
from reflectie.tui.screens.help import keys_of, places

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "content/nl/README.md", "content/nl/LICENSE.md"]


SAFETY = ["docs/wie-kan-dit-lezen.md", "docs/kwijt-of-gestolen.md"]
DOCUMENTS += SAFETY


def section(heading: str, text: str = README) -> str:
    """What stands under a heading, up to the next one."""
    return text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def code(text: str) -> set[str]:
    """Everything between back-ticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def block(name: str) -> str:
    """The command in README.md between the comments ``name`` and ``end``."""
    found = re.search(rf"<!-- {name} -->\n```sh\n(.*?)\n```\n<!-- end -->", README, re.DOTALL)
    assert found, name
    return found[1]


# Commands ------------------------------------------------------------------------------------------


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command; that of the program itself has an empty name."""
    top = parser()
    found: list[Any] = top._actions
    below = next(action for action in found if isinstance(action, argparse._SubParsersAction))
    return {"": top, **below.choices}


def options(of: argparse.ArgumentParser) -> set[str]:
    return {word for action in actions(of) for word in action.option_strings if word.startswith("--")}


def actions(of: argparse.ArgumentParser) -> list[argparse.Action]:
    """What a command takes, with what the commands below it take."""
    found: list[Any] = of._actions
    below = [
        one
        for action in found
        if isinstance(action, argparse._SubParsersAction)
        for one in action.choices.values()
    ]
    return [*found, *(action for one in below if of.prog != "reflectie" for action in actions(one))]


def test_every_command_stands_in_the_readme_and_no_other() -> None:
    named = {words.split()[1] for words in code(README) if re.match(r"reflectie [a-z]", words)}
    assert named == set(parsers()) - {""}


def test_every_option_stands_with_its_command_and_no_other() -> None:
    rows = re.findall(r"^\| `reflectie ?(\w*)[^`]*` \|.*$", section("Commands"), re.MULTILINE)
    lines = [line for line in section("Commands").splitlines() if line.startswith("| `reflectie")]
    said = {name: set(re.findall(r"--[a-z]+", line)) for name, line in zip(rows, lines, strict=True)}
    real = {name: options(of) - {"--help", "--versie"} for name, of in parsers().items()}
    assert said == real
    assert set(re.findall(r"reflectie (--[a-z]+)", section("Commands"))) <= options(parser())


def test_every_choice_of_an_option_stands_in_the_readme() -> None:
    said = re.findall(r"(--[a-z]+) (\w+)", section("Commands"))
    real: dict[str, set[str]] = {}
    for action in (action for of in parsers().values() for action in actions(of) if action.choices):
        for option in action.option_strings:
            real.setdefault(option, set()).update(action.choices or ())
    assert {option: {value for name, value in said if name == option} for option in real} == real


# Keys ----------------------------------------------------------------------------------------------

Key = tuple[str, str, str]
"""Where it works, the key in small letters, and what it does, in Dutch."""


def keys_that_exist() -> set[Key]:
    found = {(place, *key) for place, kinds in places().items() for key in keys_of(*kinds)}
    return {(place, key.lower(), does) for place, key, does in found}


def keys_in_the_readme() -> set[Key]:
    """From rows such as "| Logboek | `^N` `Enter` lezen · `Esc` terug |"."""
    rows = re.findall(r"^\| ([^|`]+) \| (`.+) \|$", section("Keys"), re.MULTILINE)
    parts = [(place, part) for place, cell in rows for part in cell.split(" · ")]
    return {
        (place, key.lower(), part.rpartition("` ")[2])
        for place, part in parts
        for key in re.findall(r"`([^`]+)`", part)
    }


def test_every_key_in_the_readme_exists() -> None:
    assert keys_in_the_readme() - keys_that_exist() == set()


def test_everything_that_has_a_key_stands_in_the_readme() -> None:
    said = {(place, does) for place, _, does in keys_in_the_readme()}
    assert {(place, does) for place, _, does in keys_that_exist()} - said == set()


def test_a_key_named_in_passing_exists() -> None:
    known = {key for _, key, _ in keys_that_exist()}
    known.add(ReflectieApp.COMMAND_PALETTE_BINDING.replace("ctrl+", "^"))
    named = {f"^{letter.lower()}" for letter in re.findall(r"\bCtrl\+([A-Z])\b", README)}
    named |= {key.lower() for key in re.findall(r"\bF\d\d?\b", README)}
    assert named <= known


# Variables, files and links ------------------------------------------------------------------------


def names_in(folder: str, pattern: str) -> set[str]:
    """What fits a pattern in the programs of a folder, this file left out."""
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in ("", ".py") and path.is_file()]
    texts = [path.read_text(encoding="utf-8") for path in files if path != Path(__file__)]
    return {name for text in texts for name in re.findall(pattern, text)}


def test_every_variable_stands_in_the_readme_and_no_other() -> None:
    ours = {
        name
        for folder in ("reflectie", "tests", ".ci")
        for name in names_in(folder, r"REFLECTIE_[A-Z_]*[A-Z]")
    }
    textuals = names_in("reflectie", r'"(TEXTUAL_\w+[A-Z])"')
    said = {word for word in code(section("Commands")) if re.fullmatch(r"[A-Z]+_[A-Z_]+", word)}
    assert said == ours | textuals | {"NO_COLOR"}


def test_the_files_of_the_journal_are_named() -> None:
    folder = Folder(Path("map"))
    files = {folder.journal.name, folder.keys.name, folder.settings.name}
    named = set(re.findall(r"^\| `([a-z.]+)` \|", section("Where things are kept"), re.MULTILINE))
    assert named == files


def test_every_folder_of_the_package_stands_in_the_layout() -> None:
    folders = {path.parent.name for path in (ROOT / "reflectie").glob("*/__init__.py")}
    assert folders == set(re.findall(r"^reflectie/(\w+)/", section("Inside"), re.MULTILINE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    document = ROOT / name
    targets = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_file_that_contributing_names_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = {path for path in code(text) if re.fullmatch(r"[\w.]+/[\w./-]*", path)}
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


# The two commands and the picture ------------------------------------------------------------------


def test_the_readme_has_two_commands_that_set_up() -> None:
    assert len(re.findall(r"^python3 -m venv", README, re.MULTILINE)) == 2
    assert block("start").endswith("reflectie --voorbeeld")
    assert "pytest" in block("test")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_the_checks_run_the_command_of_the_readme() -> None:
    done = subprocess.run(
        ["bash", ".ci/run", "--print"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == block("test")


def test_contributing_uses_the_tools_of_the_readme() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    tools = re.findall(r"\.venv-test/bin/[\w-]+(?: -m \w+| format)?", text)
    assert tools
    assert [tool for tool in tools if tool not in block("test")] == []


def test_the_picture_shows_the_six_lines_and_fetches_nothing() -> None:
    picture = (ROOT / "docs" / "thuis.svg").read_text(encoding="utf-8").replace("&#160;", " ")
    poles = [pole.name for field in load_library().core for pole in (field.left, field.right)]
    assert [name for name in poles if name not in picture] == []
    assert re.findall(r"url\((?!#)[^)]*\)|href=", picture) == []
