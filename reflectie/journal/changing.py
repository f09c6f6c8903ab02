"""Changing what opens the journal. The data key stays as it is: only its wrappings change.

So a change costs no time with a large journal, and older copies of the key file still open with what opened
them then.
"""

from msgspec.structs import replace

from reflectie.domain.errors import WeakPassword
from reflectie.journal.folder import Folder, write_private
from reflectie.journal.keys import new_slot, password_secret, seal, verified_keys
from reflectie.journal.recovery import RecoveryCode
from reflectie.journal.slots import KdfCost, Slot, SlotKind

SHORTEST = 8
"""Characters a new password has at least; a sentence is better and is what the screens suggest."""


def check_password(password: str) -> None:
    """Raises WeakPassword when a new password is too short."""
    if len(password) < SHORTEST:
        raise WeakPassword(f"Neem minstens {SHORTEST} tekens; een korte zin onthoudt het best.")


def set_password(folder: Folder, data_key: bytes, password: str, cost: KdfCost | None = None) -> None:
    """From now on this password opens the journal, and no earlier one; errors as ``put_slot``."""
    put_slot(folder, data_key, new_slot(SlotKind.PASSWORD, password_secret(password), data_key, cost))


def set_code(folder: Folder, data_key: bytes, code: RecoveryCode, cost: KdfCost | None = None) -> None:
    """From now on this recovery code opens the journal, and no earlier one; errors as ``put_slot``."""
    put_slot(folder, data_key, new_slot(SlotKind.RECOVERY, code.secret, data_key, cost))


def put_slot(folder: Folder, data_key: bytes, slot: Slot) -> None:
    """Put a slot in the place of all others of its kind.

    The file is written as a whole: of two windows that do this at once, the last has its way.

    Raises:
        DamagedKeys: the file was changed by something that does not have this key; it stays as it is.
        CannotWrite: the disk refuses; the file stays as it is.
    """
    _write(folder, data_key, slot.kind, (slot,))


def remove_slot(folder: Folder, data_key: bytes, kind: SlotKind) -> None:
    """Take away what opens the journal in one way; errors as ``put_slot``."""
    assert kind != SlotKind.PASSWORD, "a journal always has a password"
    _write(folder, data_key, kind, ())


def _write(folder: Folder, data_key: bytes, kind: str, slots: tuple[Slot, ...]) -> None:
    # Read as late as possible: deriving a key takes long enough for another window to change the file.
    keys = verified_keys(folder, data_key)
    others = (slot for slot in keys.slots if slot.kind != kind)
    write_private(folder.keys, seal(replace(keys, slots=(*others, *slots)), data_key))
