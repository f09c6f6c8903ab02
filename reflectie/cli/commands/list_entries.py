"""``reflectie lijst``: list entries, newest first."""

import argparse

from reflectie.cli.console import Console, format_summary
from reflectie.cli.open_journal import open_journal_from_console, resolve_situation_id

HELP = "je reflecties, de nieuwste bovenaan"

DESCRIPTION = "Toont je reflecties, de nieuwste bovenaan: dag, kenmerk, titel en de eerste woorden."


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")
    parser.add_argument("--open", action="store_true", help="alleen reflecties die nog open zijn")
    parser.add_argument("--situatie", metavar="NAAM", help="alleen die bij deze situatie horen")


def run(options: argparse.Namespace, console: Console) -> int:
    with open_journal_from_console(console) as opened:
        situation = resolve_situation_id(opened, options.situatie)
        summaries = opened.summaries(open_only=options.open, situation=situation)
    if options.json:
        from reflectie.export.json import to_json

        console.write(to_json(summaries))
    elif summaries:
        console.write("".join(f"{format_summary(summary, console.width)}\n" for summary in summaries))
    else:
        console.print_message(_empty_message(options))
    return 0


def _empty_message(options: argparse.Namespace) -> str:
    if options.open:
        return "Er is geen open reflectie."
    none = "Er staat nog niets in je logboek."
    return none if options.situatie is None else "Bij deze situatie hoort nog geen reflectie."
