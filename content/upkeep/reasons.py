"""Which live pages have to be looked at again, and why: one list for report, first page and mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from content.editing.leading import broken_in
from content.law.moving import Moved, moved, pages_moved
from content.law.telling import Teller, teller
from content.pages import LawPage, PublicPage
from content.upkeep.dead import Dead, dead_links
from content.upkeep.examples import otherwise

Told = dict[str, tuple[str, ...]]


class Reason(models.TextChoices):
    """Why a page has to be looked at."""

    OVERDUE = "overdue", gettext_lazy("Its review is overdue")
    LAW = "law", gettext_lazy("Its law has changed")
    EXAMPLES = "examples", gettext_lazy("The check answers an example otherwise")
    LINKS = "links", gettext_lazy("A link is broken")
    OUTSIDE = "outside", gettext_lazy("A link to the outside is dead")


@dataclass(frozen=True, slots=True)
class Due:
    """A page to look at; ``told`` has the sentences of each reason."""

    page: Any
    told: Told

    @property
    def title(self) -> str:
        return str(self.page.title)

    @property
    def address(self) -> str:
        return str(self.page.get_url() or "")

    @property
    def kept_by(self) -> str:
        return getattr(self.page, "kept_by", "")

    @property
    def next_review(self) -> Any:
        return getattr(self.page, "next_review", None)

    @property
    def days_over(self) -> int:
        return days_over(self.page)

    @property
    def reasons(self) -> list[str]:
        return [str(Reason(key).label) for key in self.told]

    @property
    def sentences(self) -> list[str]:
        return [sentence for told in self.told.values() for sentence in told]


def pages_to_look_at(user: Any = None) -> list[Due]:
    """The live pages that something is to be said of, the longest overdue first.

    With a ``user``, those that this person may change. The number of queries does not grow with the pages.
    """
    pages = list(_live(user))
    known = _Known(teller(), dead_links())
    by_page = pages_moved(known.law) if known.law else {}
    broken = broken_in(pages)
    found = [
        Due(page, told)
        for page, links in zip(pages, broken, strict=True)
        if (told := known.told(page, by_page.get(page.pk, ()), [said for *_place, said in links]))
    ]
    return sorted(found, key=lambda due: (-due.days_over, due.title.casefold()))


def told_of(page: Any) -> list[str]:
    """Every sentence that is to be said of one page."""
    known = _Known(teller(), dead_links())
    things = moved(page, known.law) if known.law else ()
    told = known.told(page, things, [said for *_place, said in broken_in([page])[0]])
    return [sentence for sentences in told.values() for sentence in sentences]


def _live(user: Any) -> Iterable[Any]:
    pages = Page.objects.all()
    if user is not None:
        pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return pages.live().type(PublicPage).specific()


@dataclass(frozen=True, slots=True)
class _Known:
    """What all pages are held against: the law of today, and the addresses that are dead."""

    law: Teller | None
    dead: Dead

    def told(self, page: Any, things: Sequence[Moved], broken: Sequence[str]) -> Told:
        over = days_over(page)
        overdue = ngettext("Its review is %(days)s day over.", "Its review is %(days)s days over.", over)
        examples = otherwise(page, self.law) if self.law else ()
        found: Told = {
            Reason.OVERDUE: (overdue % {"days": over},) if over else (),
            Reason.LAW: tuple(_of_law(each) for each in things),
            Reason.EXAMPLES: tuple(said for _number, said in examples),
            Reason.LINKS: tuple(broken),
            Reason.OUTSIDE: tuple(said for *_place, said in self.dead.of(page)),
        }
        return {reason: sentences for reason, sentences in found.items() if sentences}


def _of_law(thing: Moved) -> str:
    told = {"title": thing.title}
    if thing.is_gone:
        return _("“%(title)s” is no longer in the rulebook.") % told
    return _("“%(title)s” says something else than when the page was published.") % told


def days_over(page: Any) -> int:
    """By how many days the review of a page of law is overdue; 0 for any other."""
    if not isinstance(page, LawPage):
        return 0
    return max(timedelta(), timezone.localdate() - page.next_review).days


def counted(due: Iterable[Due]) -> list[tuple[Reason, int]]:
    """How many pages there are for each reason that there is, in the order of reasons."""
    listed = list(due)
    numbers = ((reason, sum(reason in each.told for each in listed)) for reason in Reason)
    return [(reason, number) for reason, number in numbers if number]
