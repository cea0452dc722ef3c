"""Partners learn of every change once: of words, of law, and of pages that are gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.conf import settings as site
from django.test import Client
from django.utils import timezone

from content.editing.gate import publish_starter
from content.law.telling import teller
from content.models import LawReference
from content.sharing import keeping
from content.sharing.models import SharedPage
from content.sharing.telling import document_of
from portal.delivery.models import Delivery
from portal.rulebook.queries import LoadedEdition, answering_with, forget_current_edition
from portal.rulebook.services import mint_edition
from portal.rulebook.wording import day_words
from portal.rules.codec import decode, encode
from portal.rules.ready import Law
from tests.content.sharing.asked import API, ask, every_page, page_of, row_of
from tests.law import starter_edition
from tests.selfcheck.editions import Change, edition_with, retitled, with_figure

pytestmark = pytest.mark.django_db


def changed_since(client: Client, moment: str) -> dict[str, dict[str, Any]]:
    return {
        page["url"].strip("/").rsplit("/", 1)[-1]: page for page in every_page(client, changed_since=moment)
    }


def published(change: Change) -> LoadedEdition:
    """The law with a change, read back from its text as every edition is."""
    made = edition_with(change)
    return LoadedEdition(made.number, made.sha256, Law(decode(encode(made.law.book))))


@pytest.fixture
def now() -> str:
    """A moment after all that was loaded, as the interface would name it."""
    SharedPage.objects.update(changed_at=timezone.now() - timedelta(days=2))
    return (timezone.now() - timedelta(minutes=1)).isoformat()


def test_nothing_changed_is_an_empty_list(client: Client, now: str) -> None:
    assert changed_since(client, now) == {}
    keeping.follow_all()
    assert changed_since(client, now) == {}


def test_a_page_that_was_written_on_is_told_and_no_other(client: Client, now: str) -> None:
    page = page_of("fees")
    page.summary = "Other words."
    publish_starter(page)
    assert {slug: told["changed"] for slug, told in changed_since(client, now).items()} == {"fees": "words"}


def test_publishing_the_same_again_is_no_change(client: Client, now: str) -> None:
    publish_starter(page_of("fees"))
    assert changed_since(client, now) == {}


def test_a_page_whose_figure_is_another_one_by_a_new_edition_counts_as_changed(
    client: Client, now: str
) -> None:
    before = ask(client, f"/pages/{row_of('gift-from-abroad').key}")
    with answering_with(published(with_figure("gift-limit", 12_300))):
        keeping.follow_all()
        told = changed_since(client, now)
        after = ask(client, f"/pages/{row_of('gift-from-abroad').key}")
    assert told["gift-from-abroad"]["changed"] == "law"
    assert "what-changed-when" not in told or told["what-changed-when"]["changed"] == "law"
    assert "marking" not in told
    assert (before["edition"], after["edition"]) == (1, 2)
    assert "$123" in after["summary"]["text"]
    assert "$123" not in before["summary"]["text"]
    named = {row.page_id for row in LawReference.objects.filter(kind="figure", key="gift-limit")}
    changed = {row.page_id for row in SharedPage.objects.filter(why="law")}
    assert named <= changed


def test_an_edition_that_says_the_same_changes_no_page(client: Client, now: str) -> None:
    path = f"{API}/pages/{row_of('fees').key}"
    before = client.get(path).headers["Last-Modified"]
    SharedPage.objects.update(made_at=timezone.now() - timedelta(days=2))
    with answering_with(published(retitled)):
        keeping.follow_all()
        assert changed_since(client, now) == {}
        assert client.get(path).json()["edition"] == 2
        assert client.get(path).headers["Last-Modified"] >= before, "the answer itself names another edition"


def test_a_new_edition_has_everything_told_anew_in_the_background() -> None:
    mint_edition(book=retitled(starter_edition().law.book), note="The same again.")
    assert Delivery.objects.filter(kind="content.follow_all").exists()
    forget_current_edition()


def test_when_a_day_begins_everything_is_told_anew_and_within_the_day_nothing() -> None:
    today = timezone.localdate()
    nothing = f'{{"url":"{site.SITE_URL}/"}}'
    SharedPage.objects.update(document=nothing, digest="x", told_on=today)
    keeping.follow_if_due()
    assert row_of("fees").document == nothing
    SharedPage.objects.filter(slug="marking").update(told_on=today - timedelta(days=1))
    keeping.follow_if_due()
    assert len(row_of("fees").document) > 1000
    assert set(SharedPage.objects.values_list("told_on", flat=True)) == {today}


def test_what_is_told_does_not_change_with_the_day_alone() -> None:
    """An "as of today" among the words would make every page new every day."""
    for row in SharedPage.objects.all():
        page = page_of(row.slug) if row.slug != "guidance" else None
        if page is None:
            continue
        law = teller(timezone.localdate() + timedelta(days=1))
        page.law = law
        today = row.document
        tomorrow = keeping.canonical(document_of(page))
        if day_words(timezone.localdate()) in today:
            assert day_words(law.day) not in tomorrow or day_words(law.day) in today, row.slug


def test_when_the_address_of_the_site_is_another_one_everything_is_told_with_it(
    settings: LazySettings,
) -> None:
    settings.SITE_URL = "https://entries.example.gov"
    keeping.follow_if_due()
    assert '"url":"https://entries.example.gov/guidance/guides/fees/"' in row_of("fees").document


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_a_page_that_is_gone_is_told_until_it_comes_back(client: Client, now: str, how: str) -> None:
    key = row_of("fees").key
    page = page_of("fees")
    getattr(page, how)()
    told = changed_since(client, now)
    assert told["fees"]["gone"] is True
    assert told["fees"]["id"] == str(key)
    assert client.get(f"{API}/pages/{key}").status_code == 410
    assert str(key) not in {page["id"] for page in every_page(client)}
    if how == "unpublish":
        publish_starter(page)
        assert client.get(f"{API}/pages/{key}").status_code == 200


def test_a_page_that_moves_keeps_its_id_and_is_told_with_all_below_it(client: Client, now: str) -> None:
    key = row_of("fees").key
    page_of("guides").move(page_of("news"), pos="last-child")
    told = changed_since(client, now)
    assert told["fees"]["id"] == str(key)
    assert "/news/guides/fees/" in told["fees"]["url"]


def test_asking_again_from_the_moment_that_was_named_misses_nothing(client: Client, now: str) -> None:
    following = ask(client, "/pages/", changed_since=now)["next_changed_since"]
    page = page_of("fees")
    page.title = "Fees, anew"
    publish_starter(page)
    assert "fees" in changed_since(client, following)
    # A change that was written down a little later, with an earlier moment, is not missed either.
    late = row_of("marking")
    newest = ask(client, "/pages/")["next_changed_since"]
    late.changed_at = SharedPage.objects.latest("changed_at").changed_at - timedelta(minutes=2)
    late.save()
    assert "marking" in changed_since(client, newest)


def test_following_all_again_writes_the_very_same() -> None:
    def told() -> list[tuple[Any, ...]]:
        return list(
            SharedPage.objects.order_by("pk").values_list("digest", "document", "changed_at", "made_at")
        )

    before = told()
    keeping.follow_all()
    assert told() == before
