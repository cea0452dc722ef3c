"""Where in the admin an object of the law is edited, or read by those who may not edit it."""

from __future__ import annotations

from django.urls import reverse

from portal.authoring.objects.base import LawObject
from portal.authoring.roles import Roles


def edit_url(found: LawObject) -> str:
    return reverse(_name(found, "edit"), args=[found.pk])


def read_url(found: LawObject) -> str:
    return reverse(_name(found, "inspect"), args=[found.pk])


def list_url(found: LawObject) -> str:
    """The list of all objects of its kind."""
    return reverse(_name(found, "list"))


def place_of(found: LawObject, roles: Roles, *, block: str = "", name: str = "") -> str:
    """The page of an object for somebody with these roles: its form, opened at a block, or how it reads."""
    if roles.may_write(found.desk_id):
        return edit_url(found) + (f"#block-{block}-section" if block else "")
    return read_url(found) + (f"#reads-{name}" if name else "")


def _name(found: LawObject, page: str) -> str:
    """Wagtail's name of a page. A worker that mails links has no viewsets at hand to ask for it."""
    return f"wagtailsnippets_{found._meta.app_label}_{found._meta.model_name}:{page}"
