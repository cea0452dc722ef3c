"""Pictures are made again from their pixels: nothing else of the file gets into the clean copy."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO, Final

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError
from PIL.Image import Transpose

from portal.reports.evidence.findings import Caution, Reason, RefusedError, Trace
from portal.reports.evidence.kinds import Kind
from portal.reports.evidence.limits import FILE_BYTES, IMAGE_PIXELS, WEBP_PIXELS

FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}
# Tables of the quality of the original are those of a camera or a program: a copy has ours.
QUALITIES: Final = (92, 80, 60)
UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
BROKEN_EXIF = (
    ValueError,
    KeyError,
    TypeError,
    SyntaxError,
    OSError,
    AttributeError,
    IndexError,
    struct.error,
)
TAGS = {
    Trace.CAMERA: (0x010F, 0x0110, 0xA430, 0xA431, 0xA432, 0xA433, 0xA434, 0xA435),
    Trace.TIME: (0x0132, 0x9003, 0x9004),
    Trace.AUTHOR: (0x013B, 0x8298, 0x9C9D),
    Trace.DESCRIPTION: (0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F),
    Trace.SOFTWARE: (0x0131, 0x013C),
}
INFO = {
    Trace.XMP: ("xmp", "XML:com.adobe.xmp"),
    Trace.IPTC: ("photoshop",),
    Trace.COLOUR_PROFILE: ("icc_profile",),
    Trace.DESCRIPTION: ("comment",),
    Trace.PREVIEW: ("thumbnails",),
    Trace.OTHER_DATA: ("metadata", "depth_images", "aux"),
}


def work(kind: Kind, source: BinaryIO, target: BinaryIO | None) -> dict[str, list[str]]:
    """Look at a picture; write it anew into ``target`` if there is one."""
    image = open_image(kind, source)
    found = traces(kind, image, source)
    orientation = 1 if kind is Kind.HEIC else orientation_of(image)
    image.load()
    cautions = [Caution.VISIBLE_STAYS, *([Caution.CONVERTED] if kind is Kind.HEIC else [])]
    if target is not None:
        write(kind.when_clean, from_pixels(image, kind.when_clean, orientation), target)
    return {"traces": sorted(found), "cautions": list(cautions), "attachments": []}


def open_image(kind: Kind, source: BinaryIO) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # counted here, with a sentence instead of a warning
    if kind is Kind.HEIC:
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        image = Image.open(source, formats=(FORMATS[kind],))
    except UnidentifiedImageError:
        raise RefusedError(Reason.UNREADABLE) from None
    if image.width * image.height > IMAGE_PIXELS:
        raise RefusedError(Reason.TOO_MANY_PIXELS)
    if kind is Kind.WEBP and image.width * image.height > WEBP_PIXELS:
        raise RefusedError(Reason.TOO_LARGE_A_WEBP)
    return image


def traces(kind: Kind, image: Image.Image, source: BinaryIO) -> set[Trace]:
    info: Mapping[Any, Any] = image.info
    found = {trace for trace, keys in INFO.items() if any(info.get(key) for key in keys)}
    found |= exif_traces(image)
    # Text of a PNG stands in `info` under any word.
    if kind is Kind.PNG and set(getattr(image, "text", {})) - {"XML:com.adobe.xmp"}:
        found.add(Trace.DESCRIPTION)
    if getattr(image, "n_frames", 1) > 1:
        found.add(Trace.MORE_PICTURES)
    if {name for name, _ in getattr(image, "applist", [])} - {
        "APP0",
        "APP1",
        "APP2",
        "APP13",
        "APP14",
        "COM",
    }:
        found.add(Trace.OTHER_DATA)
    if goes_on_behind_its_end(kind, source):
        found.add(Trace.BEHIND_THE_END)
    return found


def exif_traces(image: Image.Image) -> set[Trace]:
    if not image.info.get("exif") and not image.getexif():
        return set()
    try:
        exif = image.getexif()
        tags = set(exif) | set(exif.get_ifd(ExifTags.IFD.Exif))
        found = {trace for trace, numbers in TAGS.items() if tags & set(numbers)}
        found |= {Trace.PLACE} if exif.get_ifd(ExifTags.IFD.GPSInfo) else set()
        found |= {Trace.PREVIEW} if exif.get_ifd(ExifTags.IFD.IFD1) else set()
        harmless = {ExifTags.Base.Orientation, ExifTags.Base.ExifOffset}
        return found or ({Trace.OTHER_DATA} if tags - harmless else set())
    except BROKEN_EXIF:
        return {Trace.OTHER_DATA}


def orientation_of(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except BROKEN_EXIF:
        return 1


def goes_on_behind_its_end(kind: Kind, source: BinaryIO) -> bool:
    at = source.tell()
    size = source.seek(0, io.SEEK_END)
    source.seek(max(0, size - 12))
    tail = source.read()
    source.seek(4)
    riff = int.from_bytes(source.read(4), "little") + 8
    source.seek(at)
    if kind is Kind.JPEG:
        return not tail.rstrip(b"\0").endswith(b"\xff\xd9")
    if kind is Kind.PNG:
        return tail != b"\0\0\0\0IEND\xaeB`\x82"
    return kind is Kind.WEBP and size > riff + riff % 2


def from_pixels(image: Image.Image, kind: Kind, orientation: int) -> Image.Image:
    """Colours as sRGB, upright, in an image that knows nothing of the file. One copy is held beside it at
    most.
    """
    profile = image.info.get("icc_profile")
    image = in_plain_mode(image)
    if profile and image.mode != "L":
        image = in_srgb(image, profile)
    if orientation in UPRIGHT:
        image = image.transpose(UPRIGHT[orientation])
    if kind is Kind.JPEG and image.mode == "RGBA":
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.getchannel("A"))
        return flat
    fresh = Image.new(image.mode, image.size)
    fresh.paste(image)
    return fresh


def in_plain_mode(image: Image.Image) -> Image.Image:
    if image.mode in {"L", "RGB", "RGBA", "CMYK"}:
        return image if "transparency" not in image.info else image.convert("RGBA")
    if image.mode.startswith("I"):
        # 16 bits a pixel, of which the upper eight are kept; a plain conversion makes white of all that is
        # not black.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "1":
        return image.convert("L")
    has_alpha = image.mode in {"LA", "PA", "La", "RGBa"} or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")


def in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return image if changed is None else changed


def write(kind: Kind, image: Image.Image, target: BinaryIO) -> None:
    if image.mode == "CMYK":
        image = image.convert("RGB")
    for quality in QUALITIES:
        target.seek(0)
        target.truncate()
        if kind is Kind.PNG:
            image.save(target, "PNG", compress_level=6)
            return
        image.save(target, FORMATS[kind], quality=quality)
        if target.tell() <= FILE_BYTES:
            return
