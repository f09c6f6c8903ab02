"""``reflectie lijst``: the entries as lines, newest first."""

import argparse

from reflectie.cli.console import Console
from reflectie.cli.opening import journal
from reflectie.domain.entry import Summary
from reflectie.domain.ids import SHORT
from reflectie.domain.text import first_words
from reflectie.journal.store import Journal

HELP = "je reflecties, de nieuwste bovenaan"
DESCRIPTION = "Toont je reflecties, de nieuwste bovenaan: dag, kenmerk, titel en de eerste woorden."


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")
    parser.add_argument("--open", action="store_true", help="alleen reflecties die nog open zijn")
    parser.add_argument("--situatie", metavar="NAAM", help="alleen die bij deze situatie horen")


def run(options: argparse.Namespace, console: Console) -> int:
    with journal(console) as opened:
        situation = situation_id(opened, options.situatie)
        summaries = opened.summaries(only_open=options.open, situation=situation)
    if options.json:
        from reflectie.export.json import dumps

        console.write(dumps(summaries))
    elif summaries:
        console.write("".join(f"{row(summary, console.width)}\n" for summary in summaries))
    else:
        console.say(_nothing(options))
    return 0


def situation_id(opened: Journal, name: str | None) -> str | None:
    """The id of the situation with this name; None when none was asked for.

    Raises:
        UnknownSituation: there is none with this name.
    """
    if name is None:
        return None
    from reflectie.journal.situations import situation_named

    return situation_named(opened, name).id


def _nothing(options: argparse.Namespace) -> str:
    if options.open:
        return "Er is geen open reflectie."
    none = "Er staat nog niets in je logboek."
    return none if options.situatie is None else "Bij deze situatie hoort nog geen reflectie."


def short(entry_id: str) -> str:
    """An id as people see it; ``toon`` takes it too."""
    return entry_id[-SHORT:]


def row(summary: Summary, width: int | None) -> str:
    """An entry on one line; ``width`` as in ``Console``."""
    from reflectie.export.line import cut

    title = f"{summary.title} (open)" if summary.is_open else summary.title
    words = first_words(summary.words, 200)
    row = f"{summary.day:%d-%m-%Y}  {short(summary.id)}  {title}" + (f" · {words}" if words else "")
    return row if width is None else cut(row, width)
