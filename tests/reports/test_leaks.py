"""A whole report with marked words, address and browser: none of them is found in any place that we keep."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from portal.delivery.models import Delivery
from portal.reports import services
from tests.reports.writing import ADDRESSES, code_of, fields_of, fill_in, work_done

pytestmark = pytest.mark.django_db
ADDRESS, NEIGHBOURHOOD, BROWSER = "203.0.113.77", "203.0.113.", "Zebrafox/77"
REFERRER = "https://zebra-intranet.example/memo"
MARKED = {
    "what": {"category": "origin", "story": "zebrastory at noon"},
    "who": {"name": "Zebraname Limited", "website": "https://zebrasite.example", "phone": "zebraphone"},
    "goods": {"what": "zebragoods", "numbers": "zebranumber", "when_told": "zebraday"},
    "evidence": {"how": "zebraproof", "told": "zebratold"},
    "you": {"how": "contact", "name": "Zebra Person", "email": "zebra@mail.example", "phone": "zebracall"},
}


def stored() -> str:
    """Every row of every table, as a thief of the database reads it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = cursor.fetchall()
            found += [repr([bytes(x) if isinstance(x, memoryview) else x for x in row]) for row in rows]
    return "\n".join(found)


def cached() -> str:
    return repr(vars(cache).get("_cache", {})) + repr(getattr(cache, "_cache", {}))


def test_nothing_that_was_told_and_nothing_of_who_told_it_is_found_anywhere(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setattr("portal.reports.progress.FEWEST", 0)
    around: dict[str, Any] = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": BROWSER, "HTTP_REFERER": REFERRER}
    client = Client(**around)
    headers = []

    def note(response: Any) -> Any:
        headers.append(repr(dict(response.headers)))
        return response

    for key, address in ADDRESSES.items():
        note(client.get(address))
        note(client.post(address, {}))
        note(client.post(address, MARKED[key]))
    draft_code = client.cookies["report"].value
    note(client.get("/report/save/"))
    page = note(client.get("/report/review/"))
    in_the_making = stored()
    receipt = note(client.post("/report/review/", fields_of(page) | {"work": work_done(page)}))
    code = code_of(receipt)
    services.ask(services.find(code), "zebraquestion")
    found = note(client.post("/report/status/", {"code": code}))
    note(client.post("/report/status/", {"code": "zebrawrong"}))
    told = fields_of(found, "/report/status/write/")
    note(client.post("/report/status/write/", {**told, "text": "zebraanswer"}))

    printed = capfd.readouterr()
    places = {
        "the database before sending": in_the_making,
        "the database": stored(),
        "the outbox": json.dumps(list(Delivery.objects.values_list("payload", flat=True))),
        "the mails": repr([(m.subject, m.body, m.to) for m in mail.outbox]),
        "the cache": cached(),
        "the logs": caplog.text + printed.err + printed.out,
        "the headers": "\n".join(headers),
    }
    secrets = [code, code.replace("-", ""), ADDRESS, NEIGHBOURHOOD, BROWSER, REFERRER, "zebra", "Zebra"]
    for place, text in places.items():
        for secret in secrets:
            assert secret not in text, f"{secret} is in {place}"
        assert draft_code not in text or place == "the headers", f"the draft's code is in {place}"


def test_the_search_would_find_what_leaks(caplog: pytest.LogCaptureFixture) -> None:
    """The test above is held to account: what stands in the open is seen."""
    client = fill_in(Client())
    cache.set("zebra", ADDRESS)
    logging.getLogger("portal").error("zebrastory")
    Delivery.objects.create(kind="reports.sent", payload={"told": "zebraoutbox"})
    assert ADDRESS in cached()
    assert "zebrastory" in caplog.text
    assert "zebraoutbox" in stored()
    assert client.cookies["report"].value
