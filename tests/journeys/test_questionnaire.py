"""People answer the questions in a real browser: with and without scripts, on a phone, by keyboard alone."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.questionnaire import (
    NOTHING,
    answer_date,
    choose,
    go_on,
    is_asked,
    to_the_answer,
    up_to_the_goods,
)

pytestmark = pytest.mark.django_db(transaction=True)

BEAR = (
    "arrival_date=2026-11-22&mode=postal&purpose=resale&origin_country=CN&value_usd=30.00"
    "&same_day_other_value_usd=0.00&categories=plush-toys-dolls"
)


def told(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("javascript", [True, False])
def test_a_bluetooth_teddy_bear_gets_its_answer(
    open_page: Any, fits: Any, javascript: bool, width: int
) -> None:
    page = open_page(width=width, javascript=javascript)
    up_to_the_goods(page)
    page.get_by_label("Find a kind of goods").fill("teddy bear")
    if not javascript:
        page.get_by_role("button", name="Search").click()
    page.get_by_role("checkbox", name=re.compile("Plush toys, dolls, and figures")).check()
    fits(page)
    go_on(page)
    while "about-the-goods" not in page.url:
        page.get_by_role("checkbox", name=NOTHING).last.check()
        go_on(page)
    page.get_by_role("checkbox", name=re.compile("^It has Bluetooth, Wi-Fi")).check()
    fits(page)
    go_on(page)
    to_the_answer(page)
    assert told(page)["has_radio"] == ["yes"]
    assert told(page)["categories"] == ["plush-toys-dolls"]
    assert "intended_for_children" not in told(page), "taken as true, so not in the address"


def test_back_and_refresh_lose_nothing(page: Page) -> None:
    page.goto("/check/arrival_date/")
    answer_date(page, "4", "28", "2025")
    choose(page, "By mail")
    is_asked(page, "Why are the goods coming")
    page.go_back()
    is_asked(page, "How do the goods get")
    page.go_back()
    expect(page.get_by_label("Year")).to_have_value("2025")
    page.go_forward()
    page.go_forward()
    page.reload()
    is_asked(page, "Why are the goods coming")
    assert told(page) == {"arrival_date": ["2025-04-28"], "mode": ["postal"]}


def test_our_own_back_link_leads_to_the_answered_question(page: Page) -> None:
    page.goto("/check/purpose/?arrival_date=2026-11-22&mode=express")
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("radio", name="By courier")).to_be_checked()
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_label("Month")).to_have_value("11")


def test_two_tabs_never_mix_their_answers(open_page: Any) -> None:
    one, other = open_page(), open_page()
    one.goto("/check/mode/?arrival_date=2026-11-22")
    other.goto("/check/mode/?arrival_date=2025-04-28")
    choose(one, "By mail")
    choose(other, "By courier")
    assert told(one) == {"arrival_date": ["2026-11-22"], "mode": ["postal"]}
    assert told(other) == {"arrival_date": ["2025-04-28"], "mode": ["express"]}


def test_changing_an_early_answer_keeps_the_later_ones(page: Page) -> None:
    page.goto(f"/check/contents/?{BEAR}")
    page.get_by_role("link", name=re.compile("Change ?: Way of shipping")).click()
    expect(page.get_by_role("radio", name="By mail")).to_be_checked()
    choose(page, "By courier")
    answers = told(page)
    assert answers["mode"] == ["express"]
    assert answers["categories"] == ["plush-toys-dolls"]
    assert answers["value_usd"] == ["30.00"]


def test_today_is_one_press(page: Page) -> None:
    page.goto("/check/arrival_date/")
    page.get_by_role("link", name=re.compile("It arrives today")).click()
    is_asked(page, "How do the goods get")


def test_somebody_who_never_knows_gets_to_the_end(page_without_javascript: Page) -> None:
    page = page_without_javascript
    page.goto("/check/arrival_date/")
    for _page in range(25):
        if "/check/answer/" in page.url:
            break
        button = page.get_by_role("button", name="I don't know")
        if button.count():
            button.click()
            continue
        page.locator("input[value=unknown]").last.check()
        go_on(page)
    assert "/check/answer/" in page.url
    assert set(map(tuple, told(page).values())) == {("unknown",)}


def test_typing_narrows_the_kinds_of_goods_and_says_how_many_are_left(page: Page) -> None:
    page.goto("/check/goods/?arrival_date=2026-11-22")
    page.get_by_label("Find a kind of goods").press_sequentially("mugs")
    mugs = page.get_by_role("checkbox", name=re.compile("Ceramic and glass tableware"))
    expect(mugs).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d of 93 shown$"))
    expect(page.get_by_text("Plush toys, dolls, and figures")).to_be_hidden()
    mugs.check()
    page.get_by_label("Find a kind of goods").fill("teddy")
    expect(mugs).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("Plush toys")).check()
    page.get_by_role("checkbox", name="None of these fits").check()
    expect(mugs).not_to_be_checked()
    mugs.check()
    expect(page.get_by_role("checkbox", name="None of these fits")).not_to_be_checked()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("coffee mug", "Ceramic and glass tableware"),
        ("phone case", "Luggage and bags"),
        ("blue mug", "Ceramic"),
    ],
)
def test_a_few_words_narrow_the_kinds_of_goods_to_those_that_fit(page: Page, words: str, kind: str) -> None:
    page.goto("/check/goods/?arrival_date=2026-11-22")
    page.get_by_label("Find a kind of goods").fill(words)
    expect(page.get_by_role("checkbox", name=re.compile(f"^{kind}"))).to_be_visible()
    shown = page.locator("#goods_list li:visible")
    assert 0 < shown.count() < 12
    expect(page.get_by_role("status")).to_have_text(f"{shown.count()} of 93 shown")


def test_words_that_fit_nothing_say_so_and_leave_the_shelves(page: Page) -> None:
    page.goto("/check/goods/?arrival_date=2026-11-22")
    page.get_by_label("Find a kind of goods").fill("zzqx")
    expect(page.get_by_role("status")).to_have_text(re.compile("^Nothing fits “zzqx”"))
    expect(page.locator("#goods_list summary").first).to_be_visible()
    page.locator("#goods_list summary").first.click()
    expect(page.get_by_role("checkbox", name=re.compile("^Plush toys"))).to_be_visible()


def test_what_the_search_found_is_never_filtered_away(page: Page) -> None:
    page.goto("/check/goods/?arrival_date=2026-11-22&find=tedy+baer&look=1")
    bear = page.get_by_role("checkbox", name=re.compile("^Plush toys"))
    expect(bear).to_be_visible()
    page.get_by_label("Find a kind of goods").fill("mug")
    expect(bear).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("^Ceramic"))).to_be_visible()


def test_a_laptop_instead_of_a_mug_is_taken_as_a_laptop(page: Page) -> None:
    mug = BEAR.replace("plush-toys-dolls", "ceramic-glass-tableware")
    page.goto(f"/check/goods/?{mug}&electronic=no&has_radio=no&contains_lithium_battery=no&alcohol=no")
    page.get_by_role("checkbox", name=re.compile("^Ceramic")).uncheck()
    page.get_by_label("Find a kind of goods").fill("laptop")
    page.get_by_role("checkbox", name=re.compile("^Phones, tablets")).check()
    go_on(page)
    assert told(page)["categories"] == ["phones-computers"]
    assert not {"electronic", "has_radio", "contains_lithium_battery"} & told(page).keys()
    assert told(page)["alcohol"] == ["no"]
    expect(page.get_by_text("Taken as true: It has Bluetooth").first).to_be_visible()


def test_a_tick_and_its_i_dont_know_rule_each_other_out(page: Page) -> None:
    page.goto(f"/check/contents/?{BEAR}")
    drinks = page.get_by_role("checkbox", name=re.compile("^It holds alcoholic drinks"))
    unsure = page.get_by_role("checkbox", name=re.compile("I don't know ?: It holds alcoholic drinks"))
    drinks.check()
    unsure.check()
    expect(drinks).not_to_be_checked()
    page.get_by_role("checkbox", name="None of these").check()
    expect(unsure).not_to_be_checked()


def test_an_error_is_met_first_and_leads_to_its_field(page: Page) -> None:
    page.goto(f"/check/value_usd/?{BEAR.replace('&value_usd=30.00', '')}")
    page.get_by_label("What is the fair retail value").fill("1.000,50")
    go_on(page)
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary").get_by_role("link").click()
    expect(page.locator("#value_usd")).to_be_focused()
    expect(page.locator("#value_usd")).to_have_value("1.000,50")
    page.locator("#value_usd").fill("1,000.50")
    enter(page)
    assert told(page)["value_usd"] == ["1000.50"]


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page: Page, selector: str) -> None:
    for _press in range(150):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard on {page.url}")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/check/")
    tab_to(page, "main .usa-button")
    enter(page)
    tab_to(page, "#arrival_date_month")
    for part in ("11", "22", "2026"):
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    enter(page)
    is_asked(page, "How do the goods get")
    tab_to(page, "[name=mode]")
    page.keyboard.press("Space")
    enter(page)
    is_asked(page, "Why are the goods coming")
    assert told(page)["mode"] == ["postal"]
    page.goto(f"/check/goods/?{BEAR}")
    tab_to(page, "#goods_find")
    page.keyboard.type("mug")
    tab_to(page, "[value=ceramic-glass-tableware]")
    page.keyboard.press("Space")
    tab_to(page, "main .buttons .usa-button")
    enter(page)
    assert told(page)["categories"] == ["ceramic-glass-tableware", "plush-toys-dolls"]
    tab_to(page, "[name=yes]")
    tab_to(page, "[name=unsure]")
    tab_to(page, ".tick__more summary")
    page.keyboard.press("Enter")
    expect(page.locator(".tick__more[open]")).to_have_count(1)
    tab_to(page, "[name=all]")
    page.keyboard.press("Space")
    enter(page)
    assert told(page)["alcohol"] == ["no"]
