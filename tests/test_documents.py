"""README, manual and CONTRIBUTING.md agree with the program: commands, keys, variables, files, links."""

import argparse
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from reflectie.cli.parser import build_parser
from reflectie.content.load import load_library
from reflectie.journal.folder import JournalFolder
from reflectie.tui.app import ReflectieApp
from reflectie.tui.help.help_screen import help_sections, keys_of
from reflectie.tui.widgets.key_bar import key_name

from .tui.key_checks import CLASSES_WITH_KEYS, bindings, letters

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "handleiding.md").read_text(encoding="utf-8")
SAFETY = ["docs/wie-kan-dit-lezen.md", "docs/kwijt-of-gestolen.md"]
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "content/nl/README.md",
    "content/nl/LICENSE.md",
    "docs/handleiding.md",
    "docs/sporen.md",
    "docs/formaat.md",
    *SAFETY,
]
MAX_README_LINES = 120
"""A longer one is not read to its end."""


def section(heading: str, text: str = MANUAL) -> str:
    """The text under a heading, up to the next heading."""
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
    top = build_parser()
    top_actions: list[Any] = top._actions
    commands = next(action for action in top_actions if isinstance(action, argparse._SubParsersAction))
    for command in commands.choices.values():
        command.load()
    return {"": top, **commands.choices}


def options(parser: argparse.ArgumentParser) -> set[str]:
    return {word for action in actions(parser) for word in action.option_strings if word.startswith("--")}


def actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments of a command and of its subcommands. For the program itself, without its commands."""
    own: list[Any] = parser._actions
    subparsers = [
        subparser
        for action in own
        if isinstance(action, argparse._SubParsersAction) and parser.prog != "reflectie"
        for subparser in action.choices.values()
    ]
    return [*own, *(action for subparser in subparsers for action in actions(subparser))]


def commands_in(text: str) -> set[str]:
    return {words.split()[1] for words in code(text) if re.match(r"reflectie [a-z]", words)}


def test_the_manual_lists_every_command_and_no_other() -> None:
    real = set(parsers()) - {""}
    assert commands_in(section("Opdrachten")) == real
    assert commands_in(MANUAL + README) <= real


def test_a_command_in_the_text_has_the_options_given_with_it() -> None:
    prose = MANUAL.partition("\n## Opdrachten\n")[0]
    commands = sorted(words for words in code(prose + README) if re.match(r"reflectie [a-z-]", words))
    assert commands
    for words in commands:
        command = words.split()[1] if not words.split()[1].startswith("--") else ""
        assert set(re.findall(r"--[a-z-]+", words)) <= options(parsers()[command]), words


def test_the_manual_lists_the_options_of_each_command_and_no_others() -> None:
    rows = re.findall(r"^\| `reflectie ?(\w*)[^`]*` \|.*$", section("Opdrachten"), re.MULTILINE)
    lines = [line for line in section("Opdrachten").splitlines() if line.startswith("| `reflectie")]
    listed = {name: set(re.findall(r"--[a-z-]+", line)) for name, line in zip(rows, lines, strict=True)}
    real = {name: options(parser) - {"--help", "--versie"} for name, parser in parsers().items()}
    assert listed == real
    assert set(re.findall(r"reflectie (--[a-z-]+)", section("Opdrachten"))) <= options(build_parser())


def test_the_manual_lists_every_choice_of_an_option() -> None:
    listed = re.findall(r"(--[a-z-]+) (\w+)", section("Opdrachten"))
    real: dict[str, set[str]] = {}
    for action in (a for parser in parsers().values() for a in actions(parser) if a.choices):
        for option in action.option_strings:
            real.setdefault(option, set()).update(action.choices or ())
    assert {option: {value for name, value in listed if name == option} for option in real} == real


# Keys ----------------------------------------------------------------------------------------------

Key = tuple[str, str, str]
"""Where it works, the key in lower case, and what it does, in Dutch."""


def keys_that_exist() -> set[Key]:
    found = {(place, *key) for place, kinds in help_sections(ReflectieApp).items() for key in keys_of(*kinds)}
    return {(place, key.lower(), does) for place, key, does in found}


def keys_in_the_manual() -> set[Key]:
    """From rows such as "| Logboek | `^N` `Enter` lezen · `Esc` terug |"."""
    rows = re.findall(r"^\| ([^|`]+) \| (`.+) \|$", section("Toetsen"), re.MULTILINE)
    parts = [(place, part) for place, cell in rows for part in cell.split(" · ")]
    return {
        (place, key.lower(), part.rpartition("` ")[2])
        for place, part in parts
        for key in re.findall(r"`([^`]+)`", part)
    }


def test_every_key_in_the_manual_exists() -> None:
    assert keys_in_the_manual() - keys_that_exist() == set()


def test_the_manual_lists_every_action_with_a_key() -> None:
    listed = {(place, does) for place, _, does in keys_in_the_manual()}
    assert {(place, does) for place, _, does in keys_that_exist()} - listed == set()


def test_a_letter_means_one_thing_and_the_manual_says_what() -> None:
    rows = re.findall(r"^\| ((?:`.` ?)+) \| ([^|`]+) \|$", section("Toetsen"), re.MULTILINE)
    listed = {letter: words.split(" · ") for signs, words in rows for letter in code(signs)}
    assert listed == letters()


def test_no_two_letters_mean_the_same() -> None:
    meanings = [words for letter, listed in letters().items() if letter not in "123456" for words in listed]
    assert sorted(meanings) == sorted(set(meanings))


def test_the_five_keys_of_the_readme_exist() -> None:
    """Rows such as "| `Esc` | stoppen | In een werkvorm | alles blijft bewaard |"."""
    rows = re.findall(
        r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| [^|]+ \|$", section("Vijf toetsen", README), re.MULTILINE
    )
    assert len(rows) == 5
    assert {(place, key.lower(), does) for key, does, place in rows} - keys_that_exist() == set()


@pytest.mark.parametrize("text", [README, MANUAL], ids=["README", "manual"])
def test_every_key_in_running_text_exists(text: str) -> None:
    known = {key_name(binding.key).lower() for kind in CLASSES_WITH_KEYS for binding in bindings(kind)}
    named = {key.lower() for key in re.findall(r"\bCtrl\+[A-Z]\b|\bF\d\d?\b", text)}
    assert named
    assert named <= known


# Variables, files and links ------------------------------------------------------------------------


def names_in(folder: str, pattern: str) -> set[str]:
    """What matches a pattern in the programs of a folder, without this file."""
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in ("", ".py") and path.is_file()]
    texts = [path.read_text(encoding="utf-8") for path in files if path != Path(__file__)]
    return {name for text in texts for name in re.findall(pattern, text)}


def test_the_manual_lists_every_variable_and_no_other() -> None:
    ours = {
        name
        for folder in ("reflectie", "tests", ".ci")
        for name in names_in(folder, r"REFLECTIE_[A-Z_]*[A-Z]")
    }
    of_textual = names_in("reflectie", r'"(TEXTUAL_\w+[A-Z])"')
    listed = {word for word in code(section("Variabelen")) if re.fullmatch(r"[A-Z]+_[A-Z_]+", word)}
    assert listed == ours | of_textual | {"NO_COLOR"}


def test_the_manual_lists_the_files_of_the_journal() -> None:
    folder = JournalFolder(Path("map"))
    files = {folder.journal_file.name, folder.key_file.name, folder.settings_file.name}
    files |= {folder.instance_lock_file.name, folder.key_lock_file.name}
    named = set(re.findall(r"^\| `([a-z.]+)` \|", section("Bestanden"), re.MULTILINE))
    assert named == files


def test_the_readme_lists_every_folder_of_the_package() -> None:
    folders = {path.parent.name for path in (ROOT / "reflectie").glob("*/__init__.py")}
    assert folders == set(re.findall(r"^reflectie/(\w+)/", section("For developers", README), re.MULTILINE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    document = ROOT / name
    targets = re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_to_a_heading_leads_to_a_heading(name: str) -> None:
    document = ROOT / name
    for target, anchor in re.findall(r"\]\(([^)#]*)#([^)]+)\)", document.read_text(encoding="utf-8")):
        text = ((document.parent / target) if target else document).read_text(encoding="utf-8")
        assert anchor in {
            heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.M)
        }


def test_every_page_of_the_manual_can_be_reached_from_the_readme() -> None:
    pages = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}
    assert pages - set(re.findall(r"\]\(([^)#]+)", README)) == set()


def test_every_file_that_contributing_names_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = {path for path in code(text) if re.fullmatch(r"[\w.]+/[\w./-]*", path)}
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


# The README: its length, its two commands and its pictures ------------------------------------------


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= MAX_README_LINES


def test_the_readme_has_two_installation_commands() -> None:
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


def picture(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8").replace("&#160;", " ")


def test_the_first_picture_shows_the_six_lines() -> None:
    poles = [pole.name for field in load_library().core_fields for pole in (field.left, field.right)]
    assert [name for name in poles if name not in picture("thuis.svg")] == []


def test_the_second_picture_shows_one_line_with_both_marks() -> None:
    shown = picture("lijn.svg")
    lines = [(field.left.name, field.right.name) for field in load_library().core_fields]
    assert len([poles for poles in lines if all(pole in shown for pole in poles)]) == 1
    assert "○" in shown
    assert "●" in shown


def test_every_picture_is_in_the_readme_and_fetches_nothing() -> None:
    pictures = {path.name for path in (ROOT / "docs").glob("*.svg")}
    assert set(re.findall(r"!\[[^]]+\]\(docs/([^)]+)\)", README)) == pictures
    assert [name for name in pictures if re.search(r"url\((?!#)[^)]*\)|href=", picture(name))] == []
