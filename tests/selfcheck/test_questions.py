"""The question pages as a browser meets them: one page, one address, nothing kept, nothing lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from portal.rulebook.queries import current_edition
from portal.rules.ask import pages
from tests.selfcheck.asking import DAY, TOY, TOY_CHOSEN, leads_to, read, seen

pytestmark = pytest.mark.django_db

MOST_QUERIES, MOST_BYTES = 8, 40 * 1024


def every_page() -> list[str]:
    law = current_edition().law
    keys = [page.key for page in pages(law, {})]
    return [*keys, "about-the-goods"]


def test_the_start_says_what_it_is_and_leads_to_the_first_question(client: Client) -> None:
    text = read(client, "/check/")
    assert "/check/arrival_date/" in text
    assert "Nothing. There is no account and no cookie." in text
    assert f"Edition {current_edition().number}." in text


def test_the_start_keeps_the_answers_of_a_bookmark(client: Client) -> None:
    assert f"/check/mode/?{DAY}" in read(client, f"/check/?{DAY}")


def test_a_page_that_there_is_not_is_not_found(client: Client) -> None:
    assert client.get("/check/no-such-question/").status_code == 404


def test_no_page_sets_a_cookie_or_is_kept_from_caches(client: Client) -> None:
    for address in ["/check/", *(f"/check/{key}/?{TOY_CHOSEN}" for key in every_page())]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not answer.cookies, address
        assert answer.headers["Cache-Control"].startswith("public"), address
        assert "cookie" not in answer.headers.get("Vary", "").lower(), address


def test_pages_are_light_and_ask_the_database_little(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for key in every_page():
        address = f"/check/{key}/?{DAY}"
        answer = client.get(address, HTTP_ACCEPT_ENCODING="br")
        assert len(answer.content) < MOST_BYTES, (key, len(answer.content))
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(address)


def test_each_question_says_why_it_is_asked_and_how_to_find_out(client: Client) -> None:
    law = current_edition().law
    for page in pages(law, {}):
        text = read(client, f"/check/{page.key}/?{DAY}")
        assert "Why do we ask?" in text or "Why we ask" in text or "Not sure?" in text, page.key
        assert "How do I find out?" in text, page.key
        assert "I don't know" in text, page.key


def test_an_answer_leads_to_the_next_question_that_matters(client: Client) -> None:
    path, told = leads_to(client, f"/check/mode/?go=1&{DAY}&mode=postal")
    assert path == "/check/purpose/"
    assert told == {"arrival_date": ["2026-11-22"], "mode": ["postal"]}


def test_the_date_is_taken_from_its_three_fields(client: Client) -> None:
    sent = "go=1&arrival_date-month=4&arrival_date-day=28&arrival_date-year=2025"
    path, told = leads_to(client, f"/check/arrival_date/?{sent}")
    assert (path, told["arrival_date"]) == ("/check/mode/", ["2025-04-28"])


def test_i_dont_know_is_an_answer_to_every_field(client: Client) -> None:
    for key in ("arrival_date", "origin_country", "value_usd", "quantity"):
        _path, told = leads_to(client, f"/check/{key}/?go=1&dont_know=1&mode=postal&{key}=rubbish")
        assert told[key] == ["unknown"], key
        assert told["mode"] == ["postal"]


def test_the_last_answer_leads_to_the_answer_page(client: Client) -> None:
    address = f"/check/arrival_date/?go=1&{DAY}"
    for _step in range(30):
        path, _told = leads_to(client, address)
        there = client.get(address).headers["Location"]
        if path == "/check/answer/":
            return
        page = path.strip("/").split("/")[-1]
        text = read(client, there)
        fields = "dont_know=1"
        if 'name="seen"' in text:
            fields = f"all=unknown&seen={seen(client, there)}"
        elif page in {"mode", "purpose"}:
            fields = f"{page}=unknown"
        elif page == "goods":
            fields = "categories=unknown"
        address = f"{there}&go=1&{fields}"
    pytest.fail("somebody who never knows is asked for ever")


def test_answers_that_no_longer_matter_are_kept_and_marked(client: Client) -> None:
    bookmark = "arrival_date=2026-11-22&mode=express&purpose=resale&resident_exemption=yes"
    text = read(client, f"/check/origin_country/?{bookmark}")
    assert "Not used" in text
    assert "resident_exemption" in text


def test_a_question_that_cannot_matter_says_so_and_lets_people_on(client: Client) -> None:
    text = read(client, f"/check/traveller/?{DAY}&mode=postal")
    assert "You can skip this" in text


def test_a_page_without_questions_for_these_goods_leads_on(client: Client) -> None:
    path, _told = leads_to(client, f"/check/about-the-goods/?{DAY}")
    assert path == "/check/mode/"


# Ticks


def test_what_is_not_ticked_is_not_so_and_what_is_unsure_stays_open(client: Client) -> None:
    address = f"/check/contents/?{TOY_CHOSEN}"
    sent = f"{address}&go=1&seen={seen(client, address)}&yes=alcohol"
    _path, told = leads_to(client, sent)
    assert (told["alcohol"], told["tobacco"]) == (["yes"], ["no"])
    _path, told = leads_to(client, f"{address}&go=1&seen={seen(client, address)}&unsure=tobacco")
    assert (told["alcohol"], told["tobacco"]) == (["no"], ["unknown"])


@pytest.mark.parametrize(("word", "value"), [("no", "no"), ("unknown", "unknown")])
def test_one_tick_answers_a_whole_page(client: Client, word: str, value: str) -> None:
    address = f"/check/anything-else/?{TOY_CHOSEN}"
    _path, told = leads_to(client, f"{address}&go=1&seen={seen(client, address)}&all={word}")
    said = {key: values for key, values in told.items() if key not in TOY_CHOSEN}
    assert len(said) > 20
    assert set(map(tuple, said.values())) == {(value,)}


def test_nobody_says_no_to_a_question_they_never_saw(client: Client) -> None:
    text = read(client, f"/check/contents/?{TOY_CHOSEN}&go=1&all=no&seen=00000000")
    assert "have changed since you opened it" in text


@pytest.mark.parametrize(
    ("ticks", "error"),
    [
        ("", "Tick what is true."),
        ("all=no&yes=alcohol", "“None of these” and something else"),
        ("all=unknown&unsure=alcohol", "“I don't know about any of these” and something else"),
        ("all=no&all=unknown", "“None of these” and “I don't know”"),
        ("yes=alcohol&unsure=alcohol", "both as true and as “I don't know”"),
    ],
)
def test_contradictions_are_told_and_every_tick_is_kept(client: Client, ticks: str, error: str) -> None:
    address = f"/check/contents/?{TOY_CHOSEN}"
    text = read(client, f"{address}&go=1&seen={seen(client, address)}&{ticks}")
    assert text.count(error) == 2, "once in the summary and once by the field"
    assert len(re.findall(r" checked[ >]", text)) == ticks.count("=")


def test_what_is_taken_as_true_is_shown_and_can_be_corrected(client: Client) -> None:
    address = f"/check/about-the-goods/?{TOY_CHOSEN}"
    text = read(client, address)
    assert "Taken as true: It is made mainly for children" in text
    mark = seen(client, address)
    _path, told = leads_to(client, f"{address}&go=1&seen={mark}&all=no&intended_for_children=yes")
    assert "intended_for_children" not in told
    _path, told = leads_to(client, f"{address}&go=1&seen={mark}&all=no&intended_for_children=no")
    assert told["intended_for_children"] == ["no"]


# Goods


def test_goods_can_be_searched_without_a_script_and_ticks_are_kept(client: Client) -> None:
    text = read(client, f"/check/goods/?{TOY}&go=1&look=1&find=mugs&categories=plush-toys-dolls")
    assert "What fits “mugs”" in text
    assert text.index("Chosen so far") < text.index("Plush toys, dolls, and figures")
    assert (
        text.index("What fits “mugs”") < text.index("Ceramic and glass tableware") < text.index("Or browse")
    )
    assert 'value="plush-toys-dolls" checked' in text


def test_several_kinds_and_codes_are_carried_on_together(client: Client) -> None:
    sent = (
        "categories=plush-toys-dolls&categories=ceramic-glass-tableware&hts=9503.00.00+73,+6912&find=&look=1"
    )
    _path, told = leads_to(client, f"/check/goods/?{DAY}&go=1&{sent}")
    assert told["categories"] == ["ceramic-glass-tableware", "plush-toys-dolls"]
    assert told["hts"] == ["6912", "9503000073"]


@pytest.mark.parametrize(
    ("sent", "categories"),
    [("hts=9503", ["unknown"]), ("categories=none", ["none"]), ("categories=unknown", ["unknown"])],
)
def test_who_cannot_choose_goods_is_not_asked_again(client: Client, sent: str, categories: list[str]) -> None:
    path, told = leads_to(client, f"/check/goods/?{TOY}&go=1&{sent}")
    assert path != "/check/goods/"
    assert told["categories"] == categories


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ("", "Choose a kind of goods"),
        ("find=mug", "Choose a kind of goods"),
        ("hts=12345678901", "A tariff code has 2 to 10 digits"),
        ("hts=9", "A tariff code has 2 to 10 digits"),
        ("hts=cotton", "A tariff code has 2 to 10 digits"),
        ("categories=unicorns", "We do not know this kind of goods"),
        ("categories=none&categories=plush-toys-dolls", "cannot stand beside another answer"),
    ],
)
def test_goods_that_cannot_be_read_are_told(client: Client, sent: str, error: str) -> None:
    text = read(client, f"/check/goods/?{TOY}&go=1&{sent}")
    assert text.count(error) == 2
    if "plush" in sent:
        assert text.count(" checked") == 2
