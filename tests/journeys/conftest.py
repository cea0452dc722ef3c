"""Who sits before the browser: a page on which somebody of the staff is signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page

from portal.accounts.models import User
from tests.authoring.people import signed_in
from tests.browser import OpenPage

As = Callable[..., Page]
SLOWEST = 60_000  # milliseconds; the first page of a process compiles the admin and two laws


@pytest.fixture
def as_user(open_page: OpenPage, live_server: Any) -> As:
    """A page on which somebody is signed in already."""

    def open_as(user: User, **options: Any) -> Page:
        page = open_page(**options)
        page.set_default_timeout(SLOWEST)
        name = settings.SESSION_COOKIE_NAME
        session = signed_in(user).cookies[name].value
        page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        return page

    return open_as
