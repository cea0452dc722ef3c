"""Pages whose length would tell something to who only sees the traffic: made equally long."""

from __future__ import annotations

import secrets

from django.http import HttpResponse

STEP_BYTES = 16 * 1024
_OPEN, _CLOSE = b"<!-- ", b" -->"


def padded(response: HttpResponse) -> HttpResponse:
    """Fill a page up to the next whole step with random letters, and send it uncompressed."""
    missing = -(len(response.content) + len(_OPEN) + len(_CLOSE)) % STEP_BYTES
    noise = secrets.token_hex(missing // 2 + 1)[:missing].encode()
    response.content = response.content + _OPEN + noise + _CLOSE
    response.headers["Content-Encoding"] = "identity"
    return response
