"""What editing adds to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from content.pages import LawPage

PUBLISH = "action-publish"


@hooks.register("before_create_page")
def begin_as_a_draft(request: HttpRequest, parent: Page, kind: type[Page]) -> None:
    """A page of law cannot be made and published at once: whoever sends that makes a draft."""
    if issubclass(kind, LawPage) and PUBLISH in request.POST:
        posted = request.POST.copy()
        del posted[PUBLISH]
        request.POST = posted  # type: ignore[assignment]


@hooks.register("construct_page_action_menu")
def page_actions(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """No button that would do nothing."""
    page, parent = context.get("page"), context.get("parent_page")
    is_law = isinstance(page, LawPage) or _makes_law(request, parent)
    if is_law:
        menu_items[:] = [item for item in menu_items if item.name != PUBLISH]


def _makes_law(request: HttpRequest, parent: Page | None) -> bool:
    """Whether the page that is being made is one of law; Wagtail tells only where it will stand."""
    found = request.resolver_match
    name = found.kwargs.get("content_type_model_name", "") if found and parent else ""
    return any(kind._meta.model_name == name for kind in LAW_KINDS)


def _kinds(base: type[LawPage]) -> list[type[LawPage]]:
    return [found for kind in base.__subclasses__() for found in (kind, *_kinds(kind))]


LAW_KINDS = _kinds(LawPage)
