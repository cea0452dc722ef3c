"""JPEG and PNG inside other files, stripped of everything but the picture, without touching a pixel."""

from __future__ import annotations

from typing import Final

JPEG: Final = b"\xff\xd8\xff"
PNG: Final = b"\x89PNG\r\n\x1a\n"
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
_START_OF_SCAN, _END, _COMMENT = 0xDA, 0xD9, 0xFE
_KEPT_APPLICATION_DATA = {0xE0, 0xEE}  # JFIF: the shape of pixels; Adobe: how colours are coded
_JFIF_BYTES = 18
_PNG_KEPT = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"sBIT",
    b"pHYs",
    b"bKGD",
}


def strip(data: bytes) -> bytes | None:
    """The same picture without its metadata; nothing when the data is neither JPEG nor PNG, or is damaged."""
    if data.startswith(JPEG):
        return _strip_jpeg(data)
    return _strip_png(data) if data.startswith(PNG) else None


def _strip_jpeg(data: bytes) -> bytes | None:
    kept, at = bytearray(data[:2]), 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _END:
            return bytes(kept + data[at : at + 2])
        end = at + 2 if marker in _ALONE else at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data) or (marker not in _ALONE and end < at + 4):
            return None
        if marker == _START_OF_SCAN:
            end = _end_of_scan(data, end)
        if not _is_metadata(marker):
            kept += _without_thumbnail(marker, data[at:end])
        at = end
    # Cut off behind a scan: readers show such pictures, and what is here is only the picture.
    return bytes(kept + b"\xff\xd9") if data[at : at + 2] in {b"", b"\xff", b"\xff\xd9"} else None


def _is_metadata(marker: int) -> bool:
    return marker == _COMMENT or (0xE0 <= marker <= 0xEF and marker not in _KEPT_APPLICATION_DATA)


def _without_thumbnail(marker: int, segment: bytes) -> bytes:
    if marker != 0xE0:
        return segment
    if not segment.startswith(b"\xff\xe0") or segment[4:9] != b"JFIF\0" or len(segment) < _JFIF_BYTES:
        return b""
    return b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0"


def _end_of_scan(data: bytes, at: int) -> int:
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        follows = data[at + 1]
        if follows == 0 or 0xD0 <= follows <= 0xD7:
            at += 2
        elif follows == 0xFF:
            at += 1
        else:
            return at


def _strip_png(data: bytes) -> bytes | None:
    kept, at = bytearray(PNG), len(PNG)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if end > len(data):
            return None
        if name in _PNG_KEPT:
            kept += data[at:end]
        if name == b"IEND":
            return bytes(kept)
        at = end
    return None
