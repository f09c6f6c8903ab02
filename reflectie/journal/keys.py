"""``sleutels.json``: the data key in slots, with two checks that tell damage from a wrong password.

The file is ``{"sha256": …, "hmac": …, "body": {"format": 1, "slots": […]}}``. The SHA-256 covers hmac and
body byte for byte and is checked before a password is asked (accident). The HMAC covers the body, under a key
derived from the data key, and is checked after (tampering).
"""

import hashlib
import hmac
import secrets
import unicodedata
from pathlib import Path

import msgspec
from msgspec.structs import replace

from reflectie.domain.disk import reason
from reflectie.domain.errors import DamagedKeys, NewerFormat, NoJournal, NotAllowed, WrongPassword
from reflectie.domain.value import Value
from reflectie.journal.folder import UNREADABLE, Folder, present, write_new
from reflectie.journal.slots import KEY_BYTES, KdfCost, Slot, SlotKind, unwrap, wrap

FORMAT = 1
LARGEST = 64 * 1024
"""Bytes; a file with every kind of slot takes less than two thousand."""

STRONG = KdfCost()
TAMPERED = "is buiten reflectie om veranderd"


class Keys(Value, omit_defaults=False):
    """The body of the file."""

    format: int
    slots: tuple[Slot, ...]


class _Sealed(Value):
    """The whole file: this outer form stays the same in every format."""

    sha256: str
    hmac: str
    body: msgspec.Raw


class _Format(msgspec.Struct):
    """Only the format of a body, whatever else a later version put there."""

    format: int


def make_keys(
    folder: Folder, password: str, cost: KdfCost | None = None, data_key: bytes | None = None
) -> bytes:
    """Make the key file of a new journal and return its data key (32 bytes, random unless given).

    Raises:
        CannotWrite: there is a key file already, or the disk refuses.
    """
    data_key = data_key or secrets.token_bytes(KEY_BYTES)
    slot = new_slot(SlotKind.PASSWORD, password_secret(password), data_key, cost)
    write_new(folder.keys, seal(Keys(format=FORMAT, slots=(slot,)), data_key))
    return data_key


def new_slot(kind: SlotKind, secret: bytes, data_key: bytes, cost: KdfCost | None = None) -> Slot:
    """A slot of this kind that ``secret`` opens, at the strong cost unless another is given."""
    return wrap(kind, secret, data_key, cost or STRONG)


def seal(keys: Keys, data_key: bytes) -> bytes:
    """The content of the file: the slots, and the two checks over them."""
    body = msgspec.json.encode(keys)
    tag = _tag(data_key, body)
    sealed = _Sealed(sha256=_checksum(tag, body), hmac=tag, body=msgspec.Raw(body))
    return msgspec.json.encode(sealed) + b"\n"


def read_keys(folder: Folder) -> Keys:
    """The slots, after the check for accidents; no password is needed.

    Raises:
        NoJournal: there is nothing in the folder.
        DamagedKeys: the file is missing, broken, or asks for an unsafe derivation.
        NewerFormat: a later version made it.
    """
    return _body(_read_sealed(folder), folder.keys)


def kinds(folder: Folder) -> frozenset[str]:
    """Which kinds of slots there are; errors as ``read_keys``."""
    return frozenset(slot.kind for slot in read_keys(folder).slots)


def verified_keys(folder: Folder, data_key: bytes) -> Keys:
    """The slots, after the check for tampering too.

    Raises:
        DamagedKeys: the file was changed by something that does not have this key.
    """
    sealed = _read_sealed(folder)
    _verify(sealed, data_key, folder.keys)
    return _body(sealed, folder.keys)


def unlock(folder: Folder, password: str) -> bytes:
    """The data key that this password opens.

    Raises:
        WrongPassword: the file is sound and the password does not fit.
        DamagedKeys, NewerFormat, NoJournal: as ``read_keys``.
    """
    if SlotKind.PASSWORD not in kinds(folder):
        raise DamagedKeys(folder.keys, f"heeft geen slot van de soort '{SlotKind.PASSWORD}'")
    data_key = open_slot(folder, SlotKind.PASSWORD, password_secret(password))
    if data_key is None:
        raise WrongPassword
    return data_key


def open_slot(folder: Folder, kind: SlotKind, secret: bytes) -> bytes | None:
    """The data key from the slots of one kind, None when the secret fits none.

    Raises:
        DamagedKeys, NewerFormat, NoJournal: as ``read_keys``, and after the check for tampering.
    """
    sealed = _read_sealed(folder)
    slots = [slot for slot in _body(sealed, folder.keys).slots if slot.kind == kind]
    found = (unwrap(slot, secret) for slot in slots)
    data_key = next((key for key in found if key is not None), None)
    if data_key is not None:
        _verify(sealed, data_key, folder.keys)
    elif any(_fits_as_made(slot, secret) for slot in slots):
        raise DamagedKeys(folder.keys, TAMPERED)
    return data_key


def _fits_as_made(slot: Slot, secret: bytes) -> bool:
    """Whether the secret is right and only the cost of the slot was changed: that is no wrong password."""
    return slot.kdf != STRONG and unwrap(replace(slot, kdf=STRONG), secret) is not None


def password_secret(password: str) -> bytes:
    """A password as bytes: the same letters typed on another system give the same bytes."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def _read_sealed(folder: Folder) -> _Sealed:
    path = folder.keys
    if not folder.exists():
        raise NoJournal(folder.path)
    if not present(path):
        raise DamagedKeys(path, "ontbreekt")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except PermissionError as error:
        raise NotAllowed(path) from error
    except OSError as error:
        raise DamagedKeys(path, f"is niet te lezen: {reason(error)}") from error
    if len(content) > LARGEST:
        raise DamagedKeys(path, "is veel te groot om een sleutelbestand te zijn")
    try:
        sealed = msgspec.json.decode(content, type=_Sealed)
    except UNREADABLE as error:
        raise DamagedKeys(path, "is geen heel sleutelbestand meer") from error
    if sealed.sha256 != _checksum(sealed.hmac, bytes(sealed.body)):
        raise DamagedKeys(path, "is beschadigd: de controlesom klopt niet")
    return sealed


def _body(sealed: _Sealed, path: Path) -> Keys:
    try:
        if msgspec.json.decode(sealed.body, type=_Format).format > FORMAT:
            raise NewerFormat(path)
        keys = msgspec.json.decode(sealed.body, type=Keys)
    except UNREADABLE as error:
        raise DamagedKeys(path, "heeft een inhoud die niet klopt") from error
    for slot in keys.slots:
        if wrong := slot.kdf.outside():
            raise DamagedKeys(path, f"vraagt om een onveilige sleutelberekening ({wrong})")
    return keys


def _verify(sealed: _Sealed, data_key: bytes, path: Path) -> None:
    if not hmac.compare_digest(_tag(data_key, bytes(sealed.body)).encode(), sealed.hmac.encode()):
        raise DamagedKeys(path, TAMPERED)


def _checksum(tag: str, body: bytes) -> str:
    return hashlib.sha256(tag.encode() + b"\n" + body).hexdigest()


def _tag(data_key: bytes, body: bytes) -> str:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = HKDF(SHA256(), KEY_BYTES, salt=None, info=b"reflectie sleutels.json").derive(data_key)
    return hmac.new(key, body, hashlib.sha256).hexdigest()
