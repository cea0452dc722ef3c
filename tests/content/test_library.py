"""The library as a reader finds it: every page answers, and shows the law as it is today."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import escape
from wagtail.models import Page

from content.law.telling import teller
from content.law.tokens import tokens_in
from content.loading.files import library
from content.models import QuestionPage, TimelinePage
from content.pages import LawPage, LibraryPage
from content.upkeep.examples import difference
from portal.rulebook.queries import current_edition

pytestmark = pytest.mark.django_db

MOST_QUERIES = 8
QUESTIONS = [f"Q{number}" for number in range(1, 26)] + [f"R{number}" for number in range(1, 14)]


def pages() -> list[LibraryPage]:
    return [page for page in Page.objects.live().specific() if isinstance(page, LibraryPage)]


def law_pages() -> list[LawPage]:
    return [page for page in pages() if isinstance(page, LawPage)]


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL))


def test_every_file_of_the_starter_is_a_page_that_answers(client: Client) -> None:
    files = list(library())
    made = pages()
    assert len(made) == len(files)
    for page in made:
        answer = client.get(page.get_url())
        assert answer.status_code == 200, page.get_url()
        text = answer.content.decode()
        assert escape(page.title) in text, page.get_url()
        assert "{" not in plain(text), page.get_url()
        assert "[not on record]" not in text, page.get_url()


def test_every_reference_to_law_is_one_that_the_rulebook_knows() -> None:
    for page in pages():
        for whole, token in tokens_in(page.text()):
            assert token, f"{page.url_path}: {whole}"
            assert page.law
            page.law.words(token)
            if token.to == "cite":
                assert page.law.citation(token.key).url, f"{page.url_path}: {whole}"


def test_every_page_of_law_has_an_owner_a_next_review_and_sources_that_lead_somewhere() -> None:
    assert len(law_pages()) > 70
    for page in law_pages():
        assert page.kept_by, page.url_path
        assert page.next_review > page.as_of, page.url_path
        assert page.cited, page.url_path
        assert all(cite.url for cite in page.cited), page.url_path


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_has_its_page(question: str) -> None:
    page = QuestionPage.objects.get(question_id=question)
    assert len(page.summary.split()) <= 60
    assert page.also_asked


def test_a_page_shows_a_figure_as_it_is_with_its_day_and_its_source(client: Client) -> None:
    page = QuestionPage.objects.get(question_id="Q3")
    text = client.get(page.get_url()).content.decode()
    law = page.law
    assert law
    note = law.note("gift-limit")
    assert note
    assert f">{note.value}</data>" in text
    assert all(cite.url.replace("&", "&amp;") in text for cite in note.cites)
    assert f"edition {current_edition().number}" in text


def test_a_page_of_the_library_asks_the_database_little(
    client: Client, django_assert_max_num_queries: Any, settings: Any
) -> None:
    settings.LOOK_AGAIN_AFTER = 3600.0  # warm is warm, however slow the machine is
    for kind in {type(page) for page in pages()}:
        page = next(each for each in pages() if type(each) is kind)
        client.get(page.get_url())
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(page.get_url())


def test_a_page_of_the_library_is_light(client: Client) -> None:
    for page in pages():
        answer = client.get(page.get_url(), HTTP_ACCEPT_ENCODING="br")
        assert len(answer.content) < 40 * 1024, page.get_url()
        assert not answer.cookies
        assert "public" in answer["Cache-Control"]


def test_the_timeline_tells_the_days_of_the_rulebook_and_what_lies_ahead(client: Client) -> None:
    page = TimelinePage.objects.get()
    assert any(moment.is_ahead for moment in page.moments)
    days = [moment.day for moment in page.moments]
    assert days == sorted(days, reverse=True)
    text = client.get(page.get_url()).content.decode()
    assert all(f'id="day-{day.isoformat()}"' in text for day in days)


def links_in(html: str) -> set[str]:
    return {link for link in re.findall(r'href="(/[^"#?]*)', html) if not link.startswith("/static/")}


def test_no_link_inside_the_library_leads_nowhere(client: Client) -> None:
    found = {link for page in pages() for link in links_in(client.get(page.get_url()).content.decode())}
    broken = {link for link in found if client.get(link).status_code != 200}
    assert not broken


def test_words_of_the_glossary_that_pages_lead_to_are_there(client: Client) -> None:
    glossary = client.get("/guidance/glossary/").content.decode()
    for page in pages():
        html = client.get(page.get_url()).content.decode()
        for key in re.findall(r'href="/guidance/glossary/#([^"]+)"', html):
            assert f'id="{key}"' in glossary, f"{page.url_path}: {key}"


CASES = [
    pytest.param(case, id=f"{file.slug}-{number}")
    for file in library()
    for number, case in enumerate(file.row.get("checks") or ())
]


@pytest.mark.parametrize("case", CASES)
def test_an_example_of_a_page_is_what_the_check_says(case: dict[str, Any]) -> None:
    law = teller()
    assert law
    assert difference(case, law) == ""


DIGESTS = """
import django; django.setup()
from content.law.moving import digest
from portal.rulebook.queries import LoadedEdition
from portal.rulebook.starter_reader import STARTER, read_rulebook
from portal.rules.ready import Law
edition = LoadedEdition(1, "", Law(read_rulebook(STARTER)))
print([digest(edition, "agency", agency.key) for agency in edition.law.book.agencies])
"""


def test_what_a_page_rests_on_reads_the_same_in_every_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", DIGESTS],
            env=os.environ | {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "portal.settings"},
            cwd=settings.BASE_DIR,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
