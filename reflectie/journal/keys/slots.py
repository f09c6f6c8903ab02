"""A key slot: the data key of the journal, encrypted with a key derived from one secret."""

import secrets
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import msgspec

from reflectie.domain.errors import not_enough_memory
from reflectie.domain.value import Value

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

    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    try:
        key = kdf.derive(secret)
    except MemoryError as error:
        raise not_enough_memory(cost.memory_kib) from error
    return ChaCha20Poly1305(key)


def _associated_data(kind: str, cost: KdfCost) -> bytes:
    """The authenticated data: a slot whose kind or cost was changed does not open."""
    return msgspec.json.encode((kind, cost))
