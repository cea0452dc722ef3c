"""Django looks for models here; they stand in the files that they are about."""

from portal.authoring import law, vocabulary
from portal.authoring.desks import Desk
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import CountryList, Figure, Frame, GoodsKind, Question
from portal.authoring.objects.topics import AgencyTopic, Charges, EntryTopic, NextSteps, OpenPoints, Warnings
from portal.authoring.records import Approval, Contribution, Submission
from portal.authoring.review import publishing
from portal.authoring.review.task import SecondPersonTask
from portal.authoring.scenarios.models import Scenario

__all__ = [
    "AgencyTopic",
    "Approval",
    "Charges",
    "Contribution",
    "CountryList",
    "Desk",
    "EntryTopic",
    "Figure",
    "Frame",
    "GoodsKind",
    "NextSteps",
    "OpenPoints",
    "Question",
    "Scenario",
    "SecondPersonTask",
    "Submission",
    "Warnings",
]

vocabulary.read_from(law.drafted_documents)
LawObject.publisher = staticmethod(publishing.publish)
