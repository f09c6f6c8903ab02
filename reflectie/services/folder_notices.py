"""What the user should know about the folder of the journal when it opens."""

from reflectie.journal.conflict_copies import conflict_notice, find_conflict_copies
from reflectie.journal.folder import JournalFolder, is_open_to_others


def folder_notices(folder: JournalFolder) -> tuple[str, ...]:
    """Return one line for each thing that is not as it should be; none in an ordinary folder."""
    notices = []
    if copies := find_conflict_copies(folder):
        notices.append(conflict_notice(copies))
    if is_open_to_others(folder):
        notices.append(
            f"Anderen op deze computer kunnen in de map {folder.path}. Lezen kunnen ze je logboek niet, wel "
            "weghalen. Zet de map op alleen jou, met: reflectie controle --repareer"
        )
    return tuple(notices)
