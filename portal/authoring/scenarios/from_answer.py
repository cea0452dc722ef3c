"""A scenario from an answer page: the answers of its address, and what the law answers to them now."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.authoring import trying
from portal.authoring.objects.base import LawObject
from portal.authoring.scenarios.answers import in_one_form
from portal.authoring.scenarios.comparing import Answered
from portal.authoring.scenarios.models import Scenario, lasting_name
from portal.rulebook.queries import current_edition
from portal.rules.compiled import APPLIES
from portal.selfcheck.determination import Determination
from portal.selfcheck.journey import OWN
from portal.selfcheck.query import Told, read_query
from portal.selfcheck.shipment import told as as_contract


def scenario_of(query: QueryDict, draft: LawObject | None = None) -> Scenario:
    """A scenario, not saved yet, that expects what is answered now. Citations are left to its author."""
    edition = current_edition()
    answers = read(query).answers
    answered = Answered(Determination(edition, answers, timezone.localdate()))
    return Scenario(
        shipment=in_one_form(as_contract(answers), edition.law),
        entries=[answered.entry],
        de_minimis=answered.de_minimis,
        applies=answered.rules(APPLIES),
        made_for=lasting_name(draft) if draft is not None else "",
    )


def read(query: QueryDict) -> Told:
    """What an answer page's address tells."""
    return read_query(query, current_edition().law, own=OWN | {trying.DRAFT})


def problems(query: QueryDict) -> Iterator[str]:
    """What of an address could not be taken over."""
    told = read(query)
    for key, error in told.errors.items():
        yield _("%(question)s was left out: %(why)s") % {"question": key, "why": error}
    for key in told.unknown_keys:
        yield _("%(question)s was left out: it is no question.") % {"question": key}
