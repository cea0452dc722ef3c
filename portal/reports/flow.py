"""The draft that a browser holds the code of: opened, written on, kept open for an hour, left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from portal.reports import abuse, codes, drafts
from portal.reports.forms import StepForm
from portal.reports.steps import WHO, Step
from portal.web import cookies

OPEN_MINUTES = 60
MOST_ACCUSED = 50
HAS_DRAFT = "has_draft"
"""A field of a page that was made with a draft open: what it sends belongs to that one."""
STAMP = "begun"
ID = "id"


def cookie_name() -> str:
    """Only a page of this very host, over https, can set a cookie of the first name."""
    return "__Host-report" if settings.SECURE else "report"


def code_in_cookie(request: HttpRequest) -> str:
    """What our cookie holds. Of another host's, somebody would write into a draft whose code others know."""
    return cookies.only_value(request, cookie_name())


class TooManyError(ValueError):
    """As many are accused as a report takes."""


@dataclass(slots=True)
class Flow:
    """One report in the making, as one request sees it."""

    code: str = ""
    answers: drafts.Answers = field(default_factory=dict)
    is_lost: bool = False
    """The page or the browser knows of a draft that is not open any more."""
    is_unknown: bool = False
    """The code that was typed to open it again opens none."""

    @classmethod
    def of(cls, request: HttpRequest) -> Flow:
        code = code_in_cookie(request)
        if not code:
            return cls(is_lost=HAS_DRAFT in request.POST)
        try:
            return cls.opened(code)
        except drafts.NoDraftError:
            return cls(is_lost=True)

    @classmethod
    def opened(cls, typed: str) -> Flow:
        """The draft under a code, however it was typed. Raises ``NoDraftError``."""
        try:
            code = codes.plain(typed)
        except codes.NoCodeError:
            code = ""
        begun = drafts.open_draft(code)
        return cls(begun.code, begun.answers)

    @property
    def is_open(self) -> bool:
        return bool(self.code)

    @property
    def until(self) -> datetime:
        """When the browser forgets the draft, if nothing more is asked for."""
        return timezone.now() + timedelta(minutes=OPEN_MINUTES)

    # Writing

    def write(self, step: Step, typed: dict[str, str]) -> str:
        """Write one step down; return its address."""
        self._change(step.key, lambda _before: typed)
        return step.url

    def _change(self, step: str, how: Callable[[Any], Any]) -> None:
        if self.is_open:
            begun = drafts.change(self.code, step, how)
        else:
            begun = drafts.begin({step: how(None), STAMP: abuse.stamp()})
        self.code, self.answers = begun.code, begun.answers

    # Those who are accused

    @property
    def accused(self) -> list[dict[str, str]]:
        return list(self.answers.get(WHO, []))

    def one_accused(self, key: str) -> dict[str, str] | None:
        return next((one for one in self.accused if one[ID] == key), None)

    def put_accused(self, key: str, typed: dict[str, str]) -> str:
        """Change one, or add one where there is none of this key (any more); return its address.

        Raises ``TooManyError``: only here it is known which draft is written on and how it stands.
        """
        told = {**typed, ID: key or get_random_string(12)}

        def put(before: list[dict[str, str]] | None) -> list[dict[str, str]]:
            rows = list(before or [])
            places = [place for place, one in enumerate(rows) if one[ID] == told[ID]]
            if places:
                rows[places[0]] = told
            elif typed:
                if len(rows) >= MOST_ACCUSED:
                    raise TooManyError
                rows.append(told)
            return rows

        self._change(WHO, put)
        return reverse("reports:accused", args=[told[ID]])

    def remove_accused(self, key: str) -> None:
        self._change(WHO, lambda before: [one for one in before or [] if one[ID] != key])

    # The browser

    def remember(self, response: HttpResponseBase) -> HttpResponseBase:
        """Let the browser hold the code for another hour, or no more where the draft is gone."""
        if self.is_open:
            response.set_cookie(
                cookie_name(),
                self.code,
                max_age=OPEN_MINUTES * 60,
                secure=settings.SECURE,
                httponly=True,
                samesite="Lax",
            )
        elif self.is_lost:
            forget(response)
        return response


def forget(response: HttpResponseBase) -> HttpResponseBase:
    response.set_cookie(cookie_name(), "", max_age=0, secure=settings.SECURE, httponly=True, samesite="Lax")
    return response


def typed_in(form: StepForm) -> dict[str, str]:
    """What stands in the fields, right or wrong, as it is kept in a draft."""
    found = {name: str(form.fields[name].to_python(form[name].data)) for name in form.fields}
    return {name: value for name, value in found.items() if value}
