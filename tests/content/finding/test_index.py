"""The index is in step with what it was made from, whatever happens to a page, a word or the law."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction
from weasyprint import HTML

from content.finding.keeping import all_entries, index_all
from content.finding.lexicon import forget_lexicon
from content.finding.models import SearchEntry, Synonym
from content.finding.search import search
from content.finding.signals import INDEX_ALL
from content.pages import DocumentPage, NewsPage, QuestionPage, TopicPage
from content.snippets import GlossaryTerm
from portal.delivery.models import Delivery
from portal.rulebook.models import Edition

pytestmark = pytest.mark.django_db
WORD = "quokka"


@pytest.fixture
def news() -> NewsPage:
    page = NewsPage(title="A quokka came", slug="a-quokka-came", summary="It smiled.")
    TopicPage.objects.get(slug="news").add_child(instance=page)
    page.save_revision().publish()
    return page


def addresses(text: str = WORD) -> list[str]:
    forget_lexicon()
    ids = [hit.id for hit in search(text, "en").hits]
    return [SearchEntry.objects.get(pk=pk).url for pk in ids]


def test_a_page_is_found_once_it_is_live_and_no_longer_when_it_is_not(news: NewsPage) -> None:
    assert addresses() == ["/guidance/news/a-quokka-came/"]
    news.title = "A wombat came"
    news.save_revision()
    assert addresses("wombat") == []
    news.get_latest_revision().publish()
    assert addresses("wombat")
    assert addresses() == []
    NewsPage.objects.get(pk=news.pk).unpublish()
    assert addresses("wombat") == []


def test_a_deleted_page_is_gone_from_the_index(news: NewsPage) -> None:
    Page.objects.get(pk=news.pk).delete()
    assert addresses() == []


def test_a_page_that_moves_or_is_renamed_is_found_at_its_new_address(
    news: NewsPage, django_capture_on_commit_callbacks: Any
) -> None:
    news.move(TopicPage.objects.get(slug="guides"), pos="last-child")
    assert addresses() == ["/guidance/guides/a-quokka-came/"]
    guides = TopicPage.objects.get(slug="guides")
    guides.slug = "handbooks"
    with django_capture_on_commit_callbacks(execute=True):
        guides.save_revision().publish()
    assert addresses() == ["/guidance/handbooks/a-quokka-came/"]


def test_a_page_that_is_not_for_everybody_is_not_found(news: NewsPage) -> None:
    barrier = PageViewRestriction.objects.create(page=news.get_parent(), restriction_type="login")
    assert addresses() == []
    barrier.delete()
    assert addresses()


def test_words_of_the_glossary_come_and_go_with_it() -> None:
    term = GlossaryTerm.objects.first()
    assert term is not None
    made = GlossaryTerm.objects.create(key=WORD, term="Quokka", meaning="A small animal.", locale=term.locale)
    assert addresses() == [f"/guidance/glossary/#{WORD}"]
    made.delete()
    assert addresses() == []


def test_synonyms_that_editors_keep_work_at_once(news: NewsPage) -> None:
    assert addresses("setonix") == []
    Synonym.objects.create(words="quokka\nsetonix", locale=news.locale)
    assert addresses("setonix")


def test_the_words_of_a_pdf_are_found(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    pdf = ContentFile(HTML(string="<p>The quokka is spared.</p>").write_pdf(), name="animals.pdf")
    document = get_document_model().objects.create(title="Animals", file=pdf)
    page = DocumentPage(title="Animals", slug="animals", summary="A list.", document=document)
    TopicPage.objects.get(slug="guides").add_child(instance=page)
    page.save_revision().publish()
    assert addresses() == ["/guidance/guides/animals/"]
    document.file = ContentFile(b"no PDF at all", name="animals.pdf")
    document.save()
    assert addresses() == []


def test_making_it_all_again_changes_nothing_and_mends_what_is_missing() -> None:
    before = list(SearchEntry.objects.order_by("pk").values())
    assert index_all() == len(before)
    assert list(SearchEntry.objects.order_by("pk").values()) == before
    QuestionPage.objects.update(title="A quokka?")
    SearchEntry.objects.filter(kind="goods").delete()
    call_command("index_library", stdout=io.StringIO())
    assert len(addresses()) > 20
    assert SearchEntry.objects.count() == len(before)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite keeps its full text in segments")
def test_making_it_all_again_leaves_one_segment_of_full_text_to_look_in() -> None:
    for entry in SearchEntry.objects.all()[:3]:
        SearchEntry.objects.filter(pk=entry.pk).update(title=f"{entry.title} quokka")
    assert segments() > 1
    index_all()
    assert segments() == 1


def segments() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT segid) FROM content_searchtext_idx")
        return int(cursor.fetchone()[0])


def test_everything_stands_in_the_index_once() -> None:
    keys = [(entry.key, entry.language) for entry in all_entries()]
    assert len(keys) == len(set(keys)) == SearchEntry.objects.count()
    assert set(SearchEntry.objects.values_list("kind", flat=True)) >= {"question", "term", "goods", "agency"}


def test_a_new_edition_of_the_law_has_everything_indexed_again() -> None:
    newest = Edition.objects.newest_first().first()
    assert newest is not None
    waiting = Delivery.objects.filter(kind=INDEX_ALL)
    assert not waiting.exists()
    Edition.objects.create(number=newest.number + 1, sha256="0" * 64, body=newest.body)
    assert waiting.count() == 1
