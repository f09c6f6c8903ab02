"""Errors that a person can act on, each with its Dutch message."""

import errno
from pathlib import Path


def _retry_advice(why: str, otherwise: str = "") -> str:
    helps = " of ".join(words for words in (advice_for(why), otherwise) if words)
    return (
        f"{helps[:1].upper()}{helps[1:]} en probeer het opnieuw." if helps else "Probeer het straks opnieuw."
    )


class ReflectieError(Exception):
    """Base of the family; ``str(error)`` is the message for the user."""


class ContentError(ReflectieError):
    """A content pack that cannot be used; the message has a line ``file:line: …`` for each problem."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class WrongPassword(ReflectieError):
    """The key file is sound, and this password does not open it."""

    def __init__(self) -> None:
        super().__init__("Dit wachtwoord past niet op dit logboek. Probeer het rustig nog een keer.")


class WrongRecoveryCode(ReflectieError):
    """The recovery code holds together and opens no slot of this key file."""

    def __init__(self) -> None:
        super().__init__(
            "Deze herstelcode is goed overgenomen, maar past niet op dit logboek. "
            "Is er later een nieuwe gemaakt, dan geldt alleen die."
        )


class InvalidRecoveryCode(ReflectieError):
    """What was typed is no recovery code: a word is missing, unknown or in the wrong place."""


class NoRecoveryCode(ReflectieError):
    """The key file has no slot for a recovery code."""

    def __init__(self) -> None:
        super().__init__(
            "Bij dit logboek is nog geen herstelcode gemaakt; alleen het wachtwoord past erop. "
            "Weet je het weer, dan maakt 'reflectie wachtwoord --herstelcode' er een."
        )


class WeakPassword(ReflectieError):
    """A new password that is too short to protect anything."""


class KeychainUnavailable(ReflectieError):
    """The system has no keychain that can be trusted with a key, or it refuses."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"De sleutelbos van dit systeem doet niet mee: {why}. Je wachtwoord werkt zoals altijd."
        )


class JournalNotFound(ReflectieError):
    """There is no journal in the data folder yet."""

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"Er is nog geen logboek in {folder}. Start reflectie om er een te maken, "
            "of wijs met REFLECTIE_MAP een andere map aan."
        )


class OnlyBackupsFound(JournalNotFound):
    """There is no journal in the data folder, and copies of one are; no new one comes beside them unasked."""

    def __init__(self, folder: object, backups: object) -> None:
        ReflectieError.__init__(
            self,
            f"In {folder} staat geen logboek meer, maar in {backups} staan nog wel kopieën. Met 'reflectie "
            "herstel' zie je welke, en hoe je er een terugzet. Er is geen nieuw logboek gemaakt.",
        )


class JournalDisappeared(ReflectieError):
    """There was a journal in the data folder, and now there is none."""

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"Het logboek staat niet meer in {folder}. Is de map verplaatst, of een schijf losgemaakt? "
            "Zet hem terug en probeer het opnieuw. Er is niets gewijzigd en geen nieuw logboek gemaakt."
        )


class DamagedFile(ReflectieError):
    """A file of the journal does not hold together. ``newest_backup`` is the newest good copy, if any.

    It is filled in by whoever opens the journal; the message then names it. ``mend`` is the command that puts
    the file back, and nothing else; ``_so`` is what follows it in the message.
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
    """``sleutels.json`` is missing or does not hold together; a password cannot be judged."""

    repair_command = "reflectie herstel --sleutels"
    _repair_effect = "zet je alleen dit bestand terug; wat je schreef blijft zoals het is"

    def __init__(self, path: object, what: str) -> None:
        super().__init__(
            f"Het sleutelbestand {path} {what}. Je wachtwoord is niet het probleem. "
            "Zet dit bestand terug uit een kopie; het logboek zelf is niet aangeraakt."
        )


class DamagedJournal(DamagedFile):
    """The store cannot be read although the key is right."""

    def __init__(self, path: object, what: str) -> None:
        super().__init__(
            f"Het logboek {path} {what}. Je wachtwoord is niet het probleem. "
            "Zet het bestand terug uit een kopie; er is niets gewijzigd."
        )


class NewerFormat(ReflectieError):
    """A file was made by a later version of the program."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} is gemaakt door een nieuwere versie van reflectie. "
            "Werk reflectie bij; er is niets gewijzigd."
        )


class CannotWrite(ReflectieError):
    """The disk refused: full, read-only, busy, or no rights; what was to be done did not happen.

    ``why`` is the reason in a few words. ``act`` says what was to be done, up to the place; ``do`` what
    helps, where that is not known from the reason.
    """

    def __init__(self, where: object, why: str, act: str = "Schrijven in", do: str = "") -> None:
        self.why = why
        super().__init__(f"{act} {where} lukt niet: {why}. Er is niets gewijzigd. {do or _retry_advice(why)}")


class TextNotSaved(ReflectieError):
    """What was typed last did not come to disk before the journal was closed."""

    def __init__(self, refusal: ReflectieError) -> None:
        why = refusal.why if isinstance(refusal, CannotWrite) else str(refusal).rstrip(".")
        super().__init__(
            f"Het laatste stuk van wat je typte is niet bewaard: {why}. "
            "Alles waar 'bewaard om' bij stond, staat in je logboek."
        )


class AccessDenied(ReflectieError):
    """The files are there, or may be, and this user may not look at them."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"Je hebt geen rechten om {path} te lezen. Kijk of je met je eigen account bent aangemeld, "
            "of wijs met REFLECTIE_MAP een andere map aan. Er is niets gewijzigd."
        )


class CannotBackUp(ReflectieError):
    """A copy of the journal could not be made, or did not hold together. ``why`` as in ``CannotWrite``."""

    def __init__(self, where: object, why: str, and_so: str = "Je logboek is niet veranderd.") -> None:
        self.why = why
        super().__init__(
            f"Een kopie maken in {where} lukt niet: {why}. {and_so} {_retry_advice(why, 'kies een andere plek')}"
        )


class EraseIncomplete(ReflectieError):
    """Entries are erased from the journal; copies from before still hold them."""

    def __init__(self, why: str) -> None:
        helps = f"{advice_for(why)}. " if advice_for(why) else ""
        super().__init__(
            f"Uit je logboek is het gewist, maar opruimen is nog niet klaar: {why}. "
            f"In oudere kopieën staat het nog. {helps}Doe daarna 'reflectie opruimen' opnieuw."
        )


class CannotListBackups(CannotBackUp):
    """The folder with copies is there, and which are in it cannot be seen."""

    def __init__(self, where: object, why: str) -> None:
        super().__init__(where, why)
        self.args = (f"De map met kopieën {where} is niet te lezen: {why}. Er is niets gewijzigd.",)


class CannotRestore(ReflectieError):
    """A copy cannot take the place of the journal; nothing has changed."""

    def __init__(self, backup: object, why: str) -> None:
        super().__init__(f"De kopie {backup} {why}. Er is niets veranderd.")


class TextTooLong(ReflectieError):
    """A text above the limit of a field or a paragraph."""


class UnknownEntry(ReflectieError):
    """No entry has this id, or more than one begins with it."""

    def __init__(self, entry_id: str, several: bool = False) -> None:
        found = "Meer dan één reflectie begint of eindigt" if several else "Geen reflectie begint of eindigt"
        super().__init__(f"{found} met '{entry_id}'. Met 'reflectie lijst' zie je ze allemaal.")


class EntryErased(UnknownEntry):
    """No entry has this whole id: it was there, and was erased, perhaps by another window."""

    def __init__(self) -> None:
        ReflectieError.__init__(
            self,
            "Deze reflectie is er niet meer: ze is definitief gewist, misschien vanuit een ander venster. "
            "De rest van je logboek staat er nog.",
        )


class CannotExport(ReflectieError):
    """The chosen place for a document refuses it; the journal is not touched."""

    def __init__(self, where: object, why: str) -> None:
        super().__init__(
            f"Schrijven naar {where} lukt niet: {why}. Kies een andere plek. Je logboek is niet aangeraakt."
        )


class InvalidSituationName(ReflectieError):
    """A situation without a name, or with one that is no name any more."""

    def __init__(self, longest: int) -> None:
        super().__init__(
            f"Geef de situatie een korte naam, van hooguit {longest} tekens. "
            "Verzin er een die alleen jij snapt."
        )


class SituationNameTaken(ReflectieError):
    """Another open situation has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Er is al een open situatie '{name}'. Kies een andere naam, of ga daarin verder.")


class UnknownSituation(ReflectieError):
    """No situation has this name or id."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Er is geen situatie '{name}'. Op Thuis zie je met de toets s hoe ze heten.")


class InvalidInvitation(ReflectieError):
    """A calendar file that cannot be read, or holds no meeting. ``what`` and ``do`` are whole sentences."""

    def __init__(
        self, what: str, do: str = "Haal de uitnodiging opnieuw uit je agenda, of vul naam en dag zelf in."
    ) -> None:
        super().__init__(f"{what} {do} Er is niets bewaard.")


class InvalidMeetingName(ReflectieError):
    """A meeting or a series without a name, or with one that is no name any more."""

    def __init__(self, longest: int) -> None:
        super().__init__(f"Geef het overleg een korte naam, van hooguit {longest} tekens.")


class UnknownMeeting(ReflectieError):
    """No meeting has this id, or more than one begins or ends with it."""

    def __init__(self, meeting_id: str, several: bool = False) -> None:
        found = "Meer dan één overleg begint of eindigt" if several else "Geen overleg begint of eindigt"
        super().__init__(f"{found} met '{meeting_id}'. Met 'reflectie overleg lijst' zie je ze allemaal.")


class UnknownSeries(ReflectieError):
    """No series has this id."""

    def __init__(self, series_id: str) -> None:
        super().__init__(f"Er is geen reeks '{series_id}'. Met 'reflectie overleg lijst' zie je ze allemaal.")


class InvalidMeetingDay(ReflectieError):
    """A day for a meeting that is not understood as a whole day."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"'{text}' begrijp ik niet als dag. Schrijf bijvoorbeeld dinsdag, morgen 9:00 of 24-11 14:30; "
            "leeg mag ook."
        )


DISK_FULL = "de schijf is vol"

READ_ONLY = "het bestand of de schijf is alleen-lezen"

NO_PERMISSION = "je hebt daar geen rechten voor"

NO_PERMISSION_OR_MISSING = f"{NO_PERMISSION}, of de plek is er niet meer"

FILE_MISSING = "het bestand staat niet meer op zijn plek"

IN_USE = "een ander venster is er nog mee bezig"

_ADVICE = {
    DISK_FULL: "Maak ruimte op die schijf",
    READ_ONLY: "Maak het bestand en de schijf weer beschrijfbaar",
    NO_PERMISSION: "Kijk of je met je eigen account bent aangemeld en of de map van jou is",
    NO_PERMISSION_OR_MISSING: "Kijk of de map er nog is en van jou is",
    FILE_MISSING: "Zet de map terug waar die stond",
    IN_USE: "Wacht tot dat klaar is",
}


def advice_for(why: str) -> str:
    """What to do when the disk refuses for this reason: half a sentence, or nothing for a rare one."""
    return _ADVICE.get(why, "")


def os_error_reason(error: OSError) -> str:
    """Why the disk refused, in words that say what to do next."""
    return _REASONS.get(error.errno or 0, f"de schijf meldt een fout ({_error_name(error)})")


def _error_name(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


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
}
