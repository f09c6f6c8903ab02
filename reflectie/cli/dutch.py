"""argparse in Dutch: all its words, in one place.

argparse looks every word up through gettext under the name ``_``; here it finds these.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

WORDS = {
    "usage: ": "gebruik: ",
    "options": "opties",
    "positional arguments": "argumenten",
    "subcommands": "opdrachten",
    "%(heading)s:": "%(heading)s:",
    " (default: %(default)s)": " (standaard: %(default)s)",
    "show this help message and exit": "deze hulp tonen",
    "show program's version number and exit": "de versie tonen",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s: let op: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unrecognized arguments: %s": "dit hoort er niet bij: %s",
    "the following arguments are required: %s": "dit ontbreekt nog: %s",
    "one of the arguments %s is required": "een van deze is nodig: %s",
    "not allowed with argument %s": "gaat niet samen met %s",
    "ambiguous option: %(option)s could match %(matches)s": ("%(option)s kan van alles zijn: %(matches)s"),
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r is er niet; kies uit %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "%(value)r is er niet; bedoel je %(closest)r? Kies uit %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "%(parser_name)r is er niet; kies uit %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": "%(value)r past hier niet",
    "expected one argument": "hier hoort één waarde achter",
    "expected at most one argument": "hier hoort hooguit één waarde achter",
    "expected at least one argument": "hier hoort een waarde achter",
    "expected %s argument": "hier hoort %s waarde achter",
    "expected %s arguments": "hier horen %s waarden achter",
    "ignored explicit argument %r": "hier hoort geen waarde achter: %r",
    "unexpected option string: %s": "die optie is er niet: %s",
    "can't open '%(filename)s': %(error)s": "'%(filename)s' gaat niet open: %(error)s",
    "option '%(option)s' is deprecated": "optie '%(option)s' verdwijnt binnenkort",
    "command '%(parser_name)s' is deprecated": "opdracht '%(parser_name)s' verdwijnt binnenkort",
    "argument '%(argument_name)s' is deprecated": "'%(argument_name)s' verdwijnt binnenkort",
}


@contextmanager
def dutch() -> Iterator[None]:
    """Inside, argparse speaks Dutch; it looks words up both when a parser is made and when it is used."""
    before = argparse._, argparse.ngettext  # type: ignore[attr-defined]
    argparse._, argparse.ngettext = _word, _words  # type: ignore[attr-defined]
    try:
        yield
    finally:
        argparse._, argparse.ngettext = before  # type: ignore[attr-defined]


def _word(text: str) -> str:
    return WORDS.get(text, text)


def _words(one: str, several: str, count: int) -> str:
    return _word(one if count == 1 else several)
