"""A disk of the journal that a test can fill up."""

from collections.abc import Callable
from typing import Any

import pytest

from reflectie.domain.errors import CannotWrite
from reflectie.journal.journal import Journal

FULL = "de schijf is vol"


class Disk:
    """While ``is_full``, every write of what the user enters fails."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, is_full: bool = False) -> None:
        self.is_full = is_full
        for name in ("save", "save_draft", "drop_draft", "save_position", "close_entry"):
            monkeypatch.setattr(Journal, name, self._guarded(getattr(Journal, name)))

    def _guarded(self, write: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*args: object, **kwargs: object) -> object:
            if self.is_full:
                raise CannotWrite("/ergens", FULL)
            return write(*args, **kwargs)

        return guarded
