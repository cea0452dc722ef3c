"""What the list of rules and the report of reviews can be narrowed to. Their answers stand in the address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.authoring.blocks.fields import CONFIDENCE
from portal.authoring.desks import Desk
from portal.authoring.overview.reviews import SOON, DeskReviews
from portal.authoring.overview.rules import ListedRule, topic_name

LIVE, DRAFT, PROPOSED = "live", "draft", "proposed"
OVERDUE, DUE_SOON = "overdue", "soon"
ANY: tuple[str, Any] = ("", _("Any"))


def day_field(label: Any) -> forms.DateField:
    """A day, chosen in the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class RuleFilter(forms.Form):
    """What can be asked of the list of rules. An answer that makes no sense filters nothing and says so."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_("Words of the title, name, sentence or citations."),
    )
    topic = forms.ChoiceField(label=_("Agency or topic"), required=False)
    on = day_field(_("In force on"))
    confidence = forms.ChoiceField(label=_("How sure"), required=False, choices=[ANY, *CONFIDENCE])
    review = forms.ChoiceField(
        label=_("Next review"),
        required=False,
        choices=[ANY, (OVERDUE, _("Overdue")), (DUE_SOON, _("Overdue or due in 30 days"))],
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ANY,
            (LIVE, _("Published")),
            (DRAFT, _("The draft differs")),
            (PROPOSED, _("Proposed: never fires")),
        ],
    )

    def __init__(self, data: Any, rules: Iterable[ListedRule]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["topic"].choices = [ANY, *topic_choices(rules)]  # type: ignore[attr-defined]
        self.is_valid()

    def chosen(self, rules: Iterable[ListedRule], today: date) -> list[ListedRule]:
        """The rules that are asked for."""
        asked = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return [rule for rule in rules if _is_asked_for(rule, asked, today)]

    @property
    def narrows(self) -> bool:
        """Whether anything is asked at all."""
        return any(self.cleaned_data.values())


def _is_asked_for(rule: ListedRule, asked: dict[str, Any], today: date) -> bool:
    tests = {
        "q": lambda text: rule.says(text.casefold().split()),
        "topic": lambda name: rule.topic_name == name,
        "on": rule.covers,
        "confidence": lambda level: rule.confidence == level,
        "review": lambda when: is_due(rule.review, today if when == OVERDUE else today + SOON),
        "status": lambda status: {
            LIVE: rule.is_live,
            DRAFT: rule.differs,
            PROPOSED: rule.proposed,
        }[status],
    }
    return all(tests[name](value) for name, value in asked.items())


def is_due(review: date | None, day: date) -> bool:
    """Whether a review is due by the end of this day."""
    return review is not None and review <= day


def topic_choices(rules: Iterable[ListedRule]) -> Iterator[tuple[Any, list[tuple[str, str]]]]:
    """The topics that have rules, under their kinds."""
    topics = dict.fromkeys(rule.topic for rule in rules)
    for kind, found in groupby(topics, key=lambda topic: topic._meta.verbose_name_plural):
        yield (
            capfirst(str(kind)),
            [(topic_name(topic), str(topic)) for topic in found],
        )


class ReviewFilter(forms.Form):
    """Whose reviews, and up to when."""

    days = forms.IntegerField(
        label=_("Due within (days)"), required=False, min_value=0, max_value=3650, initial=SOON.days
    )
    desk = forms.ChoiceField(label=_("Desk"), required=False)

    def __init__(self, data: Any, desks: Iterable[Desk]) -> None:
        super().__init__(data, label_suffix="")
        self.fields["desk"].choices = [ANY, *((desk.key, desk.title) for desk in desks)]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def within(self) -> timedelta:
        """How far ahead; 30 days where nothing sensible is told."""
        days = self.cleaned_data.get("days")
        return SOON if days is None else timedelta(days=days)

    def chosen(self, found: Iterable[DeskReviews]) -> list[DeskReviews]:
        """The desks that are asked for."""
        desk = self.cleaned_data.get("desk")
        return [each for each in found if desk in (None, "", each.desk.key)]
