"""Searching what is sealed: words in several scripts, phrases, numbers, and nothing in plain anywhere."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.delivery.models import Delivery
from portal.reports import services as reports
from portal.reports.models import Message
from portal.triage import indexing, services
from portal.triage.arriving import INDEX
from portal.triage.models import AuditEntry, Case
from portal.triage.queue import asked, finding, words
from portal.triage.queue.filters import Asker
from portal.triage.queue.terms import WORD, terms_to_find
from portal.triage.records import Act
from portal.triage.states import Action
from tests.authoring.people import signed_in
from tests.triage.people import officer
from tests.triage.queue.queues import QUEUE, form_of, looked_at, search, told

pytestmark = pytest.mark.django_db


def waiting() -> int:
    """Deliveries that make terms anew."""
    return Delivery.objects.filter(kind=INDEX).count()


def asker() -> Asker:
    return Asker(None, timezone.now())


def everything_stored() -> bytes:
    """Every value of every table, as a thief of the database has it."""
    stored = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("triage_", "reports_", "delivery_")):
                cursor.execute(f'SELECT * FROM "{table}"')
                stored += [
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    for row in cursor.fetchall()
                    for value in row
                ]
    return b"\n".join(stored).lower()


@pytest.mark.parametrize(
    ("story", "typed"),
    [
        ("They send two invoices.", "INVOICE"),
        ("They are declaring less", "declared"),
        ("Las facturas del envío eran falsas", "factura envio"),
        ("Zölle und Zollämter", "zolle"),
        ("被强迫劳动的工厂生产这些衬衫", "强迫劳动"),
        ("偽のブランド品を輸入している", "ブランド"),
        ("그들은 가짜 상표를 붙였습니다", "상표"),
        ("Они подделывают документы", "документов"),
        ("يزورون الفواتير كل شهر", "فواتير"),
        ("वे नकली सामान बेचते हैं", "नकली"),
        ("Παραποιούν τα τιμολόγια", "τιμολογια"),
        ("สินค้าปลอมจากโรงงาน", "โรงงาน"),
        ("ｆｕｌｌ ｗｉｄｔｈ ﬁlings", "full filing"),  # noqa: RUF001 (that is what is tried)
        ("Naïve cafés", "naive cafe"),
    ],
)
def test_a_word_is_found_in_its_forms_and_scripts(story: str, typed: str) -> None:
    case, other = told(story), told("Nothing of the kind here")
    assert search(typed) == {case}
    assert other not in search(typed)


def test_all_words_have_to_be_there_in_whatever_field_they_stand() -> None:
    case = told("Cotton from a camp", goods={"what": "Shirts", "route": "Through Savannah"})
    told("Cotton of last year")
    assert search("shirt cotton savannah") == {case}
    assert search("cotton unicorn") == set()


def test_a_word_with_a_minus_leaves_out() -> None:
    case, other = told("Cotton and wool"), told("Cotton and silk")
    assert search("cotton") == {case, other}
    assert search("cotton -silk") == {case}


def test_a_phrase_stands_side_by_side_and_at_the_bounds_of_words() -> None:
    case = told("The second invoice went by mail.")
    told("An invoice, and a second one by mail.")
    assert search('"second invoice"') == {case}
    assert search('"the second invoice went"') == {case}
    assert search('"second invoi"') == set()
    assert search('"SECOND—invoice" mail') == {case}


def test_a_phrase_that_many_reports_could_have_is_looked_for_page_by_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "OPENED", 2)
    first = told("A red second invoice")
    for _each in range(3):
        told("The invoice, the second, is red")
    form, seen, after, pages = form_of(urlencode({"q": '"second invoice"'})), [], "", 0
    assert form.is_valid()
    while pages == 0 or after:
        page = finding.page_of(form, asker(), after=after)
        seen, after, pages = [*seen, *page.cases], page.after, pages + 1
    assert seen == [first]
    assert pages == 2


def test_numbers_are_found_exactly_however_they_are_written() -> None:
    case = told("Entry ABC-1234567-8 was false", who=[{"name": "Firm", "importer_number": "12 3456789 00"}])
    told("Entry ABC-1234567-9", who=[{"name": "Firm", "importer_number": "12-345678901"}])
    assert search("12-345678900") == search("12345678900") == {case}
    assert search("abc12345678") == search("ABC-1234567-8") == {case}


def test_names_of_the_accused_can_be_looked_for_by_themselves() -> None:
    named = told(who=[{"name": "Harborline Trading"}])
    told("I work for the rival of Harborline", who=[{"name": "Somebody"}])
    assert search("name:harborline") == {named}
    assert len(search("harborline")) == 2


def test_messages_notes_and_questions_are_found_once_they_are_written() -> None:
    case, by = looked_at(told()), officer()
    reports.answer(case.report, "It was in Rotterdam")
    services.note(case, "Compare with the walrus file", by=by)
    services.make_move(Case.objects.get(pk=case.pk), Action.ASK, by=by, question="Which zeppelin?")
    indexing.index({"report": str(case.pk)}, case.pk)
    assert search("rotterdam") == search("walrus") == search("zeppelin") == {case}
    assert Message.objects.count() == 2


def test_each_writing_posts_the_making_of_the_terms() -> None:
    case, by = looked_at(told()), officer()
    before = waiting()
    services.note(case, "A note", by=by)
    assert waiting() == before + 1
    services.make_move(Case.objects.get(pk=case.pk), Action.ASK, by=by, question="Which port?")
    assert waiting() == before + 2


def test_who_sent_a_report_is_never_found() -> None:
    told(identity={"name": "Wilhelmina Quartz", "email": "quartz@example.org", "phone": "4045550100"})
    told(you={"how": "contact", "relation": "worker"})
    for typed in ("wilhelmina", "quartz", "quartz@example.org", "4045550100", "worker", "contact"):
        assert search(typed) == set()


def test_no_word_of_a_report_stands_anywhere_in_plain() -> None:
    case = looked_at(told("A marmalade story", goods={"what": "Xylophones"}, who=[{"name": "Quokkafirm"}]))
    services.note(case, "Remember the tapioca", by=officer())
    indexing.index({"report": str(case.pk)}, case.pk)
    signed_in(officer()).get(f"{QUEUE}?q=marmalade+xylophones")
    stored = everything_stored()
    for word in ("marmalade", "xylophon", "quokkafirm", "tapioca"):
        assert word.encode() not in stored
        assert terms_to_find(WORD, word)


def test_terms_are_made_of_the_pepper(settings: Any) -> None:
    first = terms_to_find(WORD, "cotton")
    settings.REPORT_PEPPER = "A" * 43
    assert terms_to_find(WORD, "cotton") != first


def test_searching_is_accounted_for_without_the_words() -> None:
    case, by = told("A marmalade story"), officer()
    signed_in(by).get(f"{QUEUE}?q=marmalade")
    searched, listed = AuditEntry.objects.filter(who=by.pk, act__in=[Act.SEARCHED, Act.LISTED])
    assert searched.act == Act.SEARCHED
    assert "marmalade" not in str(searched.detail)
    assert listed.detail == {"numbers": [case.report.number]}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("the", "nearly every report"),
        ("-cotton", "at least one word"),
        ("?! a", "nothing to look for"),
        ("qaa " * 30 + " ".join(f"w{n}w" for n in range(30)), "at most"),
    ],
)
def test_what_cannot_be_looked_for_is_said(typed: str, says: str) -> None:
    form = form_of(urlencode({"q": typed}))
    assert not form.is_valid()
    assert says in str(form.errors["q"])


def test_terms_that_nothing_says_any_more_go() -> None:
    case = told("Cotton")
    indexing.keep(case, {(WORD, 1), (12, 5)})
    assert set(case.terms.values_list("kind", "value")) == {(WORD, 1), (12, 5)}
    assert search("cotton") == set()


def test_all_reports_can_be_indexed_anew() -> None:
    case = told("Cotton")
    before = waiting()
    call_command("index_reports", stdout=io.StringIO())
    assert waiting() == before + 1
    assert search("cotton") == {case}


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(typed: str) -> None:
    refusal = ""
    try:
        asked.read(typed)
    except asked.AskedBadlyError as why:
        refusal = str(why)
        is_said = bool(refusal)
    else:
        is_said = True
    assert is_said


@given(st.text(max_size=80))
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    for word in words.words_in(text):
        assert words.stems_to_keep(word, "en") & words.stems_to_find(word)
        assert words.stems_to_keep(word, "es") & words.stems_to_find(word)
