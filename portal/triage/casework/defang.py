"""What strangers wrote, made inert: no browser and no mail program makes a link of anything in it.

Addresses stay readable (``hxxps[://]shop[.]example``), and signs that hide or turn text are named. Numbers of
tariffs and prices keep their points, ``U.S.`` too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from portal.reports.evidence.kinds import EXTENSIONS

DOTS = ".\u2024\u3002\uff0e\uff61\ufe52"
"""What stands for a point in the names of machines (UTS 46), and what looks like one."""
CJK_DOTS = "\u3002\uff61"
"""They end sentences, and no blank follows them: only between Latin letters they are points of an address."""
SCHEMES = (
    "mailto|tel|sms|mms|skype|callto|facetime|xmpp|sips?|ircs?|data|javascript|vbscript|blob|file|view-source"
    "|magnet|whatsapp|viber|signal|sgnl|tg|telegram|weixin|line|zoommtg|msteams|teams|slack|discord|bitcoin"
    "|ethereum|geo|maps|news|nntp|urn|about|chrome|ms-[a-z]+|intent|market|itms(?:-[a-z]+)?|webcal|ldaps?"
    "|ftps?|sftp|smb|ssh|git|svn|rtsp|https?|hxxps?|wss?|gopher|telnet|feed|dav|tftp|afp|nfs|onenote|search-ms"
)
SCHEME = re.compile(rf"(?<![^\W_])({SCHEMES})([:\uff1a\ufe13\ufe55\ua789](?=\S))", re.IGNORECASE)
HTTP = re.compile(r"h(tt)p(?=s?(?:\[[:\uff1a\ufe13\ufe55\ua789]|[:\uff1a\ufe13\ufe55\ua789]))", re.IGNORECASE)
SLASHES = re.compile(r"(?:[:\uff1a])?//+|(?:[:\uff1a])?\\\\+")
AT = re.compile("(?<=\\S)[@\uff20\ufe6b](?=\\S)")
IPV6 = re.compile(r"[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:]*")
IPV6_PARTS = 8
OF_ADDRESSES = r"0-9A-Za-z_\u00c0-\u2fff.@/\\:-"
"""What a number or initials that stand for themselves do not touch; scripts that set no blanks may."""
NUMBER = re.compile(rf"(?<![{OF_ADDRESSES}])\d[\d,]*(?:\.\d+)+(?![0-9A-Za-z_\u00c0-\u2fff@/\\:-]|\.\w)")
INITIALS = re.compile(r"(?<![\w.@/\\:-])[^\W\d_](?:\.[^\W\d_])+(?![\w@/\\:-]|\.\w)")
OCTETS, MOST_OF_AN_OCTET = 4, 255
KEPT = {"\n", "\t", "\u200c", "\u200d"}
"""Unseen signs that scripts and lines are made of."""
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
NAMES = {
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u061c": "ALM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}


@dataclass(frozen=True, slots=True)
class Inert:
    """``shown`` is for reading; ``written`` is as it was written, where that differs, to be copied only."""

    shown: str
    written: str = ""

    def __bool__(self) -> bool:
        return bool(self.shown)

    def __repr__(self) -> str:
        return "Inert(…)"


def inert(text: str) -> Inert:
    shown = defang(text)
    return Inert(shown, "" if shown == text else text)


def inert_name(name: str) -> Inert:
    """The same for the name of a file of a kind that is taken: its ending is no domain, its point stays."""
    stem, point, ending = name.rpartition(".")
    if not stem or ending.lower() not in EXTENSIONS:
        return inert(name)
    shown = f"{defang(stem)}{point}{ending}"
    return Inert(shown, "" if shown == name else name)


def defang(text: str) -> str:
    """The text with every address broken and every unseen sign named; the same when it is done twice."""
    text = "".join(_seen(sign) for sign in text)
    text = SLASHES.sub(_slashes, text)
    text = SCHEME.sub(r"\1[:]", text)
    text = HTTP.sub(lambda found: f"{found[0][0]}{'XX' if found[1].isupper() else 'xx'}{found[0][3]}", text)
    text = IPV6.sub(_of_a_machine, text)
    text = AT.sub("[at]", text)
    return _without_points(text)


def _seen(sign: str) -> str:
    if sign in KEPT or unicodedata.category(sign) not in UNSEEN:
        return sign
    return f"[{NAMES.get(sign) or f'U+{ord(sign):04X}'}]"


def _slashes(found: re.Match[str]) -> str:
    """Not what stands in its brackets already."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return found[0] if before == "[" and after == "]" else f"[{found[0]}]"


def _of_a_machine(found: re.Match[str]) -> str:
    is_one = "::" in found[0] or found[0].count(":") == IPV6_PARTS - 1
    return found[0].replace(":", "[:]") if is_one else found[0]


def _without_points(text: str) -> str:
    """Put every point in brackets that stands inside a word, but for those of plain numbers and initials."""
    kept = {
        place
        for pattern in (NUMBER, INITIALS)
        for found in pattern.finditer(text)
        if not _is_of_a_machine(found[0])
        for place in range(found.start(), found.end())
    }
    return "".join(
        f"[{sign}]" if sign in DOTS and place not in kept and _is_inside(text, place) else sign
        for place, sign in enumerate(text)
    )


def _is_of_a_machine(number: str) -> bool:
    """Whether it may be an IPv4 address: four numbers or more of which each fits."""
    parts = number.split(".")
    return len(parts) >= OCTETS and all(part.isdigit() and int(part) <= MOST_OF_AN_OCTET for part in parts)


def _is_inside(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if text[place] in CJK_DOTS:
        return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    if not before or before.isspace() or not after or after.isspace():
        return False
    return unicodedata.category(after)[0] in "LNMCS"
