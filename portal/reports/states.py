"""The states of a report, in the words that its sender reads, and what each one means."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    RECEIVED = "received", _("Received")
    IN_REVIEW = "in_review", _("In review")
    ASKED = "asked", _("More information asked")
    REFERRED = "referred", _("Referred")
    CLOSED = "closed", _("Closed")


MEANING = {
    State.RECEIVED: _("Your report is stored. Nobody has read it yet."),
    State.IN_REVIEW: _("Somebody at CBP reads it and compares it with what is known."),
    State.ASKED: _("There is a question for you under your code. You may answer it, or not."),
    State.REFERRED: _("It is with the office that can act on it. That may be another agency."),
    State.CLOSED: _(
        "The review has ended. We never tell what came of it: that could harm people or an investigation. "
        "The notices where a report begins say more."
    ),
}
