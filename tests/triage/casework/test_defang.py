"""What a sender wrote is shown so that nothing in it can be followed, and can be read all the same."""

from __future__ import annotations

import re

import pytest
from django.utils.html import urlize
from hypothesis import given
from hypothesis import strategies as st

from portal.triage.casework.defang import defang, inert, inert_name

TRAPS = [
    *("https://shop.example/a?b=c.d#e", "HTTP://SHOP.EXAMPLE", "http://[::1]/", "http://intranet/x"),
    *("ftp://f.example", "www.shop.example", "shop.example", "shop.co.uk/x", "xn--e1afmkfd.example"),
    *("//shop.example", "http:\\\\evil.example", "\\\\server\\share", "file:///etc/passwd"),
    *("javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "tel:+12025550123"),
    *("a@b.example", "a.b+c@localhost", "192.168.0.1", "10.0.0.1:8080", "2001:db8::1"),
    *("::1", "shop\u3002example", "shop\uff0eexample", "shop\uff61example", "http\uff1a//shop.example"),
    *("a\uff20b.example", "sho\u200bp.example", "sho\u00adp.example", "shop.exa\u200dmple"),
    *("\u202eexe.shop", "пример.рф", "例え.テスト", "<a href='https://x.example'>", "[x](https://x.example)"),
    *("foo..com", "hxxps://x.example", "skype:x?call"),
]  # fmt: skip
# What programs make links of, put together so that it takes more than any one of them does.
FOLLOWED = [
    re.compile(r"[a-z][a-z0-9+.-]*:[\\/]{1,2}\S", re.IGNORECASE),
    re.compile(r"(?<!\w)(?:mailto|tel|sms|skype|javascript|data|file|https?|ftp):\S", re.IGNORECASE),
    re.compile(r"\S[@\uff20\ufe6b]\S"),
    re.compile(r"//\w|\\\\\w"),
    re.compile(r"\S[.\uff0e\u2024\ufe52](?:[^\W\d_]{2,}|xn--)"),
    re.compile(r"www[.\u3002\uff0e\uff61]", re.IGNORECASE),
    re.compile(r"[a-z0-9][\u3002\uff61][a-z0-9]", re.IGNORECASE),
    re.compile(r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])"),
    re.compile(r"::[0-9a-f]", re.IGNORECASE),
]
UNSEEN = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\x00-\x08\x0b-\x1f]"
)

around = st.sampled_from(
    ["", " ", "\n", ".", ",", "(", ")", "<", ">", '"', "'", "[", "]", ":", "/", "x", "。", "-", "7"]
)
traps = st.builds(
    "".join, st.lists(st.tuples(around, st.sampled_from(TRAPS), around).map("".join), max_size=6)
)


def is_followed_by_none(text: str) -> None:
    assert "<a " not in urlize(text, autoescape=True)
    found = [pattern.pattern for pattern in FOLLOWED if pattern.search(text)]
    assert not found, (text, found)
    assert not UNSEEN.search(text)


@given(traps)
def test_no_address_however_it_is_wrapped_stays_one_that_a_program_would_follow(text: str) -> None:
    is_followed_by_none(defang(text))


@given(st.text(max_size=200))
def test_no_text_at_all_becomes_or_stays_a_link(text: str) -> None:
    is_followed_by_none(defang(text))


@given(st.one_of(traps, st.text(max_size=200)))
def test_what_is_inert_stays_as_it_is(text: str) -> None:
    assert defang(defang(text)) == defang(text)


@pytest.mark.parametrize("trap", TRAPS)
def test_each_known_trap_is_changed_and_the_original_can_be_copied(trap: str) -> None:
    told = inert(f"See {trap} now")
    is_followed_by_none(told.shown)
    assert told.shown != told.written == f"See {trap} now"


@pytest.mark.parametrize(
    "text",
    [
        "Two invoices, one of $3.50 and one of 1,200.75. They know.",
        "HTS 9804.00.65 and 8471.30.0100 at 12:30:45, see U.S. law.",
        "Цена 5.20. Они знают.",
        "他们卖假货。他们知道。价格3.5元。",
        "علامة: هذا نص",
        "می‌خواهم",
        "The real price was 9.80.\nSee the list.\tAnd more.",
        "A line\nand another\tone - “quoted” (twice) 50 % & more <b>",
    ],
)
def test_words_prices_and_tariff_codes_are_left_as_they_were_written(text: str) -> None:
    assert defang(text) == text
    assert inert(text).written == ""


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("letter of may.pdf", "letter of may.pdf"),
        ("shop.example.txt", "shop[.]example.txt"),
        ("a@b.example", "a[at]b[.]example"),
        (".pdf", ".pdf"),
        ("evil.zip", "evil[.]zip"),
    ],
)
def test_the_name_of_a_file_reads_as_it_is_where_that_is_no_address(name: str, shown: str) -> None:
    assert inert_name(name).shown == shown
    assert inert_name(name).written == ("" if shown == name else name)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://shop.example/x", "hxxps[://]shop[.]example/x"),
        ("Mail a@b.example.", "Mail a[at]b[.]example."),
        ("10.1.2.3", "10[.]1[.]2[.]3"),
        ("a\u202eb", "a[RLO]b"),
        ("2001:db8::1", "2001[:]db8[:][:]1"),
    ],
)
def test_an_address_can_still_be_read(text: str, shown: str) -> None:
    assert defang(text) == shown


def test_what_was_written_stands_in_no_traceback() -> None:
    assert "shop" not in repr(inert("https://shop.example"))
