"""Another language is an addition: a line in the settings, a catalogue, translated pages. Addresses stay."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import clear_url_caches
from wagtail.coreutils import get_content_languages, get_supported_content_language_variant
from wagtail.models import Locale

from content.models import HomePage

pytestmark = pytest.mark.django_db

BOTH = [("en", "English"), ("es", "Español")]


def _forget_languages() -> None:
    """Wagtail reads the list of languages once; these are its own caches of it."""
    get_content_languages.cache_clear()
    get_supported_content_language_variant.cache_clear()
    clear_url_caches()


@pytest.fixture
def spanish(settings: LazySettings) -> Iterator[Locale]:
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = BOTH
    _forget_languages()
    yield Locale.objects.create(language_code="es")
    _forget_languages()


def test_a_spanish_home_page_stands_at_its_own_address_and_the_english_one_stays(
    client: Client, spanish: Locale
) -> None:
    home = HomePage.objects.get()
    translated = home.copy_for_translation(spanish, copy_parents=True)
    translated.title = "Revise lo que necesita su envío"
    translated.save_revision().publish()
    text = client.get("/es/").content.decode()
    assert "Revise lo que necesita su envío" in text
    assert '<html lang="es"' in text
    assert home.title in client.get("/").content.decode()


def test_the_browsers_language_does_not_change_a_page_that_caches_keep(
    client: Client, spanish: Locale
) -> None:
    plain = client.get("/").content
    assert client.get("/", HTTP_ACCEPT_LANGUAGE="es").content == plain


def test_a_language_that_is_not_offered_has_no_pages(client: Client) -> None:
    assert client.get("/es/").status_code == 404
