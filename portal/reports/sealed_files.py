"""Files are sealed piece by piece, so that none has to be held in memory: the STREAM construction on AES-GCM.

A sealed file is a head (version, length and name of its key, seven bytes of nonce) and pieces of 1 MiB, each
with its tag. The nonce of a piece holds its number and whether it is the last one: what is moved or cut off
does not open. Source: Hoang, Reyhanitabar, Rogaway, Vizar, "Online Authenticated-Encryption and its
Nonce-Reuse Misuse-Resistance" (CRYPTO 2015).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.reports.sealing import CannotOpenError, Key, Place

VERSION = 2
PIECE_BYTES = 1024 * 1024
TAG_BYTES, PREFIX_BYTES = 16, 7
MOST_PIECES = 2**32


def seal_file(source: BinaryIO, place: Place, key: Key) -> Iterator[bytes]:
    """The sealed pieces of a file, in order."""
    name = key.name.encode("ascii")
    head = bytes([VERSION, len(name)]) + name + os.urandom(PREFIX_BYTES)
    cipher, bound = AESGCM(key.secret), head + bytes(place)
    yield head
    for number, (piece, is_last) in enumerate(_pieces(source, PIECE_BYTES)):
        yield cipher.encrypt(_nonce(head, number, is_last), piece, bound)


def unseal_file(source: BinaryIO, place: Place, key: Key) -> Iterator[bytes]:
    """The pieces of the file itself. Raises ``CannotOpenError``, at the latest where the file would end."""
    head = source.read(2)
    if len(head) < 2 or head[0] != VERSION:
        raise CannotOpenError("no sealed file of a known version")
    head += source.read(head[1] + PREFIX_BYTES)
    if head[2:-PREFIX_BYTES] != key.name.encode("ascii"):
        raise CannotOpenError("its key is not there")
    cipher, bound = AESGCM(key.secret), head + bytes(place)
    for number, (piece, is_last) in enumerate(_pieces(source, PIECE_BYTES + TAG_BYTES)):
        try:
            yield cipher.decrypt(_nonce(head, number, is_last), piece, bound)
        except (InvalidTag, ValueError):
            raise CannotOpenError("it was changed, moved or cut off") from None


def _nonce(head: bytes, number: int, is_last: bool) -> bytes:
    if number >= MOST_PIECES:
        raise ValueError("too many pieces for one key and nonce")
    return head[-PREFIX_BYTES:] + number.to_bytes(4, "big") + bytes([is_last])


def _pieces(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """The pieces of a file and whether each is the last; an empty file has one empty piece."""
    here = source.read(size)
    while True:
        following = source.read(size) if len(here) == size else b""
        yield here, not following
        if not following:
            return
        here = following
