"""A mail is read far enough to say who is attached to it. Nothing is unpacked, and it stays as it was
sent.
"""

from __future__ import annotations

import email
import email.policy
from email.message import Message
from typing import BinaryIO

from portal.reports.evidence.findings import Caution, Reason, RefusedError
from portal.reports.evidence.kinds import Kind
from portal.reports.evidence.limits import CHUNK_BYTES, MAIL_DEPTH, MAIL_PARTS
from portal.reports.evidence.naming import extension, original_name
from portal.reports.evidence.signatures import PROGRAM_EXTENSIONS, is_program

HEADERS_OF_A_MAIL = ("from", "date", "subject", "message-id", "received", "to")


def work(kind: Kind, source: BinaryIO, target: BinaryIO | None) -> dict[str, list[str]]:
    while chunk := source.read(CHUNK_BYTES):
        if b"\0" in chunk:
            raise RefusedError(Reason.NOT_TEXT)
    source.seek(0)
    message = email.message_from_binary_file(source, policy=email.policy.compat32)
    if sum(name in message for name in HEADERS_OF_A_MAIL) < 2:
        raise RefusedError(Reason.NOT_A_MAIL)
    names: list[str] = []
    for part in parts(message):
        name = name_of(part)
        if extension(name) in PROGRAM_EXTENSIONS or is_program(start_of(part)):
            raise RefusedError(Reason.MAIL_HOLDS_PROGRAM)
        if name or part.get_content_disposition() == "attachment":
            names.append(original_name(name) or part.get_content_type())
    cautions = [Caution.UNCHANGED, Caution.MAIL_ADDRESSES, *([Caution.MAIL_ATTACHMENTS] if names else [])]
    return {"traces": [], "cautions": list(cautions), "attachments": names}


def parts(message: Message) -> list[Message]:
    found: list[Message] = []
    waiting = [(message, 0)]
    while waiting:
        part, depth = waiting.pop(0)
        found.append(part)
        if depth > MAIL_DEPTH or len(found) > MAIL_PARTS:
            raise RefusedError(Reason.TOO_HARD)
        inside = part.get_payload()
        if isinstance(inside, list):
            waiting += [(child, depth + 1) for child in inside if isinstance(child, Message)]
    return found


def name_of(part: Message) -> str:
    return str(part.get_filename() or "")


def start_of(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    return body[:64] if isinstance(body, bytes) else b""
