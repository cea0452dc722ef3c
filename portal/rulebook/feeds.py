"""Editions announced as an Atom feed, for whoever follows the law."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from portal.rulebook.editions import Published, published_editions

MOST = 50


class EditionsFeed(Feed):
    """The newest editions, each with why it was made and what changed, in plain words."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _("Editions of the rulebook")

    def subtitle(self) -> str:
        return _("Every change of the law that answers are given under.")

    def link(self) -> str:
        return _whole(reverse("rulebook:editions"))

    def feed_url(self) -> str:
        return _whole(reverse("rulebook:feed"))

    def items(self) -> list[Published]:
        return published_editions()[:MOST]

    def item_title(self, item: Any) -> str:
        return _("Edition %(number)s") % {"number": item.number}

    def item_description(self, item: Any) -> str:
        return " ".join([item.note, *item.changes])

    def item_link(self, item: Any) -> str:
        return _whole(reverse("rulebook:edition", args=[item.number]))

    def item_guid(self, item: Any) -> str:
        return _whole(reverse("rulebook:edition", args=[item.number]))

    def item_pubdate(self, item: Any) -> datetime:
        made_at: datetime = item.made_at
        return made_at

    def item_updateddate(self, item: Any) -> datetime:
        return self.item_pubdate(item)


def _whole(path: str) -> str:
    """Our own address, whatever the request called us."""
    return f"{settings.SITE_URL}{path}"
