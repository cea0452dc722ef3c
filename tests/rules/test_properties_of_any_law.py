"""What a user may rely on, whatever the law says: checked on random rulebooks against brute force."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from portal.rules.answers import Answers, Value, complete, day_total
from portal.rules.codec import decode, encode, fingerprint
from portal.rules.conditions import AllOf, AtMost, Not, OneOf
from portal.rules.decide import Decision, quickly
from portal.rules.evidence import Evidence
from portal.rules.explain import explain
from portal.rules.horizon import horizon
from portal.rules.law import Goal, Outcome, Rule
from portal.rules.ready import Law
from portal.rules.spans import ONE_DAY
from portal.rules.truth import truth
from tests.rules.small_law import AS_OF, DAYS, DOMAIN, Case, cases, completions, rulebooks, small_book

slow = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])


def plain_facts(law: Law, answers: Answers) -> dict[str, object]:
    return {**complete(answers, law.categories), "day_total_usd": day_total(answers)}


def by_hand(law: Law, answers: Answers) -> tuple[object, ...]:
    """The answer worked out rule by rule, without a diagram, for a shipment of which all is known."""
    day = answers["arrival_date"]
    evidence = Evidence(law, plain_facts(law, answers), day)  # type: ignore[arg-type]
    found: list[object] = []
    for goal in ("entry", "de_minimis"):
        outcomes = law.goals[goal].outcomes
        found.append(next(o.key for o in outcomes if truth(o.when, evidence.facts, evidence) is True))
    for rule in law.book.rules:
        if rule.agency:
            binds = "applies" if evidence.binds(rule.id) else "check"
            found.append(binds if evidence.rule(rule) else "none")
    return tuple(found)


def by_diagram(law: Law, answers: Answers) -> tuple[object, ...]:
    decision = Decision(law, answers, AS_OF)
    assert len(decision.processes) == 1
    assert len(decision.de_minimis) == 1
    agencies = [decision.agencies.get(rule.id, "none") for rule in law.book.rules if rule.agency]
    return (*decision.processes, *decision.de_minimis, *agencies)


@slow
@given(cases(unknown=0))
def test_the_diagram_and_the_rules_read_one_by_one_give_the_same_answer(case: Case) -> None:
    assert by_diagram(case.law, case.answers) == by_hand(case.law, case.answers)


@slow
@given(cases(unknown=3))
def test_the_outcomes_that_remain_are_exactly_those_of_some_completion(case: Case) -> None:
    decision = Decision(case.law, case.answers, AS_OF)
    complete_answers = [by_hand(case.law, full) for full in completions(case.answers, case.law)]
    assert set(decision.processes) == {answer[0] for answer in complete_answers}
    assert decision.de_minimis == {answer[1] for answer in complete_answers}


@slow
@given(cases(unknown=3))
def test_an_agency_rule_is_firm_or_out_only_when_no_answer_could_change_that(case: Case) -> None:
    decision = Decision(case.law, case.answers, AS_OF)
    complete_answers = [by_hand(case.law, full) for full in completions(case.answers, case.law)]
    agency_rules = [rule.id for rule in case.law.book.rules if rule.agency]
    for number, rule_id in enumerate(agency_rules, 2):
        states = {answer[number] for answer in complete_answers}
        expected = states.pop() if len(states) == 1 else "check"
        assert decision.agencies.get(rule_id, "none") == expected


@slow
@given(cases(unknown=3))
def test_asking_misses_nothing_that_matters_and_asks_nothing_that_cannot(case: Case) -> None:
    """A fact is open exactly when two completions that differ in it alone get different answers."""
    decision = Decision(case.law, case.answers, AS_OF)
    full = list(completions(case.answers, case.law))
    answers = {tuple(sorted((k, repr(v)) for k, v in one.items())): by_hand(case.law, one) for one in full}
    matters = set()
    for key in DOMAIN:
        groups: dict[tuple[tuple[str, str], ...], set[object]] = {}
        for given_answers, answer in answers.items():
            rest = tuple(pair for pair in given_answers if pair[0] != key)
            groups.setdefault(rest, set()).add(answer)
        if any(len(group) > 1 for group in groups.values()):
            matters.add(key)
    assert decision.turns_on == matters


@slow
@given(cases(unknown=2, unsettled=True))
def test_an_unsettled_point_of_law_is_never_read_as_decided(case: Case) -> None:
    decision = Decision(case.law, case.answers, AS_OF)
    for full in completions(case.answers, case.law):
        evidence = Evidence(case.law, plain_facts(case.law, full), full["arrival_date"])  # type: ignore[arg-type]
        for outcome in case.law.goals["entry"].outcomes:
            held = truth(outcome.when, evidence.facts, evidence)
            if held is not False:
                assert outcome.key in decision.processes or held is None
            if held is True:
                break
        else:  # pragma: no cover - the last outcome always holds
            raise AssertionError


@slow
@given(cases(unknown=6, unsettled=True))
def test_every_explanation_agrees_with_the_truth_it_explains(case: Case) -> None:
    day = case.answers["arrival_date"]
    evidence = Evidence(case.law, plain_facts(case.law, case.answers), day)  # type: ignore[arg-type]
    for rule in case.law.book.rules:
        assert explain(rule.when, evidence.facts, evidence).held == truth(rule.when, evidence.facts, evidence)
    for finding in evidence.findings():
        assert finding.held == evidence.rule(finding.rule)
        alone = truth(finding.rule.when, evidence.facts, evidence)
        assert finding.step.held == alone


@slow
@given(cases(unknown=4), st.randoms(use_true_random=False))
def test_the_order_of_rules_never_matters(case: Case, shuffler: random.Random) -> None:
    rules = list(case.law.book.rules)
    shuffler.shuffle(rules)
    other = Law(replace(case.law.book, rules=tuple(rules)))
    first, second = Decision(case.law, case.answers, AS_OF), Decision(other, case.answers, AS_OF)
    assert first.processes == second.processes
    assert first.de_minimis == second.de_minimis
    assert dict(first.agencies) == dict(second.agencies)
    assert first.turns_on == second.turns_on


@slow
@given(cases(unknown=4), st.data())
def test_learning_more_never_adds_a_possibility(case: Case, data: st.DataObject) -> None:
    before = Decision(case.law, case.answers, AS_OF)
    unknown = sorted(key for key in DOMAIN if case.answers.get(key) is None and key in case.answers)
    assume(unknown)
    key = data.draw(st.sampled_from(unknown))
    learned: dict[str, Value | None] = {**case.answers, key: data.draw(st.sampled_from(DOMAIN[key]))}
    after = Decision(case.law, learned, AS_OF)
    assert set(after.processes) <= set(before.processes)
    assert after.de_minimis <= before.de_minimis


@slow
@given(rulebooks(unsettled=True))
def test_a_rulebook_survives_being_written_and_read_and_keeps_its_hash(book: object) -> None:
    text = encode(book)  # type: ignore[arg-type]
    again = decode(text)
    assert again == book
    assert encode(again) == text
    assert fingerprint(text) == fingerprint(encode(again))


@slow
@given(cases(unknown=0))
def test_the_quick_way_and_the_long_way_say_the_same(case: Case) -> None:
    quick = quickly(case.law, case.answers)
    decision = Decision(case.law, case.answers, AS_OF, interview=True)
    if quick is not None:
        assert decision.processes == (quick[0],)
        assert decision.de_minimis == {quick[1]}


@slow
@given(cases(unknown=2))
def test_an_unknown_day_leaves_open_exactly_what_some_later_day_would_answer(case: Case) -> None:
    """Without a day of arrival, every stretch of law from the day of asking on is possible, and no other."""
    undated = {key: value for key, value in case.answers.items() if key != "arrival_date"}
    decision = Decision(case.law, undated, AS_OF)
    dated = [Decision(case.law, {**undated, "arrival_date": day}, AS_OF) for day in (AS_OF, *DAYS[1:])]
    assert set(decision.processes) == {process for one in dated for process in one.processes}
    assert decision.de_minimis == frozenset().union(*(one.de_minimis for one in dated))
    if len({one.signature() for one in dated}) > 1:
        assert "arrival_date" in decision.turns_on


@slow
@given(cases(unknown=2))
def test_an_answer_holds_through_the_day_that_it_says_and_not_a_day_longer(case: Case) -> None:
    decision = Decision(case.law, case.answers, AS_OF)
    found = horizon(decision)
    last = found.through if found else date(2029, 12, 31)
    day = decision.days[0]
    for edge in DAYS:
        if day < edge <= last:
            moved = Decision(case.law, {**case.answers, "arrival_date": edge}, AS_OF)
            assert said(moved) == said(decision)
    if found:
        after = Decision(case.law, {**case.answers, "arrival_date": found.through + ONE_DAY}, AS_OF)
        assert said(after) != said(decision)


def said(decision: Decision) -> tuple[object, ...]:
    return decision.processes, decision.de_minimis, dict(decision.agencies)


def test_the_days_total_is_never_thought_to_be_below_the_shipments_value() -> None:
    """Over the limit by value alone, the total is over it too, whatever else arrives and even unknown."""
    over = OneOf("mode", frozenset({"air"}))
    impossible = AllOf((Not(AtMost("value_usd", "high")), AtMost("day_total_usd", "high"), over))
    fine = Outcome("fine", AllOf(()), entry="formal")
    outcomes = (Outcome("impossible", impossible, entry="barred"), fine)
    goals = tuple(Goal(key, outcomes) for key in ("entry", "de_minimis"))
    law = Law(replace(small_book(), goals=goals))
    decision = Decision(law, {"arrival_date": AS_OF, "mode": "air"}, AS_OF)
    assert decision.processes == ("fine",)
    assert decision.turns_on == frozenset()


def test_a_code_that_is_too_short_to_tell_leaves_the_rule_open() -> None:
    rule = Rule("r", "t", "r", OneOf("hts", frozenset({"7102"})), agency="OFAC", kind="prohibition")
    law = Law(replace(small_book(), rules=(rule,)))
    told = {"arrival_date": AS_OF, "categories": (), "mode": "air"}
    assert Decision(law, {**told, "hts": ("71",)}, AS_OF).agencies == {"r": "check"}
    assert Decision(law, {**told, "hts": ("7102100000",)}, AS_OF).agencies == {"r": "applies"}
    assert Decision(law, {**told, "hts": ("7113",)}, AS_OF).agencies == {}
