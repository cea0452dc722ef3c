"""What people tell is sealed before it is stored: AES-256-GCM, bound to the place where it stands.

An envelope is one byte of version, the length and name of its key, a nonce of 12 bytes, the ciphertext and
its tag. The place (table, row, column) is authenticated with it: what is moved to another place does not
open. Every report has a key of its own, itself sealed with a key of the installation: rotation seals those
keys anew, and destroying one destroys its report. A backup from before still holds it, sealed with a key of
the installation: it opens until the backup ends or that key is destroyed (docs/decisions/066-records.md).
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = 1
KEY_BYTES, NONCE_BYTES = 32, 12
Stored = bytes | memoryview
"""As databases hand bytes over."""
OF_A_REPORT = "report"
"""The name of a key that belongs to one report; the installation's own have other names."""


class CannotOpenError(ValueError):
    """What is sealed was changed or moved, or its key is not there. Says nothing of what it holds."""


@dataclass(frozen=True, slots=True)
class Key:
    name: str
    secret: bytes

    def __repr__(self) -> str:
        return f"Key({self.name!r})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something sealed stands."""

    table: str
    row: UUID
    column: str

    def __bytes__(self) -> bytes:
        return f"{self.table}/{self.row}/{self.column}".encode()


def new_key() -> Key:
    return Key(OF_A_REPORT, AESGCM.generate_key(KEY_BYTES * 8))


def seal(plain: bytes, place: Place, key: Key) -> bytes:
    name = key.name.encode("ascii")
    nonce = os.urandom(NONCE_BYTES)
    head = bytes([VERSION, len(name)]) + name
    return head + nonce + AESGCM(key.secret).encrypt(nonce, plain, head + bytes(place))


def unseal(envelope: Stored, place: Place, *keys: Key) -> bytes:
    """Open an envelope with that of the keys that its name tells. Raises ``CannotOpenError``."""
    envelope = bytes(envelope)
    if len(envelope) < 2 or envelope[0] != VERSION:
        raise CannotOpenError("no envelope of a known version")
    end = 2 + envelope[1]
    head, nonce, rest = envelope[:end], envelope[end : end + NONCE_BYTES], envelope[end + NONCE_BYTES :]
    key = next((key for key in keys if key.name.encode("ascii") == head[2:]), None)
    if key is None:
        raise CannotOpenError("its key is not there")
    try:
        return AESGCM(key.secret).decrypt(nonce, rest, head + bytes(place))
    except (InvalidTag, ValueError):
        raise CannotOpenError("it was changed or moved") from None


def name_of_key(envelope: Stored) -> str:
    """The name of the key that an envelope was sealed with."""
    envelope = bytes(envelope)
    return envelope[2 : 2 + envelope[1]].decode("ascii")


def seal_json(value: Any, place: Place, key: Key) -> bytes:
    return seal(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), place, key)


def unseal_json(envelope: Stored, place: Place, *keys: Key) -> Any:
    return json.loads(unseal(envelope, place, *keys))


# The installation's keys


@lru_cache(maxsize=4)
def _read(told: tuple[tuple[str, str], ...]) -> tuple[Key, ...]:
    return tuple(Key(name, decoded(secret)) for name, secret in told)


def decoded(secret: str) -> bytes:
    """Raises ``ValueError`` for what are not 32 bytes in base64."""
    try:
        found = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
    except binascii.Error:
        found = b""
    if len(found) != KEY_BYTES:
        raise ValueError("a key of reports is 32 random bytes in URL-safe base64")
    return found


def keys() -> tuple[Key, ...]:
    """The installation's keys: the first seals, the others only open what they sealed before."""
    told: Mapping[str, str] = settings.REPORT_KEYS
    return _read(tuple(told.items()))


# Digests, by which something secret is found again without being stored


def digest(purpose: str, secret: str) -> str:
    return hmac.new(_pepper(), f"{purpose}\0{secret}".encode(), sha256).hexdigest()


def derived_key(purpose: str, secret: str) -> Key:
    """A key that only who knows a secret can have anything opened with."""
    return Key(OF_A_REPORT, hmac.new(_pepper(), f"key of {purpose}\0{secret}".encode(), sha256).digest())


def _pepper() -> bytes:
    return decoded(settings.REPORT_PEPPER)
