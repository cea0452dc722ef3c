"""Bad input gets a clear error by its field, and the rest is kept."""

from __future__ import annotations

from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

KEPT = "arrival_date=2026-11-22&mode=postal&purpose=resale"


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


BAD = [
    ("value_usd", "1.000,50", "with a point before the cents"),
    ("value_usd", "-5", "cannot be less than zero"),
    ("value_usd", "free", "with a point before the cents"),
    ("value_usd", "12345678901", "too large"),
    ("value_usd", "1" * 900, "too large"),
    ("value_usd", "12345678901.50", "too large"),
    ("value_usd", "1.000,50", "Did you mean 1,000.50?"),
    ("value_usd", "12,5", "Did you mean 12.50?"),
    ("value_usd", "$1 234,05", "Did you mean 1,234.05?"),
    ("quantity", "1" * 900, "too long"),
    ("value_usd", "", "Enter an amount"),
    ("same_day_other_value_usd", "3.999", "with a point before the cents"),
    ("quantity", "2.5", "whole number"),
    ("quantity", "-1", "whole number"),
    ("quantity", "99999999999", "whole number"),
    ("quantity", "", "Enter a number"),
    ("origin_country", "XX", "do not know this country"),
    ("origin_country", "Vietnam", "do not know this country"),
    ("origin_country", "", "Choose a country, or"),
    ("mode", "teleport", "not one of the choices"),
    ("mode", "", "Choose one of the answers"),
    ("purpose", "<script>alert(1)</script>", "not one of the choices"),
    ("arrival_date", "1890-01-01", "Our record of the law goes from"),
    ("arrival_date", "2026-02-30", "does not exist"),
    ("arrival_date", "tomorrow", "Give a date"),
]


@pytest.mark.parametrize(("field", "typed", "error"), BAD)
def test_what_cannot_be_read_is_told_twice_and_the_rest_is_kept(
    client: Client, field: str, typed: str, error: str
) -> None:
    kept = "&".join(pair for pair in KEPT.split("&") if not pair.startswith(field))
    text = read(client, f"/check/{field}/?{kept}&go=1&{field}={quote(typed)}")
    assert text.count(error) == 2, "once in the summary and once by the field"
    assert "<title>Error:" in text
    for pair in kept.split("&"):
        name, _is, value = pair.partition("=")
        assert f'name="{name}" value="{value}"' in text
    if field in {"value_usd", "quantity"} and len(typed) < 100:
        assert f'value="{typed}"' in text


@pytest.mark.parametrize(
    ("month", "day", "year", "error"),
    [
        ("", "", "", "Enter a date"),
        ("", "1", "2026", "needs a month"),
        ("1", "", "2026", "needs a day"),
        ("1", "1", "", "needs a year"),
        ("Nov", "1", "2026", "in numbers"),
        ("1", "1", "26", "four digits"),
        ("111", "1", "2026", "one or two digits"),
        ("13", "1", "2026", "Give the month as a number from 1 to 12"),
        ("0", "1", "2026", "Give the month as a number from 1 to 12"),
        ("1", "32", "2026", "Give the day as a number from 1 to 31"),
        ("2", "30", "2026", "does not exist"),
        ("1", "1", "1890", "Our record of the law goes from"),
        ("²", "1", "2026", "in numbers"),
    ],
)
def test_a_date_that_cannot_be_read_keeps_its_three_fields(
    client: Client, month: str, day: str, year: str, error: str
) -> None:
    sent = f"arrival_date-month={quote(month)}&arrival_date-day={day}&arrival_date-year={year}"
    text = read(client, f"/check/arrival_date/?mode=postal&go=1&{sent}")
    assert text.count(error) == 2
    for part, typed in (("month", month), ("day", day), ("year", year)):
        assert f'name="arrival_date-{part}" value="{typed}"' in text


def test_a_wrong_answer_in_the_address_is_told_where_it_belongs(client: Client) -> None:
    text = read(client, f"/check/value_usd/?{KEPT}&value_usd=1.000,50")
    assert text.count("with a point before the cents") == 2
    assert 'value="1.000,50"' in text


def test_a_wrong_answer_of_another_page_is_kept_and_can_be_mended(client: Client) -> None:
    text = read(client, f"/check/mode/?{KEPT}&value_usd=1.000,50")
    assert "Some of your other answers cannot be read" in text
    assert "/check/value_usd/?arrival_date=2026-11-22&mode=postal&purpose=resale&value_usd=1.000%2C50" in text
    sent = client.get(f"/check/mode/?{KEPT}&value_usd=1.000,50&go=1")
    assert "value_usd=1.000%2C50" in sent.headers["Location"]


def test_what_is_no_answer_is_told_and_left_out(client: Client) -> None:
    text = read(client, f"/check/mode/?{KEPT}&utm_source=mail&fbclid=<b>")
    assert "<code>utm_source</code>" in text
    assert "utm_source=mail" not in text
    assert "utm" not in client.get(f"/check/mode/?{KEPT}&utm_source=mail&go=1").headers["Location"]


def test_very_many_unknown_keys_do_not_fill_the_page(client: Client) -> None:
    many = "&".join(f"k{number}=" for number in range(900))
    text = read(client, f"/check/mode/?{many}")
    assert text.count("<code>k") == 5
    assert "and 895 more" in text


@pytest.mark.parametrize("query", ["a" * 5_000_000, "&" * 9000, "x=1&" * 3000])
def test_an_endless_address_gets_its_page(client: Client, query: str) -> None:
    assert client.get(f"/check/mode/?{query}").status_code in {413, 414}


@pytest.mark.parametrize(
    "query",
    [
        "%00=%00",
        "mode=%ff%fe",
        "mode[]=postal",
        "value_usd=%F0%9F%92%A9",
        "=&&=&",
        "go=1&go=2",
        "edition=9999999999",
    ],
)
def test_rubbish_in_the_address_never_breaks_a_page(client: Client, query: str) -> None:
    for page in ("arrival_date", "mode", "value_usd", "goods", "contents", "anything-else", "origin_country"):
        assert client.get(f"/check/{page}/?{query}").status_code in {200, 302}
    assert client.get(f"/check/?{query}").status_code == 200


def test_what_people_type_is_never_taken_as_markup(client: Client) -> None:
    answer = client.get('/check/goods/?find="><script>alert(1)</script>&look=1&go=1&"><b>=1')
    assert b"<script>alert" not in answer.content
    assert b"<b>" not in answer.content


@pytest.mark.parametrize(
    ("typed", "told"), [("1,234.5", "1234.50"), ("$45", "45.00"), ("$ 2,500.01", "2500.01"), ("0", "0.00")]
)
def test_money_is_read_as_people_write_it(client: Client, typed: str, told: str) -> None:
    answer = client.get(f"/check/value_usd/?go=1&{KEPT}&value_usd={quote(typed)}")
    assert f"value_usd={told}" in answer.headers["Location"]


def test_a_country_code_may_be_written_small(client: Client) -> None:
    answer = client.get(f"/check/origin_country/?go=1&{KEPT}&origin_country=vn")
    assert "origin_country=VN" in answer.headers["Location"]
