"""Names of files. A name comes from a stranger: it is shown as text and never used as a path."""

from __future__ import annotations

import unicodedata

from portal.reports.evidence.kinds import Kind
from portal.reports.evidence.limits import NAME_BYTES, ORIGINAL_NAME_CHARACTERS

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories of characters that nobody sees and that turn, hide or break a name."""
SHOWN_AS = "\N{REPLACEMENT CHARACTER}"
RESERVED = {
    *("con", "prn", "aux", "nul", "clock$", "conin$", "conout$"),
    *(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"),
}
NAMELESS = "file"


def is_unseen(character: str) -> bool:
    return unicodedata.category(character) in UNSEEN


def original_name(name: str) -> str:
    """The name as its sender wrote it, to be shown to the sender: what turns or hides text is made
    visible.
    """
    return "".join(SHOWN_AS if is_unseen(letter) else letter for letter in name[:ORIGINAL_NAME_CHARACTERS])


def extension(name: str) -> str:
    """What stands behind the last point, in small letters; "" when there is none."""
    stem, point, ending = _last_part(name).rpartition(".")
    return ending.lower() if point and stem else ""


def safe_name(name: str, kind: Kind) -> str:
    """A name for a file of this kind that is harmless on any system: letters, digits, spaces, - and _, one
    point.
    """
    last = _last_part(name)
    stem = last.rpartition(".")[0] or last
    plain = "".join(letter if letter.isalnum() or letter in " -" else "_" for letter in stem)
    plain = plain.strip(" -_") or NAMELESS
    if plain.lower() in RESERVED:
        plain = f"{NAMELESS}-{plain}"
    ending = f".{kind.extension}"
    room = NAME_BYTES - len(ending)
    cut = plain.encode()[:room].decode(errors="ignore").rstrip(" -_")
    return cut + ending


def _last_part(name: str) -> str:
    seen = "".join(letter for letter in unicodedata.normalize("NFKC", name) if not is_unseen(letter))
    return seen.replace("\\", "/").rpartition("/")[2].strip(" .")
