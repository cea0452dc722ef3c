"""What is said to officers about why two reports are shown together."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.triage.likeness.comparing import Reason, Verdict

VERDICTS = {
    Verdict.SAME: _("Probably the same matter"),
    Verdict.RELATED: _("Probably related"),
    Verdict.APART: _("Probably not related"),
}
REASONS = {
    Reason.IMPORTER: _("Both name the same importer number."),
    Reason.REFERENCE: _("Both name the same entry, bill, container, order or parcel."),
    Reason.FILE: _("The same file came with both."),
    Reason.OFFER: _("Both point to the same offer on a marketplace."),
    Reason.STORE: _("Both name the same store on a marketplace or page on a social network."),
    Reason.EMAIL: _("Both name the same e-mail address."),
    Reason.PHONE: _("Both name the same telephone number."),
    Reason.DOMAIN: _("Both name a website or e-mail address of the same domain."),
    Reason.IMAGE: _("A picture in one looks the same as a picture in the other."),
    Reason.IMAGE_NEAR: _("A picture in one looks somewhat like a picture in the other."),
    Reason.NAME: _("Both name the same firm or person."),
    Reason.NAME_NEAR: _("Both give nearly the same name."),
    Reason.NAME_COMMON: _("Both give the same name, but many firms or persons have it."),
    Reason.NAME_PART: _("A rare word is in both names; other words differ."),
    Reason.TEXT: _("Large parts of both stories are the same, word for word."),
    Reason.TEXT_PART: _("Some sentences are the same in both stories."),
    Reason.GOODS: _("The goods are described in the same words."),
    Reason.STORY: _("Both stories use many of the same words."),
    Reason.ADDRESS: _("The addresses are alike."),
}
CAMPAIGN = _(
    "%(reports)s reports tell nearly the same story in the same words, sent from %(first)s to %(last)s. "
    "They may come from a campaign. Each can still be true."
)
NO_ACT = _("This is only a hint. Nothing is merged or closed by itself.")
