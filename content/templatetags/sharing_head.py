"""The head of a page for search engines and other programs: `{% about_page page as about %}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from wagtail.models import Page

from content.sharing.head import About, about, data_element

register = template.Library()


@register.simple_tag
def about_page(page: Page) -> About:
    return about(page)


@register.simple_tag
def page_data(page: Page) -> SafeString:
    return data_element(page)
