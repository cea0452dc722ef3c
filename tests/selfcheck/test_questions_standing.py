"""What a page says of the answers so far: what is used, what a change opened, and what is left to ask."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.selfcheck.asking import DAY, TOY, TOY_CHOSEN, leads_to, read, seen

pytestmark = pytest.mark.django_db


def test_what_duties_and_fees_turn_on_is_never_marked_as_not_used(client: Client) -> None:
    text = read(client, f"/check/quantity/?{TOY_CHOSEN}&special_item_10=unknown")
    assert "Not used" not in text


def test_a_number_that_was_just_asked_for_is_not_marked_as_not_used(client: Client) -> None:
    gift = f"{DAY}&mode=postal&purpose=personal&origin_country=CN&value_usd=30&same_day_other_value_usd=0"
    address = f"{gift}&categories=ceramic-glass-tableware"
    path, _told = leads_to(client, f"/check/goods/?go=1&{address}")
    assert path == "/check/quantity/"
    assert "Not used" not in read(client, f"/check/contents/?{address}&quantity=2")


def finished(client: Client) -> str:
    """The answers of somebody for whom nothing else is true of a toy."""
    there = client.get(f"/check/mode/?go=1&{TOY_CHOSEN}").headers["Location"]
    while not there.startswith("/check/answer/"):
        there = client.get(f"{there}&go=1&all=no&seen={seen(client, there)}").headers["Location"]
    return urlsplit(there).query


def test_a_change_that_opens_a_question_says_so(client: Client) -> None:
    answers = finished(client)
    page = read(client, f"/check/goods/?{answers}")
    assert 'name="changes" value="1"' in page
    assert 'name="were" value="plush-toys-dolls"' in page
    sent = answers.replace("categories=plush-toys-dolls", "categories=sunglasses-eyewear")
    there = client.get(f"/check/goods/?go=1&changes=1&were=plush-toys-dolls&{sent}").headers["Location"]
    assert "opened=1" in there
    text = read(client, there)
    assert "Your change opened" in text
    assert 'name="opened"' not in text


def test_a_change_that_opens_nothing_leads_back_to_the_answer(client: Client) -> None:
    path, told = leads_to(client, f"/check/value_usd/?go=1&changes=1&{finished(client)}")
    assert path == "/check/answer/"
    assert not {"changes", "opened", "go"} & told.keys()


def test_who_is_still_being_asked_is_not_told_of_a_change(client: Client) -> None:
    assert 'name="changes"' not in read(client, f"/check/mode/?{TOY}")
    assert "opened=" not in client.get(f"/check/mode/?go=1&{TOY}").headers["Location"]


def test_a_subject_with_one_question_left_is_that_question(client: Client) -> None:
    fish = "arrival_date=unknown&mode=air_cargo&purpose=unknown&hts=0302&categories=unknown"
    address = f"{fish}&origin_country=unknown&value_usd=unknown&same_day_other_value_usd=2500&quantity=9"
    text = read(client, f"/check/contents/?{address}")
    assert text.count('name="yes"') == 1
    assert "<h1>Does the shipment hold alcoholic drinks?</h1>" in text
    assert "None of these" not in text
    both = read(client, f"/check/contents/?{address}&tobacco=no")
    assert "<h1>Alcohol, tobacco, and perfume</h1>" in both
    mark = seen(client, f"/check/contents/?{address}")
    for word in ("no", "unknown"):
        _path, told = leads_to(client, f"/check/contents/?{address}&go=1&seen={mark}&all={word}")
        assert told["alcohol"] == [word]


def test_a_closed_subject_names_every_question_in_it(client: Client) -> None:
    text = read(client, f"/check/anything-else/?{TOY_CHOSEN}&gas_engine=yes")
    subjects = re.findall(r'<details class="ticks__section"( open)?>(.*?)</summary>(.*?)</ul>', text, re.S)
    assert [opened for opened, _names, _rows in subjects].count(" open") == 1
    for _opened, names, rows in subjects:
        labels = re.findall(r'name="yes" value="\w+"[^>]*><span>([^<]+)', rows)
        assert labels
        assert all(label in names for label in labels)
