"""Django looks for models here; page types stand in `pages/`, what pages share in `snippets.py`."""

from content.editing.tasks import ReviewTask
from content.finding.models import MissedSearch, SearchEntry, SearchWord, Synonym
from content.pages import (
    AgencyPage,
    CampaignPage,
    DocumentPage,
    EventPage,
    GlossaryPage,
    GuidePage,
    HomePage,
    NewsPage,
    QuestionPage,
    SupplyMapPage,
    ThresholdsPage,
    TimelinePage,
    ToolkitPage,
    ToolkitStepPage,
    TopicPage,
)
from content.records import LawReference
from content.sharing.models import SharedPage
from content.snippets import AvoidedClaim, Facet, GlossaryTerm, Source
from content.upkeep.models import OutsideLink

__all__ = [
    "AgencyPage",
    "AvoidedClaim",
    "CampaignPage",
    "DocumentPage",
    "EventPage",
    "Facet",
    "GlossaryPage",
    "GlossaryTerm",
    "GuidePage",
    "HomePage",
    "LawReference",
    "MissedSearch",
    "NewsPage",
    "OutsideLink",
    "QuestionPage",
    "ReviewTask",
    "SearchEntry",
    "SearchWord",
    "SharedPage",
    "Source",
    "SupplyMapPage",
    "Synonym",
    "ThresholdsPage",
    "TimelinePage",
    "ToolkitPage",
    "ToolkitStepPage",
    "TopicPage",
]
