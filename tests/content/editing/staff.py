"""Editors, legal reviewers and publishers, and what they send from the page form, for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.models import QuestionPage
from portal.accounts.models import User

_numbers = count(1)


def member(*groups: str) -> User:
    made = User.objects.create_user(f"library-{next(_numbers)}@example.gov", "a long enough password")
    made.groups.set(Group.objects.filter(name__in=groups))
    return made


def superuser() -> User:
    return User.objects.create_superuser(f"super-{next(_numbers)}@example.gov", "a long enough password")


def signed_in(user: User) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user)
    return client


def form_of(page: QuestionPage, **changes: Any) -> dict[str, Any]:
    """What the page form sends, with a body of one text."""
    streams = {
        "body": streamfield([("text", rich_text("<p>Ask your carrier.</p>"))]),
        "sources": streamfield([("source", "19 CFR 10.152")]),
        "related": streamfield([]),
        "checks": streamfield([]),
    }
    plain = {
        name: getattr(page, name) or ""
        for name in ("title", "slug", "summary", "also_asked", "kept_by", "as_of", "next_review")
    }
    rest = {"question_id": page.question_id, "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}
    rest["comments-TOTAL_FORMS"] = rest["comments-INITIAL_FORMS"] = "0"
    del rest["comments"]
    return nested_form_data({**plain, **streams, **rest, **changes})


def send(client: Client, page: Page, **changes: Any) -> Any:
    """Post the page form."""
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page.specific, **changes))
