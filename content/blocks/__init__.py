"""The few kinds of block that editors build pages from; each has a template, a preview and an example."""

from content.blocks.answers import CheckBlock, CheckCaseBlock, MoneyBlock, StepsBlock
from content.blocks.home import QuestionBlock
from content.blocks.law import AgencyBlock, FigureBlock, UnsettledBlock
from content.blocks.media import DownloadBlock, PictureBlock, VideoBlock
from content.blocks.sharing import DemoBlock
from content.blocks.words import CalloutBlock, FaqBlock, MistakesBlock, TableBlock, TextBlock

BODY = [
    ("text", TextBlock()),
    ("steps", StepsBlock()),
    ("callout", CalloutBlock()),
    ("table", TableBlock()),
    ("money", MoneyBlock()),
    ("figure", FigureBlock()),
    ("agency", AgencyBlock()),
    ("check", CheckBlock()),
    ("faq", FaqBlock()),
    ("mistakes", MistakesBlock()),
    ("unsettled", UnsettledBlock()),
    ("picture", PictureBlock()),
    ("download", DownloadBlock()),
    ("video", VideoBlock()),
    ("demo", DemoBlock()),
]
"""What the body of a page is made of."""

__all__ = ["BODY", "CheckCaseBlock", "QuestionBlock"]
