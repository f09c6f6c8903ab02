"""``reflectie controle``: check journal, keys, permissions and newest backup, and report what to do."""

import argparse

from reflectie.cli.command import Command
from reflectie.cli.console import Console
from reflectie.cli.open_journal import ask_data_key
from reflectie.export.json import to_json
from reflectie.journal.backup.diagnostics import Diagnostic, Severity
from reflectie.services.diagnose import diagnose


def _add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")
    parser.add_argument(
        "--repareer", action="store_true", help="eerst rechten, zoeklijst en resten in orde brengen"
    )


def _run(options: argparse.Namespace, console: Console) -> int:
    folder = console.folder
    if not folder.has_journal():
        raise folder.missing_journal_error()
    diagnostics = diagnose(
        folder, lambda: ask_data_key(folder, console), console.clock, console.environ, options.repareer
    )
    if options.json:
        console.write(to_json(diagnostics))
    else:
        console.write("".join(map(_format_diagnostic, diagnostics)))
    return 1 if any(diagnostic.level is Severity.ERROR for diagnostic in diagnostics) else 0


def _format_diagnostic(diagnostic: Diagnostic) -> str:
    lines = [f"{diagnostic.level.value:<7} {diagnostic.name:<10} {diagnostic.what}"]
    if diagnostic.level is not Severity.OK:
        details = (diagnostic.where, diagnostic.mend and f"→ {diagnostic.mend}")
        lines += [f"{'':19}{detail}" for detail in details if detail]
    return "".join(f"{line}\n" for line in lines)


DIAGNOSE = Command(
    "Leest het hele logboek en de nieuwste kopie, en kijkt naar sleutels, rechten, ruimte en klok. Bij wat "
    "niet klopt staat wat het herstelt. Wat je schreef blijft zoals het is; net als bij openen wordt eerst "
    "afgemaakt wat een storing afbrak, en een logboek van een oudere versie bijgewerkt. Afsluitcode 1 als er "
    "iets fout is.",
    _run,
    _add_options,
)
