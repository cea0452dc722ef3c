"""Question pages as a browser asks for them: what they read like, and where their forms lead."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

from django.test import Client

DAY = "arrival_date=2026-11-22"
TOY = f"{DAY}&mode=postal&purpose=resale&origin_country=CN&value_usd=30&same_day_other_value_usd=0"
TOY_CHOSEN = f"{TOY}&categories=plush-toys-dolls"


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def leads_to(client: Client, address: str) -> tuple[str, dict[str, list[str]]]:
    """Where a sent form leads: the path and the answers in its address."""
    answer = client.get(address)
    assert answer.status_code == 302, (address, answer.status_code)
    there = urlsplit(answer.headers["Location"])
    return there.path, parse_qs(there.query)


def seen(client: Client, address: str) -> str:
    """The mark of what a page of ticks showed."""
    found = re.search(r'name="seen" value="([0-9a-f]+)"', read(client, address))
    assert found
    return found.group(1)
