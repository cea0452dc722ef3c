"""Who types a question in its own words finds its page; agencies and goods are found by everyday names."""

import pytest

from content.finding.models import SearchEntry
from content.finding.search import Found, search
from content.pages import QuestionPage
from tests.content.finding.questions import ASKED

pytestmark = pytest.mark.django_db

TOP = 3
EVERYDAY = {
    "food and drug administration": "FDA: ",
    "FDA": "FDA: ",
    "fish and wildlife": "FWS: ",
    "consumer product safety": "CPSC: ",
    "post office": "USPS: ",
    "coast guard": "Coast Guard: ",
    "environmental protection": "EPA: ",
    "state department": "State Department: ",
    "guns": "ATF: ",
    "pram": "Baby gear",
    "lipstick": "Cosmetics",
    "sneakers": "Shoes",
    "cell phone": "Phones",
    "kitchen knife": "Kitchen knives",
    "puzzle": "Wooden toys",
    "wine": "Wine, beer",
}


def titles(found: Found) -> list[str]:
    return [hit.title for hit in found.hits[:TOP]]


def first(found: Found) -> list[int | None]:
    ids = [hit.id for hit in found.hits[:TOP]]
    pages = dict(SearchEntry.objects.filter(pk__in=ids).values_list("pk", "page_id"))
    return [pages[pk] for pk in ids]


@pytest.mark.parametrize("question", ASKED)
def test_a_question_in_its_own_words_leads_to_its_page(question: str) -> None:
    page = QuestionPage.objects.get(question_id=question)
    found = search(ASKED[question], "en")
    assert page.pk in first(found), titles(found)


@pytest.mark.parametrize("question", ASKED)
def test_a_question_as_others_ask_it_leads_to_its_page(question: str) -> None:
    page = QuestionPage.objects.get(question_id=question)
    found = search(page.also_asked.splitlines()[0], "en")
    assert page.pk in first(found), titles(found)


@pytest.mark.parametrize("typed", EVERYDAY)
def test_agencies_and_goods_are_found_by_everyday_names(typed: str) -> None:
    found = search(typed, "en")
    assert any(title.startswith(EVERYDAY[typed]) for title in titles(found)), titles(found)
