"""What has to be looked at again: every source with a day of its next review, by desk, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.authoring.admin.reading import rule_rows
from portal.authoring.desks import Desk
from portal.authoring.newest import Newest, newest
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import CountryList, Figure, Question
from portal.authoring.objects.topics import TOPICS
from portal.authoring.overview.rules import review_of
from portal.authoring.roles import Roles

SOON = timedelta(days=30)
"""How far ahead a review counts as due, unless somebody asks for another time."""
RULE, EXCEPTION, VALUE = _("rule"), _("exception"), _("value")


@dataclass(frozen=True, slots=True)
class Review:
    """A source to look at again. ``renewed``: a draft has a later day already, which is not published yet.

    ``block`` and ``name`` tell where in its object it stands.
    """

    title: str
    kind: Any
    owner: LawObject
    block: str
    name: str
    due: date
    renewed: bool


@dataclass(frozen=True, slots=True)
class DeskReviews:
    """The reviews of one desk, and who writes for it."""

    desk: Desk
    writers: tuple[User, ...]
    reviews: tuple[Review, ...]

    def overdue(self, today: date) -> int:
        return sum(review.due < today for review in self.reviews)


def due_reviews(by: date) -> list[Review]:
    """Everything whose next review is due by the end of this day, the oldest first.

    What is published counts, and what is drafted where nothing is published yet. A newer day in a draft marks
    it as renewed; it stays due until that draft is published.
    """
    found = newest()
    due = (review for review in _reviews(found) if review.due <= by)
    return sorted(due, key=lambda review: (review.due, review.title))


def by_desk(reviews: Iterable[Review]) -> list[DeskReviews]:
    """The same for each desk that has any, in the order of the desks."""
    grouped: dict[int, list[Review]] = {}
    for review in reviews:
        grouped.setdefault(review.owner.desk_id, []).append(review)
    desks = (
        Desk.objects.filter(pk__in=grouped).select_related("writers").prefetch_related("writers__user_set")
    )
    return [
        DeskReviews(desk, _active(desk.writers.user_set.all()), tuple(grouped[desk.pk])) for desk in desks
    ]


def open_reviews(reviews: Iterable[Review]) -> list[Review]:
    """Those that nobody has done in a draft yet."""
    return [review for review in reviews if not review.renewed]


def of_roles(reviews: Iterable[Review], roles: Roles) -> list[Review]:
    """Those that somebody with these roles may do."""
    return [review for review in reviews if roles.may_write(review.owner.desk_id)]


def _active(people: Iterable[User]) -> tuple[User, ...]:
    return tuple(sorted((one for one in people if one.is_active), key=str))


# Sources with a day


class Sourced(NamedTuple):
    """Something with a source of its own. ``name`` tells it from all else of its object."""

    name: tuple[str, ...]
    title: str
    kind: Any
    row: Mapping[str, Any]
    block: str = ""


REVIEWED: tuple[type[LawObject], ...] = (*TOPICS, Figure, CountryList, Question)


def _reviews(found: Newest) -> Iterator[Review]:
    for kind in REVIEWED:
        for draft in found.drafts[kind]:
            live = found.published.get((kind, draft.pk))
            drafted = {each.name: each.row for each in _sourced(draft)} if live else {}
            for each in _sourced(live or draft):
                due = review_of(each.row, found.review_after_days)
                later = review_of(drafted.get(each.name, {}), found.review_after_days)
                if due:
                    renewed = bool(later and later > due)
                    yield Review(each.title, each.kind, draft, each.block, each.name[0], due, renewed)


def _sourced(owner: LawObject) -> Iterator[Sourced]:
    """What has a source of its own in an object: it as a whole, or each of its rules, exceptions, values."""
    if isinstance(owner, Figure):
        for item, value in zip(owner.values.raw_data, owner.row()["values"], strict=True):
            title = f"{owner}: {value.get('amount')}"
            yield Sourced((str(value.get("from")),), title, VALUE, value, item.get("id") or "")
    elif isinstance(owner, TOPICS):
        for rule in rule_rows(owner):
            name, title = str(rule.row.get("id")), str(rule.row.get("title"))
            yield Sourced((name,), title, RULE, rule.row, rule.block)
            for number, unless in enumerate(rule.row.get("unless", ())):
                words = f"{title}: {unless.get('title')}"
                yield Sourced((name, str(unless.get("id") or number)), words, EXCEPTION, unless, rule.block)
    else:
        yield Sourced((owner.key,), str(owner), owner._meta.verbose_name, owner.row())
