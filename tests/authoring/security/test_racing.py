"""Two people at one moment, in two connections: the law stays whole whoever comes first."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test import Client

from portal.authoring import law
from portal.authoring.objects.base import LawObject
from portal.authoring.records import Approval
from portal.authoring.review import approving
from portal.authoring.review.publishing import NotPublishedError
from portal.rulebook.models import Edition
from portal.rules.codec import encode
from tests.authoring.people import (
    approve,
    approver,
    drafted,
    figure,
    new_value,
    signed_in,
    submitted,
    writer,
)
from tests.authoring.security.attackers import edit_url, goods, let_the_hour_come, opened, scheduled

pytestmark = pytest.mark.django_db(transaction=True)

REFUSED = (PermissionDenied, NotPublishedError)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of it at one moment, each in a connection of its own; return what each came to."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait()
            results[number] = act()
        except REFUSED as refusal:
            results[number] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "two who wait for each other would wait for ever"
    return results


def the_chain_is_whole() -> bool:
    """Each edition names the one before it, and the newest one is what is published."""
    editions = list(Edition.objects.order_by("number"))
    for before, after in itertools.pairwise(editions):
        assert (after.number, after.previous_sha256) == (before.number + 1, before.sha256)
    return editions[-1].body == encode(law.rulebook(law.live()))


def waiting(key: str, amount: str) -> LawObject:
    author = writer()
    return submitted(drafted(new_value(figure(key), amount), by=author), by=author)


def accepting(found: LawObject) -> Callable[[], None]:
    second = approver()
    return lambda: approve(found, by=second)


def test_two_different_approvals_at_once_both_become_law_one_after_the_other() -> None:
    acts = [accepting(waiting("informal-limit", "3000.00")), accepting(waiting("gift-limit", "150.00"))]
    assert at_once(*acts) == [None, None]
    assert Edition.objects.count() == 3
    assert the_chain_is_whole()


def test_two_approvers_of_one_draft_at_once_make_one_edition() -> None:
    found = waiting("informal-limit", "3000.00")
    results = at_once(accepting(found), accepting(found))
    assert sorted(isinstance(each, REFUSED) for each in results) == [False, True]
    assert Edition.objects.count() == 2
    assert Approval.objects.count() == 1
    assert the_chain_is_whole()


def test_an_approval_that_races_taking_back_does_one_or_the_other() -> None:
    author = writer()
    found = submitted(drafted(new_value(figure()), by=author), by=author)
    results = at_once(accepting(found), lambda: approving.take_back(found, by=author))
    assert sum(isinstance(each, REFUSED) for each in results) == 1
    published = Edition.objects.count() == 2
    assert published == (results[0] is None)
    assert the_chain_is_whole()


def test_an_approval_that_races_an_edit_publishes_what_was_seen_or_nothing() -> None:
    author, found = writer(), goods()
    draft = found.draft()
    draft.examples = "What was seen"
    seen = submitted(drafted(draft, by=author), by=author)
    approving.take_back(seen, by=author)
    client = signed_in(author)
    form = opened(client, edit_url(found))
    form["examples"] = "What nobody has seen"
    submitted(goods(found.key), by=author)

    def edit() -> None:
        client.post(edit_url(found), form)

    at_once(accepting(goods(found.key)), edit)
    assert goods(found.key).examples in (found.examples, "What was seen")
    assert "What nobody has seen" not in Edition.objects.newest_first()[0].body
    assert the_chain_is_whole()


def test_two_who_submit_at_once_start_one_review() -> None:
    author = writer()
    found = drafted(new_value(figure()), by=author)
    results = at_once(*[lambda: approving.submit(found, by=author, why="Because")] * 2)
    assert sorted(isinstance(each, approving.NotSubmittedError) for each in results) == [False, True]
    assert figure().workflow_states.count() == 1


def test_two_clocks_publish_a_schedule_once_and_withhold_nothing() -> None:
    author = writer()
    drafted(new_value(figure()), by=author)
    approve(scheduled(figure(), by=author), by=approver())
    version = let_the_hour_come(figure())
    Approval.objects.update(sha256=version.as_object().content_sha256())
    at_once(*[lambda: call_command("publish_scheduled")] * 2)
    assert Edition.objects.count() == 2
    assert not figure().has_unpublished_changes
    assert Approval.objects.get().withdrawn_at is None
    assert the_chain_is_whole()


def test_two_who_save_at_once_lose_nothing() -> None:
    first, second, found = writer(), writer(), goods()
    clients: list[Client] = [signed_in(first), signed_in(second)]
    forms = [opened(client, edit_url(found)) for client in clients]
    forms[0]["examples"], forms[1]["also"] = "Theirs", "Mine"
    at_once(
        lambda: clients[0].post(edit_url(found), forms[0]),
        lambda: clients[1].post(edit_url(found), forms[1]),
    )
    saved = goods(found.key).draft()
    assert (saved.examples, saved.also) == ("Theirs", "Mine")
