"""A name is shown as it was written and never used as it was written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reports.evidence.kinds import Kind
from portal.reports.evidence.limits import NAME_BYTES
from portal.reports.evidence.naming import RESERVED, UNSEEN, extension, original_name, safe_name

TRICKS = [
    "\u202e",
    "\0",
    "\n",
    "/",
    "\\",
    "..",
    ".",
    " ",
    ":",
    "CON",
    "nul",
    "\u200b",
    "\ud800",
    "é",
    "价",
    "‮",
    "-",
]
names = st.lists(st.sampled_from(TRICKS) | st.text(max_size=8), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("invoice.pdf", Kind.PDF, "invoice.pdf"),
        ("Rechnung März 2026.PDF", Kind.PDF, "Rechnung März 2026.pdf"),
        ("发票.pdf", Kind.PDF, "发票.pdf"),
        ("photo\u202egpj.jpg", Kind.JPEG, "photogpj.jpg"),
        ("../../etc/passwd.txt", Kind.TXT, "passwd.txt"),
        ("C:\\Users\\me\\a.pdf", Kind.PDF, "a.pdf"),
        ("invoice.exe.pdf", Kind.PDF, "invoice_exe.pdf"),
        ("CON.pdf", Kind.PDF, "file-CON.pdf"),
        ("com1.csv", Kind.CSV, "file-com1.csv"),
        (".....pdf", Kind.PDF, "pdf.pdf"),
        ("...", Kind.PDF, "file.pdf"),
        ("-rf.pdf", Kind.PDF, "rf.pdf"),
        ('a"; rm b.pdf', Kind.PDF, "a__ rm b.pdf"),
        ("=cmd().csv", Kind.CSV, "cmd.csv"),
        ("a.heic", Kind.JPEG, "a.jpg"),
        ("a\r\nSet-Cookie: x.pdf", Kind.PDF, "aSet-Cookie_ x.pdf"),
        ("x" * 300 + ".pdf", Kind.PDF, "x" * 116 + ".pdf"),
        ("价" * 300 + ".pdf", Kind.PDF, "价" * 38 + ".pdf"),
    ],
)
def test_a_safe_name_keeps_what_is_harmless(name: str, kind: Kind, safe: str) -> None:
    assert safe_name(name, kind) == safe


@settings(max_examples=300, deadline=None)
@given(names, st.sampled_from(Kind))
def test_a_safe_name_is_safe_whatever_was_given(name: str, kind: Kind) -> None:
    safe = safe_name(name, kind)
    stem, _, ending = safe.rpartition(".")
    assert ending == kind.extension
    assert stem
    assert stem.lower() not in RESERVED
    assert all(letter.isalnum() or letter in " -_" for letter in stem)
    assert stem[0] not in " -."
    assert stem[-1] not in " -."
    assert len(safe.encode()) <= NAME_BYTES
    assert extension(safe) == kind.extension


@settings(max_examples=200, deadline=None)
@given(names, st.sampled_from(Kind))
def test_a_safe_name_made_safe_again_is_the_same(name: str, kind: Kind) -> None:
    assert safe_name(safe_name(name, kind), kind) == safe_name(name, kind)


@settings(max_examples=200, deadline=None)
@given(names)
def test_the_original_name_is_shown_with_nothing_that_hides_or_turns(name: str) -> None:
    shown = original_name(name)
    assert len(shown) == min(len(name), 255)
    assert not any(unicodedata.category(letter) in UNSEEN for letter in shown)
    assert all(
        new == old or unicodedata.category(old) in UNSEEN for new, old in zip(shown, name, strict=False)
    )
    shown.encode()


@settings(max_examples=200, deadline=None)
@given(names)
def test_an_ending_is_small_letters_without_tricks(name: str) -> None:
    ending = extension(name)
    assert ending == ending.lower()
    assert not set(ending) & set("/\\\0\u202e\u200b")
