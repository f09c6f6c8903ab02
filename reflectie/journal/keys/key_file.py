"""Read, check and write the key file ``sleutels.json``. Damage and a wrong password are told apart."""

import hashlib
import hmac
import secrets
import unicodedata
from collections import Counter
from pathlib import Path

import msgspec
from msgspec.structs import replace

from reflectie.domain.errors import (
    AccessDenied,
    DamagedKeyFile,
    NewerFormat,
    WrongPassword,
    journal_not_found,
    os_error_reason,
)
from reflectie.domain.value import Value
from reflectie.journal.folder import DECODE_ERRORS, JournalFolder, file_exists, write_private_new
from reflectie.journal.keys.slots import KEY_BYTES, KdfCost, Slot, SlotKind, unwrap_key, wrap_key

KEY_FILE_FORMAT = 1

MAX_KEY_FILE_BYTES = 64 * 1024
"""A file with every kind of slot takes less than 2,000 bytes."""

MAX_SLOTS_PER_KIND = 3
"""This program writes one slot of each kind; trying one takes a quarter of a second."""

DEFAULT_COST = KdfCost()

_TAMPERED = "is buiten reflectie om veranderd"


class KeyFile(Value, omit_defaults=False):
    """The body of the file: what the two checks cover."""

    format: int
    slots: tuple[Slot, ...]


class _SealedKeyFile(Value):
    """The whole file. This outer structure is the same in every format."""

    sha256: str
    hmac: str
    body: msgspec.Raw


class _FormatOnly(msgspec.Struct):
    """The format of a body, whose other content may be that of a later version."""

    format: int


def create_key_file(
    folder: JournalFolder, password: str, cost: KdfCost | None = None, data_key: bytes | None = None
) -> bytes:
    """Create the key file of a new journal. Return its data key: 32 bytes, random unless given.

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
    """Return a slot of this kind that ``secret`` opens, at the default cost unless another is given."""
    return wrap_key(kind, secret, data_key, cost or DEFAULT_COST)


def seal_key_file(keys: KeyFile, data_key: bytes) -> bytes:
    """Return the content of the file: the slots, and a checksum and an HMAC over them."""
    body = msgspec.json.encode(keys)
    tag = _hmac_tag(data_key, body)
    sealed = _SealedKeyFile(sha256=_checksum(tag, body), hmac=tag, body=msgspec.Raw(body))
    return msgspec.json.encode(sealed) + b"\n"


def read_key_file(folder: JournalFolder) -> KeyFile:
    """Return the slots after verifying the checksum. No password is needed.

    Raises:
        ReflectieError: the folder has no journal.
        DamagedKeyFile: the file is missing or damaged, or asks for an unsafe key derivation.
        AccessDenied: this user may not read it.
        NewerFormat: a later version made it.
    """
    return _decode_body(_read_sealed(folder), folder.key_file)


def slot_kinds(folder: JournalFolder) -> frozenset[str]:
    """Return the kinds of the slots. Errors as in ``read_key_file``."""
    return frozenset(slot.kind for slot in read_key_file(folder).slots)


def read_verified_key_file(folder: JournalFolder, data_key: bytes) -> KeyFile:
    """Return the slots after verifying the HMAC too.

    Raises:
        DamagedKeyFile: the file was changed without this key; others as in ``read_key_file``.
    """
    sealed = _read_sealed(folder)
    _verify_hmac(sealed, data_key, folder.key_file)
    return _decode_body(sealed, folder.key_file)


def unlock_with_password(folder: JournalFolder, password: str) -> bytes:
    """Return the data key.

    Raises:
        WrongPassword: the file is intact, and this password does not open it.
        DamagedKeyFile, NewerFormat, ReflectieError: as in ``read_verified_key_file``.
    """
    if SlotKind.PASSWORD not in slot_kinds(folder):
        raise DamagedKeyFile(folder.key_file, "mist het deel dat bij je wachtwoord hoort")
    data_key = open_slot(folder, SlotKind.PASSWORD, password_bytes(password))
    if data_key is None:
        raise WrongPassword
    return data_key


def open_slot(folder: JournalFolder, kind: SlotKind, secret: bytes) -> bytes | None:
    """Return the data key from the slots of one kind, or None when the secret opens none of them.

    Raises:
        DamagedKeyFile, NewerFormat, ReflectieError: as in ``read_verified_key_file``.
    """
    sealed = _read_sealed(folder)
    slots = [slot for slot in _decode_body(sealed, folder.key_file).slots if slot.kind == kind]
    keys = (unwrap_key(slot, secret) for slot in slots)
    data_key = next((key for key in keys if key is not None), None)
    if data_key is not None:
        _verify_hmac(sealed, data_key, folder.key_file)
    elif any(_opens_at_default_cost(slot, secret) for slot in slots):
        raise DamagedKeyFile(folder.key_file, _TAMPERED)
    return data_key


def _opens_at_default_cost(slot: Slot, secret: bytes) -> bool:
    """Whether the secret is right, but the cost in the slot was changed since it was made."""
    return slot.kdf != DEFAULT_COST and unwrap_key(replace(slot, kdf=DEFAULT_COST), secret) is not None


def password_bytes(password: str) -> bytes:
    """Encode a password so that the same letters typed on another system give the same bytes."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _read_sealed(folder: JournalFolder) -> _SealedKeyFile:
    path = folder.key_file
    if not folder.has_journal():
        raise journal_not_found(folder.path)
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
    if any(count > MAX_SLOTS_PER_KIND for count in Counter(slot.kind for slot in keys.slots).values()):
        raise DamagedKeyFile(path, "heeft veel meer sloten dan reflectie maakt")
    for slot in keys.slots:
        if problem := slot.kdf.out_of_range():
            raise DamagedKeyFile(path, f"vraagt om een onveilige sleutelberekening ({problem})")
    return keys


def _verify_hmac(sealed: _SealedKeyFile, data_key: bytes, path: Path) -> None:
    if not hmac.compare_digest(_hmac_tag(data_key, bytes(sealed.body)).encode(), sealed.hmac.encode()):
        raise DamagedKeyFile(path, _TAMPERED)


def _checksum(tag: str, body: bytes) -> str:
    return hashlib.sha256(tag.encode() + b"\n" + body).hexdigest()


def _hmac_tag(data_key: bytes, body: bytes) -> str:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"reflectie sleutels.json").derive(data_key)
    return hmac.new(key, body, hashlib.sha256).hexdigest()
