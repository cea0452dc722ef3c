"""Staff, and the pages they come to before they are known, for tests of the sign-in."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.test import Client

from portal.accounts.models import User
from portal.accounts.staff import ENTER

PASSWORD = "correct horse battery staple"
LOGIN, SECOND, SET_UP = "/account/login/", "/account/2fa/authenticate/", "/account/2fa/totp/activate/"
AGAIN, CODES, INDEX = "/account/2fa/reauthenticate/", "/account/2fa/recovery-codes/", "/account/2fa/"
_numbers = count(1)


def superuser() -> User:
    return User.objects.create_superuser(f"super-{next(_numbers)}@example.gov", PASSWORD)


def clerk() -> User:
    """Staff by a right of a group alone."""
    app, _dot, codename = ENTER.partition(".")
    group = Group.objects.create(name=f"Clerks {next(_numbers)}")
    group.permissions.add(Permission.objects.get(codename=codename, content_type__app_label=app))
    made = User.objects.create_user(f"clerk-{next(_numbers)}@example.gov", PASSWORD)
    made.groups.add(group)
    return made


def marked() -> User:
    """Staff by a mark alone."""
    return User.objects.create_user(f"marked-{next(_numbers)}@example.gov", PASSWORD, is_staff=True)


def public_account() -> User:
    return User.objects.create_user(f"importer-{next(_numbers)}@example.com", PASSWORD)


STAFF: dict[str, Any] = {"a superuser": superuser, "a clerk": clerk, "an account marked as staff": marked}


def type_password(client: Client, user: User, *, to: str = "", password: str = PASSWORD) -> Any:
    address = f"{LOGIN}?next={to}" if to else LOGIN
    return client.post(address, {"login": user.email, "password": password})


def key_shown(client: Client) -> str:
    """The key of an app as the set-up page shows it now."""
    found = re.search(r'id="authenticator_secret">([A-Z2-7 ]+)<', client.get(SET_UP).content.decode())
    assert found
    return found[1].replace(" ", "")


def codes_shown(answer: Any) -> list[str]:
    return re.findall(r"<li><code>(\d{8})</code></li>", answer.content.decode())
