"""The words of pages are checked: law is referred to and never typed, claims are true, links lead on."""

from __future__ import annotations

import pytest
from wagtail.models import Page

from content.editing.checking import faults_of_text, findings
from content.editing.reading import grade
from content.models import GlossaryTerm, QuestionPage
from content.pages import LibraryPage

pytestmark = pytest.mark.django_db


def test_the_starter_library_keeps_to_what_editors_are_held_to() -> None:
    pages = [page for page in Page.objects.live().specific() if isinstance(page, LibraryPage)]
    assert len(pages) > 100
    found = [f"{page.url_path}: {each.message}" for page in pages for each in findings(page)]
    assert not found, "\n".join(found)


def test_the_starter_glossary_types_no_law() -> None:
    terms = list(GlossaryTerm.objects.all())
    assert len(terms) >= 80
    found = [f"{term}: {each.message}" for term in terms for each in faults_of_text(term, "meaning")]
    assert not found, "\n".join(found)


def question() -> QuestionPage:
    return QuestionPage.objects.get(question_id="Q3")


def said_of(summary: str) -> str:
    page = question()
    page.summary = summary
    return "\n".join(found.message for found in findings(page))


@pytest.mark.parametrize(
    "typed",
    [
        "$2,500",
        "2,500 dollars",
        "15%",
        "15 percent",
        "August 29, 2025",
        "29 August 2025",
        "August 2025",
        "2025-08-29",
        "19 CFR 143.21(a)",
        "19 U.S.C. § 1321",
        "90 FR 12345",
        "EO 14324",
        "Executive Order 14324",
        "CSMS 12345678",
        "HTS 9903.01",
    ],
)
def test_law_typed_as_text_is_a_fault_and_in_braces_it_is_none(typed: str) -> None:
    assert f"“{typed}” is typed as text" in said_of(f"Ask about {typed} first.")
    assert "is typed as text" not in said_of(f"Ask about {{example {typed}}} first.")


@pytest.mark.parametrize(
    "words", ["In 2018 there were three ways.", "Ask in May.", "It is about 5 pages.", "HTS 2026 is a book."]
)
def test_years_and_small_counts_are_no_law(words: str) -> None:
    assert "typed" not in said_of(words)


@pytest.mark.parametrize("typed", ["$2,500", "$2500.00", "2,500 dollars"])
def test_the_figure_that_was_probably_meant_is_named(typed: str) -> None:
    assert "{informal-limit}" in said_of(f"At most {typed}.")


@pytest.mark.parametrize(
    ("summary", "message"),
    [
        ("It is {no-such-figure}.", "The rulebook has no figure “no-such-figure”."),
        ("See {cite 99 Nothing 1}.", "neither cited in the rulebook nor a source record"),
        ("It began {begins no-such-rule}.", "The rulebook has no rule"),
        ("It is {Informal Limit}.", "is no reference to law"),
        ("It is {informal-limit.", "A brace is open or closed by itself"),
        ("Just  Ignore it.", "“just ignore it” is a claim to avoid"),
        ("word " * 61, "The summary has 61 words"),
    ],
)
def test_what_is_wrong_with_a_summary_is_said(summary: str, message: str) -> None:
    assert message in said_of(summary)


def test_wrong_words_of_others_may_be_repeated_where_they_are_set_right_and_nowhere_else() -> None:
    page = question()
    wrong = "Keep it below $800 and it is free."
    page.also_asked = wrong
    page.body = [("mistakes", [{"said": wrong, "truth": "Ask first."}])]
    assert not findings(page)
    page.body = [("text", "<p>Fine.</p>"), ("mistakes", [{"said": "No.", "truth": wrong}])]
    found = findings(page)
    assert {(each.field, each.block) for each in found} == {("body", 1)}
    assert "claim to avoid" in " ".join(each.message for each in found)
    assert all(each.message.startswith("Block 2: ") for each in found)


def test_sources_and_links_that_lead_nowhere_are_faults() -> None:
    page = question()
    draft = page.get_parent()
    draft.specific.unpublish()
    page.sources = [("source", "A book that nobody has")]
    page.related = [("page", draft)]
    html = '<p><a href="/guidance/none/">a</a> <a href="/guidance/glossary/#none">b</a>'
    html += '<a href="/check/">c</a>'
    page.body = [("text", f'{html} <a linktype="page" id="{draft.pk}">d</a></p>')]
    found = [(each.field, each.message) for each in findings(page)]
    assert sorted(field for field, _message in found) == ["body", "body", "body", "related", "sources"]
    told = " ".join(message for _field, message in found)
    for words in ("/guidance/none/", "/guidance/glossary/#none", draft.title, "A book that nobody has"):
        assert words in told
    assert "/check/" not in told


def test_a_hard_summary_is_a_warning_and_no_fault() -> None:
    hard = "Administrative determinations necessitate documentation of international transactions."
    page = question()
    page.summary = hard
    assert [found.is_fault for found in findings(page) if found.field == "summary"] == [False]
    assert grade("The cat sat on the mat.") < 3 < 9 < grade(hard)
