"""What changed between two editions is told, all of it, and in words that people can weigh."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rulebook.changes import changes
from portal.rulebook.comparing.pairing import pairs
from portal.rulebook.comparing.rows import Changed
from portal.rules.conditions import AllOf, Not, OneOf, Test, Yes
from portal.rules.law import Amount, Citation, Rulebook, Source, Unless
from portal.rules.spans import Span
from tests.law import TODAY, starter_edition
from tests.rulebook.otherwise import one_of_each_shape, things, variants

NEW_YEAR = date(2027, 1, 1)


def book() -> Rulebook:
    return starter_edition().law.book


def changed(field: str, name: str, **values: Any) -> Rulebook:
    """The starter with one thing changed. ``name``: its key, id, slug, code or label."""
    row = tuple(
        replace(thing, **values) if name in (getattr(thing, key, None) for key in KEYS) else thing
        for thing in getattr(book(), field)
    )
    assert row != getattr(book(), field)
    return replace(book(), **{field: row})


KEYS = ("key", "id", "slug", "code", "label")


def find(field: str, name: str) -> Any:
    return next(t for t in getattr(book(), field) if name in (getattr(t, key, None) for key in KEYS))


def sentences(after: Rulebook) -> list[str]:
    return [found.sentence for found in changes(book(), after)]


def only(after: Rulebook) -> Changed:
    (found,) = changes(book(), after)
    return found


# Nothing is left out


def test_whatever_differs_is_told() -> None:
    silent = [where for where, after in one_of_each_shape(book()) if not changes(book(), after)]
    assert not silent


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_differs_in_any_thing_is_told_both_ways(data: st.DataObject) -> None:
    field, place = data.draw(st.sampled_from(things(book())))
    row = getattr(book(), field)
    where, other = data.draw(st.sampled_from(list(variants(row[place]))))
    after = replace(book(), **{field: (*row[:place], other, *row[place + 1 :])})
    assert changes(book(), after), where
    assert changes(after, book()), where


def test_the_first_edition_says_so_and_the_same_edition_says_nothing() -> None:
    assert [found.sentence for found in changes(None, book())] == ["The first edition."]
    assert changes(book(), replace(book())) == ()


def test_what_is_told_stands_under_its_heading_in_the_order_of_the_editions_page() -> None:
    quota = changed("rules", "quota-formal", span=Span(NEW_YEAR))
    both = replace(
        quota, title="Another title", figures=changed("figures", "gift-limit", unit="count").figures
    )
    both = replace(both, rules=(replace(both.rules[0], span=Span(NEW_YEAR)), *both.rules[1:]))
    places = list(dict.fromkeys(found.place for found in changes(book(), both)))
    assert places == [
        "The rulebook",
        "Additional duties of chapter 99",
        "When a formal entry is needed",
        "Dated figures",
    ]


# Rules


def test_a_new_rule_is_read_out_with_its_sources_and_one_that_went_as_it_was() -> None:
    dogs = find("rules", "cdc-dogs")
    without = replace(book(), rules=tuple(rule for rule in book().rules if rule is not dogs))
    (new,) = changes(without, book())
    assert new.place == "Centers for Disease Control and Prevention"
    assert new.sentence.startswith(
        "“Dogs: CDC form and microchip”: New: For arrivals from August 1, 2024: the rule"
    )
    assert new.text.endswith("binds if it is a dog. Sources: 42 USC 264, 42 CFR 71.51.")
    (gone,) = changes(book(), without)
    assert gone.text.startswith("Taken out. It was: For arrivals from August 1, 2024")


def test_a_rule_tells_its_new_days_and_condition_beside_the_old_ones() -> None:
    assert only(changed("rules", "cdc-dogs", span=Span(NEW_YEAR))).text == (
        "In force for arrivals from January 1, 2027; before, for arrivals from August 1, 2024."
    )
    found = only(changed("rules", "quota-formal", when=Not(Yes("quota"))))
    assert found.text == (
        "It now holds if it is not true that they are of a class under a quota. "
        "Before, it held if they are of a class under a quota."
    )
    finds = only(changed("rules", "quota-formal", finds="never"))
    assert finds.text == (
        "It finds that the low-value exemption is not open to the shipment; "
        "before, that a formal entry is needed."
    )


def test_another_form_of_the_same_condition_is_told_as_that() -> None:
    again: Test = AllOf((AllOf((Yes("quota"),)),))
    assert only(changed("rules", "quota-formal", when=again)).text == (
        "The form of its condition changed. It still holds if they are of a class under a quota."
    )


def test_exceptions_that_come_go_and_change_are_told() -> None:
    (books,) = find("rules", "embargo-cuba").unless
    gift = Unless("gift", OneOf("purpose", frozenset(["gift"])), words={"title": {"en": "Gifts"}})
    assert only(changed("rules", "embargo-cuba", unless=(books, gift))).text == (
        "New exception, “Gifts”: it does not hold if the purpose is “A gift”."
    )
    assert only(changed("rules", "embargo-cuba", unless=())).text.startswith(
        "No longer an exception, “Books, films and other informational materials”: before, it did not hold if"
    )
    dated = only(changed("rules", "embargo-cuba", unless=(replace(books, span=Span(NEW_YEAR)),)))
    assert "It now holds if for arrivals from January 1, 2027: it is all books" in dated.text


def test_of_texts_the_title_is_told_and_the_others_are_named() -> None:
    rule = find("rules", "quota-formal")
    words = {**rule.words, "title": {"en": "Quota"}, "held": {"en": "So"}, "note": {"en": "Mind it"}}
    assert sentences(changed("rules", "quota-formal", words=words)) == [
        "“Quota”: The title: “Quota” instead of “Goods of a quota class need a formal entry”.",
        "“Quota”: Reworded: why it holds; “note”.",
    ]
    spanish = {**rule.words, "title": {**rule.words["title"], "es": "Cuota"}}
    assert only(changed("rules", "quota-formal", words=spanish)).text == "Translated anew: es."


def test_citations_that_come_and_go_are_named() -> None:
    source = find("rules", "quota-formal").source
    after = changed("rules", "quota-formal", source=replace(source, cites=("19 USC 1484", "19 CFR 1.1")))
    assert only(after).text == "It cites 19 CFR 1.1 instead of 19 CFR 143.22."


# Terms


def test_a_figure_tells_which_days_have_which_amount_instead_of_which() -> None:
    limit = find("figures", "informal-limit")
    (value,) = limit.values
    cites = Source(cites=("19 CFR 143.21",), checked=TODAY)
    values = (replace(value, span=Span(until=NEW_YEAR)), Amount(Span(NEW_YEAR), 300_000, cites))
    assert only(changed("figures", "informal-limit", values=values)).sentence == (
        "“Limit of informal entry and of postal informal entry”: "
        "Arrivals from January 1, 2027: $3,000 instead of $2,500 (19 CFR 143.21)."
    )
    ended = changed("figures", "informal-limit", values=(replace(value, span=Span(until=NEW_YEAR)),))
    assert only(ended).text == "Arrivals from January 1, 2027: no amount any more; it was $2,500."


def test_a_list_names_who_came_and_went_and_counts_the_conditions_that_name_it() -> None:
    named = find("lists", "us-islands")
    members = (*named.members[1:], "PR")

    def renamed(test: Any) -> Any:
        if isinstance(test, OneOf) and test.members == frozenset(named.members):
            return replace(test, members=frozenset(members))
        if hasattr(test, "parts"):
            return replace(test, parts=tuple(map(renamed, test.parts)))
        return replace(test, part=renamed(test.part)) if isinstance(test, Not) else test

    after = replace(
        changed("lists", "us-islands", members=members),
        rules=tuple(replace(rule, when=renamed(rule.when)) for rule in book().rules),
    )
    came, went, counted = changes(book(), after)
    assert came.text == "Added to the list: Puerto Rico."
    assert went.text == "Taken off the list: U.S. Virgin Islands."
    assert counted.text == "4 conditions name a list whose members changed, and changed with it."
    assert "A gift over the limit is dutiable as a whole" in counted.lines


def test_questions_tell_what_they_ask_now_and_which_answers_came_and_went() -> None:
    mode = find("facts", "mode")
    words = {**mode.words, "ask": {"en": "How does it travel?"}, "hint": {"en": "Think."}}
    after = changed("facts", "mode", words=words, options=mode.options[1:], can_choose=False)
    assert [found.text for found in changes(book(), after)] == [
        "The question: “How does it travel?” instead of “How do the goods get to the United States?”.",
        "Reworded: the hint.",
        "No answer any more: “By mail”.",
        "Whether it is a free choice: no instead of yes.",
    ]


def test_outcomes_tell_their_conditions_and_their_places_in_the_order() -> None:
    goal = find("goals", "entry")
    first, second, *rest = goal.outcomes
    turned = changed("goals", "entry", outcomes=(second, first, *rest))
    assert only(turned).text.startswith("Now in another order; moved: “")
    assert only(turned).place == "The kind of entry"
    other = replace(first, when=Yes("quota"))
    assert only(changed("goals", "entry", outcomes=(other, second, *rest))).text == (
        "It now holds if they are of a class under a quota. "
        "Before, it held if a rule finds that the import is barred."
    )


def test_an_address_and_a_name_are_told_before_and_after() -> None:
    address = only(changed("citations", "19 CFR 143.21(a)", url="https://example.gov/"))
    assert address.text.startswith(
        "The page where it can be read: “https://example.gov/” instead of “https://"
    )
    words = {**find("agencies", "FDA").words, "title": {"en": "Food Agency"}}
    agency = only(changed("agencies", "FDA", words=words))
    assert agency.text == "The title: “Food Agency” instead of “Food and Drug Administration”."


# Sums


def test_sources_that_were_only_checked_again_are_counted_and_named() -> None:
    later = TODAY + timedelta(days=2)
    rules = tuple(
        replace(rule, source=replace(rule.source, checked=later, review=later))
        if rule.agency == "FDA"
        else rule
        for rule in book().rules
    )
    found = only(replace(book(), rules=rules))
    number = sum(rule.agency == "FDA" for rule in book().rules)
    assert found.text == f"{number} sources were checked again."
    assert len(found.lines) == number
    assert "Tell FDA before any food arrives" in found.lines


def test_a_check_that_was_taken_back_is_no_check() -> None:
    source = find("rules", "quota-formal").source
    after = changed("rules", "quota-formal", source=replace(source, checked=TODAY - timedelta(days=2)))
    assert only(after).text == "Last checked: November 20, 2026 instead of November 22, 2026."


def test_the_same_change_of_many_things_is_one_sentence_and_of_a_few_one_each() -> None:
    steps = [rule for rule in book().rules if rule.kind == "step"]
    for number in (3, len(steps)):
        some = {rule.id: replace(rule, details={**rule.details, "box": "later"}) for rule in steps[:number]}
        rules = tuple(some.get(rule.id, rule) for rule in book().rules)
        found = changes(book(), replace(book(), rules=rules))
        said = "The box in which it stands: “later” instead of nothing."
        assert {one.place for one in found} == {"Next steps"}
        if number == 3:
            assert [one.text for one in found] == [said] * 3
        else:
            assert [one.text for one in found] == [f"For {number} of them: {said}"]
            assert len(found[0].lines) == number


def test_many_new_citations_are_one_sentence() -> None:
    new = tuple(Citation(f"1 CFR {number}", "https://example.gov/") for number in range(9))
    found = only(replace(book(), citations=(*book().citations, *new)))
    assert (found.text, len(found.lines)) == ("9 are new.", 9)


# Pairs

names = st.lists(st.sampled_from("abcdefg"), unique=True)


@given(names, names)
def test_things_that_moved_explain_the_order_and_are_as_few_as_can_be(
    before: list[str], after: list[str]
) -> None:
    found = pairs(before, after, str)
    assert set(found.added) == set(after) - set(before)
    assert set(found.removed) == set(before) - set(after)
    stayed = [name for name in before if name in after and name not in found.moved]
    assert stayed == [name for name in after if name in before and name not in found.moved]
    kept = [after.index(name) for name in before if name in after]
    assert len(stayed) == _longest_rising(kept)


def _longest_rising(places: list[int]) -> int:
    lengths: list[int] = []
    for number, place in enumerate(places):
        before = [length for other, length in zip(places, lengths, strict=False) if other < place]
        lengths.append(1 + max(before[:number], default=0))
    return max(lengths, default=0)
