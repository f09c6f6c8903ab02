"""Change the password, the recovery code or any other slot; the data key stays the same."""

from msgspec.structs import replace

from reflectie.domain.errors import InvalidInput
from reflectie.journal.folder import JournalFolder, write_private
from reflectie.journal.keys.key_file import new_slot, password_bytes, read_verified_key_file, seal_key_file
from reflectie.journal.keys.recovery_code import RecoveryCode
from reflectie.journal.keys.slots import KdfCost, Slot, SlotKind

MIN_PASSWORD_LENGTH = 8
"""Characters a new password has at least; a sentence is better and is what the screens suggest."""


def check_password(password: str) -> None:
    """Raises InvalidInput when a new password is too short."""
    if len(password) < MIN_PASSWORD_LENGTH:
        raise InvalidInput(f"Neem minstens {MIN_PASSWORD_LENGTH} tekens; een korte zin onthoudt het best.")


def set_password(folder: JournalFolder, data_key: bytes, password: str, cost: KdfCost | None = None) -> None:
    """From now on this password opens the journal, and no earlier one; errors as ``put_slot``."""
    replace_slot(folder, data_key, new_slot(SlotKind.PASSWORD, password_bytes(password), data_key, cost))


def set_recovery_code(
    folder: JournalFolder, data_key: bytes, code: RecoveryCode, cost: KdfCost | None = None
) -> None:
    """From now on this recovery code opens the journal, and no earlier one; errors as ``put_slot``."""
    replace_slot(folder, data_key, new_slot(SlotKind.RECOVERY, code.secret, data_key, cost))


def replace_slot(folder: JournalFolder, data_key: bytes, slot: Slot) -> None:
    """Put a slot in the place of all others of its kind.

    The file is written as a whole: of two windows that do this at once, the last has its way.

    Raises:
        DamagedKeys: the file was changed by something that does not have this key; it stays as it is.
        CannotWrite: the disk refuses; the file stays as it is.
    """
    _replace_slots(folder, data_key, slot.kind, (slot,))


def remove_slot(folder: JournalFolder, data_key: bytes, kind: SlotKind) -> None:
    """Take away what opens the journal in one way; errors as ``put_slot``."""
    assert kind != SlotKind.PASSWORD, "a journal always has a password"
    _replace_slots(folder, data_key, kind, ())


def _replace_slots(folder: JournalFolder, data_key: bytes, kind: str, slots: tuple[Slot, ...]) -> None:
    # Read as late as possible: deriving a key takes long enough for another window to change the file.
    keys = read_verified_key_file(folder, data_key)
    others = (slot for slot in keys.slots if slot.kind != kind)
    write_private(folder.key_file, seal_key_file(replace(keys, slots=(*others, *slots)), data_key))
