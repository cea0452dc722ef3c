"""The starter pages: there after the set-up, made once, and never written over what an editor wrote."""

import io

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from content import services
from content.loading.files import library
from content.models import GlossaryTerm, HomePage, Synonym

pytestmark = pytest.mark.django_db


def test_the_set_up_leaves_a_home_page_that_the_site_opens_with() -> None:
    home = HomePage.objects.get()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert len(home.questions) == 5
    assert home.live


def test_loading_again_changes_nothing() -> None:
    before = list(Page.objects.order_by("pk").values())
    assert services.load_starter() == 0
    assert list(Page.objects.order_by("pk").values()) == before


def test_what_an_editor_wrote_stays() -> None:
    home = HomePage.objects.get()
    home.lead = "Our own words."
    home.save_revision().publish()
    services.load_starter()
    assert HomePage.objects.get().lead == "Our own words."


def test_a_database_without_wagtails_own_first_rows_is_filled_all_the_same() -> None:
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).specific().delete()
    Page.objects.all().delete()
    GlossaryTerm.objects.all().delete()
    Synonym.objects.all().delete()
    Locale.objects.all().delete()
    assert services.load_starter() == len(list(library())) + 1  # the home page is made apart
    assert HomePage.objects.get().live


def test_the_default_site_follows_the_address_in_the_settings(settings: object) -> None:
    settings.SITE_URL = "https://entrywise.example.gov"  # type: ignore[attr-defined]
    services.load_starter()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("entrywise.example.gov", 443)


def test_the_whole_set_up_can_be_run_twice() -> None:
    call_command("setup", stdout=io.StringIO())
    pages = list(Page.objects.order_by("pk").values())
    call_command("setup", stdout=io.StringIO())
    assert list(Page.objects.order_by("pk").values()) == pages
