"""The drafts of an entry that were on disk when it was opened."""

from reflectie.domain.entry import Draft
from reflectie.domain.plan import Stop
from reflectie.domain.table import table_of


class RestoredDrafts:
    """Restored drafts, each of which is returned once: at the first visit to its stop."""

    def __init__(self, drafts: tuple[Draft, ...]) -> None:
        self._drafts = {draft.address: draft for draft in drafts}

    def take(self, stop: Stop) -> tuple[Draft, ...]:
        """Return and forget the drafts of a stop; a table can have one per cell."""
        addresses = [a for a in self._drafts if stop.address in (a, table_of(a))]
        return tuple(self._drafts.pop(address) for address in addresses)
