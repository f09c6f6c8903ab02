"""``reflectie exporteer``: choose entries, check them for traces of people, and write them to a file."""

import argparse
from pathlib import Path

from reflectie.cli.command import Command, parse_period
from reflectie.cli.commands.check_traces import check_traces
from reflectie.cli.commands.export_appointment import add_appointment_options, export_appointment
from reflectie.cli.commands.export_card import add_card_options, export_card
from reflectie.cli.commands.export_options import (
    SELECTION_OPTIONS,
    add_selection_options,
    are_given,
    selection_from_options,
)
from reflectie.cli.console import Console, UsageError
from reflectie.cli.open_journal import open_journal_from_console, open_library_from_console
from reflectie.cli.output import check_new_file, output_path
from reflectie.export.document import Format, Log
from reflectie.export.formats import FORMATS
from reflectie.export.forms import FORMS
from reflectie.services.export_file import describe_result, plan_files, write_parts
from reflectie.services.export_selection import collect_archive, collect_log

_TEXT_FORMATS = ("md", "json", "csv")
"""What standard output can carry."""


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--naar", metavar="PAD", help="het bestand, of - voor standaarduitvoer")
    names = "; ".join(f"{name}: {found.label}" for name, found in FORMATS.items())
    parser.add_argument(
        "--formaat", choices=tuple(FORMATS), default="md", help=f"{names}; md als je niets kiest"
    )
    forms = "; ".join(f"{name}: {form.label}" for name, form in FORMS.items())
    parser.add_argument("--vorm", choices=tuple(FORMS), default="logboek", help=forms)
    add_selection_options(parser)
    add_card_options(parser)
    add_appointment_options(parser)
    parser.add_argument(
        "--controleer",
        action="store_true",
        help="eerst zien wat naar iemand kan leiden; zonder --naar wordt er niets geschreven",
    )
    parser.add_argument(
        "--woorden",
        metavar="PAD",
        help="een bestand met woorden om op te letten, elk op een regel; 'woord = de jongere' vervangt het",
    )
    parser.add_argument("--auteur", metavar="NAAM", default="", help="wie het schreef, voor Word en PDF")
    parser.add_argument("--overschrijf", action="store_true", help="een bestand dat er al is vervangen")


def _run(options: argparse.Namespace, console: Console) -> int:
    if options.kaart is not None:
        return export_card(options, console)
    if options.agenda is not None:
        return export_appointment(options, console)
    export_format = FORMATS[options.formaat]
    _check_options(options, export_format)
    path = output_path(options, console) if options.naar else None
    period = parse_period(options, console.today)
    with open_journal_from_console(console, read_only=True) as journal:
        library = open_library_from_console(options, console)
        selection = selection_from_options(options, journal, library, period)
        collect = collect_log if export_format.has_forms else collect_archive
        log = collect(journal, library, selection)._replace(form=options.vorm, author=options.auteur)
    if _is_empty(log):
        console.print_message("Bij deze keuze horen geen reflecties; er is niets geschreven.")
        return 1
    checked = check_traces(options, log, console) if options.controleer or options.woorden else log
    if checked is None or not options.naar:
        return 1 if options.naar else 0
    return _write(options, checked, export_format, path, console)


def _check_options(options: argparse.Namespace, export_format: Format) -> None:
    if options.gedeeld:
        raise UsageError("--gedeeld hoort bij --kaart: geef ook het kenmerk van een reflectie.")
    if options.wanneer is not None or options.titel is not None:
        raise UsageError("--wanneer en --titel horen bij --agenda: geef ook een kenmerk.")
    if not options.naar and not options.controleer:
        raise UsageError("Zeg met --naar waar het bestand komt, of kijk eerst met --controleer.")
    if options.naar == "-" and options.formaat not in _TEXT_FORMATS:
        raise UsageError(f"{export_format.label} past niet op het scherm. Geef met --naar een bestand op.")
    if not export_format.has_forms and (options.vorm != "logboek" or options.alleen_deelbaar):
        raise UsageError("--vorm en --alleen-deelbaar horen bij md, docx en pdf.")
    if options.prullenbak and (options.formaat != "json" or are_given(options, SELECTION_OPTIONS)):
        raise UsageError("--prullenbak hoort bij --formaat json van alles, zonder een keuze daaruit.")


def _is_empty(log: Log) -> bool:
    return not any((log.entries, log.situations, log.meetings, log.series))


def _write(
    options: argparse.Namespace, log: Log, export_format: Format, path: Path | None, console: Console
) -> int:
    if path is None:
        console.write(export_format.write(log).decode())
        return 0
    parts = plan_files(path, log, export_format)
    for part in parts:
        check_new_file(part.path, options, console)

    def show_progress(done: int, total: int) -> None:
        if total > 1 and done < total:
            console.print_message(f"Deel {done + 1} van {total} …")

    write_parts(parts, export_format, options.overschrijf, show_progress)
    console.print_message(describe_result(len(log.entries), parts))
    return 0


EXPORT = Command(
    "Schrijft je reflecties, of een deel ervan, naar een bestand dat zonder reflectie te lezen is.",
    _run,
    _add_options,
)
