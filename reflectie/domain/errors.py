"""Errors that a user can act on, each with its Dutch message.

A class exists where code handles that error in a way of its own. A message that one place raises stands
there; a function here makes a message that several places raise.
"""

import errno
from pathlib import Path


class ReflectieError(Exception):
    """Base class; ``str(error)`` is the message for the user."""


class ContentError(ReflectieError):
    """A content pack cannot be used; the message has a line ``file:line: …`` for each problem."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class InvalidInput(ReflectieError):
    """A name, text, day, password, recovery code or invitation that the user entered cannot be used."""


def invalid_invitation(
    problem: str, advice: str = "Haal de uitnodiging opnieuw uit je agenda, of vul naam en dag zelf in."
) -> InvalidInput:
    """A calendar file cannot be read, or holds no meeting. ``problem`` and ``advice`` are whole sentences."""
    return InvalidInput(f"{problem} {advice} Er is niets bewaard.")


# Password and keys --------------------------------------------------------------------------------


class WrongPassword(ReflectieError):
    """The key file is intact, and this password does not open it."""

    def __init__(self) -> None:
        super().__init__("Dit wachtwoord past niet op dit logboek. Probeer het rustig nog een keer.")


class KeychainUnavailable(ReflectieError):
    """The system has no keychain that can be trusted with a key, or the keychain refuses."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Openen zonder wachtwoord kan niet op deze computer: {reason}. Je wachtwoord werkt zoals altijd."
        )


def not_enough_memory(kib: int) -> ReflectieError:
    """The computer has too little free memory to derive a key."""
    return ReflectieError(
        f"Je sleutel uitrekenen lukt niet: daar is {kib // 1024} MB geheugen voor nodig, en dat is er niet. "
        "Je wachtwoord is niet het probleem. Sluit andere programma's en probeer het opnieuw."
    )


def no_recovery_code() -> ReflectieError:
    """The key file has no slot for a recovery code."""
    return ReflectieError(
        "Bij dit logboek is nog geen herstelcode gemaakt; alleen het wachtwoord past erop. "
        "Weet je het weer, maak er dan een in Instellingen, bij wachtwoord en herstelcode."
    )


# Files of the journal -----------------------------------------------------------------------------


def journal_not_found(folder: object) -> ReflectieError:
    """There is no journal in the data folder yet."""
    return ReflectieError(
        f"Er is nog geen logboek in {folder}. Start reflectie om er een te maken, "
        "of wijs met REFLECTIE_MAP een andere map aan."
    )


def journal_disappeared(folder: object) -> ReflectieError:
    """The journal was in the data folder before, and is not there now."""
    return ReflectieError(
        f"Het logboek staat niet meer in {folder}. Is de map verplaatst, of een schijf losgemaakt? "
        "Zet hem terug en probeer het opnieuw. Er is niets gewijzigd en geen nieuw logboek gemaakt."
    )


class DamagedFile(ReflectieError):
    """A file of the journal is damaged.

    Whoever opens the journal sets ``newest_backup`` to the newest undamaged backup, if there is one; the
    message then names it. ``repair_command`` restores only this file; ``_repair_effect`` says what it does.
    """

    newest_backup: Path | None = None
    repair_command = "reflectie herstel"
    _repair_effect = "zie je eerst wat er verandert"

    def __str__(self) -> str:
        if self.newest_backup is None:
            return super().__str__()
        return (
            f"{super().__str__()} De nieuwste goede kopie is {self.newest_backup.name}; "
            f"met '{self.repair_command}' {self._repair_effect}."
        )


class DamagedKeyFile(DamagedFile):
    """``sleutels.json`` is missing or damaged, so that no password can be checked."""

    repair_command = "reflectie herstel --sleutels"
    _repair_effect = "zet je alleen dit bestand terug; wat je schreef blijft zoals het is"

    def __init__(self, path: object, problem: str) -> None:
        super().__init__(
            f"Het sleutelbestand {path} {problem}. Je wachtwoord is niet het probleem. "
            "Zet dit bestand terug uit een kopie; het logboek zelf is niet aangeraakt."
        )


class DamagedJournal(DamagedFile):
    """The store cannot be read although the key is right."""

    def __init__(self, path: object, problem: str) -> None:
        super().__init__(
            f"Het logboek {path} {problem}. Je wachtwoord is niet het probleem. "
            "Zet het bestand terug uit een kopie; er is niets gewijzigd."
        )


class NewerFormat(ReflectieError):
    """A file was made by a later version of the program."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} is gemaakt door een nieuwere versie van reflectie. "
            "Werk reflectie bij; er is niets gewijzigd."
        )


# Reading and writing ------------------------------------------------------------------------------


class CannotWrite(ReflectieError):
    """The disk refused: full, read-only, busy or without permission. Nothing has changed.

    ``reason`` is a few words. ``action`` says what was tried, up to the path. ``advice`` is a sentence; by
    default it follows from the reason.
    """

    def __init__(self, path: object, reason: str, action: str = "Schrijven in", advice: str = "") -> None:
        self.reason = reason
        advice = advice or _retry_advice(reason)
        super().__init__(f"{action} {path} lukt niet: {reason}. Er is niets gewijzigd. {advice}")


class AccessDenied(ReflectieError):
    """This user may not read the files, or may not see whether they exist."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"Je hebt geen rechten om {path} te lezen. Kijk of je met je eigen account bent aangemeld, "
            "of wijs met REFLECTIE_MAP een andere map aan. Er is niets gewijzigd."
        )


class CannotBackUp(ReflectieError):
    """A backup could not be made, or is not intact, or the backups cannot be listed.

    ``reason`` as in ``CannotWrite``. ``message`` replaces the message about making a backup.
    """

    def __init__(
        self,
        path: object,
        reason: str,
        consequence: str = "Je logboek is niet veranderd.",
        message: str = "",
    ) -> None:
        self.reason = reason
        advice = _retry_advice(reason, "kies een andere plek")
        super().__init__(message or f"Een kopie maken in {path} lukt niet: {reason}. {consequence} {advice}")


def cannot_restore(backup: object, reason: str) -> ReflectieError:
    """A backup cannot replace the journal; nothing has changed."""
    return ReflectieError(
        f"De kopie {backup} {reason}. Er is niets veranderd. Met 'reflectie herstel' zie je welke er zijn."
    )


MAX_SHOWN_PATH = 160
"""The characters of a path that a message shows; a longer one is hardly a path."""


def path_refused(path: object, reason: str) -> ReflectieError:
    """A path that the user gave cannot be looked at or used; what is on disk stays as it is."""
    text = str(path)
    shown = text if len(text) <= MAX_SHOWN_PATH else f"{text[:MAX_SHOWN_PATH]}…"
    return ReflectieError(f"Bij {shown} kan reflectie niet komen: {reason}. Kies een andere plek.")


def cannot_export(path: object, reason: str) -> ReflectieError:
    """A document cannot be written to this path; the journal is not touched."""
    return ReflectieError(
        f"Schrijven naar {path} lukt niet: {reason}. Kies een andere plek. Je logboek is niet aangeraakt."
    )


# Ids and names ------------------------------------------------------------------------------------


class NotFound(ReflectieError):
    """No entry, situation or meeting has this id or name, or more than one has.

    What was there before may be gone: another program can erase, merge or delete it meanwhile.
    """


def entry_erased() -> NotFound:
    """The entry with this full id was erased, perhaps by another program."""
    return NotFound(
        "Deze reflectie is er niet meer: ze is gewist, misschien vanuit een ander venster. "
        "De rest van je logboek staat er nog."
    )


# Refusals of the operating system -----------------------------------------------------------------

DISK_FULL = "de schijf is vol"

READ_ONLY = "het bestand of de schijf is alleen-lezen"

NO_PERMISSION = "je hebt daar geen rechten voor"

NO_PERMISSION_OR_MISSING = f"{NO_PERMISSION}, of de plek is er niet meer"

FILE_MISSING = "het bestand staat niet meer op zijn plek"

FILE_REPLACED = "het bestand is door een ander vervangen, misschien door een synchronisatieprogramma"

FILE_REPLACED_BY_OLDER = "het bestand is vervangen door een van een oudere versie van reflectie"

IN_USE = "een ander venster is er nog mee bezig"

_ADVICE = {
    DISK_FULL: "Maak ruimte op die schijf",
    READ_ONLY: "Maak het bestand en de schijf weer beschrijfbaar",
    NO_PERMISSION: "Kijk of je met je eigen account bent aangemeld en of de map van jou is",
    NO_PERMISSION_OR_MISSING: "Kijk of de map er nog is en van jou is",
    FILE_MISSING: "Zet de map terug waar die stond",
    FILE_REPLACED: "Het nieuwe bestand is nu open; kijk na wat erin staat",
    FILE_REPLACED_BY_OLDER: "Sluit reflectie af en start opnieuw, dan wordt het bijgewerkt",
    IN_USE: "Wacht tot dat klaar is",
}

_REASONS = {
    errno.ENOSPC: DISK_FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): DISK_FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: NO_PERMISSION,
    errno.EPERM: NO_PERMISSION,
    errno.ENOENT: "het bestand of de map bestaat niet",
    errno.EISDIR: "dat is een map en geen bestand",
    errno.ENOTDIR: "op die plek staat een bestand en geen map",
    errno.EEXIST: "daar staat al een bestand met die naam",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ELOOP: "de verwijzing op die plek komt nergens uit",
    errno.EIO: "de schijf meldt een fout",
}


def refused_path(error: OSError) -> ReflectieError:
    """The error for a path at which the operating system refused, wherever that was."""
    return path_refused(error.filename or "een bestand", os_error_reason(error))


def os_error_reason(error: OSError) -> str:
    """Why the operating system refused, in a few words."""
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return _REASONS.get(error.errno or 0, f"de schijf meldt een fout ({name})")


def advice_for(reason: str) -> str:
    """What to do about this reason, as a sentence without its full stop; "" for a rare reason."""
    return _ADVICE.get(reason, "")


def _retry_advice(reason: str, alternative: str = "") -> str:
    advice = " of ".join(text for text in (advice_for(reason), alternative) if text)
    if not advice:
        return "Probeer het straks opnieuw."
    return f"{advice[:1].upper()}{advice[1:]} en probeer het opnieuw."
