"""The list of scenarios: what can be searched and filtered, and which ones fail now."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import StatusTagColumn
from wagtail.snippets.views import snippets

from portal.accounts.models import User
from portal.authoring.scenarios import words
from portal.authoring.scenarios.models import Scenario
from portal.authoring.scenarios.standing import faults_now
from portal.authoring.vocabulary import vocabulary

FAILS, PASSES = "fails", "passes"
Found = QuerySet[Scenario]


class ScenarioFilterSet(WagtailFilterSet):
    """Lists of names stand in JSON, so they are looked through here and not by the database."""

    entry = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of entry"),
        choices=lambda: words.entries(vocabulary()),
        method="with_entry",
    )
    agency = django_filters.ChoiceFilter(
        label=gettext_lazy("Agency"), choices=lambda: words.agencies(vocabulary()), method="with_agency"
    )
    owner = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Owner"),
        queryset=lambda request: User.objects.filter(scenario__isnull=False).distinct(),
    )
    standing = django_filters.ChoiceFilter(
        label=gettext_lazy("On the newest edition"),
        choices=[(FAILS, gettext_lazy("Fails")), (PASSES, gettext_lazy("Passes"))],
        method="with_standing",
    )

    class Meta:
        model = Scenario
        fields: list[str] = []

    def with_entry(self, found: Found, name: str, value: str) -> Found:
        return _only(found, lambda each: value in each.entries)

    def with_agency(self, found: Found, name: str, value: str) -> Found:
        rules = {rule for agency, named in vocabulary().rules if agency == value for rule, _title in named}

        def is_about(each: Scenario) -> bool:
            return value in each.no_agencies or not rules.isdisjoint([*each.applies, *each.checks])

        return _only(found, is_about)

    def with_standing(self, found: Found, name: str, value: str) -> Found:
        faults = faults_now(found)
        return _only(found, lambda each: bool(faults[each.pk]) == (value == FAILS))


def _only(found: Found, fits: Any) -> Found:
    return found.filter(pk__in=[each.pk for each in found if fits(each)])


class StandingColumn(StatusTagColumn):
    """Whether a scenario passes on the newest edition; one made for a draft waits for that draft."""

    def get_value(self, instance: Scenario) -> str:
        if instance.made_for:
            return _("Waits for %(draft)s") % {"draft": instance.made_for}
        faults = faults_now([instance])[instance.pk]
        return _("Fails: %(fault)s") % {"fault": faults[0]} if faults else _("Passes")

    def get_primary(self, instance: Scenario) -> bool:
        return not instance.made_for and not faults_now([instance])[instance.pk]


class IndexView(snippets.IndexView):
    def get_base_queryset(self) -> Found:
        found: Found = super().get_base_queryset().select_related("owner")
        return found
