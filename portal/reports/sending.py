"""Sending a draft: from then on there is a report and no draft any more, or everything is as before."""

from __future__ import annotations

from django.db import transaction

from portal.reports import drafts, keeping, review, services


@transaction.atomic
def send(answers: review.Answers, draft_code: str, is_verified: bool, language: str) -> services.Receipt:
    """Send what its writer read last. ``draft_code``: of the draft it was written in, if that is open."""
    told, identity = review.parted(answers)
    receipt = services.send_report(
        answers=told,
        identity=identity,
        token=answers["token"],
        is_verified=is_verified,
        language=language,
    )
    if draft_code:
        _take_over(draft_code, receipt)
    return receipt


def _take_over(draft_code: str, receipt: services.Receipt) -> None:
    """The files of the draft are the report's from now on, and the draft is gone.

    Nothing is added to it meanwhile. It may be gone already, by the first press of a button pressed twice.
    """
    try:
        draft, key = drafts.held(draft_code, for_update=True)
    except drafts.NoDraftError:
        return
    report = services.find(receipt.code)
    keeping.adopt(draft, key, report, services.key_of(report))
    drafts.discard(draft_code)
