"""What may happen to pages."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from ruamel.yaml import YAML
from wagtail.models import Locale, Page, Site

from content.editing import roles
from content.loading.library import load_library
from content.pages import HomePage

STARTER = Path(__file__).parent / "starter"


@transaction.atomic
def load_starter() -> int:
    """Make the starter pages where they are absent; return how many were made.

    Wagtail's migrations make a locale, a root and a welcome page, but a test that flushes its tables loses
    them, so nothing is taken for granted here.
    """
    locale, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.objects.filter(depth=1).first() or _make_root(locale)
    home = HomePage.objects.filter(locale=locale).first()
    made = home is None
    if home is None:
        home = _make_home(root, locale)
    _point_site_at(home)
    count = int(made) + load_library(home)
    roles.set_up(home)
    return count


def _make_root(locale: Locale) -> Page:
    root = Page(
        title="Root", slug="root", locale=locale, content_type=ContentType.objects.get_for_model(Page)
    )
    return Page.add_root(instance=root)


def _make_home(root: Page, locale: Locale) -> HomePage:
    data: dict[str, Any] = YAML(typ="safe").load(STARTER / "home.yaml")
    _remove_welcome_page(root)
    home = HomePage(
        title=data["title"],
        slug="home",
        locale=locale,
        seo_title=data["seo_title"],
        search_description=data["search_description"],
        lead=data["lead"],
        questions=[("question", entry) for entry in data["questions"]],
    )
    root.add_child(instance=home)
    home.save_revision().publish()
    return home


def _remove_welcome_page(root: Page) -> None:
    """Wagtail's own "Welcome to your new Wagtail site!", known by having no page type of ours."""
    for page in root.get_children().exact_type(Page):
        page.delete()


def _point_site_at(home: HomePage) -> None:
    """The default site has the address that the settings name, and opens with a home page."""
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, root_page=home)
    site.hostname = address.hostname
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name = settings.SITE_NAME
    if not isinstance(site.root_page.specific, HomePage):
        site.root_page = home
    site.save()
