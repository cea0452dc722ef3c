"""What the overview adds to the admin's menu and to its first page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from portal.authoring.overview.reviews import SOON, due_reviews, of_roles, open_reviews
from portal.authoring.roles import roles_of


class ReadersMenuItem(MenuItem):
    """An item of the menu for whoever may read the law."""

    def is_shown(self, request: HttpRequest) -> bool:
        return roles_of(request.user).may_read


def rules_item() -> MenuItem:
    return ReadersMenuItem(_("All rules"), reverse("authoring:rules"), icon_name="list-ul", order=100)


def reviews_item() -> MenuItem:
    return ReadersMenuItem(_("Reviews"), reverse("authoring:reviews"), icon_name="history", order=101)


class DueReviewsPanel(Component):
    """How many reviews wait for the person who signed in; nothing where none does."""

    name = "law_reviews"
    template_name = "authoring/reviews_home.html"
    order = 120

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        roles, today = roles_of(parent_context["request"].user), timezone.localdate()
        if not roles.may_write_somewhere:
            return {"number": 0}
        own = of_roles(open_reviews(due_reviews(today + SOON)), roles)
        return {"number": len(own), "overdue": sum(review.due < today for review in own)}


def reviews_panel(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(DueReviewsPanel())
