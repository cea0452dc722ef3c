"""The list of all rules and the report of reviews, in the admin."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from portal.authoring.desks import Desk
from portal.authoring.overview.forms import ReviewFilter, RuleFilter
from portal.authoring.overview.reviews import Review, by_desk, due_reviews
from portal.authoring.overview.rules import ListedRule, listed_rules
from portal.authoring.places import place_of
from portal.authoring.roles import Roles, roles_of

PER_PAGE = 50


class LawPage(WagtailAdminTemplateMixin, TemplateView):
    """A page about all of the law, for whoever may read it."""

    header_icon = "openquote"
    roles: Roles

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.roles = roles_of(request.user)
        if not self.roles.may_read:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]


class RulesView(LawPage):
    """Every rule of every topic, searched, filtered and paged; the address tells all of it."""

    template_name = "authoring/rules.html"
    page_title = _("All rules")

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Reviews"), url=reverse("authoring:reviews"), icon_name="history")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules, today = listed_rules(), timezone.localdate()
        form = RuleFilter(self.request.GET, rules)
        found = form.chosen(rules, today)
        paginator = WagtailPaginator(found, PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "form": form,
            "rows": [(rule, self.place(rule)) for rule in page],
            "page_obj": page,
            "elided_page_range": list(paginator.get_elided_page_range(page.number)),
            "total": len(rules),
            "today": today,
        }

    def place(self, rule: ListedRule) -> str:
        return place_of(rule.topic, self.roles, block=rule.block, name=rule.id)


class ReviewsView(LawPage):
    """What has to be looked at again: by desk, with who writes for it."""

    template_name = "authoring/reviews.html"
    page_title = _("Reviews")
    header_icon = "history"

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("All rules"), url=reverse("authoring:rules"), icon_name="list-ul")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        form = ReviewFilter(self.request.GET, Desk.objects.all())
        desks = form.chosen(by_desk(due_reviews(today + form.within)))
        return super().get_context_data(**kwargs) | {
            "form": form,
            "days": form.within.days,
            "today": today,
            "total": sum(len(desk.reviews) for desk in desks),
            "desks": [
                (desk, desk.overdue(today), [(each, self.place(each)) for each in desk.reviews])
                for desk in desks
            ],
        }

    def place(self, review: Review) -> str:
        return place_of(review.owner, self.roles, block=review.block, name=review.name)
