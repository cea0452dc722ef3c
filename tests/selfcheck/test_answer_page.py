"""The answer page: what it promises to somebody who reads it for ten seconds, and to an auditor."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from portal.rulebook.queries import current_edition
from portal.rules.law import Kind
from tests.selfcheck.shipments import PEOPLE, address

pytestmark = pytest.mark.django_db

Show = Callable[..., HttpResponse]


@pytest.fixture
def show(client: Client, monkeypatch: pytest.MonkeyPatch) -> Show:
    """The answer page of a person, as of one day."""
    monkeypatch.setattr("portal.selfcheck.journey.timezone.localdate", lambda: date(2026, 11, 22))

    def get(person: str = "", query: str = "", **instead: str) -> HttpResponse:
        return client.get(f"/check/answer/?{query or address(person, **instead)}")

    return get


def words(response: HttpResponse) -> str:
    """What a person reads: no tags, one space between words."""
    text = re.sub(r"<(script|style|desc)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split()).replace(" .", ".").replace(" ,", ",")


def verdict(response: HttpResponse) -> str:
    """The heading of the page."""
    return words(HttpResponse(re.findall(r"<h1.*?</h1>", response.content.decode(), re.DOTALL)[0]))


def section(response: HttpResponse, key: str) -> str:
    found = re.search(
        rf'<section[^>]*aria-labelledby="{key}".*?</section>', response.content.decode(), re.DOTALL
    )
    return words(HttpResponse(found.group(0))) if found else ""


VERDICTS = [
    ("mug", "entry", "it needs Entry Type 13 or a formal entry", "is suspended for this shipment"),
    ("mug-2025", "free", "the low-value exemption covers this mail parcel", "is open to this shipment"),
    ("shirts", "entry", "An informal entry", "is not open to this shipment"),
    ("shirts-over", "formal", "This shipment needs a formal entry", "is not open to this shipment"),
    ("gift", "free", "Free of duty as a gift", "is not open to this shipment"),
    ("bear", "entry", "An informal entry, filed by the courier", "is suspended for this shipment"),
    ("cigars", "barred", "Do not ship it: this import is barred", "is not open to this shipment"),
]


@pytest.mark.parametrize(("person", "tone", "sentence", "status"), VERDICTS)
def test_the_verdict_and_the_exemption_are_told_first(
    show: Show, person: str, tone: str, sentence: str, status: str
) -> None:
    response = show(person)
    html = response.content.decode()
    assert f'class="verdict tone-{tone}"' in html
    assert sentence in verdict(response)
    assert html.count("<h1") == 1
    assert html.index("<h1") < html.index("Low-value exemption") < html.index('id="next"')
    assert status in words(response)


def test_what_comes_next_stands_in_the_order_of_the_design(show: Show) -> None:
    html = show("bear").content.decode()
    places = [html.index(f'id="{key}"') for key in ("next", "agencies", "changes", "why", "money", "told")]
    assert places == sorted(places)


def test_the_answer_says_how_long_it_holds_and_what_changes_then(show: Show) -> None:
    text = words(show("bear"))
    assert "holds for arrivals through June 30, 2027" in text
    assert "From July 1, 2027" in text
    assert "Congress has struck the exemption from the statute" in text
    assert "Pub. L. 119-21 section 70531(b)" in text


def test_an_answer_that_nothing_on_record_changes_says_so(show: Show) -> None:
    assert "Our record holds no later date on which this answer would change" in words(show("cigars"))


def test_the_edition_is_named_with_its_hash_and_a_link(show: Show) -> None:
    edition = current_edition()
    html = show("mug").content.decode()
    assert f'href="/law/editions/{edition.number}/"' in html
    assert edition.sha256[:12] in html


def test_steps_say_who_and_by_when_and_what_the_law_is(show: Show) -> None:
    text = section(show("shirts-over"), "next")
    assert "Get a customs bond" in text
    assert "Who The importer of record" in text
    assert "By when Before the goods are released" in text
    assert "19 CFR 142.4" in text


def test_what_binds_stands_apart_from_what_has_to_be_checked(show: Show) -> None:
    bear, gift = section(show("bear"), "agencies"), section(show("gift"), "agencies")
    assert "Binding on these answers" in bear
    assert "Electronics must have FCC authorization" in bear
    assert "Federal Communications Commission" in bear
    assert "Binding on these answers" not in gift
    assert "It may not bind, because: The goods are not for resale" in gift
    assert "does not mean that nothing is needed" in gift


def test_none_found_never_reads_as_none_needed(show: Show) -> None:
    text = section(show("mug"), "agencies")
    assert "None found on these answers" in text
    assert "This does not mean that none is needed" in text
    assert "none needed" not in text.lower()


def test_a_source_that_is_not_firm_only_says_ask_the_agency(show: Show) -> None:
    """A rule of low confidence binds by the logic; the page does not call it binding."""
    rule = current_edition().law.rules["aphis-live-plants"]
    assert rule.source.confidence == "low"
    text = section(show("shirts", categories="live-plants"), "agencies")
    title = rule.words["title"]["en"]
    assert title in text
    assert title not in text.split("Check th")[0]
    assert "Our source for this rule is not firm, so we do not call it binding" in text


def test_arrivals_before_our_record_of_agencies_are_warned(show: Show) -> None:
    first = current_edition().law.book.agencies_from
    assert first is not None
    assert "Our record of other agencies' rules starts on" in words(show("shirts", arrival_date="2016-05-01"))
    assert "starts on" not in words(show("shirts", arrival_date=first.isoformat()))


def test_choices_stand_apart_from_facts(show: Show) -> None:
    text = section(show("shirts"), "changes")
    choices, facts = text.split("Check this: the answer turns on it")
    assert "Way of shipping: By courier" in choices
    assert "Value of this shipment" not in choices
    assert "Value of this shipment: over $2,500" in facts
    assert "Country of origin" not in choices


def test_nobody_is_coached_to_evade(show: Show) -> None:
    text = section(show("shirts-over"), "changes")
    assert "Declare them as they are" in text
    assert "An order must not be split to stay under a limit" in text
    assert "19 USC 1321(a)(2)" in text


def test_a_day_that_is_gone_is_no_choice(show: Show) -> None:
    choices = section(show("bear"), "changes").split("Check this")[0]
    assert "It arrives on" not in choices


def test_each_reason_has_its_citation_and_each_of_its_tests(show: Show) -> None:
    text = section(show("shirts"), "why")
    assert "The person's total for the day is over the limit of the exemption" in text
    assert "19 CFR 10.151(a)" in text
    assert "over $800" in text
    assert "Value of this shipment: at most $2,500. You told us: $2,500. Met" in text
    assert "Checked on November 22, 2026" in text


def test_inner_names_of_the_rulebook_are_never_shown(show: Show) -> None:
    law = current_edition().law
    names = {figure.key for figure in law.book.figures} | set(law.process_rank) | set(law.facts)
    names |= {rule.id for rule in law.book.rules} | {*law.book.strictness, "not_eligible"}
    inner = {name for name in names if "_" in name or name.count("-") > 1}
    for person in (*PEOPLE, "unknown"):
        leaked = inner & set(re.findall(r"[a-z0-9]+(?:[-_][a-z0-9]+)+", words(show(person))))
        assert not leaked, f"{person}: {leaked}"


@pytest.mark.parametrize("person", [*PEOPLE, "unknown"])
def test_no_sentence_is_broken(show: Show, person: str) -> None:
    """Signs of a hole in a text: an empty name, two points, a figure nobody wrote down."""
    text = words(show(person))
    for sign in ("None,", "{", "}", " : .", "..", "()", "[no figure", "%(", ";.", "?.", ": ."):
        assert sign not in text.replace("…", ""), text[max(0, text.index(sign) - 80) : text.index(sign) + 20]


def test_money_stands_in_four_boxes_with_the_fees_of_the_fiscal_year(show: Show) -> None:
    before = section(show("shirts", arrival_date="2026-09-30"), "money")
    after = section(show("shirts", arrival_date="2026-10-01"), "money")
    for box in ("Duty and tax", "Government fees", "The carrier's own charge", "Paid ahead to the seller"):
        assert box in after
    assert "$2.69" in before
    assert "$2.77" in after
    assert "$2.69" not in after


def test_a_fee_that_is_not_on_record_is_said_to_be_missing(show: Show) -> None:
    text = section(show("shirts", arrival_date="2024-05-01", chapter_99_duty="no"), "money")
    assert "not on record here" in text


def test_a_computed_fee_only_says_ask(show: Show) -> None:
    text = section(show("shirts-over"), "money")
    assert re.search(r"\$4\.15 \(ask\)", text)


def test_warnings_tell_their_window(show: Show) -> None:
    text = section(show("bear"), "warnings")
    assert "The Section 301 forced-labor duty applies" in text
    assert "Arrivals from July 24, 2026; no end on record" in text
    assert "91 FR 47318" in text


def test_unsettled_points_show_both_sides_with_their_citations(show: Show) -> None:
    text = section(show("shirts"), "unsettled")
    assert "Whether exactly the limit is still informal" in text
    assert "We follow the regulations" in text
    assert "19 CFR 128.25" in text


def test_what_was_told_can_be_changed_and_what_is_idle_is_marked(show: Show) -> None:
    response = show("mug")
    assert "Not used" in section(response, "told")
    assert re.search(r'href="/check/mode/\?[^"]*origin_country=CN', response.content.decode())


def test_an_open_answer_names_all_that_remain_and_links_its_questions(show: Show) -> None:
    response = show("unknown")
    text = words(response)
    assert verdict(response) == "We do not know enough yet"
    remaining = text.split("the strictest first:")[1].split("Arrival")[0]
    assert remaining.index("A ban") < remaining.index("A formal entry") < remaining.index("Free, as a gift")
    assert 'href="/check/value_usd/?' in response.content.decode()
    assert "Questions still open" in text


def test_without_a_possible_ban_the_page_says_plan_for_the_strictest(show: Show) -> None:
    text = words(show("shirts", adcvd="unknown"))
    assert "It depends. Plan for the strictest: a formal entry." in text


def test_every_question_of_the_rulebook_has_a_place_in_the_words(show: Show) -> None:
    """Nothing that somebody can answer is dropped from what the page says was told."""
    law = current_edition().law
    asked = [fact for fact in law.book.facts if not fact.derived and fact.kind != Kind.YES_NO]
    told = section(show("gift"), "told")
    given = PEOPLE["gift"] | {"same_day_other_value_usd": "", "quantity": ""}
    for fact in asked:
        if fact.key in given and fact.key not in {"categories", "hts"}:
            assert fact.words["label"]["en"] in told
