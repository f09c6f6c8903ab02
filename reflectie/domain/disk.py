"""Why a disk refuses, in Dutch words, and what helps."""

import errno

FULL = "de schijf is vol"
READ_ONLY = "het bestand of de schijf is alleen-lezen"
RIGHTS = "je hebt daar geen rechten voor"
RIGHTS_OR_GONE = f"{RIGHTS}, of de plek is er niet meer"
GONE = "het bestand staat niet meer op zijn plek"
IN_USE = "een ander venster is er nog mee bezig"
_HELPS = {
    FULL: "Maak ruimte op die schijf",
    READ_ONLY: "Maak het bestand en de schijf weer beschrijfbaar",
    RIGHTS: "Kijk of je met je eigen account bent aangemeld en of de map van jou is",
    RIGHTS_OR_GONE: "Kijk of de map er nog is en van jou is",
    GONE: "Zet de map terug waar die stond",
    IN_USE: "Wacht tot dat klaar is",
}


def what_helps(why: str) -> str:
    """What to do when the disk refuses for this reason: half a sentence, or nothing for a rare one."""
    return _HELPS.get(why, "")


def reason(error: OSError) -> str:
    """Why the disk refused, in words that say what to do next."""
    return _REASONS.get(error.errno or 0, f"de schijf meldt een fout ({_name(error)})")


def _name(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, type(error).__name__)


_REASONS = {
    errno.ENOSPC: FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: RIGHTS,
    errno.EPERM: RIGHTS,
    errno.ENOENT: "het bestand of de map bestaat niet",
    errno.EISDIR: "dat is een map en geen bestand",
    errno.ENOTDIR: "op die plek staat een bestand en geen map",
    errno.EEXIST: "daar staat al een bestand met die naam",
}
