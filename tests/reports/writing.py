"""Somebody who writes a report, as tests tell it."""

from __future__ import annotations

import json
from typing import Any

import altcha
from bs4 import BeautifulSoup
from django.test import Client

WHAT = {"category": "undervaluation", "story": "They send two invoices."}
WHO = {"name": "Harborline Trading", "country": "Atlantis"}
GOODS = {"what": "Desk lamps"}
EVIDENCE = {"how": "I saw both papers."}
YOU = {"how": "contact", "name": "Ada Marker", "email": "ada@example.org", "relation": "competitor"}
ADDRESSES = {
    "what": "/report/what/",
    "who": "/report/who/add/",
    "goods": "/report/goods/",
    "evidence": "/report/evidence/",
    "you": "/report/you/",
}
NEEDED = {"what": WHAT, "who": WHO, "goods": GOODS}
WHOLE = {**NEEDED, "evidence": EVIDENCE, "you": YOU}


def soup_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def fill_in(client: Client, steps: dict[str, dict[str, str]] | None = None) -> Client:
    for key, typed in (NEEDED if steps is None else steps).items():
        response = client.post(ADDRESSES[key], typed)
        assert response.status_code == 302, (key, response.status_code)
    return client


def fields_of(response: Any, action: str = "") -> dict[str, str]:
    """What the form of a page would send as it stands."""
    form = next(found for found in soup_of(response)("form") if found.get("action", "") == action)
    fields = form.select("input[name], textarea[name]")
    return {str(f["name"]): str(f.get("value", "")) if f.name == "input" else _text(f) for f in fields}


def _text(field: Any) -> str:
    return str(field.text).removeprefix("\n")


def work_done(response: Any) -> str:
    """What a browser with scripts adds to the page before it sends it."""
    task = json.loads(str(soup_of(response).select_one("[data-work]")["data-work"]))  # type: ignore[index]
    made = altcha.v1.Challenge("SHA-256", task["challenge"], task["most"], task["salt"], task["signature"])
    solved = altcha.v1.solve_challenge(made)
    assert solved
    told = {key: task[key] for key in ("algorithm", "challenge", "salt", "signature")}
    return json.dumps({**told, "number": solved.number})


def send(client: Client, **more: str) -> Any:
    """From the review page, without scripts."""
    return client.post("/report/review/", fields_of(client.get("/report/review/")) | more)


def code_of(receipt: Any) -> str:
    field = soup_of(receipt).select_one("#code")
    assert field, receipt.content.decode()[:2000]
    return str(field["value"])
