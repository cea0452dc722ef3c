"""Reports with files and messages, and what stands on the pages about them."""

from __future__ import annotations

import io
from typing import Any

from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.delivery.handlers import handler_of
from portal.delivery.models import Delivery
from portal.reports import keeping
from portal.reports import services as reports
from portal.reports.models import Evidence, Message
from portal.triage import services
from portal.triage.models import Case, Office
from portal.triage.states import Action, Outcome
from tests.authoring.people import signed_in
from tests.triage.people import lead, officer, reported

NAMED = {
    "name": "Zebra Person",
    "email": "zebra@mail.example",
    "phone": "zebra-phone",
    "safe_contact": "zebra-nights",
}
LETTER = b"To whom it may concern: zebrafile"


def with_file(
    case: Case,
    name: str = "letter.txt",
    data: bytes = LETTER,
    *,
    state: str = "clean",
    message: Message | None = None,
) -> Evidence:
    """A file of a report, scanned with this end."""
    owner = keeping.Owner(case.report, reports.key_of(case.report), message)
    row = keeping.keep(owner, name, io.BytesIO(data))
    Evidence.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    return row


def looked_at(case: Case | None = None, *, by: User | None = None) -> Case:
    return services.look(case or reported(), by=by or officer())


def office(key: str = "desk") -> Office:
    return Office.objects.get_or_create(key=key, defaults={"name": "The desk of brands"})[0]


def closed(case: Case) -> Case:
    services.make_move(
        case, Action.CLOSE, by=lead(), outcome=Outcome.NOT_ENOUGH, reason="Nothing more to learn"
    )
    case.report.refresh_from_db()
    return Case.objects.get(pk=case.pk)


def url(name: str, case: Case, *more: Any) -> str:
    return reverse(f"triage:{name}", args=[case.report.number, *more])


def soup(answer: Any) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def text_of(answer: Any) -> str:
    return " ".join(soup(answer).get_text(" ").split())


def fields_of(answer: Any, action: str = "") -> dict[str, Any]:
    """What the form of a page would send as it stands: the one with this address, or the one that asks."""
    forms = [
        form for form in soup(answer).select("main form[method=post]") if form.get("action", "") == action
    ]
    found: dict[str, Any] = {}
    for field in forms[-1].select("input[name], textarea[name], select[name]"):
        if (
            field.name == "input"
            and field.get("type") in {"checkbox", "radio"}
            and not field.has_attr("checked")
        ):
            continue
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            found[str(field["name"])] = str(chosen["value"]) if chosen else ""
        elif field.name == "textarea":
            found[str(field["name"])] = field.text.removeprefix("\n")
        else:
            found[str(field["name"])] = str(field.get("value", ""))
    return found


def client_of(user: User) -> Client:
    return signed_in(user)


def carry_out() -> None:
    """Do what waits to be indexed and compared, as the workers do."""
    for kind in ("triage.index", "triage.relate"):
        for row in Delivery.objects.filter(kind=kind, state="waiting").order_by("pk"):
            with transaction.atomic():
                handler_of(kind).resolve()(row.payload, row.pk)
            row.delete()
