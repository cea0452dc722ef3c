"""Reports that may be about the same, beside a report and all together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.reports.states import State
from portal.triage import audit
from portal.triage.access import signed_in
from portal.triage.casework import reading, related
from portal.triage.likeness.clusters import Cluster, Link, clusters_of
from portal.triage.likeness.comparing import Likeness, Reason, Verdict
from portal.triage.likeness.wording import CAMPAIGN, NO_ACT, REASONS, VERDICTS
from portal.triage.models import Case, Related
from portal.triage.pages import StaffPage
from portal.triage.records import Act
from portal.triage.rights import Right

SHOWN = 20
"""Beside one report, those most alike."""
MOST_PAIRS, A_PAGE = 5_000, 20
ALL = "all"


@dataclass(frozen=True, slots=True)
class Like:
    """One that may be about the same as another report, and why."""

    case: Case
    category: str
    verdict: Any
    is_same: bool
    reasons: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    one: str
    other: str
    verdict: Any
    reasons: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster as it is shown. ``campaign`` is a sentence, empty where nothing looks like one."""

    name: str
    members: tuple[tuple[Case, str], ...]
    pairs: tuple[Pair, ...]
    campaign: str
    is_open: bool


def beside(case: Case) -> list[Like]:
    """Those that may be about the same as this report, the most alike first."""
    rows = related.pairs_of([case])[:SHOWN]
    others = [row.other if row.one_id == case.pk else row.one for row in rows]
    return [
        Like(
            other,
            reading.category_words(other.report.category),
            VERDICTS[Verdict(row.verdict)],
            row.verdict == Verdict.SAME,
            _reasons(row),
        )
        for row, other in zip(rows, others, strict=True)
    ]


def _reasons(row: Related) -> tuple[Any, ...]:
    """What a later version does not know any more is not said."""
    return tuple(REASONS[Reason(name)] for name in row.reasons if name in set(Reason))


class RelatedView(StaffPage):
    """Clusters of reports, the newest first. It shows numbers and reasons, nothing that was told."""

    rights = (Right.READ,)
    page_title = _("Related reports")
    template_name = "triage/related.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        with_closed = ALL in self.request.GET
        groups = [group for group in groups_of() if with_closed or group.is_open]
        page = Paginator(groups, A_PAGE).get_page(self.request.GET.get("p"))
        numbers = [case.report.number for group in page for case, _category in group.members]
        if numbers:
            audit.record(Act.LISTED, signed_in(self.request), numbers=numbers)
        told = {"page": page, "with_closed": with_closed, "no_act": NO_ACT, "most": MOST_PAIRS}
        return super().get_context_data(**kwargs) | told


def groups_of() -> list[Group]:
    """All clusters, those that grew last first; of very many pairs the newest."""
    rows = list(Related.objects.select_related("one__report", "other__report").order_by("-pk")[:MOST_PAIRS])
    cases = {str(case.pk): case for row in rows for case in (row.one, row.other)}
    links = [Link(str(row.one_id), str(row.other_id), _likeness(row)) for row in rows]
    sent_on = {key: timezone.localdate(case.report.sent_at) for key, case in cases.items()}
    by_member: dict[str, list[Related]] = {}
    for row in rows:
        by_member.setdefault(str(row.one_id), []).append(row)
    found = [_group(cluster, cases, by_member) for cluster in clusters_of(links, sent_on)]
    return sorted(found, key=lambda group: max(case.arrived_at for case, _c in group.members), reverse=True)


def _likeness(row: Related) -> Likeness:
    reasons = tuple(Reason(name) for name in row.reasons if name in set(Reason))
    return Likeness(row.score, Verdict(row.verdict), reasons)


def _group(cluster: Cluster, cases: dict[str, Case], by_member: dict[str, list[Related]]) -> Group:
    members = [cases[key] for key in cluster.members]
    rows = [row for key in cluster.members for row in by_member.get(key, ())]
    pairs = sorted(rows, key=lambda row: -row.score)
    return Group(
        name=cases[cluster.name].report.number,
        members=tuple((case, reading.category_words(case.report.category)) for case in members),
        pairs=tuple(
            Pair(
                row.one.report.number, row.other.report.number, VERDICTS[Verdict(row.verdict)], _reasons(row)
            )
            for row in pairs
        ),
        campaign=_campaign(cluster),
        is_open=any(case.report.state != State.CLOSED for case in members),
    )


def _campaign(cluster: Cluster) -> str:
    if cluster.campaign is None:
        return ""
    days = (cluster.campaign.first_day, cluster.campaign.last_day)
    first, last = (date_format(day, "DATE_FORMAT") for day in days)
    return str(CAMPAIGN) % {"reports": len(cluster.campaign.members), "first": first, "last": last}
