"""Every page of the law's desk in the admin, in each of its states: how it comes about and where it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from portal.accounts.models import User
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure
from portal.authoring.objects.topics import AgencyTopic, EntryTopic
from portal.authoring.review.notices import gate_url
from portal.authoring.scenarios.models import Scenario
from tests.authoring.people import approve, approver, drafted, figure, new_value, submitted, superuser, writer

ANSWER = "arrival_date=2027-03-01&mode=air_cargo&origin_country=DE&purpose=resale&value_usd=2700.00"
Shown = tuple[User, str]
"""Who looks, and at which address."""


def nothing(page: Page) -> None:
    """The page as it opens."""


@dataclass(frozen=True)
class DeskPage:
    """One state of one page. ``then`` does what has to be done in the browser to see that state."""

    view: str
    state: str
    shown: Callable[[], Shown]
    then: Callable[[Page], None] = nothing
    says: str = ""

    def __str__(self) -> str:
        return f"{self.view}, {self.state}"


def press(name: str) -> Callable[[Page], None]:
    def pressed(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=name).first.click()

    return pressed


# What stands behind the pages


def a_draft(author: User | None = None) -> LawObject:
    return drafted(new_value(figure()), by=author or writer())


def a_blocked_draft(author: User | None = None) -> LawObject:
    """A figure with two values on one day."""
    draft = figure().live_revision.as_object()
    row = draft.row()
    row["values"] = [*row["values"], row["values"][-1]]
    draft.take_row(row)
    return drafted(draft, by=author or writer())


def a_changed_topic(author: User) -> LawObject:
    """A topic with a rule of another name, which no scenario tests."""
    draft = EntryTopic.objects.get(key="gifts").live_revision.as_object()
    row = draft.row()
    last = row["rules"][-1]
    row["rules"] = [*row["rules"], {**last, "id": "one-more-rule", "when": [{"purpose": ["gift"]}]}]
    draft.take_row(row)
    return drafted(draft, by=author)


def before(user: User, found: LawObject) -> Shown:
    return user, gate_url(found)


def waiting() -> Shown:
    author = writer()
    return before(author, submitted(a_draft(author), by=author))


def to_be_approved() -> Shown:
    author = writer()
    return before(approver(), submitted(a_changed_topic(author), by=author))


def scheduled() -> Shown:
    author, draft = writer(), new_value(figure())
    draft.go_live_at = timezone.now() + timedelta(days=30)
    found = submitted(drafted(draft, by=author), by=author)
    second = approver()
    approve(found, by=second)
    return before(second, Figure.objects.get(pk=found.pk))


def own(name: str, *args: Any, query: str = "", **values: Any) -> Callable[[], Shown]:
    return lambda: (superuser(), reverse(f"authoring:{name}", args=args) + query)


def of(name: str, found: Callable[[], Any], *args: Any) -> Callable[[], Shown]:
    """A page of Wagtail's about one object."""

    def shown() -> Shown:
        return superuser(), address(name, found(), *args)

    return shown


def address(name: str, found: Any, *args: Any) -> str:
    viewset = type(found).snippet_viewset
    of_one = [] if name in ("list", "add") else [found.pk]
    return reverse(viewset.get_url_name(name), args=[*of_one, *args])


def fda() -> LawObject:
    found: LawObject = AgencyTopic.objects.get(key="FDA")
    return found


def gifts() -> LawObject:
    found: LawObject = EntryTopic.objects.get(key="gifts")
    return found


def scenario() -> Scenario:
    return Scenario.objects.get(key="A02")
