"""Django looks for models here; they stand in the files that they are about."""

from portal.authoring import law, vocabulary
from portal.authoring.desks import Desk
from portal.authoring.objects.terms import CountryList, Figure, Frame, GoodsKind, Question
from portal.authoring.objects.topics import AgencyTopic, Charges, EntryTopic, NextSteps, OpenPoints, Warnings

__all__ = [
    "AgencyTopic",
    "Charges",
    "CountryList",
    "Desk",
    "EntryTopic",
    "Figure",
    "Frame",
    "GoodsKind",
    "NextSteps",
    "OpenPoints",
    "Question",
    "Warnings",
]

vocabulary.read_from(law.drafted_documents)
