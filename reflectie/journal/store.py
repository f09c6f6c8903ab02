"""The journal: everything one person wrote and marked."""

from reflectie.journal.base import Base, Clock, Home
from reflectie.journal.bin import Bin
from reflectie.journal.keeping import Keeping
from reflectie.journal.looking import Looking

__all__ = ["Base", "Clock", "Home", "Journal"]


class Journal(Looking, Keeping, Bin):
    """Entries in and out, exactly as they are: cleaning text is for whoever takes it in.

    It belongs to the thread that opened it. A method raises ``CannotWrite`` when the disk refuses,
    ``DamagedJournal`` when the file does not hold together, and ``NewerFormat`` when a newer program changed
    it meanwhile. What a method writes is on disk when it returns, or has not happened when it raises.
    """
