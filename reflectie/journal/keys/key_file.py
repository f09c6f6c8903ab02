"""Read, check and write the key file ``sleutels.json``. Damage and a wrong password are told apart."""

import hashlib
import hmac
import secrets
import unicodedata
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305


KEY_BYTES = 32

_SALT_BYTES = 16

_NONCE_BYTES = 12

_TAG_BYTES = 16

# Costs that a key file may ask for. Less is too weak; more could keep a computer busy for ever.
MEMORY_KIB_RANGE = (64 * 1024, 1024 * 1024)

ITERATIONS_RANGE = (1, 20)

LANES_RANGE = (1, 16)


class SlotKind(StrEnum):
    """The kind of secret that opens a slot."""

    PASSWORD = "wachtwoord"  # noqa: S105 - the name of a kind
    RECOVERY = "herstelcode"
    KEYCHAIN = "sleutelbos"


class KdfCost(Value, omit_defaults=False):
    """Argon2id parameters; with the defaults one guess takes about a quarter of a second."""

    memory_kib: int = 64 * 1024
    iterations: int = 5
    lanes: int = 4

    def out_of_range(self) -> str:
        """Describe the first parameter that is not allowed, in Dutch; "" when all are."""
        allowed = {"memory_kib": MEMORY_KIB_RANGE, "iterations": ITERATIONS_RANGE, "lanes": LANES_RANGE}
        for name, (low, high) in allowed.items():
            value = getattr(self, name)
            if not low <= value <= high:
                return f"{name} is {value}, tussen {low} en {high} mag"
        return ""


Salt = Annotated[bytes, msgspec.Meta(min_length=_SALT_BYTES, max_length=_SALT_BYTES)]

Nonce = Annotated[bytes, msgspec.Meta(min_length=_NONCE_BYTES, max_length=_NONCE_BYTES)]

WrappedKey = Annotated[
    bytes, msgspec.Meta(min_length=KEY_BYTES + _TAG_BYTES, max_length=KEY_BYTES + _TAG_BYTES)
]


class Slot(Value):
    """A wrapped data key. ``kind`` is a string, so that kinds of later versions are ignored, not refused."""

    kind: str
    kdf: KdfCost
    salt: Salt
    nonce: Nonce
    wrapped: WrappedKey


def wrap_key(kind: SlotKind, secret: bytes, data_key: bytes, cost: KdfCost) -> Slot:
    """Return a slot of this kind that ``secret`` opens."""
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    wrapped = _cipher(secret, salt, cost).encrypt(nonce, data_key, _associated_data(kind, cost))
    return Slot(kind=kind, kdf=cost, salt=salt, nonce=nonce, wrapped=wrapped)


def unwrap_key(slot: Slot, secret: bytes) -> bytes | None:
    """Return the data key, or None when this secret does not open the slot."""
    from cryptography.exceptions import InvalidTag

    try:
        return _cipher(secret, slot.salt, slot.kdf).decrypt(
            slot.nonce, slot.wrapped, _associated_data(slot.kind, slot.kdf)
        )
    except InvalidTag:
        return None


def _cipher(secret: bytes, salt: bytes, cost: KdfCost) -> "ChaCha20Poly1305":
    """Return the cipher whose key is derived from ``secret``."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    key = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(secret)
    return ChaCha20Poly1305(key)


def _associated_data(kind: str, cost: KdfCost) -> bytes:
    """The authenticated data: a slot whose kind or cost was changed does not open."""
    return msgspec.json.encode((kind, cost))


KEY_FILE_FORMAT = 1

MAX_KEY_FILE_BYTES = 64 * 1024
"""A file with every kind of slot takes less than 2,000 bytes."""

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
