"""Every promise that the pages make is held by a test: the table is complete, and its tests are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from portal.reports import services
from portal.reports.models import Report
from portal.triage.retention import guards
from tests.reports.promises import NO_PROMISE_BEGINS, NO_PROMISES, PROMISES
from tests.reports.writing import WHOLE, code_of, fill_in, send, soup_of

pytestmark = pytest.mark.django_db
PROMISING = re.compile(
    r"\b(nobody|never|nothing|no (?:name|account|e-mail)|not (?:ask|store|stored|note|lost|have to)|cannot|"
    r"stays? open|sealed|deleted|kept|keeps?|anonymous|once|days|once more|twice|without)\b",
    re.IGNORECASE,
)
TESTS = Path(__file__).parents[1]
MADE_OF = re.compile(r"\d{1,2}:\d\d [ap]\.m\.|TVR-\d{4}-\d{8}")


def sentences(client: Client) -> set[str]:
    """All that the pages say, from the start to the answer under the code."""
    pages = [client.get(f"/report/{name}") for name in ("", "what/", "resume/", "status/", "save/")]
    fill_in(client, WHOLE)
    names = ("goods/", "evidence/", "you/", "who/add/", "who/", "save/", "discard/", "review/")
    pages += [client.get(f"/report/{name}") for name in names]
    pages.append(client.post("/report/discard/"))
    receipt = send(fill_in(client))
    pages.append(receipt)
    services.ask(services.find(code_of(receipt)), "Which port?")
    pages.append(client.post("/report/status/", {"code": code_of(receipt)}))
    pages.append(client.post("/report/what/", {"story": "late", "has_draft": "1"}))
    with transaction.atomic():
        guards.take_down()  # as if it had been kept for long enough
        Report.objects.update(sealed_key=b"")
        pages.append(client.post("/report/status/", {"code": code_of(receipt)}))
        transaction.set_rollback(True)
    lines = set()
    for page in pages:
        main = soup_of(page).main
        assert main
        for found in main.find_all(["p", "li", "h1", "h2", "dd", "div", "summary"]):
            if not found.find(["p", "li", "div"]):
                lines |= set(re.split(r"(?<=[.?!:]) ", " ".join(found.text.split())))
    return {MADE_OF.sub("…", line).strip() for line in lines}


def test_every_promise_of_the_pages_stands_in_the_table(client: Client) -> None:
    promised = {line for line in sentences(client) if PROMISING.search(line)}
    others = {line for line in promised if line in NO_PROMISES or line.startswith(NO_PROMISE_BEGINS)}
    without = sorted(promised - others - set(PROMISES))
    assert not without, "say in tests/reports/promises.py what holds:\n" + "\n".join(without)


def test_every_promise_of_the_table_is_made(client: Client) -> None:
    assert not set(PROMISES) - sentences(client)


def test_what_holds_a_promise_is_there() -> None:
    for promise, held_by in PROMISES.items():
        assert held_by, promise
        for name in held_by:
            file, _colons, test = name.partition("::")
            text = (TESTS / f"{file}.py").read_text(encoding="utf-8")
            assert f"def {test}(" in text, f"{promise}: {name}"
