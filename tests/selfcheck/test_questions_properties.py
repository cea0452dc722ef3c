"""Whatever people answer and in whatever order: nothing is lost, nothing is needless, and the asking ends."""

from __future__ import annotations

from random import Random
from urllib.parse import urlencode

from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rules.answers import Value
from portal.rules.ask import ALWAYS_USED, GOODS, unused, usual_facts
from portal.rules.decide import Decision
from portal.selfcheck.journey import Journey
from portal.selfcheck.pages import question_page
from portal.selfcheck.replies import Reply
from tests.selfcheck.people import at, send, some_answer

MOST_PAGES = 25
chances = st.integers(0, 10**9).map(Random)
often = settings(max_examples=25, deadline=None)


def others(journey: Journey, page: str) -> dict[str, Value | None]:
    """All answers but those of one page."""
    return {key: value for key, value in journey.answers.items() if journey.page_of.get(key) != page}


@often
@given(chance=chances)
def test_the_asking_ends_and_never_asks_twice(chance: Random) -> None:
    journey, asked = at(), []
    while following := journey.standing().next:
        assert following.key not in asked, f"{following.key} was asked twice: {journey.answer_url}"
        assert len(asked) < MOST_PAGES
        asked.append(following.key)
        journey = send(journey, following.key, some_answer(journey, following.key, chance))


@often
@given(chance=chances)
def test_the_asking_ends_for_those_who_correct_us_too(chance: Random) -> None:
    journey, asked = at(), 0
    while following := journey.standing().next:
        assert asked < MOST_PAGES
        asked += 1
        journey = send(journey, following.key, some_answer(journey, following.key, chance, corrects=True))


@often
@given(chance=chances)
def test_the_number_of_questions_left_is_never_too_small(chance: Random) -> None:
    journey, promised = at(), []
    while following := journey.standing().next:
        asked = journey.asked(following.key)
        assert asked is not None
        progress = question_page(journey, asked, Reply(), QueryDict())["progress"]
        promised.append(progress["most"] - progress["done"])
        journey = send(journey, following.key, some_answer(journey, following.key, chance))
    for number, left in enumerate(promised):
        assert left >= len(promised) - number - 1, promised


@often
@given(chance=chances)
def test_only_questions_that_can_change_the_answer_are_asked(chance: Random) -> None:
    journey = at()
    while following := journey.standing().next:
        open_facts = Decision(journey.law, journey.answers, journey.today, interview=True).turns_on
        assert open_facts & set(following.facts), following
        journey = send(journey, following.key, some_answer(journey, following.key, chance))


@often
@given(chance=chances)
def test_going_back_and_changing_an_answer_keeps_every_other_answer(chance: Random) -> None:
    journey = at()
    for _step in range(12):
        pages = [page.key for page in journey.pages if chance.random() < 0.4 and journey.asked(page.key)]
        following = journey.standing().next
        page = chance.choice(pages) if pages and chance.random() < 0.5 else following.key if following else ""
        if not page:
            break
        changed = send(journey, page, some_answer(journey, page, chance, corrects=True))
        # Other goods may bring another page for the same facts; the facts keep their answers all the same,
        # but for those that the new goods settle or ask for themselves.
        stale = usual_facts(journey.law, changed.answers) if page == GOODS else frozenset[str]()
        lost = {
            key: value
            for key, value in others(journey, page).items()
            if key not in stale and (key not in changed.answers or changed.answers[key] != value)
        }
        assert not lost, (page, lost)
        journey = changed


@often
@given(chance=chances)
def test_the_same_answers_in_any_order_make_the_same_address(chance: Random) -> None:
    journey = at()
    for _step in range(6):
        if following := journey.standing().next:
            journey = send(journey, following.key, some_answer(journey, following.key, chance))
    pairs = journey.pairs()
    chance.shuffle(pairs)
    assert at(urlencode(pairs)).answer_url == journey.answer_url


@often
@given(chance=chances)
def test_an_answer_marked_as_not_used_can_be_taken_away(chance: Random) -> None:
    journey = at()
    for _step in range(5):
        if following := journey.standing().next:
            journey = send(journey, following.key, some_answer(journey, following.key, chance))
    full = Decision(journey.law, journey.answers, journey.today).signature()
    assert not ALWAYS_USED & unused(journey.law, journey.answers, journey.today)
    for idle in unused(journey.law, journey.answers, journey.today):
        without = {key: value for key, value in journey.answers.items() if key != idle}
        assert Decision(journey.law, without, journey.today).signature() == full, idle
