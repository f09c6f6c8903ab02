"""What one window on the journal has seen, so that it notices when another one wrote meanwhile."""

import os
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # made before the first picture of the screen, which has no time for the domain
    from reflectie.domain.entry import Address

MOST = 1_000
"""Entries remembered; of one forgotten every change counts as not seen, which keeps both texts."""

Stamp = tuple[int, str]
"""The version of an answer and the moment it was written."""


class Window:
    """Belongs to whoever shows the journal, and may outlive a connection: hand it over when opening again."""

    def __init__(self) -> None:
        self.token = os.urandom(8).hex()
        self._seen: OrderedDict[str, dict[Address, Stamp]] = OrderedDict()
        self._shown: dict[tuple[str, Address], tuple[str, str]] = {}
        self._taken: set[tuple[str, Address, str, str]] = set()

    def read(self, entry_id: str, stamps: "Iterable[tuple[Address, Stamp]]") -> None:
        """A whole entry was read."""
        self._of(entry_id).clear()
        self._of(entry_id).update(stamps)

    def wrote(self, entry_id: str, stamps: "Iterable[tuple[Address, Stamp]]") -> None:
        """These were written; nothing else of the entry was looked at."""
        self._of(entry_id).update(stamps)

    def knows(self, entry_id: str, address: "Address", stamp: Stamp) -> bool:
        """Whether this is what the window saw or wrote last."""
        return self._seen.get(entry_id, {}).get(address) == stamp

    def show(self, entry_id: str, address: "Address", token: str, written: str) -> None:
        """Working text was read in this window, which changes nothing yet."""
        if token != self.token:
            self._shown[entry_id, address] = (token, written)

    def take(self, entry_id: str, address: "Address") -> None:
        """The person went on here in the working text of another window that was read last."""
        if (entry_id, address) in self._shown:
            self._taken.add((entry_id, address, *self._shown[entry_id, address]))

    def has_taken(self, entry_id: str, address: "Address", token: str, written: str) -> bool:
        return token == self.token or (entry_id, address, token, written) in self._taken

    def _of(self, entry_id: str) -> "dict[Address, Stamp]":
        known = self._seen.setdefault(entry_id, {})
        self._seen.move_to_end(entry_id)
        if len(self._seen) > MOST:
            self._seen.popitem(last=False)
        return known
