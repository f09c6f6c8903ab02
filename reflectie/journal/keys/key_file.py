"""Read, check and write the key file ``sleutels.json``; damage is told apart from a wrong password."""

import hashlib
import hmac
import secrets
import unicodedata
from pathlib import Path

import msgspec
from msgspec.structs import replace

from reflectie.domain.errors import (
    AccessDenied,
    DamagedKeyFile,
    JournalNotFound,
    NewerFormat,
    WrongPassword,
    os_error_reason,
)
from reflectie.domain.value import Value
from reflectie.journal.folder import DECODE_ERRORS, JournalFolder, file_exists, write_private_new
from reflectie.journal.keys.slots import KEY_BYTES, KdfCost, Slot, SlotKind, unwrap_key, wrap_key

KEY_FILE_FORMAT = 1

MAX_KEY_FILE_BYTES = 64 * 1024
"""Bytes; a file with every kind of slot takes less than two thousand."""

DEFAULT_COST = KdfCost()

TAMPERED = "is buiten reflectie om veranderd"


class KeyFile(Value, omit_defaults=False):
    """The body of the file."""

    format: int
    slots: tuple[Slot, ...]


class _SealedKeyFile(Value):
    """The whole file: this outer form stays the same in every format."""

    sha256: str
    hmac: str
    body: msgspec.Raw


class _FormatOnly(msgspec.Struct):
    """Only the format of a body, whatever else a later version put there."""

    format: int


def create_key_file(
    folder: JournalFolder, password: str, cost: KdfCost | None = None, data_key: bytes | None = None
) -> bytes:
    """Make the key file of a new journal and return its data key (32 bytes, random unless given).

    Raises:
        CannotWrite: there is a key file already, or the disk refuses.
    """
    data_key = data_key or secrets.token_bytes(KEY_BYTES)
    slot = new_slot(SlotKind.PASSWORD, password_bytes(password), data_key, cost)
    write_private_new(
        folder.key_file, seal_key_file(KeyFile(format=KEY_FILE_FORMAT, slots=(slot,)), data_key)
    )
    return data_key


def new_slot(kind: SlotKind, secret: bytes, data_key: bytes, cost: KdfCost | None = None) -> Slot:
    """A slot of this kind that ``secret`` opens, at the strong cost unless another is given."""
    return wrap_key(kind, secret, data_key, cost or DEFAULT_COST)


def seal_key_file(keys: KeyFile, data_key: bytes) -> bytes:
    """The content of the file: the slots, and the two checks over them."""
    body = msgspec.json.encode(keys)
    tag = _hmac_tag(data_key, body)
    sealed = _SealedKeyFile(sha256=_checksum(tag, body), hmac=tag, body=msgspec.Raw(body))
    return msgspec.json.encode(sealed) + b"\n"


def read_key_file(folder: JournalFolder) -> KeyFile:
    """The slots, after the check for accidents; no password is needed.

    Raises:
        NoJournal: there is nothing in the folder.
        DamagedKeys: the file is missing, broken, or asks for an unsafe derivation.
        NewerFormat: a later version made it.
    """
    return _decode_body(_read_sealed(folder), folder.key_file)


def slot_kinds(folder: JournalFolder) -> frozenset[str]:
    """Which kinds of slots there are; errors as ``read_keys``."""
    return frozenset(slot.kind for slot in read_key_file(folder).slots)


def read_verified_key_file(folder: JournalFolder, data_key: bytes) -> KeyFile:
    """The slots, after the check for tampering too.

    Raises:
        DamagedKeys: the file was changed by something that does not have this key.
    """
    sealed = _read_sealed(folder)
    _verify_hmac(sealed, data_key, folder.key_file)
    return _decode_body(sealed, folder.key_file)


def unlock_with_password(folder: JournalFolder, password: str) -> bytes:
    """The data key that this password opens.

    Raises:
        WrongPassword: the file is sound and the password does not fit.
        DamagedKeys, NewerFormat, NoJournal: as ``read_keys``.
    """
    if SlotKind.PASSWORD not in slot_kinds(folder):
        raise DamagedKeyFile(folder.key_file, f"heeft geen slot van de soort '{SlotKind.PASSWORD}'")
    data_key = open_slot(folder, SlotKind.PASSWORD, password_bytes(password))
    if data_key is None:
        raise WrongPassword
    return data_key


def open_slot(folder: JournalFolder, kind: SlotKind, secret: bytes) -> bytes | None:
    """The data key from the slots of one kind, None when the secret fits none.

    Raises:
        DamagedKeys, NewerFormat, NoJournal: as ``read_keys``, and after the check for tampering.
    """
    sealed = _read_sealed(folder)
    slots = [slot for slot in _decode_body(sealed, folder.key_file).slots if slot.kind == kind]
    found = (unwrap_key(slot, secret) for slot in slots)
    data_key = next((key for key in found if key is not None), None)
    if data_key is not None:
        _verify_hmac(sealed, data_key, folder.key_file)
    elif any(_opens_at_default_cost(slot, secret) for slot in slots):
        raise DamagedKeyFile(folder.key_file, TAMPERED)
    return data_key


def _opens_at_default_cost(slot: Slot, secret: bytes) -> bool:
    """Whether the secret is right and only the cost of the slot was changed: that is no wrong password."""
    return slot.kdf != DEFAULT_COST and unwrap_key(replace(slot, kdf=DEFAULT_COST), secret) is not None


def password_bytes(password: str) -> bytes:
    """A password as bytes: the same letters typed on another system give the same bytes."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _read_sealed(folder: JournalFolder) -> _SealedKeyFile:
    path = folder.key_file
    if not folder.has_journal():
        raise JournalNotFound(folder.path)
    if not file_exists(path):
        raise DamagedKeyFile(path, "ontbreekt")
    try:
        with path.open("rb") as file:
            content = file.read(MAX_KEY_FILE_BYTES + 1)
    except PermissionError as error:
        raise AccessDenied(path) from error
    except OSError as error:
        raise DamagedKeyFile(path, f"is niet te lezen: {os_error_reason(error)}") from error
    if len(content) > MAX_KEY_FILE_BYTES:
        raise DamagedKeyFile(path, "is veel te groot om een sleutelbestand te zijn")
    try:
        sealed = msgspec.json.decode(content, type=_SealedKeyFile)
    except DECODE_ERRORS as error:
        raise DamagedKeyFile(path, "is geen heel sleutelbestand meer") from error
    if sealed.sha256 != _checksum(sealed.hmac, bytes(sealed.body)):
        raise DamagedKeyFile(path, "is beschadigd: de controlesom klopt niet")
    return sealed


def _decode_body(sealed: _SealedKeyFile, path: Path) -> KeyFile:
    try:
        if msgspec.json.decode(sealed.body, type=_FormatOnly).format > KEY_FILE_FORMAT:
            raise NewerFormat(path)
        keys = msgspec.json.decode(sealed.body, type=KeyFile)
    except DECODE_ERRORS as error:
        raise DamagedKeyFile(path, "heeft een inhoud die niet klopt") from error
    for slot in keys.slots:
        if wrong := slot.kdf.out_of_range():
            raise DamagedKeyFile(path, f"vraagt om een onveilige sleutelberekening ({wrong})")
    return keys


def _verify_hmac(sealed: _SealedKeyFile, data_key: bytes, path: Path) -> None:
    if not hmac.compare_digest(_hmac_tag(data_key, bytes(sealed.body)).encode(), sealed.hmac.encode()):
        raise DamagedKeyFile(path, TAMPERED)


def _checksum(tag: str, body: bytes) -> str:
    return hashlib.sha256(tag.encode() + b"\n" + body).hexdigest()


def _hmac_tag(data_key: bytes, body: bytes) -> str:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"reflectie sleutels.json").derive(data_key)
    return hmac.new(key, body, hashlib.sha256).hexdigest()
