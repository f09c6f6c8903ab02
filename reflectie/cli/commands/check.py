"""``reflectie controle``: whether journal, keys, rights and newest copy are sound, and what mends them."""

import argparse
from collections.abc import Iterator
from contextlib import suppress

from reflectie.cli.console import Console
from reflectie.cli.opening import data_key
from reflectie.domain.errors import (
    CannotBackUp,
    CannotWrite,
    Damaged,
    DamagedKeys,
    NewerFormat,
    NotAllowed,
)
from reflectie.domain.finding import Finding, Level, note, wrong
from reflectie.journal.folder import Folder, data_folder

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
    from reflectie.journal.check_files import look_at_files, mend_rights, remove_leftovers

    folder = Folder(data_folder(console.environ))
    if not folder.exists():
        raise folder.missing()
    if options.repareer:
        mend_rights(folder)
    inside = list(_inside(folder, options.repareer, console))
    if options.repareer and any(one.name == "logboek" and one.level is Level.GOOD for one in inside):
        remove_leftovers(folder, console.clock())
    # What only the key can tell about a file takes the place of what its outside said.
    told = {finding.name for finding in inside}
    outside = look_at_files(folder, console.environ, console.clock())
    findings = [*(finding for finding in outside if finding.name not in told), *inside]
    if options.json:
        from reflectie.export.json import dumps

        console.write(dumps(findings))
    else:
        console.write("".join(map(_told, findings)))
    return 1 if any(finding.level is Level.WRONG for finding in findings) else 0


def _inside(folder: Folder, mends: bool, console: Console) -> Iterator[Finding]:
    from reflectie.journal.check import look_inside, mend_inside
    from reflectie.journal.opening import open_with_key

    try:
        opened = open_with_key(folder, data_key(folder, console), console.clock)
    except DamagedKeys as error:
        yield wrong("sleutels", str(error), folder.keys, error.mend)
        yield note("logboek", "Het logboek zelf is pas na te kijken als de sleutels kloppen.", folder.journal)
        return
    except (Damaged, NewerFormat, NotAllowed, CannotWrite, CannotBackUp) as error:
        mend = error.mend if isinstance(error, Damaged) else ""
        yield wrong("logboek", str(error), folder.journal, mend)
        return
    try:
        if mends:
            with suppress(CannotWrite):  # the look that follows tells it
                mend_inside(opened)
        yield from look_inside(opened, console.clock())
    finally:
        opened.close()


def _told(finding: Finding) -> str:
    lines = [f"{finding.level.value:<7} {finding.name:<10} {finding.what}"]
    if finding.level is not Level.GOOD:
        lines += [f"{'':19}{word}" for word in (finding.where, finding.mend and f"→ {finding.mend}") if word]
    return "".join(f"{line}\n" for line in lines)
