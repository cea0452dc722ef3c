"""An object goes out as a file and comes back as a draft: whole, checked like the form, or not at all."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from portal.accounts.models import User
from portal.authoring import law
from portal.authoring.exchange import checking
from portal.authoring.exchange.sheet import LARGEST, Fault, UnreadableError, read_sheet
from portal.authoring.exchange.taking import NotTakenError, take_file
from portal.authoring.exchange.writing import yaml_text
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure, Frame, Question
from portal.authoring.objects.topics import AgencyTopic, EntryTopic, OpenPoints
from portal.rulebook.documents import read_yaml
from tests.authoring.desk.people_and_pages import EVERYBODY, Somebody
from tests.authoring.people import drafted, figure, new_value, person, signed_in, submitted, superuser, writer

pytestmark = pytest.mark.django_db


def formal() -> EntryTopic:
    return EntryTopic.objects.get(key="formal")


def exported(found: LawObject) -> str:
    return yaml_text(found.draft().row())


def taken(found: LawObject, text: str | bytes, by: Any = None) -> bool:
    data = text.encode() if isinstance(text, str) else text
    return take_file(found, data, by=by or writer(), seen=found.latest_revision_id)


def refused(found: LawObject, text: str | bytes) -> list[str]:
    """The faults of a file, which changes nothing."""
    before = (found.latest_revision_id, found.has_unpublished_changes)
    with pytest.raises(NotTakenError) as told:
        taken(found, text)
    found.refresh_from_db()
    assert (found.latest_revision_id, found.has_unpublished_changes) == before
    return [str(fault) for fault in told.value.faults]


# There and back


def test_every_object_that_is_exported_and_imported_again_says_the_same() -> None:
    objects = list(law.objects_of(law.live()))
    assert len(objects) == 344
    for found in objects:
        text = yaml_text(found.row())
        sheet = read_sheet(text.encode())
        again = type(found)(key=found.key).take_row(sheet.value)
        assert again.row() == found.row(), found.key


def test_every_object_could_be_saved_in_its_form_as_it_is() -> None:
    author = superuser()
    for found in law.objects_of(law.live()):
        before = found.row()
        assert list(checking.faults(found, author)) == [], found.key
        assert found.row() == before, found.key


def test_a_file_reads_as_the_starter_is_written() -> None:
    lines = exported(AgencyTopic.objects.get(key="FDA")).splitlines()
    text = "\n".join(lines)
    assert lines[0] == "agency: FDA"
    assert "  - id: fda-prior-notice\n    title: Tell FDA before any food arrives\n" in text
    assert '      hts: ["0302", "0303",' in text
    assert "    covers: >-\n      Food for people" in text
    assert "    blocks informal entry: no\n" in text
    assert "    checked: 2026-11-22" in text
    assert max(map(len, lines)) <= 125
    assert not [line for line in lines if line != line.rstrip()]
    assert exported(figure("exemption-limit")).count('amount: "800.00"') == 1


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=140)
        | st.sampled_from(["yes", "no", "NO", "null", "~", "0302", "1e3", "2026-01-01", ": a", "# a", "a: b"])
        | st.dates(date(1900, 1, 1))
        | st.integers(0, 10**9),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=4)
            | st.dictionaries(st.text("abcdefgh -_", min_size=1, max_size=8), inner, min_size=1, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_whatever_a_row_holds_is_read_as_it_was_written(value: Any) -> None:
    row = {"id": "x", "value": value}
    assert read_yaml(yaml_text(row), "test") == row


def test_a_download_is_the_newest_draft_and_on_demand_what_is_published() -> None:
    author = writer()
    drafted(new_value(figure()), by=author)
    client, found = signed_in(author), figure()
    address = reverse("authoring:export", args=["figure", found.pk])
    answer = client.get(address)
    assert answer["Content-Disposition"] == 'attachment; filename="informal-limit.yaml"'
    newest = b"".join(answer.streaming_content).decode()
    live = b"".join(client.get(f"{address}?version=live").streaming_content).decode()
    assert '"3000.00"' in newest
    assert '"3000.00"' not in live
    assert read_yaml(live, "live") == found.row()


# Importing


def test_an_imported_file_is_the_newest_draft_with_its_author_and_an_entry_in_the_log() -> None:
    found, author = formal(), writer()
    text = exported(found).replace("title: When a formal entry is needed", "title: When it is formal")
    assert taken(found, text, by=author) is True
    found = formal()
    assert found.has_unpublished_changes
    assert found.title == "When a formal entry is needed"
    assert found.draft().title == "When it is formal"
    assert found.latest_revision.user == author
    entry = ModelLogEntry.objects.filter(action="authoring.import").get()
    assert (entry.user, entry.revision) == (author, found.latest_revision)


def test_an_import_keeps_the_blocks_that_it_does_not_change() -> None:
    """So the history compares rule with rule, and two people's changes can be put together."""
    found = formal()
    before = [block["id"] for block in found.rules.raw_data]
    row = found.row()
    row["rules"].insert(1, {**row["rules"][0], "id": "quite-new"})
    taken(found, yaml_text(row))
    after = [block["id"] for block in formal().draft().rules.raw_data]
    assert [after[0], *after[2:]] == before
    assert after[1] not in before


def test_rules_of_one_file_may_name_each_other() -> None:
    found = OpenPoints.objects.get()
    row = found.row()
    row["rules"].append(
        {**row["rules"][0], "id": "quite-new", "title": "New", "when": [{"unsettled": "quite-new"}]}
    )
    assert taken(found, yaml_text(row)) is True


def test_a_file_that_says_nothing_new_makes_no_draft() -> None:
    found = formal()
    assert taken(found, exported(found)) is False
    assert not formal().has_unpublished_changes
    assert not ModelLogEntry.objects.filter(action="authoring.import").exists()


# Faults and their places


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def changed(old: str, new: str) -> tuple[str, int]:
    """The file of a topic with another text in it, and on which line that stands."""
    text = exported(formal()).replace(old, new, 1)
    assert new.strip() in text
    return text, line_of(text, new.strip().splitlines()[0])


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("      - adcvd: yes", "      - adcvd: maybe", "adcvd-formal / when / 1", "yes or no is needed"),
        ("      - adcvd: yes", "      - adcvx: yes", "adcvd-formal / when / 1", "no line of this form"),
        ("    finds: formal", "    finds: nothing-there", "adcvd-formal / finds", "not one of the"),
        ("    finds: formal", "    findz: formal", "adcvd-formal / findz", "the key is not known here"),
        ("    confidence: C2", "    confidence: [C2]", "adcvd-formal / confidence", "a plain value"),
        ("    checked: 2026", "    checked: 2026-13-45 #", "adcvd-formal / checked", "a day is needed"),
        ("    checked: 2026", "    checked: in 2026", "adcvd-formal / checked", "a day is needed"),
        ("\n    url: https", "\n    url: nowhere", "adcvd-formal / url", "Enter a valid URL"),
        ("- mode: [express]", "- mode: express", "adcvd-express / when / 2", "a list is needed"),
        ("- mode: [express]", "- mode: [pigeon]", "adcvd-express / when / 2", "pigeon"),
        ("topic: formal", "topic: informal", "topic", "The file is about informal, and this is formal."),
    ],
)
def test_a_fault_is_told_with_its_place_in_the_file(old: str, new: str, place: str, message: str) -> None:
    text, line = changed(old, new)
    (fault,) = refused(formal(), text)
    assert re.match(rf"Line {line}, (rules / )?{place}: ", fault)
    assert message in fault


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = exported(formal())
    for name in ("C2", "C1"):
        text = text.replace(f"confidence: {name}", "confidence: Z9")
    faults = refused(formal(), text)
    assert len(faults) == len(formal().row()["rules"])
    text = text.replace("topic: formal\n", "topic: formal\ncolour: red\n").replace(
        "checked: 2026", "checked: on 2026"
    )
    assert len(refused(formal(), text)) == len(faults) + 1


@pytest.mark.parametrize(
    ("kind", "key", "old", "new", "place"),
    [
        (Figure, "gift-limit", 'amount: "100.00"', 'amount: "$100"', "values / 1 / amount"),
        (Figure, "gift-limit", "unit: usd", "unit: euro", "unit"),
        (Question, "mode", "kind: choice", "kind: count", "kind"),
        (Question, "mode", "confidence: C2", "confidence: high", None),
        (Frame, "rulebook", "through: 2031-12-31", "through: 2001-12-31", "covers / through"),
        (
            Frame,
            "rulebook",
            "      - found: never",
            "      - found: nothing",
            "goals / de_minimis / outcomes",
        ),
    ],
)
def test_fields_of_every_kind_are_checked_as_the_form_checks_them(
    kind: type[LawObject], key: str, old: str, new: str, place: str | None
) -> None:
    found = kind._default_manager.get(key=key)
    text = exported(found).replace(old, new, 1)
    assert new in text
    if place is None:
        assert taken(found, text) is True
    else:
        (fault,) = refused(found, text)
        assert f", {place}" in fault


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no keys with values"),
        (b"- a\n- b\n", "no keys with values"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a: [1,\n", "It is no YAML"),
        (b"a: 1\na: 2\n", "It is no YAML: found duplicate key"),
        (b"a: !!python/object:os.system x", "It is no YAML: could not determine a constructor"),
        (b"a: &x [1]\nb: [*x, *x]\n", "Line 1: References to another place"),
        (b"[" * 1000, "nested too deeply"),
        (b"--- {a: 1}\n--- {a: 2}\n", "It is no YAML"),
        (b"a: \x00", "It is no YAML"),
        (b"#" * (LARGEST + 1), "larger than 1 MB"),
    ],
)
def test_what_is_no_row_at_all_is_refused_in_a_sentence(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_sheet(data)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1), st.integers(0, 60), st.text("abc:[]{}-#\n \"'&*!|>0123456789", max_size=12))
def test_a_spoiled_file_is_refused_or_taken_and_never_an_error(
    author: User, place: float, size: int, junk: str
) -> None:
    """Parts of a good file are taken out or written over."""
    found = figure("exemption-limit")
    text = exported(found)
    start = int(place * len(text))
    spoiled = text[:start] + junk + text[start + size :]
    faults: tuple[Fault, ...] = (Fault(None, "", "none"),)
    try:
        taken(found, spoiled, by=author)
    except NotTakenError as error:
        faults = error.faults
    assert all(map(str, faults))


@pytest.fixture
def author() -> User:
    return writer()


# Who and when


def test_a_version_that_somebody_saved_meanwhile_is_not_passed_over() -> None:
    found = figure()
    text = yaml_text(new_value(found, "2900.00").row())
    drafted(new_value(found), by=writer())
    with pytest.raises(NotTakenError, match="Somebody saved another version meanwhile"):
        taken(found, text)
    assert figure().draft().row()["values"][-1]["amount"] == "3000.00"


def test_nothing_is_imported_over_a_draft_in_review() -> None:
    author = writer()
    found = submitted(drafted(new_value(figure()), by=author), by=author)
    with pytest.raises(NotTakenError, match="locked or in review"):
        taken(found, yaml_text(new_value(figure(), "2900.00").row()), by=author)


@pytest.mark.parametrize("somebody", EVERYBODY, ids=str)
def test_readers_export_and_only_writers_of_the_desk_import(somebody: Somebody) -> None:
    found, client = figure(), somebody.client()
    out = reverse("authoring:export", args=["figure", found.pk])
    into = reverse("authoring:import", args=["figure", found.pk])
    file = SimpleUploadedFile("x.yaml", yaml_text(new_value(found).row()).encode())
    assert (client.get(out).status_code == 200) is somebody.reads
    assert (client.get(into).status_code == 200) is somebody.writes
    answer = client.post(into, {"file": file, "seen": found.latest_revision_id})
    assert figure().has_unpublished_changes is somebody.writes
    assert answer.status_code in ((302,) if somebody.reads or somebody.writes else (302, 403))
    page = client.get(f"/staff/snippets/authoring/figure/inspect/{found.pk}/").content.decode()
    assert (out in page) is somebody.reads
    assert (into in page) is somebody.writes


def test_a_refused_upload_shows_its_faults_and_a_large_one_is_not_read() -> None:
    client, found = signed_in(writer()), figure()
    into = reverse("authoring:import", args=["figure", found.pk])
    bad = exported(found).replace('"2500.00"', '"$2500"')
    answer = client.post(
        into, {"file": SimpleUploadedFile("x.yaml", bad.encode()), "seen": found.latest_revision_id}
    )
    assert answer.status_code == 422
    assert "Use digits and a point only" in answer.content.decode()
    large = SimpleUploadedFile("x.yaml", b"#" * (LARGEST + 1))
    assert "larger than 1 MB" in client.post(into, {"file": large}).content.decode()
    assert "Choose a file" in client.post(into, {}).content.decode()
    assert not figure().has_unpublished_changes


def test_somebody_without_a_role_cannot_import_by_calling_the_service() -> None:
    with pytest.raises(PermissionDenied):
        taken(figure(), exported(figure()), by=person())
