"""Nothing that was told or noted stands in an address, a log, the audit, a cookie, a cache or a row."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache

from portal.delivery.models import Delivery
from portal.triage.models import AuditEntry, HandOver
from portal.triage.states import Outcome
from tests.reports.test_leaks import stored
from tests.triage.casework.cases import NAMED, client_of, fields_of, office, url, with_file
from tests.triage.people import CUSTODIANS, LEADS, member, reported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("evidence_store")]
MARKED = {
    "what": {"category": "origin", "story": "zebrastory"},
    "who": [{"id": "one", "name": "zebraname"}],
    "goods": {"what": "zebragoods"},
}


def test_a_whole_working_day_leaves_no_word_anywhere_but_sealed(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    case = reported(identity=NAMED, **MARKED)
    row = with_file(case, "zebraname.txt")
    client = client_of(member(LEADS, CUSTODIANS))
    went: list[Any] = []

    def send(name: str, *more: Any, action: str = "", **typed: Any) -> Any:
        address = url(name, case, *more)
        answer = client.post(address, (fields_of(client.get(address)) if action != "only" else {}) | typed)
        went.append(answer)
        assert answer.status_code in {200, 302}, (name, answer.status_code)
        return answer

    client.get(url("case", case))
    send("note", text="zebranote")
    send("ask", question="zebraquestion", preview="1")
    send("ask", question="zebraquestion")
    send("clean_copy", row.pk, action="only")
    send("original", row.pk, reason="zebrareason")
    send("identity", reason="zebrawhy")
    send("refer", office=office().pk, reason="zebrarefer")
    send("hand_over_identity", reason="zebrahand")
    kept = HandOver.objects.get(has_identity=True, format="json")
    send("identity_file", kept.pk, reason="zebratake")
    send("take_back", reason="zebraback")
    send("close", outcome=Outcome.NOT_ENOUGH, reason="zebraclose")
    addresses = [answer.headers.get("Location", "") for answer in went]
    outside = {
        "addresses": " ".join(addresses) + " ".join(answer.request["PATH_INFO"] for answer in went),
        "audit": json.dumps(list(AuditEntry.objects.values("act", "detail", "who_name")), default=str),
        "rows": stored(),
        "logs": caplog.text + "".join(capfd.readouterr()),
        "cookies": str(client.cookies),
        "cache": repr(getattr(cache, "_cache", {})),
        "deliveries": json.dumps(list(Delivery.objects.values_list("payload", flat=True))),
        "mail": " ".join(str(each.message()) for each in mail.outbox),
        "headers": " ".join(
            str(answer.headers) for answer in went if "Content-Disposition" not in answer.headers
        ),
    }
    for where, text in outside.items():
        assert "zebra" not in text.lower(), (where, text[max(0, text.lower().find("zebra") - 80) :][:200])


def test_every_page_of_a_report_is_kept_by_nobody_and_framed_by_nobody_else() -> None:
    case = reported(identity=NAMED, **MARKED)
    client = client_of(member(LEADS, CUSTODIANS))
    client.get(url("case", case))
    for name in ("case", "ask", "refer", "close", "merge", "assign", "tags", "note", "identity", "hand_over"):
        answer = client.get(url(name, case))
        assert answer.status_code == 200, name
        assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", ")), name
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"], name
        assert "object-src 'none'" in answer.headers["Content-Security-Policy"], name
        assert answer.headers["Referrer-Policy"] == "same-origin", name
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN", name
        assert not answer.headers.get("ETag"), name
