"""Reports that have just come are given to teams, officers and tags by the searches that route."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.reports.sealing import CannotOpenError
from portal.triage import audit
from portal.triage.changing import lock
from portal.triage.models import Case, Routed, SavedSearch
from portal.triage.queue import choices, finding, saved
from portal.triage.queue.filters import Asker, FilterForm
from portal.triage.records import Act
from portal.triage.rights import Right, may

LOOKED_BACK = 500
FIT_FOR_ROUTING = frozenset({"q", "category", "verified", "language", "evidence", "since", "until"})
"""Other filters are about what happens after a report has come."""
OF_ANY = ("state", "any")
"""What arrives is open: this asks for nothing."""
logger = logging.getLogger(__name__)


@transaction.atomic
def route(case: Case) -> None:
    """Ask the searches that route about a case, once. The first that gives a team or officer decides those;
    tags come from each that fits.
    """
    searches = list(SavedSearch.objects.filter(routes=True).order_by("position", "name", "pk"))
    locked = lock(case)
    _row, is_new = Routed.objects.get_or_create(case=locked)
    if not is_new or locked.officer_id or locked.team_id:
        return
    day = timezone.localdate(locked.arrived_at)
    offered = choices.offered() if searches else {}
    for search in searches:
        if search.is_on(day) and fits(search, locked, offered):
            _give(locked, search)


def fits(search: SavedSearch, case: Case, offered: choices.Choices) -> bool:
    """Whether its filters let the case through. One that cannot be read lets nothing through."""
    form = _form(search, offered)
    try:
        return form is not None and bool(matching(form, [case]))
    except (ValueError, OverflowError) as fault:  # one search must not keep a report from being found
        logger.error("the saved search %s cannot be asked (%s)", search.pk, type(fault).__name__)
        return False


def matching(form: FilterForm, cases: list[Case]) -> list[Case]:
    """Those of the cases that a valid form lets through, whatever has become of them since they came."""
    form.cleaned_data |= {"state": "any", "sort": ""}
    asker = Asker(None, timezone.now())
    rows = finding.keys_for(form, asker).filter(pk__in=[case.pk for case in cases])
    return finding.with_phrases(form, list(rows.select_related("report")))


def would_have_matched(form: FilterForm) -> tuple[int, int]:
    """How many of the last reports a valid form lets through, and how many those are."""
    last = list(Case.objects.order_by("-arrived_at", "-pk").only("pk")[:LOOKED_BACK])
    return len(matching(form, last)), len(last)


def _form(search: SavedSearch, offered: choices.Choices) -> FilterForm | None:
    try:
        form = saved.form_of(search, offered)
    except CannotOpenError:
        logger.error("the saved search %s cannot be opened", search.pk)
        return None
    return form if form.is_valid() and unfit(form) == [] else None


def unfit(form: FilterForm) -> list[str]:
    """The filters of a valid form by which nothing can be routed."""
    return [
        name for name, value in form.filled.items() if name not in FIT_FOR_ROUTING and (name, value) != OF_ANY
    ]


def _give(case: Case, search: SavedSearch) -> None:
    """Raises nothing: who has left or lost the right gets nothing, and the audit says so."""
    told = saved.told_of(search)
    routed_by = {"routed_by": search.name, "since": told["since"], "search": str(search.pk)}
    officer = search.give_officer
    if officer and not may(officer, Right.WORK):
        routed_by["not_given_to"], officer = str(officer), None
    if (officer or search.give_team) and not (case.officer_id or case.team_id):
        case.officer, case.team = officer, search.give_team
        given = {"officer": str(officer) if officer else "", "team": told["team"]}
        audit.record(Act.ASSIGNED, None, case.report, **given, **routed_by)
    if told["tags"]:
        case.tags.add(*search.give_tags.all())
        tags = sorted(tag.name for tag in case.tags.all())
        audit.record(Act.TAGGED, None, case.report, tags=tags, **routed_by)
    case.version += 1
    case.save()


def sentence_of(detail: Mapping[str, Any]) -> str:
    """An entry of the audit: ``Routed to the team X by “Forced labor”, which …``; empty for another."""
    if not detail.get("routed_by"):
        return ""
    since = detail.get("since")
    told = {
        "to": _given_to(detail),
        "search": detail["routed_by"],
        "since": date_format(date.fromisoformat(since), "DATE_FORMAT") if since else "",
    }
    if since:
        return _("Routed to %(to)s by “%(search)s”, which routes since %(since)s.") % told
    return _("Routed to %(to)s by “%(search)s”.") % told


def _given_to(detail: Mapping[str, Any]) -> str:
    parts = []
    if detail.get("team"):
        parts.append(_("the team %(name)s") % {"name": detail["team"]})
    if detail.get("officer"):
        parts.append(_("the officer %(name)s") % {"name": detail["officer"]})
    parts += [_("the tag “%(name)s”") % {"name": name} for name in detail.get("tags", ())]
    return ", ".join(parts) or _("nobody")
