"""The few kinds of block that editors build pages from."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class QuestionBlock(blocks.StructBlock):
    """A question people ask, with a short answer and, where there is one, the page that says more."""

    question = blocks.CharBlock(label=_("Question"), max_length=160)
    answer = blocks.TextBlock(label=_("Short answer"))
    link = blocks.CharBlock(
        label=_("Where to read more"), required=False, help_text=_("A path on this site, such as /check/")
    )

    class Meta:
        icon = "help"
        label = _("Question")
