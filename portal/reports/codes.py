"""The public number of a report, and the secret code that alone leads to it."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from portal.reports.sealing import derived_key

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: none looks like another, and what people mistake is read as what they meant."""
CODE_LENGTH = 26
BITS = 5 * CODE_LENGTH
GROUP = 4
MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
BETWEEN = str.maketrans(dict.fromkeys(" -\u2010\u2011\u2012\u2013\u2014\u2212.\t\r\n\u00a0"))
NUMBER_DIGITS = 8


class NoCodeError(ValueError):
    """What was typed cannot be a code."""


def new_code() -> str:
    """130 random bits."""
    return _written(secrets.randbits(BITS))


def code_of(token: str) -> str:
    """The code of the report that was sent from a page with this token: sending twice shows it twice.

    The token is as random as a code and is known to the sender's page alone; without the pepper of the
    installation nobody makes the one from the other.
    """
    found = hmac.new(derived_key("code", token).secret, b"code", sha256).digest()
    return _written(int.from_bytes(found, "big") >> (256 - BITS))


def _written(number: int) -> str:
    return "".join(LETTERS[(number >> shift) & 31] for shift in range(BITS - 5, -1, -5))


def plain(typed: str) -> str:
    """A code as it is stored nowhere, from how somebody typed it. Raises ``NoCodeError``."""
    code = typed.upper().translate(BETWEEN).translate(MEANT)
    if len(code) != CODE_LENGTH or any(letter not in LETTERS for letter in code):
        raise NoCodeError
    return code


def spoken(code: str) -> str:
    """In groups, as people read it out and write it down."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def new_number(year: int) -> str:
    """Random, so that it tells neither how many reports there are nor when one was sent."""
    return f"TVR-{year}-{secrets.randbelow(10**NUMBER_DIGITS):0{NUMBER_DIGITS}}"
