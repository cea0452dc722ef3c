"""The small files that machines ask every site for."""

import pytest
from django.conf import LazySettings
from django.test import Client


@pytest.mark.django_db
def test_search_engines_are_kept_out_of_what_is_not_theirs(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /staff/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


@pytest.mark.django_db
def test_the_sitemap_lists_the_home_page(client: Client) -> None:
    answer = client.get("/sitemap.xml")
    assert answer.headers["Content-Type"].startswith("application/xml")
    assert b"<loc>" in answer.content


def test_the_old_name_of_the_icon_leads_to_the_icon(client: Client) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/static/img/favicon.svg")
    assert answer.headers["Cache-Control"].startswith("public")


@pytest.mark.django_db
def test_without_a_contact_there_is_no_security_txt(client: Client, settings: LazySettings) -> None:
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


def test_with_a_contact_security_txt_has_what_its_standard_asks_for(
    client: Client, settings: LazySettings
) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.gov"
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:security@example.gov\n" in text
    assert "Expires: " in text
