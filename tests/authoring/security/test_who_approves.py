"""Nobody approves what they had a hand in, whatever they became meanwhile; who submits it, and when."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Task, Workflow, WorkflowContentType

from portal.accounts.models import User
from portal.authoring.desks import Desk
from portal.authoring.exchange.taking import take_file
from portal.authoring.exchange.writing import yaml_text
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure
from portal.authoring.records import Contribution, Submission
from portal.authoring.review import approving
from portal.authoring.review.task import set_up
from portal.rulebook.models import Edition
from tests.authoring.people import (
    ENTRY,
    administrator,
    approve,
    approver,
    both,
    drafted,
    figure,
    new_value,
    signed_in,
    submitted,
    writer,
)
from tests.authoring.security.attackers import edit_url, gate_of, goods, opened, scheduled

pytestmark = pytest.mark.django_db


def again(user: User) -> User:
    """The same person in another request."""
    return User.objects.get(pk=user.pk)


def waiting(*, by: User) -> LawObject:
    return submitted(drafted(new_value(figure()), by=by), by=by)


def may_not(somebody: User, found: LawObject) -> bool:
    with pytest.raises(PermissionDenied):
        approve(found, by=again(somebody))
    return Edition.objects.count() == 1


def test_an_approver_who_edits_meanwhile_approves_no_more() -> None:
    second = approver()
    found = waiting(by=writer())
    approving.ask_for_changes(found, by=second, comment="Change the day.")
    second.groups.add(Desk.objects.get(key=ENTRY).writers)
    drafted(new_value(figure(), "3100.00"), by=second)
    found = submitted(figure(), by=writer())
    assert may_not(second, found)


def test_an_approver_who_became_a_writer_but_wrote_nothing_still_approves() -> None:
    second, found = approver(), waiting(by=writer())
    second.groups.add(Desk.objects.get(key=ENTRY).writers)
    approve(found, by=again(second))
    assert Edition.objects.count() == 2


def test_a_writer_who_became_an_approver_does_not_approve_what_they_wrote() -> None:
    author = writer()
    found = waiting(by=author)
    author.groups.set([Desk.objects.get(key=ENTRY).approvers])
    assert may_not(author, found)


def test_whoever_submits_again_what_came_back_does_not_approve_it() -> None:
    """Wagtail remembers only the first one who submitted."""
    second = both()
    found = waiting(by=writer())
    approving.ask_for_changes(found, by=approver(), comment="Say why.")
    found = submitted(figure(), by=second, why="So that it is said.")
    assert may_not(second, found)
    approve(found, by=approver())
    edition = Edition.objects.newest_first()[0]
    assert edition.made_by == second


def test_whoever_puts_an_old_version_back_has_written_on_the_draft_and_so_has_its_author() -> None:
    restorer, first, last = both(), both(), writer()
    found = goods()
    old = found.draft()
    old.examples = "An old example"
    old.save_revision(user=first)
    approve(submitted(goods(found.key), by=last), by=approver())
    newer = goods(found.key).draft()
    newer.examples = "A newer example"
    drafted(newer, by=last)
    approve(submitted(goods(found.key), by=last), by=approver())
    version = found.revisions.get(user=first)
    client = signed_in(restorer)
    address = f"/staff/snippets/authoring/goodskind/history/{found.pk}/revisions/{version.pk}/revert/"
    client.post(address, opened(client, address))
    assert goods(found.key).draft().examples == "An old example"
    found = submitted(goods(found.key), by=last)
    for somebody in (restorer, first):
        with pytest.raises(PermissionDenied):
            approve(found, by=again(somebody))
    assert Edition.objects.count() == 3
    approve(found, by=approver())
    assert Edition.objects.count() == 4


def test_whoever_imports_a_file_has_written_on_the_draft() -> None:
    second, found = both(), figure()
    text = yaml_text(new_value(found).row())
    assert take_file(found, text.encode(), by=second, seen=found.latest_revision_id)
    assert may_not(second, submitted(figure(), by=writer()))


def test_what_was_written_before_the_last_publication_is_forgotten() -> None:
    second = both()
    approve(waiting(by=second), by=approver())
    found = submitted(drafted(new_value(figure(), "4000.00", "2028-01-01"), by=writer()), by=writer())
    approve(found, by=again(second))
    assert Edition.objects.count() == 3


def test_an_administrator_who_gives_an_object_to_another_desk_does_not_open_it_to_that_desk_at_once() -> None:
    """Until the move is published the object is that of its own desk, and its own approvers look at it."""
    boss, found = administrator(), goods()
    client = signed_in(boss)
    form = opened(client, edit_url(found))
    form["desk"] = str(Desk.objects.get(key="FDA").pk)
    client.post(edit_url(found), form)
    assert goods(found.key).draft().desk.key == "FDA"
    assert signed_in(writer("FDA")).get(edit_url(found)).status_code == 302
    assert signed_in(writer()).get(edit_url(found)).status_code == 200
    moved = submitted(goods(found.key), by=boss)
    assert may_not(approver("FDA"), moved)
    approve(moved, by=approver())
    assert goods(found.key).desk.key == "FDA"


def test_a_writer_gives_nothing_away_and_takes_nothing() -> None:
    found, client = goods(), signed_in(writer())
    form = opened(client, edit_url(found))
    form["desk"], form["examples"] = str(Desk.objects.get(key="FDA").pk), "Another"
    client.post(edit_url(found), form)
    assert goods(found.key).draft().desk == found.desk
    address = "/staff/snippets/authoring/goodskind/add/"
    form = opened(client, address)
    form.update({"key": "new-kind", "label": "New", "aisle": found.aisle})
    form["desk"] = str(Desk.objects.get(key="FDA").pk)
    assert client.post(address, form).status_code == 200
    assert not type(found).objects.filter(key="new-kind").exists()


# Submitting


def says_no(found: LawObject, words: str, *, by: User) -> None:
    """The refusal is a sentence, for a program and on the page of the gate."""
    before = Submission.objects.count()
    with pytest.raises(approving.NotSubmittedError, match=words):
        approving.submit(found, by=by, why="Because")
    page = signed_in(by).post(gate_of(found), {"action": "submit", "submit-why": "Because"})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert Submission.objects.count() == before


def test_what_is_in_review_is_not_submitted_again() -> None:
    author = writer()
    says_no(waiting(by=author), "It is in review already", by=author)


def test_what_has_not_changed_is_not_submitted() -> None:
    says_no(figure(), "Nothing has changed", by=writer())


def test_what_waits_for_its_day_is_not_submitted() -> None:
    author = writer()
    drafted(new_value(figure()), by=author)
    approve(scheduled(figure(), by=author), by=approver())
    says_no(figure(), "waits for its day", by=author)


def test_what_somebody_has_locked_is_not_submitted_by_another() -> None:
    author = writer()
    found = drafted(new_value(figure()), by=author)
    Figure.objects.filter(pk=found.pk).update(locked=True, locked_by=author, locked_at=timezone.now())
    says_no(figure(), "Somebody has locked it", by=writer())
    submitted(figure(), by=author)


@pytest.mark.parametrize("switched_off", [Workflow, Task])
def test_a_review_that_somebody_switched_off_is_told_and_switched_on_with_the_next_loading(
    switched_off: Any,
) -> None:
    author = writer()
    found = drafted(new_value(figure()), by=author)
    for each in switched_off.objects.all():
        each.deactivate()
    says_no(found, "switched off", by=author)
    set_up()
    set_up()
    approve(submitted(figure(), by=author), by=approver())
    assert Edition.objects.count() == 2


def test_a_kind_of_law_that_was_put_under_another_review_comes_back() -> None:
    other = Workflow.objects.create(name="A shorter way")
    WorkflowContentType.objects.update(workflow=other)
    set_up()
    assert figure().get_workflow().name == "Review of the law"


def test_nobody_contributes_by_looking() -> None:
    client = signed_in(approver())
    found = waiting(by=writer())
    before = Contribution.objects.count()
    client.get(gate_of(found))
    client.get(edit_url(found))
    assert Contribution.objects.count() == before
