"""The answer versions one window has seen, to detect changes made by another window."""

import os
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reflectie.domain.entry import Address


MAX_ENTRIES = 1_000
"""Entries remembered; of one forgotten every change counts as not seen, which keeps both texts."""

AnswerVersion = tuple[int, str]
"""The version of an answer and the moment it was written."""


class SeenVersions:
    """Belongs to whoever shows the journal, and may outlive a connection: hand it over when opening again."""

    def __init__(self) -> None:
        self.window_id = os.urandom(8).hex()
        self._versions: OrderedDict[str, dict[Address, AnswerVersion]] = OrderedDict()
        self._read_drafts: dict[tuple[str, Address], tuple[str, str]] = {}
        self._adopted_drafts: set[tuple[str, Address, str, str]] = set()

    def record_entry_read(self, entry_id: str, stamps: "Iterable[tuple[Address, AnswerVersion]]") -> None:
        """A whole entry was read."""
        self._versions_of(entry_id).clear()
        self._versions_of(entry_id).update(stamps)

    def record_saved(self, entry_id: str, stamps: "Iterable[tuple[Address, AnswerVersion]]") -> None:
        """These were written; nothing else of the entry was looked at."""
        self._versions_of(entry_id).update(stamps)

    def has_seen(self, entry_id: str, address: "Address", stamp: AnswerVersion) -> bool:
        """Whether this is what the window saw or wrote last."""
        return self._versions.get(entry_id, {}).get(address) == stamp

    def record_draft_read(self, entry_id: str, address: "Address", token: str, written: str) -> None:
        """Working text was read in this window, which changes nothing yet."""
        if token != self.window_id:
            self._read_drafts[entry_id, address] = (token, written)

    def adopt_draft(self, entry_id: str, address: "Address") -> None:
        """The person went on here in the working text of another window that was read last."""
        if (entry_id, address) in self._read_drafts:
            self._adopted_drafts.add((entry_id, address, *self._read_drafts[entry_id, address]))

    def owns_draft(self, entry_id: str, address: "Address", token: str, written: str) -> bool:
        return token == self.window_id or (entry_id, address, token, written) in self._adopted_drafts

    def _versions_of(self, entry_id: str) -> "dict[Address, AnswerVersion]":
        known = self._versions.setdefault(entry_id, {})
        self._versions.move_to_end(entry_id)
        if len(self._versions) > MAX_ENTRIES:
            self._versions.popitem(last=False)
        return known
