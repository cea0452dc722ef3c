"""Clusters keep their names, and many reports in the same words within days are marked as a campaign."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from portal.triage.likeness.clusters import CAMPAIGN_DAYS, CAMPAIGN_REPORTS, Link, clusters_of
from portal.triage.likeness.comparing import Likeness, Reason, Verdict, compare
from tests.triage.likeness import made

DAY = made.FIRST_DAY
SAME = Likeness(0.95, Verdict.SAME, (Reason.TEXT, Reason.GOODS))
RELATED = Likeness(0.9, Verdict.RELATED, (Reason.NAME,))
APART = Likeness(0.1, Verdict.APART, ())


def days(**after: int) -> dict[str, date]:
    return {key: DAY + timedelta(days=number) for key, number in after.items()}


def test_reports_hang_together_through_others_and_apart_joins_nothing() -> None:
    links = [Link("a", "b", SAME), Link("b", "c", RELATED), Link("c", "d", APART), Link("e", "f", RELATED)]
    found = clusters_of(links, days(a=3, b=1, c=2, d=0, e=9, f=8))
    assert [cluster.members for cluster in found] == [("b", "c", "a"), ("f", "e")]
    assert [cluster.same for cluster in found] == [(("b", "a"),), ()]


def test_a_cluster_keeps_its_name_when_others_join() -> None:
    sent = days(a=0, b=1, c=2, d=3)
    before = clusters_of([Link("b", "c", RELATED)], sent)
    after = clusters_of([Link("b", "c", RELATED), Link("c", "d", SAME)], sent)
    assert before[0].name == after[0].name == "b"
    grown = clusters_of([Link("b", "c", RELATED), Link("c", "a", SAME)], sent)
    assert grown[0].name == "a"


@given(
    st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20), st.randoms()
)
def test_the_order_of_the_links_makes_no_difference(pairs: list[tuple[str, str]], random: Random) -> None:
    sent = days(**{key: place for place, key in enumerate("hgfedcba")})
    links = [Link(one, other, SAME if one < other else RELATED) for one, other in pairs if one != other]
    assert clusters_of(links, sent) == clusters_of(random.sample(links, len(links)), sent)


def flood(size: int, apart_days: int) -> tuple[list[Link], dict[str, date]]:
    keys = [f"r{number:02}" for number in range(size)]
    links = [Link(one, other, SAME) for one, other in pairwise(keys)]
    return links, {key: DAY + timedelta(days=place * apart_days) for place, key in enumerate(keys)}


def test_many_reports_in_the_same_words_within_days_are_a_campaign() -> None:
    links, sent = flood(CAMPAIGN_REPORTS, 1)
    campaign = clusters_of(links, sent)[0].campaign
    assert campaign is not None
    assert (campaign.first_day, campaign.last_day) == (DAY, DAY + timedelta(days=CAMPAIGN_REPORTS - 1))
    assert len(campaign.members) == CAMPAIGN_REPORTS


def test_few_reports_or_many_over_months_or_in_other_words_are_none() -> None:
    assert clusters_of(*flood(CAMPAIGN_REPORTS - 1, 0))[0].campaign is None
    assert clusters_of(*flood(CAMPAIGN_REPORTS, CAMPAIGN_DAYS))[0].campaign is None
    links, sent = flood(CAMPAIGN_REPORTS, 0)
    other_words = [Link(link.one, link.other, RELATED) for link in links]
    assert clusters_of(other_words, sent)[0].campaign is None


def test_a_made_flood_of_letters_is_found_as_one_cluster_in_the_same_words() -> None:
    letters = {key: made.reports()[f"garment-flood.{key}"] for key in "abcdn"}
    links = [Link(a, b, compare(letters[a], letters[b])) for a, b in combinations(letters, 2)]
    sent = {key: facts.sent_on or DAY for key, facts in letters.items()}
    (cluster,) = clusters_of(links, sent)
    assert cluster.members == ("a", "b", "c", "d")
    assert ("a", "b", "c") in cluster.same
