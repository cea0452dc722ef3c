"""What becomes of each row beside a report that is disposed of. A test asks for the fate of every kind."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from portal.reports import disposing
from portal.reports.models import Report
from portal.triage.models import Case

STAYS = frozenset(
    {
        *("reports.Event", "triage.Case", "triage.Moved", "triage.Routed"),
        *("triage.HeldReport", "triage.LegalHold", "triage.Item"),
    }
)
"""Numbers, states and dates, who moved what, and what proves how it was kept and disposed of."""
EMPTIED = frozenset({"triage.HandOver"})
"""Their rows stay for what they prove (hashes, days); whatever is sealed in them goes."""
GOES = frozenset(
    {
        *("reports.Reporter", "reports.Message", "reports.Evidence"),
        *("triage.Note", "triage.Term", "triage.Notification", "triage.Related"),
    }
)
ITS_OWN = "reports"
"""The rows of this room are destroyed by itself (`portal.reports.disposing`)."""


def shred(case: Case, at: datetime) -> str:
    """Destroy a report, what came with it and what was written about it; its case is locked and not saved.

    Returns the name of the installation's key that its own was sealed with.
    """
    for relation in relations():
        if relation.related_model._meta.app_label != ITS_OWN:
            _meet_its_fate(relation, case)
    case.tags.clear()
    case.has_news, case.disposed_at, case.version = False, at, case.version + 1
    return disposing.dispose(case.report)


def relations() -> list[Any]:
    """Whatever refers to a report or its case."""
    return [*Report._meta.related_objects, *Case._meta.related_objects]


def label(relation: Any) -> str:
    found: str = relation.related_model._meta.label
    return found


def _meet_its_fate(relation: Any, case: Case) -> None:
    """What nobody has decided about goes."""
    if label(relation) in STAYS:
        return
    owner = case if issubclass(relation.model, Case) else case.report
    rows = relation.related_model._default_manager.filter(**{relation.field.name: owner})
    if label(relation) in EMPTIED:
        sealed = [f.name for f in relation.related_model._meta.fields if isinstance(f, models.BinaryField)]
        rows.update(**dict.fromkeys(sealed, b""))
    elif relation.many_to_many:
        getattr(owner, relation.get_accessor_name()).clear()
    else:
        rows.delete()
