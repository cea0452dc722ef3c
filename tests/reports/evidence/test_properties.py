"""What holds for every file, also for those that nobody thought of."""

from __future__ import annotations

import io
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.reports.evidence import embedded, markup, wording, zipped
from portal.reports.evidence.checking import Examined, Refused, examine
from portal.reports.evidence.cleaning import Cleaned, clean
from portal.reports.evidence.findings import Caution, Reason, RefusedError, Trace
from portal.reports.evidence.kinds import EXTENSIONS, IMAGES, Kind
from portal.reports.evidence.office import insist_on_formula
from portal.reports.evidence.signatures import insist, kind_by_name
from tests.reports.evidence import papers, pictures
from tests.reports.evidence.corpus import GOOD, Good
from tests.reports.evidence.test_corpus import is_marked, made

endings = st.sampled_from(sorted(EXTENSIONS))
goods = st.sampled_from([case for case in GOOD if len(made(case)) < 20_000])
slow = settings(max_examples=12, deadline=None)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Good, bytes]:
    """A good file with some bytes changed, cut out or put in."""
    case = draw(goods)
    data = bytearray(made(case))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        what = draw(st.sampled_from(["change", "cut", "put"]))
        piece = draw(st.binary(min_size=1, max_size=8))
        data[at : at + (0 if what == "put" else len(piece))] = b"" if what == "cut" else piece
    return case, bytes(data)


@slow
@given(st.text(max_size=30), endings, st.binary(max_size=300))
def test_any_bytes_under_any_name_have_an_answer(name: str, ending: str, data: bytes) -> None:
    assert isinstance(examine(f"{name}.{ending}", io.BytesIO(data)), Examined | Refused)


@slow
@given(damaged())
def test_a_damaged_file_has_an_answer_and_no_picture_keeps_what_was_hidden(
    damage: tuple[Good, bytes],
) -> None:
    case, data = damage
    examined = examine(case.name, io.BytesIO(data))
    if isinstance(examined, Refused):
        return
    target = io.BytesIO()
    done = clean(examined, io.BytesIO(data), target)
    if isinstance(done, Refused):
        assert target.getvalue() == b""
    elif examined.kind in IMAGES:
        assert not is_marked(target.getvalue())


@slow
@given(st.text(min_size=1, max_size=200))
def test_any_comment_of_a_photo_is_gone(comment: str) -> None:
    data = pictures.jpeg(comment=comment.encode(errors="replace") + pictures.BYTES)
    examined, target = examine("a.jpg", io.BytesIO(data)), io.BytesIO()
    assert isinstance(examined, Examined)
    assert isinstance(clean(examined, io.BytesIO(data), target), Cleaned)
    assert not is_marked(target.getvalue())


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_a_walk_through_any_bytes_ends_with_entries_or_a_reason(data: bytes) -> None:
    with suppress(RefusedError):
        assert zipped.walk(io.BytesIO(data)) is not None


@cache
def small_zip() -> bytes:
    return papers.docx()


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_zip_with_a_changed_byte_is_refused_or_gives_just_what_it_says(data: st.DataObject) -> None:
    changed = bytearray(small_zip())
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    source = io.BytesIO(bytes(changed))
    try:
        for entry in zipped.walk(source):
            assert sum(len(piece) for piece in zipped.unpacked(source, entry)) == entry.file_size
    except RefusedError:
        return


@settings(max_examples=200, deadline=None)
@given(endings, st.binary(max_size=600))
def test_no_file_is_taken_for_what_its_first_bytes_are_not(ending: str, data: bytes) -> None:
    kind = kind_by_name(ending)
    try:
        insist(kind, data)
    except RefusedError:
        return
    if kind in {Kind.PDF, Kind.JPEG, Kind.PNG, Kind.DOCX, Kind.XLSX}:
        starts = {Kind.PDF: b"%PDF-", Kind.JPEG: b"\xff\xd8\xff", Kind.PNG: b"\x89PNG"}
        assert data.startswith(starts.get(kind, b"PK\x03\x04"))
    assert not data.startswith((b"#!", b"\x7fELF", b"<html>", b"Rar!\x1a\x07"))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_stripping_a_picture_twice_is_stripping_it_once(data: bytes) -> None:
    for start in (b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe1"):
        once = embedded.strip(start + data)
        if once is not None:
            assert embedded.strip(once) == once
            assert len(once) <= len(start + data) + 2


words = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufffe\uffff"), max_size=40
)


@settings(max_examples=200, deadline=None)
@given(words, words)
def test_xml_that_is_written_again_says_the_same(inside: str, attribute: str) -> None:
    escaped = (
        text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") for text in (attribute, inside)
    )
    sent = '<w:a xmlns:w="x" w:b="{}"><c>{}</c></w:a>'.format(*escaped).encode()
    once = markup.rewrite(sent, lambda _, attributes: attributes)
    said: list[str] = []

    def hear(_: str, attributes: dict[str, str]) -> dict[str, str]:
        said.append(attributes.get("w:b", ""))
        return attributes

    def hear_text(_: str, text: str) -> str:
        said.append(text)
        return text

    markup.rewrite(once, hear, hear_text)
    assert "".join(said) == attribute + inside
    assert markup.rewrite(once, lambda _, attributes: attributes) == once


@settings(max_examples=200, deadline=None)
@given(st.from_regex(r"[A-Z0-9+*!,.;& ]{0,20}", fullmatch=True), words)
def test_a_bar_in_quotes_is_a_text_and_one_outside_is_a_program(formula: str, text: str) -> None:
    insist_on_formula(f'{formula}"{text.replace(chr(34), "")}|"')
    with pytest.raises(RefusedError):
        insist_on_formula(f"{formula}cmd|'/c calc'!A0")


def test_there_is_a_sentence_for_everything() -> None:
    for finding in [*Reason, *Trace, *Caution]:
        assert len(wording.sentence(finding)) > 5
    for ending in (*Reason, *Caution):
        assert wording.sentence(ending).endswith(".")
