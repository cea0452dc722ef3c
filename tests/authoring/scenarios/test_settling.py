"""With an edition, accepted answers become what scenarios expect, and a draft's scenarios count for all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from portal.authoring.gate.blocking import blocking
from portal.authoring.objects.base import LawObject
from portal.authoring.review.publishing import NotPublishedError
from portal.authoring.scenarios.changes import changed_since
from portal.authoring.scenarios.models import Scenario
from portal.authoring.scenarios.settling import SETTLED
from portal.rulebook import queries
from portal.rulebook.models import Edition
from tests.authoring.people import approve, approver, drafted, figure, new_value, submitted, writer

pytestmark = pytest.mark.django_db

REASON = "The notice of that day says so."


@pytest.fixture(autouse=True)
def _look_afresh() -> Iterator[None]:
    queries.forget_current_edition()
    yield
    queries.forget_current_edition()


@pytest.fixture
def own() -> Scenario:
    """A scenario for the draft: what it expects is true only when the draft is law."""
    like = Scenario.objects.get(key="A02")
    made = Scenario(key="S1", title="Over the old limit", made_for="figure/informal-limit")
    made.shipment = like.shipment | {"arrival_date": "2027-08-01", "value_usd": "2600.00"}
    made.entries = ["informal"]
    made.save()
    made.save_revision(user=writer())
    return made


def raised(by: object) -> LawObject:
    """The draft: from 2027 on informal entry is open to more."""
    return submitted(drafted(new_value(figure()), by=by), by=by)


@pytest.fixture
def turned() -> Scenario:
    """A scenario that everybody knows, and that the draft answers otherwise."""
    like = Scenario.objects.get(key="A02")
    made = Scenario(key="S2", title="Over the limit in 2027", because="It is over the limit.")
    made.shipment = like.shipment | {"arrival_date": "2027-08-01", "value_usd": "2600.00"}
    made.entries, made.must_cite = ["formal"], "19 CFR 143.21(a)"
    made.save()
    made.save_revision(user=writer())
    return made


def test_the_gate_of_the_draft_runs_its_own_scenarios_and_no_other_gate_does(own: Scenario) -> None:
    assert blocking(new_value(figure())).turned == ()
    own.entries = ["formal"]
    own.save()
    assert [each.key for each in blocking(new_value(figure())).turned] == ["S1"]
    assert blocking(new_value(figure("gift-limit"), "150.00")).turned == ()


def test_an_edition_takes_over_what_was_accepted_and_tells_why(own: Scenario, turned: Scenario) -> None:
    found, second = raised(writer()), approver()
    with pytest.raises(NotPublishedError, match="scenario:S2"):
        approve(found, by=second)
    assert Scenario.objects.get(key="S2").entries == ["formal"]

    approve(found, by=second, accepted={"scenario:S2": REASON})

    settled = Scenario.objects.get(key="S2")
    assert settled.entries == ["informal"]
    assert settled.must_cite == turned.must_cite  # this part did not differ
    assert settled.because == turned.because
    assert settled.latest_revision.user == second
    entry = ModelLogEntry.objects.get(action=SETTLED, object_id=str(settled.pk))
    assert (entry.user, entry.revision_id) == (second, settled.latest_revision_id)
    assert entry.message == f"Expects what edition 2 answers: {REASON}"

    counting = Scenario.objects.get(key="S1")
    assert counting.made_for == ""
    assert counting.entries == ["informal"]
    queries.forget_current_edition()
    assert blocking(figure()).turned == ()
    assert changed_since(Edition.objects.get(number=2)) == []


def test_nothing_is_settled_while_nothing_is_published(own: Scenario, turned: Scenario) -> None:
    found = raised(writer())
    with pytest.raises(NotPublishedError):
        approve(found, by=approver(), accepted={"scenario:S2": "  "})
    assert Scenario.objects.get(key="S1").made_for == own.made_for
    assert not ModelLogEntry.objects.filter(action=SETTLED).exists()


# What was changed since the newest edition


def test_whoever_bends_a_scenario_is_named_with_what_was_changed() -> None:
    assert changed_since(Edition.objects.get(number=1)) == []
    first, second = writer(), writer("FDA")
    bent = Scenario.objects.get(key="A02")
    bent.entries = ["formal"]
    bent.save()
    bent.save_revision(user=first)
    bent.shipment = bent.shipment | {"value_usd": "1.00"}
    bent.save()
    bent.save_revision(user=second)
    (found,) = changed_since(Edition.objects.get(number=1))
    assert (found.key, found.title) == ("A02", bent.title)
    assert found.what == ("Answers", "Kind of entry")
    assert found.who == (str(first), str(second))


def test_other_words_and_new_scenarios_bend_nothing(own: Scenario) -> None:
    told = Scenario.objects.get(key="A02")
    told.because = "Told in other words."
    told.save()
    told.save_revision(user=writer())
    assert changed_since(Edition.objects.get(number=1)) == []


def test_what_was_bent_and_bent_back_is_not_named() -> None:
    bent, author = Scenario.objects.get(key="A02"), writer()
    for entries in (["formal"], bent.entries):
        bent.entries = entries
        bent.save()
        bent.save_revision(user=author)
    assert changed_since(Edition.objects.get(number=1)) == []


def test_a_deleted_scenario_is_named(own: Scenario) -> None:
    author = writer()
    log(instance=own, action="wagtail.delete", user=author)
    own.delete()
    (found,) = changed_since(Edition.objects.get(number=1))
    assert (found.key, found.what, found.who) == ("S1", ("deleted",), (str(author),))
