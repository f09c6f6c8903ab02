"""``reflectie wachtwoord``: change the password, recovery code or keychain.

Secrets are prompted for. They are never arguments, which other programs can read.
"""

import argparse
import random

from reflectie.cli.command import Command
from reflectie.cli.console import Console, UsageError
from reflectie.domain.errors import ReflectieError, no_recovery_code
from reflectie.journal.folder import JournalFolder
from reflectie.journal.keys import keychain
from reflectie.journal.keys.key_file import read_key_file, slot_kinds
from reflectie.journal.keys.password_rule import check_password
from reflectie.journal.keys.recovery_code import (
    CODE_LENGTH,
    PREFIX_LENGTH,
    new_recovery_code,
    parse_recovery_code,
    unlock_with_code,
)
from reflectie.journal.keys.rekey import set_password, set_recovery_code
from reflectie.journal.keys.slots import SlotKind
from reflectie.journal.opening import name_newest_backup_on_damage, unlock_folder
from reflectie.services.data_key import retry

OLD_BACKUPS_NOTICE = (
    "Kopieën van vóór nu gaan nog open met wat toen paste. Wil je dat niet, dan wist 'reflectie opruimen' ze "
    "en komt er één nieuwe."
)


def _add_options(parser: argparse.ArgumentParser) -> None:
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument(
        "--herstelcode", action="store_true", help="een nieuwe herstelcode maken; een oude past dan niet meer"
    )
    mode.add_argument(
        "--vergeten", action="store_true", help="een nieuw wachtwoord kiezen met je herstelcode"
    )
    mode.add_argument(
        "--sleutelbos",
        choices=["aan", "uit", "status"],
        help="openen zonder wachtwoord op deze computer, met de sleutelbos van het systeem",
    )


def _run(options: argparse.Namespace, console: Console) -> int:
    folder = console.folder
    if not folder.has_journal():
        raise folder.missing_journal_error()
    with name_newest_backup_on_damage(folder, console.clock):
        read_key_file(folder)  # raises if it is damaged, before a password is asked
        _change(folder, options, console)
    return 0


def _change(folder: JournalFolder, options: argparse.Namespace, console: Console) -> None:
    if options.sleutelbos == "status":
        _print_keychain_status(folder, console)
    elif options.sleutelbos:
        _switch_keychain(folder, console, options.sleutelbos == "aan")
    elif options.herstelcode:
        _create_recovery_code(folder, console)
    elif options.vergeten:
        _change_password(folder, _key_from_code(folder, console), console)
    else:
        _change_password(folder, _key_from_password(folder, console), console)


# The data key --------------------------------------------------------------------------------------
def _key_from_password(folder: JournalFolder, console: Console) -> bytes:
    if console.password:
        return unlock_folder(folder, console.password)
    return retry(
        lambda: unlock_folder(folder, console.ask_password("Wachtwoord van nu: ")),
        lambda error: console.print_message(str(error)),
    )


def _key_from_code(folder: JournalFolder, console: Console) -> bytes:
    if SlotKind.RECOVERY not in slot_kinds(folder):
        raise no_recovery_code()
    _require_terminal(console)
    console.print_message(
        "Typ de twaalf woorden van je herstelcode; van elk woord zijn de eerste vier letters genoeg."
    )
    return retry(
        lambda: unlock_with_code(folder, parse_recovery_code(console.ask("Herstelcode: "))),
        lambda error: console.print_message(str(error)),
    )


def _require_terminal(console: Console) -> None:
    if not console.is_interactive or console.width is None:
        raise UsageError(
            "Een herstelcode lees en typ je zelf, in een terminal; zo komt ze in geen bestand terecht."
        )


# Password and recovery code ------------------------------------------------------------------------
def _change_password(folder: JournalFolder, data_key: bytes, console: Console) -> None:
    password = console.new_password or _ask_new_password(console)
    check_password(password)
    set_password(folder, data_key, password)
    console.print_message(f"Je wachtwoord is gewijzigd. {OLD_BACKUPS_NOTICE}")


def _ask_new_password(console: Console) -> str:
    password = console.ask_password("Nieuw wachtwoord, liefst een korte zin: ")
    check_password(password)
    if console.ask_password("Nog een keer: ") != password:
        raise ReflectieError("Die twee zijn niet gelijk. Je wachtwoord is niet gewijzigd.")
    return password


def _create_recovery_code(folder: JournalFolder, console: Console) -> None:
    _require_terminal(console)
    data_key, code = _key_from_password(folder, console), new_recovery_code()
    console.print_message("Schrijf deze twaalf woorden op een kaart en bewaar die niet bij je computer.")
    console.write("".join(f"{number:>4}  {word}\n" for number, word in enumerate(code.words, 1)))
    for number in sorted(random.SystemRandom().sample(range(1, CODE_LENGTH + 1), 2)):
        if not code.has_word_at(number, console.ask(f"Welk woord staat op plek {number}? ")):
            raise ReflectieError(
                f"Woord {number} op je kaart is een ander; de eerste {PREFIX_LENGTH} letters tellen. "
                "Er is niets veranderd. Begin gerust opnieuw, dan krijg je andere woorden."
            )
    set_recovery_code(folder, data_key, code)
    console.print_message(
        f"Je herstelcode werkt; een eerdere past niet meer op dit logboek. {OLD_BACKUPS_NOTICE} "
        "Maak nu dit venster leeg, zodat de woorden er niet blijven staan."
    )


# The keychain --------------------------------------------------------------------------------------
def _print_keychain_status(folder: JournalFolder, console: Console) -> None:
    is_enabled = keychain.is_keychain_enabled(folder)
    console.write(f"Openen zonder wachtwoord op deze computer staat {'aan' if is_enabled else 'uit'}.\n")


def _switch_keychain(folder: JournalFolder, console: Console, enable: bool) -> None:
    if enable:
        keychain.system_keychain()  # raises if there is none, before a password is asked
        keychain.enable_keychain(folder, _key_from_password(folder, console))
        console.print_message(
            "Je logboek gaat nu open zonder wachtwoord, voor wie op deze computer als jij is aangemeld."
        )
    elif keychain.disable_keychain(folder, _key_from_password(folder, console)):
        console.print_message("Je logboek vraagt weer om je wachtwoord.")
    else:
        console.print_message(
            "Je logboek vraagt weer om je wachtwoord. Een oude sleutel bleef achter in de sleutelbos van je "
            "computer, maar die past niet meer."
        )


PASSWORD = Command(
    "Wijzigt je wachtwoord. Je logboek zelf verandert niet. Wie wachtwoord en herstelcode allebei kwijt is, "
    "komt er niet meer in.",
    _run,
    _add_options,
)
