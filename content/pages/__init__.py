"""The page types that editors write."""

from content.pages.base import LawPage, LibraryPage, PublicPage
from content.pages.guidance import (
    AgencyPage,
    GuidePage,
    QuestionPage,
    ToolkitPage,
    ToolkitStepPage,
    TopicPage,
)
from content.pages.home import HomePage
from content.pages.living import GlossaryPage, SupplyMapPage, ThresholdsPage, TimelinePage
from content.pages.news import CampaignPage, DocumentPage, EventPage, NewsPage

__all__ = [
    "AgencyPage",
    "CampaignPage",
    "DocumentPage",
    "EventPage",
    "GlossaryPage",
    "GuidePage",
    "HomePage",
    "LawPage",
    "LibraryPage",
    "NewsPage",
    "PublicPage",
    "QuestionPage",
    "SupplyMapPage",
    "ThresholdsPage",
    "TimelinePage",
    "ToolkitPage",
    "ToolkitStepPage",
    "TopicPage",
]
