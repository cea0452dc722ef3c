"""Pictures for the tests, each with the hidden word where cameras and programs write about themselves."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

MARK = "Hidden7Word"
"""Stands in everything that must not be left in a clean copy."""
BYTES = MARK.encode()
EXIF_IFD, GPS_IFD = 0x8769, 0x8825


def plain(width: int = 24, height: int = 16, mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue, so that a turn shows."""
    image = Image.new(mode, (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    return image


def saved(image: Image.Image, format_: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def exif(
    *, orientation: int | None = None, gps: bool = False, camera: bool = False, all_: bool = False
) -> bytes:
    tags = Image.Exif()
    if orientation:
        tags[0x0112] = orientation
    if camera or all_:
        tags[0x010F], tags[0x0110] = MARK, MARK
        tags.get_ifd(EXIF_IFD)[0xA431] = MARK
    if gps or all_:
        tags[GPS_IFD] = {1: "N", 2: (38.0, 53.0, 51.0), 3: "W", 4: (77.0, 2.0, 11.0), 27: BYTES}
    if all_:
        tags[0x013B], tags[0x0131], tags[0x010E] = MARK, MARK, MARK
        tags.get_ifd(EXIF_IFD)[0x9003] = MARK
    return tags.tobytes()


def jpeg(image: Image.Image | None = None, **options: Any) -> bytes:
    return saved(image or plain(), "JPEG", **options)


def with_segment(data: bytes, marker: int, body: bytes) -> bytes:
    """A JPEG with another segment right behind its start."""
    return data[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body + data[2:]


def jpeg_xmp() -> bytes:
    return with_segment(jpeg(), 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + BYTES + b"</x:xmpmeta>")


def jpeg_iptc() -> bytes:
    record = b"\x1c\x02\x50" + struct.pack(">H", len(BYTES)) + BYTES
    body = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record
    return with_segment(jpeg(), 0xED, body + b"\0" * (len(record) % 2))


def exif_with_thumbnail() -> bytes:
    """EXIF whose second directory holds a small JPEG, which itself has a comment."""
    small = with_segment(jpeg(plain(8, 8)), 0xFE, BYTES)
    first = struct.pack("<H", 1) + struct.pack("<HHI4s", 0x0112, 3, 1, b"\1\0\0\0") + struct.pack("<I", 26)
    at = 26 + 2 + 3 * 12 + 4
    entries = ((0x0103, 3, 6), (0x0201, 4, at), (0x0202, 4, len(small)))
    second = struct.pack("<H", 3) + b"".join(
        struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries
    )
    return b"Exif\0\0II*\0\x08\0\0\0" + first + second + struct.pack("<I", 0) + small


def profile() -> bytes:
    """sRGB with the hidden word in its description."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    text = "sRGB built-in".encode("utf-16-be")
    assert text in data
    return data.replace(text, MARK.encode("utf-16-be") + b"\0 " * ((len(text) - 2 * len(MARK)) // 2))


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(image: Image.Image | None = None, **options: Any) -> bytes:
    return saved(image or plain(), "PNG", **options)


def png_with(*chunks: bytes) -> bytes:
    data = png()
    return data[:33] + b"".join(chunks) + data[33:]


def png_texts() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", MARK)
    texts.add_text("Comment", MARK * 20, zip=True)
    texts.add_itxt("Title", MARK, lang="en")
    texts.add_itxt("XML:com.adobe.xmp", f"<x>{MARK}</x>")
    return png(pnginfo=texts)


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that says how large it is, with as many zero lines as that needs."""
    lines = zlib.compressobj(9)
    line = bytes(1 + (width + 7) // 8)
    packed = b"".join([lines.compress(line * 64) for _ in range(height // 64)])
    packed += lines.compress(line * (height % 64)) + lines.flush()
    header = struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def webp(**options: Any) -> bytes:
    return saved(plain(), "WEBP", **options)


def heic(**options: Any) -> bytes:
    pillow_heif.register_heif_opener()
    return saved(plain(64, 48), "HEIF", **options)


def avif_by_name() -> bytes:
    return heic().replace(b"heic", b"avif")


def tiff() -> bytes:
    return saved(plain(), "TIFF")


def gif(**options: Any) -> bytes:
    return saved(plain(), "GIF", **options)
