"""Where goods are from and how they come is recognized in what people write, and stored as digests only."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from portal.triage.indexing import index
from portal.triage.models import Case, Term
from portal.triage.trends import facts
from portal.triage.trends.facts import FIRM, MODE, ORIGIN, UNKNOWN, modes_of, origins_of, term
from tests.triage.people import reported

ORIGINS = [
    ("China", ["CN"]),
    ("made in  CHINA.", ["CN"]),
    ("CN", ["CN"]),
    ("cn", ["CN"]),
    ("PRC (Shenzhen)", ["CN"]),
    ("中国", ["CN"]),
    ("在中国广东制造", ["CN"]),
    ("Viet Nam", ["VN"]),
    ("Vietnam, they say Malaysia", ["VN", "MY"]),
    ("Việt Nam", ["VN"]),
    ("Turkey", ["TR"]),
    ("Türkiye", ["TR"]),
    ("Hong Kong", ["HK"]),
    ("Papua New Guinea", ["PG"]),
    ("Nigeria", ["NG"]),
    ("Niger", ["NE"]),
    ("South Korea", ["KR"]),
    ("Estados Unidos", ["US"]),
    ("Indiana", [UNKNOWN]),
    ("I do not know", [UNKNOWN]),
    ("who told us", [UNKNOWN]),
    ("China, India, Mexico, Brazil", ["CN", "IN", "MX"]),
    ("", []),
    ("  ?!", []),
]
MODES = [
    ("USPS tracking, by ePacket", ["post"]),
    ("DHL Express", ["courier"]),
    ("container to Long Beach, then truck", ["sea", "land"]),
    ("AWB 123", ["air"]),
    ("por correo", ["post"]),
    ("快递", ["courier"]),
    ("a shipment, a relationship, postings", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "codes"), ORIGINS)
def test_countries_are_recognized_however_they_are_written(text: str, codes: list[str]) -> None:
    assert origins_of({"made_in": text}) == codes


@pytest.mark.parametrize(("text", "modes"), MODES)
def test_ways_are_recognized_and_what_only_looks_like_one_is_not(text: str, modes: list[str]) -> None:
    assert modes_of({"route": text}) == modes


def test_where_goods_are_made_counts_more_than_where_they_are_sent_from() -> None:
    assert origins_of({"made_in": "Vietnam", "shipped_from": "China"}) == ["VN"]
    assert origins_of({"shipped_from": "China", "claimed_origin": "Italy"}) == ["CN"]


@given(st.text(max_size=200))
def test_whatever_is_written_a_few_countries_come_of_it(text: str) -> None:
    assert len(origins_of({"made_in": text})) <= 3
    assert set(modes_of({"route": text})) <= set(facts.MODES)


def test_every_country_has_a_digest_of_its_own_that_leads_back_to_its_name() -> None:
    named = facts.origins()
    assert named[term(ORIGIN, "CN")[1]] == "China"
    assert len(named) == len(set(named.values())) > 240
    assert facts.modes()[term(MODE, "post")[1]] == "Post"


def test_each_name_of_a_country_means_one_country() -> None:
    taken: dict[str, str] = {}
    for row in facts._rows("countries"):
        for name in facts._all_names(row):
            assert taken.setdefault(facts._plain(name), row["code"]) == row["code"], name


@pytest.mark.django_db
def test_a_report_is_counted_by_digests_and_no_word_of_it_stands_in_the_database() -> None:
    case = indexed(made_in="China", route="by post", name="Harbormarker Trading Ltd.")
    other = indexed(made_in="PRC", name="HARBORMARKER TRADING LIMITED")
    for kind in (ORIGIN, FIRM):
        values = [set(terms_of(one, kind)) for one in (case, other)]
        assert values[0] & values[1], kind
    assert terms_of(case, MODE) == [term(MODE, "post")[1]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM triage_term")
        stored = str(cursor.fetchall()).lower()
    assert "china" not in stored
    assert "marker" not in stored


def indexed(name: str = "Somebody & Co", **goods: Any) -> Case:
    case = reported(who=[{"id": "1", "name": name}], goods={"what": "Lamps", **goods})
    with transaction.atomic():  # as the relay does
        index({"report": str(case.pk)}, case.pk)
    return case


def terms_of(case: Case, kind: int) -> list[int]:
    return list(Term.objects.filter(case=case, kind=kind).values_list("value", flat=True))
