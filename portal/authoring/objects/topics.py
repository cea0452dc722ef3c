"""Topics: an entry topic, an agency, or one kind of what is shown with an answer, each with its rules."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.authoring.blocks.remarks import ChargeBlock, NoteBlock, StepBlock, WarningBlock
from portal.authoring.blocks.rules import AgencyRuleBlock, EntryRuleBlock
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.fields import LawStream
from portal.rulebook.documents import CHARGES, NOTES, STEPS, WARNINGS


class Topic(LawObject):
    """An object with rules."""

    title = models.CharField(_("title"), max_length=200)

    class Meta(LawObject.Meta):
        abstract = True


class EntryTopic(Topic):
    about = models.TextField(_("what it is about"), blank=True)
    rules = LawStream([("rule", EntryRuleBlock())], verbose_name=_("rules"), collapsed=True, blank=True)

    columns = {"key": "topic", "title": "title", "about": "about", "rules": "rules"}

    class Meta(Topic.Meta):
        verbose_name = _("entry topic")
        verbose_name_plural = _("entry topics")


class AgencyTopic(Topic):
    url = models.URLField(_("the agency's page"), max_length=400, blank=True)
    about = models.TextField(_("what the agency does"), blank=True)
    ask = models.TextField(_("whom to ask"), blank=True)
    rules = LawStream([("rule", AgencyRuleBlock())], verbose_name=_("rules"), collapsed=True, blank=True)

    columns = {
        "key": "agency",
        "title": "name",
        "url": "url",
        "about": "about",
        "ask": "ask",
        "rules": "rules",
    }

    class Meta(Topic.Meta):
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")


class RemarkTopic(Topic):
    """What is shown with an answer, of one kind. The row is the list of its rules."""

    columns = {"rules": "rules"}
    rows_key: ClassVar[str]

    class Meta(Topic.Meta):
        abstract = True


class NextSteps(RemarkTopic):
    rules = LawStream([("rule", StepBlock())], verbose_name=_("steps"), collapsed=True, blank=True)
    rows_key = STEPS

    class Meta(Topic.Meta):
        verbose_name = _("next steps")
        verbose_name_plural = _("next steps")


class Charges(RemarkTopic):
    rules = LawStream([("rule", ChargeBlock())], verbose_name=_("charges"), collapsed=True, blank=True)
    rows_key = CHARGES

    class Meta(Topic.Meta):
        verbose_name = _("charges")
        verbose_name_plural = _("charges")


class Warnings(RemarkTopic):
    rules = LawStream([("rule", WarningBlock())], verbose_name=_("warnings"), collapsed=True, blank=True)
    rows_key = WARNINGS

    class Meta(Topic.Meta):
        verbose_name = _("warnings")
        verbose_name_plural = _("warnings")


class OpenPoints(RemarkTopic):
    rules = LawStream([("rule", NoteBlock())], verbose_name=_("open points"), collapsed=True, blank=True)
    rows_key = NOTES

    class Meta(Topic.Meta):
        verbose_name = _("open points")
        verbose_name_plural = _("open points")


TOPICS: tuple[type[Any], ...] = (EntryTopic, AgencyTopic, NextSteps, Charges, Warnings, OpenPoints)
