"""Publishing: the one way by which a draft becomes law, whoever asks for it.

A button, the end of a workflow, a schedule and a program all come through ``publish``. It demands an
approval of exactly this content and that the gate, asked again under the law of this moment, lets it pass;
then the object goes live and an edition is minted, all in one transaction. A schedule is never stopped by
one refusal: what is refused is withheld, and its desk is told.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from portal.authoring import law
from portal.authoring.gate.blocking import Blocking, blocking
from portal.authoring.objects.base import LawObject
from portal.authoring.records import Approval
from portal.authoring.review import notices
from portal.authoring.roles import contributors
from portal.authoring.scenarios.settling import settle
from portal.rulebook.models import Edition
from portal.rulebook.services import mint_edition

logger = logging.getLogger(__name__)
SCHEDULED = "wagtail.publish.scheduled"
WITHHELD = "authoring.withheld"


class NotPublishedError(PermissionDenied):
    """Why a draft is not published, as a sentence for whoever wants it."""


def publish(
    law_object: LawObject, revision: Revision, user: Any = None, *, log_action: Any = True, **kwargs: Any
) -> None:
    """Publish or schedule a version; raises ``NotPublishedError``, but never for a schedule."""
    proposed: LawObject = revision.as_object()

    def go_live() -> None:
        law_object.go_live(revision, user=user, log_action=log_action, **kwargs)

    if proposed.go_live_at and proposed.go_live_at > timezone.now():
        approval_of(proposed)
        go_live()
        return
    try:
        _publish_now(proposed, go_live)
    except NotPublishedError as refusal:
        if log_action != SCHEDULED:
            raise
        _withhold(law_object, revision, str(refusal))


def approval_of(proposed: LawObject) -> Approval:
    """The unused approval of exactly this content, by somebody who did not write on it."""
    found = Approval.objects.of(proposed).filter(sha256=proposed.content_sha256(), edition=None)
    approval: Approval | None = found.order_by("-made_at").first()
    if approval is None:
        raise NotPublishedError(_("Nobody has approved exactly this version. Submit it for review."))
    if approval.approved_by_id in contributors(proposed):
        raise NotPublishedError(
            _("Whoever approved this version has written on it. Somebody else must approve it.")
        )
    return approval


def _publish_now(proposed: LawObject, go_live: Any) -> None:
    with transaction.atomic():
        # One publication at a time: each is checked against the law that it changes.
        Edition.objects.select_for_update().order_by("number").first()
        approval = approval_of(proposed)
        found = blocking(proposed)
        refuse(found, approval.accepted)
        go_live()
        edition, _is_new = mint_edition(
            book=law.rulebook(law.live()),
            note=approval.why,
            made_by=approval.submitted_by,
            approved_by=approval.approved_by,
        )
        approval.edition = edition
        approval.save(update_fields=["edition"])
        settle(proposed, found.turned, approval)


def refuse(found: Blocking, accepted: Any) -> None:
    """Raise ``NotPublishedError`` while something blocks that nobody accepted."""
    if found.faults:
        raise NotPublishedError(found.faults[0])
    if left := [name for name in found.to_accept if not str(accepted.get(name, "")).strip()]:
        message = _("%(name)s changes what it expects, or is tested by nothing, and nobody accepted that.")
        raise NotPublishedError(message % {"name": left[0]})


def _withhold(law_object: LawObject, revision: Revision, why: str) -> None:
    """Take a refused version out of the schedule, write it down and tell its desk."""
    with transaction.atomic():
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        log(instance=law_object, action=WITHHELD, revision=revision, data={"why": why})
        notices.withheld(law_object, why)
    logger.warning("Withheld from its schedule: %s %s", law_object._meta.label, law_object.key)
