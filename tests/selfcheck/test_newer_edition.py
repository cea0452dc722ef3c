"""Two editions side by side: whatever a later one tells otherwise is said, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.http import QueryDict
from django.test import Client

from portal.rulebook import queries
from portal.rulebook.models import Edition
from portal.rulebook.queries import LoadedEdition, current_edition
from portal.rulebook.services import mint_edition
from portal.rules.law import Rule
from portal.rules.spans import Span
from portal.selfcheck.answer.newer import Differs, Newer, newer
from portal.selfcheck.journey import Journey
from portal.selfcheck.query import read_query
from tests.law import TODAY, starter_edition
from tests.selfcheck.editions import (
    Change,
    edition_with,
    one_after_another,
    retitled,
    with_figure,
    with_rule,
    without_rule,
)
from tests.selfcheck.shipments import address
from tests.selfcheck.test_answer_page import words


def beside(person: str, change: Change, **instead: str) -> Newer:
    """A person's answer on the starter law, with that of a changed law beside it."""
    query = address(person, starter_edition(), **instead)

    def under(edition: LoadedEdition) -> Journey:
        return Journey(edition, read_query(QueryDict(query), edition.law), TODAY)

    return newer(under(starter_edition()), under(edition_with(change)))


def row(found: Newer, what: str) -> Differs:
    return next(row for row in found.rows if row.what == what)


def reworded(rule: Rule, key: str) -> Rule:
    return replace(rule, words={**rule.words, key: {"en": "Other words"}})


def test_another_kind_of_entry_is_told_with_what_else_may_be_chosen() -> None:
    found = beside("shirts-over", with_figure("informal-limit", 350_000))
    entry = row(found, "Kind of entry")
    assert entry.here[0] == "This shipment needs a formal entry"
    assert entry.there[0] == "An informal entry"
    assert entry.there[-1] == "You may also choose: a formal entry."
    assert (found.same_entry, found.tone) == (False, "warning")
    steps = row(found, "What to do next")
    assert "Get a customs bond" in steps.here
    assert "File the informal entry (entry type 11, CBP Form 7501)" in steps.there
    assert row(found, "Price of a customs bond").there == ("Not named",)


def test_an_answer_that_becomes_open_names_all_that_remains() -> None:
    found = beside("shirts-over", with_figure("informal-limit", 350_000), adcvd="unknown")
    entry = row(found, "Kind of entry")
    assert entry.here[0] == "This shipment needs a formal entry"
    assert entry.there[0] == "It depends. Plan for the strictest: a formal entry."
    assert {"A formal entry", "An informal entry"} <= set(entry.there)


def test_the_state_of_the_exemption_and_the_warnings_are_told() -> None:
    found = beside("mug-2025", with_figure("exemption-limit", 1_000))
    exemption = row(found, "Low-value exemption")
    assert exemption.here == ("The low-value exemption is open to this shipment",)
    assert exemption.there == ("The low-value exemption is not open to this shipment",)
    assert row(found, "Look out for").here == ("Nothing more",)
    assert "through August 28, 2025" in row(found, "How long it holds").there[0]


def test_an_exemption_that_stays_open_tells_what_remains_possible_of_it() -> None:
    earlier = with_rule("world-suspension", lambda rule: replace(rule, span=Span()))
    exemption = row(beside("mug-2025", earlier, value_usd="unknown"), "Low-value exemption")
    assert exemption.here[0] == exemption.there[0] == "Whether the low-value exemption helps is still open"
    assert "is open to this shipment" in exemption.here[1]
    assert "is suspended for this shipment" in exemption.there[1]


def test_an_agency_that_comes_or_goes_is_told_while_the_entry_stays() -> None:
    found = beside("bear", without_rule("fcc-rf"))
    gone = row(found, "FCC: Electronics must have FCC authorization")
    assert (gone.here, gone.there) == (("Applies",), ("Does not apply",))
    assert found.same_entry
    assert found.tone == "warning"


def test_many_rules_of_agencies_are_cut_short_and_counted() -> None:
    agencies = [rule.id for rule in starter_edition().law.book.rules if rule.agency]
    no_rule = one_after_another(*map(without_rule, agencies))
    found = beside("bear", no_rule, categories="unknown", hts="unknown")
    assert len(found.decisive) == 6
    assert found.rules_more > 0


def test_another_amount_is_a_detail_of_the_same_answer() -> None:
    found = beside("shirts", with_figure("mpf-informal-automated", 300))
    (fee,) = found.rows
    assert (fee.here, fee.there) == (("$2.77",), ("$3",))
    assert (found.same_entry, found.tone, found.decisive) == (True, "info", ())


def test_a_warning_that_ends_is_told() -> None:
    found = beside("bear", without_rule("warn-section-301-china"))
    assert row(found, "Look out for") == Differs(
        "Look out for", ("Some goods of China owe a Section 301 duty",), ("Nothing more",)
    )


def test_a_step_that_is_told_otherwise_is_shown_with_both_texts() -> None:
    bond = next(
        rule
        for rule in starter_edition().law.afterwards["step"]
        if rule.words["title"]["en"] == "Ask whether a bond is needed"
    )
    (step,) = beside("shirts", with_rule(bond.id, lambda rule: reworded(rule, "detail"))).rows
    assert step.what == "Ask whether a bond is needed"
    assert step.there == ("Other words",)


@pytest.mark.parametrize("person", ["mug", "shirts", "cigars"])
def test_nothing_is_told_where_nothing_differs_but_the_number(person: str) -> None:
    assert not beside(person, retitled).rows


def test_better_words_for_the_same_decision_are_no_difference() -> None:
    """The reasons of a rule may be put better; the answer is the same."""
    assert not beside("bear", with_rule("fcc-rf", lambda rule: reworded(rule, "held"))).rows


# On the page


@pytest.fixture
def later(db: None) -> Iterator[Edition]:
    """A later edition without the rule on electronics."""
    book = one_after_another(without_rule("fcc-rf"), with_figure("express-waybill-fee", 150))(
        current_edition().law.book
    )
    edition, _new = mint_edition(book=book, note="A test of two editions")
    queries.forget_current_edition()
    yield edition
    queries.forget_current_edition()


def test_the_page_shows_both_answers_side_by_side(client: Client, later: Edition) -> None:
    page = client.get(f"/check/answer/?{address('bear')}&edition={later.number - 1}")
    text = words(page)
    assert f"Edition {later.number} answers otherwise" in text
    assert "The kind of entry stays the same: An informal entry, filed by the courier or a broker." in text
    assert "FCC: Electronics must have FCC authorization Applies Does not apply" in text
    assert "$1.38 $1.50" in text


def test_one_quiet_line_where_the_answer_is_the_same(client: Client, later: Edition) -> None:
    text = words(client.get(f"/check/answer/?{address('mug')}&edition={later.number - 1}"))
    assert f"The newest is edition {later.number}, and it gives the same answer." in text
    assert "side by side" not in text


def test_an_edition_that_this_process_has_not_seen_yet_is_not_called_older(
    client: Client, later: Edition
) -> None:
    """Another process published it; somebody opens its link here before this one has looked again."""
    seen = current_edition()
    queries._newest.edition = queries.edition(later.number - 1)
    text = words(client.get(f"/check/answer/?{address('bear')}&edition={seen.number}"))
    assert "the newest" not in text.lower()
