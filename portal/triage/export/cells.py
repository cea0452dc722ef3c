"""What strangers wrote, made so that no program which opens tables takes it for a formula.

A cell is read as a formula when it begins with a sign such as ``=``, also behind blanks or a quote, and also
in the middle of a text where a program takes another sign for the end of a cell than the file does. So an
apostrophe is put before each such sign wherever a cell could begin. See OWASP, "CSV Injection".
"""

from __future__ import annotations

import re

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫⁺⁻⁼₊₋₌−﬩⩵⩶"  # noqa: RUF001 - they look alike: that is the point
"""What a formula begins with, its twins of full width and small ones too."""
ENDS = ',;|\t\n"“”„«»'
"""What one program or another takes for the end of a cell, or for a quote around it."""
BLANKS = (
    " \x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""Whatever is not seen, as a class of a regular expression."""
MUTE = "'"
_LIVE = re.compile(rf"((?:\A|[{re.escape(ENDS)}])[{BLANKS}]*)(?=[{re.escape(SIGNS)}])")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, or nobody can read."""


def safe(text: str) -> str:
    """The text with nothing live in it. Tabs become blanks, and every line ends in the same way."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _LIVE.sub(rf"\1{MUTE}", _NO_TEXT.sub("", text))
