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
from portal.authoring.roles import involved
from portal.authoring.scenarios.settling import settle
from portal.rulebook.models import Edition
from portal.rulebook.queries import forget_current_edition
from portal.rulebook.services import mint_edition
from portal.rules.codec import decode, encode

logger = logging.getLogger(__name__)
SCHEDULED = "wagtail.publish.scheduled"
WITHHELD = "authoring.withheld"


class NotPublishedError(PermissionDenied):
    """Why a draft is not published, as a sentence for whoever wants it."""


def publish(
    law_object: LawObject, revision: Revision, user: Any = None, *, log_action: Any = True, **kwargs: Any
) -> None:
    """Publish or schedule a version; raises ``NotPublishedError``, but never for a schedule."""
    try:
        with transaction.atomic():
            _alone(law_object, revision)
            if log_action == SCHEDULED and revision.approved_go_live_at is None:
                return  # another process has published it meanwhile, or taken it out of the schedule
            proposed: LawObject = revision.as_object()
            approval = approval_of(proposed)
            later = proposed.go_live_at and proposed.go_live_at > timezone.now()
            found = None if later else let_pass(proposed, approval.accepted)
            law_object.go_live(revision, user=user, log_action=log_action, **kwargs)
            if found:
                _mint(proposed, approval, found)
    except NotPublishedError as refusal:
        if log_action != SCHEDULED:
            raise
        _withhold(law_object, revision, str(refusal))


def _alone(law_object: LawObject, revision: Revision) -> None:
    """Wait until nobody else edits this object or publishes any, and read again what they left.

    The object comes first, as in every act of a review; two that wait for each other would never end.
    """
    type(law_object)._default_manager.select_for_update().get(pk=law_object.pk)
    Edition.objects.select_for_update().order_by("number").first()
    revision.refresh_from_db()
    forget_current_edition()


def approval_of(proposed: LawObject) -> Approval:
    """The unused approval of exactly this content, by somebody who did not write on it."""
    found = Approval.objects.of(proposed).unused().filter(sha256=proposed.content_sha256())
    approval: Approval | None = found.order_by("-made_at").first()
    if approval is None:
        raise NotPublishedError(_("Nobody has approved exactly this version. Submit it for review."))
    if approval.approved_by_id in involved(proposed):
        raise NotPublishedError(
            _("Whoever approved this version has written on it. Somebody else must approve it.")
        )
    return approval


def let_pass(proposed: LawObject, accepted: Any) -> Blocking:
    """The gate, asked under the law of this moment; raises ``NotPublishedError``."""
    if approved_elsewhere():
        raise NotPublishedError(
            _(
                "What is published is not what the newest edition says: somebody changed it without a "
                "review. Nothing is published until that is undone."
            )
        )
    found = blocking(proposed)
    refuse(found, accepted)
    return found


def approved_elsewhere() -> bool:
    """Whether the live objects make another law than the newest edition.

    It is read by the code of today on both sides, so that a new release alone makes no difference.
    """
    newest = Edition.objects.newest_first().first()
    return newest is not None and encode(decode(newest.body)) != encode(law.rulebook(law.live()))


def _mint(proposed: LawObject, approval: Approval, found: Blocking) -> None:
    approval.edition, _is_new = mint_edition(
        book=law.rulebook(law.live()),
        note=approval.why,
        made_by=approval.submitted_by,
        approved_by=approval.approved_by,
    )
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
        Approval.objects.of(law_object).withdraw()
        log(instance=law_object, action=WITHHELD, revision=revision, data={"why": why})
        notices.withheld(law_object, why)
    logger.warning("Withheld from its schedule: %s %s", law_object._meta.label, law_object.key)
