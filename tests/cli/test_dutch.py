import argparse
import ast
import inspect
import re

import pytest

from reflectie.cli.parser import ARGPARSE_TEXTS, COMMANDS

# Mistakes of a programmer, and texts that this program cannot reach.
_NOT_FOR_USERS = re.compile(
    r"conflicting|not defined|invalid argument|must be|not callable|cannot|dest=|invalid option string"
    r"|invalid conflict|with mode"
)
_ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|show|help message|exit|error|invalid|choice|choose|required|expected)\b"
)


def test_every_text_of_argparse_is_translated():
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)]
    texts = [
        argument.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
        for argument in call.args
        if isinstance(argument, ast.Constant)
    ]
    assert texts
    untranslated = [text for text in texts if text not in ARGPARSE_TEXTS]
    assert [text for text in untranslated if not _NOT_FOR_USERS.search(text)] == []


@pytest.mark.parametrize("arguments", [("--help",), *((name, "--help") for name in COMMANDS)])
def test_help_is_in_dutch(person, capsys, arguments):
    assert person.runs(*arguments) == 0
    help_text = capsys.readouterr().out
    assert help_text.startswith("gebruik: reflectie")
    assert not _ENGLISH.search(help_text.replace("--help", ""))


@pytest.mark.parametrize(
    "arguments",
    [
        ("doe",),
        ("--doe",),
        ("toon",),
        ("toon", "a", "b"),
        ("lijst", "--json=1"),
        ("exporteer", "--naar"),
        ("exporteer", "--naar", "-", "--formaat", "doc"),
        ("--voorbeeld", "lijst"),
    ],
)
def test_wrong_use_is_explained_in_dutch_with_exit_code_2(person, capsys, arguments):
    assert person.runs(*arguments) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("gebruik: reflectie")
    assert not _ENGLISH.search(output.err)


def test_argparse_speaks_english_again_afterwards(person, capsys):
    person.runs("--help")
    assert argparse.ArgumentParser(prog="x").format_usage().startswith("usage")
