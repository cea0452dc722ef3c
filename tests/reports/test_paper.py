"""Whom the web fails can have the same questions on paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from portal.reports.paper import sheets
from portal.reports.steps import STEPS

pytestmark = pytest.mark.django_db


def test_the_paper_asks_every_question_and_marks_the_three_that_are_needed(client: Client) -> None:
    answer = client.get("/report/paper/")
    assert answer.headers["Content-Type"] == "application/pdf"
    text = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())
    questions = [question for sheet in sheets() for question in sheet.questions]
    assert len(questions) > 25
    for question in questions:
        assert " ".join(question.label.split()) in text, question.label
    assert text.count("(needed)") == 3
    assert "1-800" in text


def test_every_step_is_a_sheet() -> None:
    assert [sheet.title for sheet in sheets()] == [str(step.title) for step in STEPS]
