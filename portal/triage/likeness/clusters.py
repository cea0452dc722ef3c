"""Pairs of reports put together: clusters, and whether one looks like a campaign. It marks and never acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.triage.likeness.comparing import Likeness, Reason, Verdict

CAMPAIGN_REPORTS = 5
CAMPAIGN_DAYS = 7
"""So many reports in the same words within so many days are sent by agreement, or by one hand. They may be
true all the same.
"""


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports, by their keys, and what `comparing.compare` said of them."""

    one: str
    other: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Campaign:
    members: tuple[str, ...]
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Cluster:
    """Members stand in the order in which they were sent. Its name is the first of them, so it stays when
    others join; of two clusters that grow together the older name stays.
    """

    members: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    """Those of one matter, in groups of at least two."""
    campaign: Campaign | None = None

    @property
    def name(self) -> str:
        return self.members[0]


def clusters_of(links: Iterable[Link], sent_on: Mapping[str, date]) -> tuple[Cluster, ...]:
    """Clusters of at least two reports, the oldest first. Links that say "apart" join nothing.

    ``sent_on`` knows every report of the links. A report that accuses two firms joins what is on each: the
    page of a cluster shows the links, so that people see by what.
    """
    joining = [link for link in links if link.likeness.verdict is not Verdict.APART]
    same = [link for link in joining if link.likeness.verdict is Verdict.SAME]
    alike = [link for link in joining if Reason.TEXT in link.likeness.reasons]
    groups_of_same, groups_of_alike = _groups(same, sent_on), _groups(alike, sent_on)
    return tuple(
        Cluster(
            members,
            tuple(group for group in groups_of_same if group[0] in set(members)),
            next(_campaigns((it for it in groups_of_alike if it[0] in set(members)), sent_on), None),
        )
        for members in _groups(joining, sent_on)
    )


def _groups(links: Iterable[Link], sent_on: Mapping[str, date]) -> list[tuple[str, ...]]:
    """What hangs together, each in the order sent, the oldest first (union-find)."""
    head: dict[str, str] = {}

    def top(key: str) -> str:
        while (above := head.setdefault(key, key)) != key:
            head[key] = head[above]
            key = above
        return key

    for link in links:
        head[top(link.one)] = top(link.other)
    groups: dict[str, list[str]] = {}
    for key in sorted(head, key=lambda key: (sent_on[key], key)):
        groups.setdefault(top(key), []).append(key)
    return [tuple(group) for group in groups.values()]


def _campaigns(groups: Iterable[tuple[str, ...]], sent_on: Mapping[str, date]) -> Iterator[Campaign]:
    """Of each group in the same words, the most reports within `CAMPAIGN_DAYS`, if they are enough."""
    for group in groups:
        windows = (_within(group[place:], sent_on) for place in range(len(group)))
        members = max(windows, key=len)
        if len(members) >= CAMPAIGN_REPORTS:
            yield Campaign(members, sent_on[members[0]], sent_on[members[-1]])


def _within(group: tuple[str, ...], sent_on: Mapping[str, date]) -> tuple[str, ...]:
    end = sent_on[group[0]] + timedelta(days=CAMPAIGN_DAYS)
    return tuple(key for key in group if sent_on[key] < end)
