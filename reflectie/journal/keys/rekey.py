"""Change the password, the recovery code or any other slot; the data key stays the same."""

from msgspec.structs import replace

from reflectie.journal.folder import JournalFolder, write_private
from reflectie.journal.instance_lock import key_file_lock
from reflectie.journal.keys.key_file import new_slot, password_bytes, read_verified_key_file, seal_key_file
from reflectie.journal.keys.recovery_code import RecoveryCode
from reflectie.journal.keys.slots import KdfCost, Slot, SlotKind


def set_password(folder: JournalFolder, data_key: bytes, password: str, cost: KdfCost | None = None) -> None:
    """Replace the password. Errors as in ``replace_slot``."""
    replace_slot(folder, data_key, new_slot(SlotKind.PASSWORD, password_bytes(password), data_key, cost))


def set_recovery_code(
    folder: JournalFolder, data_key: bytes, code: RecoveryCode, cost: KdfCost | None = None
) -> None:
    """Replace the recovery code. Errors as in ``replace_slot``."""
    replace_slot(folder, data_key, new_slot(SlotKind.RECOVERY, code.secret, data_key, cost))


def replace_slot(folder: JournalFolder, data_key: bytes, slot: Slot) -> None:
    """Replace all slots of a kind by one. Of two programs that do this for one kind, the last wins.

    Raises:
        DamagedKeyFile: the file was changed without this key; it stays as it is.
        CannotWrite: the disk refuses; the file stays as it is.
    """
    _replace_slots(folder, data_key, slot.kind, (slot,))


def remove_slot(folder: JournalFolder, data_key: bytes, kind: SlotKind) -> None:
    """Remove the slots of a kind other than the password. Errors as in ``replace_slot``."""
    assert kind != SlotKind.PASSWORD, "a journal always has a password"
    _replace_slots(folder, data_key, kind, ())


def _replace_slots(folder: JournalFolder, data_key: bytes, kind: str, slots: tuple[Slot, ...]) -> None:
    with key_file_lock(folder):
        keys = read_verified_key_file(folder, data_key)
        others = (slot for slot in keys.slots if slot.kind != kind)
        write_private(folder.key_file, seal_key_file(replace(keys, slots=(*others, *slots)), data_key))
