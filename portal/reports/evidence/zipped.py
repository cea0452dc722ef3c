"""The zip of an Office file, walked before anything is unpacked. Nothing that it says of itself is
believed.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from portal.reports.evidence.findings import Reason, RefusedError
from portal.reports.evidence.limits import (
    CHUNK_BYTES,
    ZIP_DIRECTORY_BYTES,
    ZIP_ENTRIES,
    ZIP_NAME_CHARACTERS,
    ZIP_RATIO,
    ZIP_RATIO_FROM_BYTES,
    ZIP_UNPACKED_BYTES,
)

_END: Final = struct.Struct("<4s4H2LH")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _STREAMED = 0x1, 0x8


def walk(source: BinaryIO) -> list[zipfile.ZipInfo]:
    """The entries of a well-built zip, in the order of the file. Raises ``RefusedError``."""
    _insist_on_the_end(source)
    source.seek(0)
    try:
        entries = zipfile.ZipFile(source).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError):
        raise RefusedError(Reason.UNREADABLE) from None
    entries.sort(key=lambda entry: entry.header_offset)
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        raise RefusedError(Reason.STRANGE_ZIP)
    for entry in entries:
        _insist_on_an_entry(entry)
    _insist_on_sizes(entries)
    _insist_on_places(source, entries)
    return entries


def _insist_on_the_end(source: BinaryIO) -> None:
    """Number and size of the entries are known before a library makes an object of each."""
    size = source.seek(0, 2)
    if size < _END.size:
        raise RefusedError(Reason.UNREADABLE)
    source.seek(size - _END.size)
    magic, disk, start_disk, here, entries, directory_bytes, at, comment = _END.unpack(source.read(_END.size))
    if magic != b"PK\x05\x06":
        raise RefusedError(Reason.UNREADABLE)
    if here != entries or disk or start_disk or comment or at + directory_bytes != size - _END.size:
        raise RefusedError(Reason.STRANGE_ZIP)
    if entries > ZIP_ENTRIES or directory_bytes > ZIP_DIRECTORY_BYTES:
        raise RefusedError(Reason.UNPACKS_TOO_LARGE)


def _insist_on_an_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise RefusedError(Reason.PASSWORD)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise RefusedError(Reason.STRANGE_ZIP)
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise RefusedError(Reason.STRANGE_ZIP)
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    strange = len(name) > ZIP_NAME_CHARACTERS or not name.isprintable() or any(sign in name for sign in "\\:")
    if strange or any(part in {"", ".", ".."} for part in parts):
        raise RefusedError(Reason.STRANGE_ZIP)


def _insist_on_sizes(entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    tight = any(
        entry.file_size > max(ZIP_RATIO_FROM_BYTES, ZIP_RATIO * entry.compress_size) for entry in entries
    )
    if total > ZIP_UNPACKED_BYTES or tight or total > max(ZIP_RATIO_FROM_BYTES, ZIP_RATIO * packed):
        raise RefusedError(Reason.UNPACKS_TOO_LARGE)


def _insist_on_places(source: BinaryIO, entries: list[zipfile.ZipInfo]) -> None:
    """The first entry stands at the start, none lies on another, and each says the same where it stands."""
    free = 0
    for entry in entries:
        if entry.header_offset < free or (free == 0 and entry.header_offset):
            raise RefusedError(Reason.STRANGE_ZIP)
        source.seek(entry.header_offset)
        header = source.read(_LOCAL.size)
        if len(header) < _LOCAL.size:
            raise RefusedError(Reason.UNREADABLE)
        magic, _, flags, method, _, _, _, packed, unpacked, name_bytes, extra_bytes = _LOCAL.unpack(header)
        name = source.read(name_bytes)
        sizes_differ = (packed, unpacked) != (entry.compress_size, entry.file_size)
        if (
            magic != b"PK\x03\x04"
            or method != entry.compress_type
            or flags & _ENCRYPTED
            or name != _raw_name(entry)
            or (sizes_differ and not flags & _STREAMED)
        ):
            raise RefusedError(Reason.STRANGE_ZIP)
        free = entry.header_offset + _LOCAL.size + name_bytes + extra_bytes + entry.compress_size


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")


def unpacked(source: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What an entry holds, in pieces, counted as it comes: more or less than it says is refused."""
    source.seek(entry.header_offset + 26)
    name_bytes, extra_bytes = struct.unpack("<2H", source.read(4))
    source.seek(entry.header_offset + _LOCAL.size + name_bytes + extra_bytes)
    size = check = 0
    for piece in _pieces(source, entry):
        size += len(piece)
        if size > entry.file_size:
            raise RefusedError(Reason.STRANGE_ZIP)
        check = zlib.crc32(piece, check)
        at = source.tell()
        yield piece
        source.seek(at)
    if size != entry.file_size or check != entry.CRC:
        raise RefusedError(Reason.STRANGE_ZIP)


def _pieces(source: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    left = entry.compress_size
    inflate = None if entry.compress_type == zipfile.ZIP_STORED else zlib.decompressobj(-15)
    while left:
        packed = source.read(min(CHUNK_BYTES, left))
        if not packed:
            raise RefusedError(Reason.UNREADABLE)
        left -= len(packed)
        if inflate is None:
            yield packed
            continue
        while packed:
            try:
                yield inflate.decompress(packed, CHUNK_BYTES)
            except zlib.error:
                raise RefusedError(Reason.UNREADABLE) from None
            packed = inflate.unconsumed_tail
    if inflate is not None and (not inflate.eof or inflate.unused_data):
        raise RefusedError(Reason.STRANGE_ZIP)
