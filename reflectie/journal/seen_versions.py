"""The answer versions that one user of the journal has seen, to detect changes made by another program."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the password screen makes a SeenVersions before the domain is loaded
    from reflectie.domain.entry import Address

MAX_ENTRIES = 1_000
"""Number of entries to remember. Changes in a forgotten entry count as unseen, so both texts are kept."""

AnswerVersion = tuple[int, str]
"""Version number of an answer and the time it was written."""


class SeenVersions:
    """Belongs to one screen or command, which passes it on when it locks and reopens the journal."""

    def __init__(self) -> None:
        self._versions: OrderedDict[str, dict[Address, AnswerVersion]] = OrderedDict()

    def record_entry_read(self, entry_id: str, versions: "Iterable[tuple[Address, AnswerVersion]]") -> None:
        """Replace what was seen of an entry: all of it was read."""
        seen = self._versions_of(entry_id)
        seen.clear()
        seen.update(versions)

    def record_saved(self, entry_id: str, versions: "Iterable[tuple[Address, AnswerVersion]]") -> None:
        """Add the answers that were just written; the rest of the entry was not read."""
        self._versions_of(entry_id).update(versions)

    def has_seen(self, entry_id: str, address: "Address", version: AnswerVersion) -> bool:
        """Whether this is the version of the answer that was last read or written."""
        return self._versions.get(entry_id, {}).get(address) == version

    def _versions_of(self, entry_id: str) -> "dict[Address, AnswerVersion]":
        versions = self._versions.setdefault(entry_id, {})
        self._versions.move_to_end(entry_id)
        if len(self._versions) > MAX_ENTRIES:
            self._versions.popitem(last=False)
        return versions
