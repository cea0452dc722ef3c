"""The law in the admin and the law in files are one: read either way it makes the same edition."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from portal.authoring import law, vocabulary
from portal.authoring.law import KINDS
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure, GoodsKind, Question
from portal.authoring.objects.topics import AgencyTopic, EntryTopic
from portal.rulebook.conditions_format import StarterError
from portal.rulebook.documents import folder_documents
from portal.rulebook.models import Edition
from portal.rulebook.starter_reader import STARTER, Reader
from portal.rulebook.wording import written
from portal.rules.codec import encode, fingerprint
from tests.authoring.people import figure

pytestmark = pytest.mark.django_db


def everything() -> list[LawObject]:
    return [each for kind in KINDS for each in kind._default_manager.all()]


def test_what_staff_edit_makes_the_very_edition_that_the_files_made() -> None:
    book = law.rulebook(law.live())
    assert fingerprint(encode(book)) == Edition.objects.get(number=1).sha256


def test_every_object_reads_as_a_row_and_the_row_as_the_same_object() -> None:
    for each in everything():
        row = each.row()
        again = type(each)(key=each.key, desk=each.desk, position=each.position)
        assert again.take_row(row).row() == row, each.key
        assert again.content_sha256() == each.content_sha256()


@pytest.mark.parametrize("kind", [EntryTopic, AgencyTopic, Figure, Question, GoodsKind])
def test_what_a_row_holds_and_no_field_knows_is_refused(kind: Any) -> None:
    found = kind.objects.first()
    with pytest.raises(StarterError, match="surprise"):
        found.take_row({**found.row(), "surprise": "something"})


def test_the_vocabulary_knows_what_was_only_drafted() -> None:
    draft = figure().draft()
    draft.title = "Another title"
    draft.save_revision()
    assert ("informal-limit", "Another title") in vocabulary.vocabulary().all_figures
    assert Figure.objects.get(key="informal-limit").title != "Another title"


def test_a_figure_of_another_unit_is_not_offered() -> None:
    words = vocabulary.vocabulary()
    dollars, counts = ({key for key, _title in words.figures(unit)} for unit in ("usd", "count"))
    assert dollars
    assert counts
    assert not dollars & counts


def test_a_name_never_changes() -> None:
    found = figure()
    found.key = "another-name"
    with pytest.raises(Exception, match="cannot change"):
        found.full_clean()


@pytest.mark.parametrize(
    ("unit", "amount", "sentence"),
    [
        ("usd", "2026-02-20", "the unit is not a day"),
        ("date", "800.00", "write each value as"),
    ],
)
def test_a_figure_takes_only_what_its_unit_can_be(unit: str, amount: str, sentence: str) -> None:
    found = figure()
    row = found.row()
    found.take_row({**row, "unit": unit, "values": [{**row["values"][0], "amount": amount}]})
    with pytest.raises(ValidationError) as refused:
        found.full_clean()
    assert sentence in str(refused.value.error_dict["values"])


@pytest.mark.parametrize(
    ("amount", "sentence"), [("2026-02-30", "no such day"), ("$800", "digits and a point")]
)
def test_an_amount_that_cannot_be_is_refused_where_it_stands(amount: str, sentence: str) -> None:
    found = figure()
    value = found.values[0].value
    value["amount"] = amount
    with pytest.raises(StructBlockValidationError) as refused:
        found.values[0].block.clean(value)
    assert sentence in str(refused.value.block_errors["amount"])


def test_a_figure_that_is_a_day_reads_as_that_day() -> None:
    found = figure()
    row = found.row()
    found.take_row({**row, "unit": "date", "values": [{**row["values"][0], "amount": "2026-02-20"}]})
    read = Reader(folder_documents(STARTER)).read_figure(found.row())
    assert written(read, read.values[0]) == "February 20, 2026"
