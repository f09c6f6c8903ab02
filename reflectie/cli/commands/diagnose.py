"""``reflectie controle``: check journal, keys, permissions and newest backup, and report what to do."""

import argparse
from collections.abc import Iterator
from contextlib import suppress

from reflectie.cli.console import Console
from reflectie.cli.open_journal import ask_data_key
from reflectie.domain.errors import (
    AccessDenied,
    CannotBackUp,
    CannotWrite,
    DamagedFile,
    DamagedKeyFile,
    NewerFormat,
)
from reflectie.journal.backup.diagnostics import Diagnostic, Severity, diagnostic_error, diagnostic_note
from reflectie.journal.folder import JournalFolder, data_folder

HELP = "kijken of logboek, sleutels, rechten en kopie in orde zijn"

DESCRIPTION = (
    "Leest het hele logboek en de nieuwste kopie, en kijkt naar sleutels, rechten, ruimte en klok. Bij wat "
    "niet klopt staat wat het herstelt. Wat je schreef blijft zoals het is; net als bij openen wordt eerst "
    "afgemaakt wat een storing afbrak, en een logboek van een oudere versie bijgewerkt. Afsluitcode 1 als er "
    "iets fout is."
)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor programma's")
    parser.add_argument(
        "--repareer", action="store_true", help="eerst rechten, zoeklijst en resten in orde brengen"
    )


def run(options: argparse.Namespace, console: Console) -> int:
    from reflectie.journal.backup.diagnostics import check_journal_files, remove_leftovers, repair_permissions

    folder = JournalFolder(data_folder(console.environ))
    if not folder.has_journal():
        raise folder.missing_journal_error()
    if options.repareer:
        repair_permissions(folder)
    inside = list(_check_journal(folder, options.repareer, console))
    if options.repareer and any(one.name == "logboek" and one.level is Severity.OK for one in inside):
        remove_leftovers(folder, console.clock())
    # What only the key can tell about a file takes the place of what its outside said.
    told = {finding.name for finding in inside}
    outside = check_journal_files(folder, console.environ, console.clock())
    findings = [*(finding for finding in outside if finding.name not in told), *inside]
    if options.json:
        from reflectie.export.json import to_json

        console.write(to_json(findings))
    else:
        console.write("".join(map(_format_diagnostic, findings)))
    return 1 if any(finding.level is Severity.ERROR for finding in findings) else 0


def _check_journal(folder: JournalFolder, mends: bool, console: Console) -> Iterator[Diagnostic]:
    from reflectie.journal.backup.diagnostics import check_journal, repair_search_index
    from reflectie.journal.opening import open_with_key

    try:
        opened = open_with_key(folder, ask_data_key(folder, console), console.clock)
    except DamagedKeyFile as error:
        yield diagnostic_error("sleutels", str(error), folder.key_file, error.repair_command)
        yield diagnostic_note(
            "logboek", "Het logboek zelf is pas na te kijken als de sleutels kloppen.", folder.journal_file
        )
        return
    except (DamagedFile, NewerFormat, AccessDenied, CannotWrite, CannotBackUp) as error:
        mend = error.repair_command if isinstance(error, DamagedFile) else ""
        yield diagnostic_error("logboek", str(error), folder.journal_file, mend)
        return
    try:
        if mends:
            with suppress(CannotWrite):  # the look that follows tells it
                repair_search_index(opened)
        yield from check_journal(opened, console.clock())
    finally:
        opened.close()


def _format_diagnostic(finding: Diagnostic) -> str:
    lines = [f"{finding.level.value:<7} {finding.name:<10} {finding.what}"]
    if finding.level is not Severity.OK:
        lines += [f"{'':19}{word}" for word in (finding.where, finding.mend and f"→ {finding.mend}") if word]
    return "".join(f"{line}\n" for line in lines)
