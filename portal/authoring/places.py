"""Where in the admin an object of the law is edited, or read by those who may not edit it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from portal.authoring.objects.base import LawObject
from portal.authoring.roles import Roles


def edit_url(found: LawObject) -> str:
    return _address(found, "edit")


def read_url(found: LawObject) -> str:
    return _address(found, "inspect")


def place_of(found: LawObject, roles: Roles, *, block: str = "", name: str = "") -> str:
    """The page of an object for somebody with these roles: its form, opened at a block, or how it reads."""
    if roles.may_write(found.desk_id):
        return edit_url(found) + (f"#block-{block}-section" if block else "")
    return read_url(found) + (f"#reads-{name}" if name else "")


def _address(found: Any, page: str) -> str:
    return reverse(found.snippet_viewset.get_url_name(page), args=[found.pk])
