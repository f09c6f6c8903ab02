"""``reflectie lijst``: the entries as lines, newest first."""

import argparse

from reflectie.cli.console import Console
from reflectie.cli.opening import journal
from reflectie.domain.entry import Summary
from reflectie.domain.text import first_words

HELP = "je reflecties, de nieuwste bovenaan"
DESCRIPTION = "Toont je reflecties, de nieuwste bovenaan: dag, kenmerk, titel en de eerste woorden."
SHORT = 8
"""Characters of an id that people see: the last, for a UUIDv7 begins with the time."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")
    parser.add_argument("--open", action="store_true", help="alleen reflecties die nog open zijn")


def run(options: argparse.Namespace, console: Console) -> int:
    with journal(console) as opened:
        summaries = opened.summaries(only_open=options.open)
    if options.json:
        from reflectie.export.json import dumps

        console.write(dumps(summaries))
    elif summaries:
        console.write("".join(f"{_row(summary, console.width)}\n" for summary in summaries))
    else:
        console.say("Er is geen open reflectie." if options.open else "Er staat nog niets in je logboek.")
    return 0


def short(entry_id: str) -> str:
    """An id as people see it; ``toon`` takes it too."""
    return entry_id[-SHORT:]


def _row(summary: Summary, width: int | None) -> str:
    from reflectie.export.line import cut

    title = f"{summary.title} (open)" if summary.is_open else summary.title
    words = first_words(summary.words, 200)
    row = f"{summary.day:%d-%m-%Y}  {short(summary.id)}  {title}" + (f" · {words}" if words else "")
    return row if width is None else cut(row, width)
