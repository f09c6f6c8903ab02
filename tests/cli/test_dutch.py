import argparse
import ast
import inspect
import re

import pytest

from reflectie.cli.parser import ARGPARSE_TEXTS, COMMANDS

# Mistakes of a programmer, and what this program cannot reach.
_NOT_FOR_PEOPLE = re.compile(
    r"conflicting|not defined|invalid argument|must be|not callable|cannot|dest=|invalid option string"
    r"|invalid conflict|with mode"
)
_ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|show|help message|exit|error|invalid|choice|choose|required|expected)\b"
)


def test_every_word_of_argparse_has_its_dutch():
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)]
    words = [
        argument.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
        for argument in call.args
        if isinstance(argument, ast.Constant)
    ]
    assert words
    assert [word for word in words if word not in ARGPARSE_TEXTS and not _NOT_FOR_PEOPLE.search(word)] == []


@pytest.mark.parametrize("asked", [("--help",), *((name, "--help") for name in COMMANDS)])
def test_help_is_in_dutch(person, capsys, asked):
    assert person.runs(*asked) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("gebruik: reflectie")
    assert not _ENGLISH.search(shown.replace("--help", ""))


@pytest.mark.parametrize(
    "asked",
    [
        ("doe",),
        ("--doe",),
        ("toon",),
        ("toon", "a", "b"),
        ("lijst", "--json=1"),
        ("exporteer", "--naar"),
        ("exporteer", "--naar", "-", "--formaat", "doc"),
        ("exporteer", "--naar", "-", "--van", "ooit"),
        ("--voorbeeld", "lijst"),
    ],
)
def test_wrong_use_is_said_in_dutch_with_exit_2(person, capsys, asked):
    assert person.runs(*asked) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("gebruik: reflectie")
    assert not _ENGLISH.search(shown.err)


def test_argparse_speaks_its_own_language_again_afterwards(person, capsys):
    person.runs("--help")
    assert argparse.ArgumentParser(prog="x").format_usage().startswith("usage")
