"""The whole live law as starter files: what changed on the site can be reviewed and become the starter."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.authoring import law
from portal.authoring.exchange import layout
from portal.authoring.objects.base import LawObject
from portal.authoring.objects.terms import Figure, GoodsKind, Question
from portal.authoring.objects.topics import AgencyTopic, EntryTopic
from portal.rulebook.documents import read_yaml
from portal.rulebook.models import Edition
from portal.rulebook.starter_reader import STARTER, read_rulebook
from portal.rules.codec import encode
from tests.authoring.people import drafted, figure, new_value, writer

pytestmark = pytest.mark.django_db


def keys(file: Any, kind: str) -> list[str]:
    return [row["key"] for row in file[kind]]


def test_the_exported_folder_is_read_back_as_the_live_edition(tmp_path: Path) -> None:
    """The command reads what it wrote, and fails where that is another law."""
    told = StringIO()
    call_command("export_law", tmp_path, stdout=told)
    assert f"sha256 {Edition.objects.get().sha256[:12]}" in told.getvalue()
    assert (tmp_path / "rulebook.yaml").exists()


def test_an_export_that_reads_as_another_law_is_no_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = awkward(law.live())
    monkeypatch.setattr(law, "live", lambda: small)
    small_files = layout.files(small)
    small_files["warnings.yaml"] = {"warnings": []}
    monkeypatch.setattr(layout, "files", lambda _gathered: small_files)
    with pytest.raises(CommandError, match="is not the law that is live"):
        call_command("export_law", tmp_path)


def test_every_row_stands_in_the_file_where_the_starter_has_it() -> None:
    files = layout.files(law.live())
    assert set(files) == {path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*.yaml")}
    for name, kind in (
        *((path.name, "figures") for path in STARTER.glob("figures*.yaml")),
        ("questions/shipment.yaml", "questions"),
        ("questions/shipment.yaml", "groups"),
    ):
        before = read_yaml((STARTER / name).read_text(encoding="utf-8"), name)
        assert keys(files[name], kind) == keys(before, kind)
    assert files["categories.yaml"]["none_fits"], "what no object holds stays"


def awkward(live: dict[type[LawObject], list[LawObject]]) -> dict[type[LawObject], list[LawObject]]:
    """A smaller law in which new and moved things stand where no file of the starter has them."""
    gifts = next(each for each in live[EntryTopic] if each.key == "gifts")
    new = EntryTopic(key="aaa", desk=gifts.desk).take_row(gifts.row() | {"topic": "aaa", "rules": []})
    few = [each for each in live[AgencyTopic] if each.key in ("USPS", "AMS")]
    figures, questions = live[Figure], live[Question]
    return live | {
        EntryTopic: [*live[EntryTopic], new],
        AgencyTopic: few[::-1],
        Figure: [*figures[1:], figures[0]],
        Question: [*questions[1:], questions[0]],
        GoodsKind: [],
    }


def test_what_is_new_or_was_moved_keeps_its_place_in_the_order(tmp_path: Path) -> None:
    changed = awkward(law.live())
    assert [each.key for each in changed[AgencyTopic]] == ["USPS", "AMS"]
    for name, text in layout.texts(layout.files(changed)).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert encode(read_rulebook(tmp_path)) == encode(law.rulebook(changed))
    assert (tmp_path / "topics/entry/travelers_aaa.yaml").exists()
    assert (tmp_path / "topics/agencies/usps_ams.yaml").exists()


def test_a_folder_with_other_law_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "figures-old.yaml").write_text("figures: []\n")
    with pytest.raises(CommandError, match=r"figures-old\.yaml"):
        call_command("export_law", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["figures-old.yaml"]


def test_one_object_is_printed_as_it_is_published() -> None:
    drafted(new_value(figure()), by=writer())
    told = StringIO()
    call_command("export_law", object="figure/informal-limit", stdout=told)
    assert read_yaml(told.getvalue(), "printed") == figure().row()


@pytest.mark.parametrize("named", ["figure/nothing", "nothing/figure", "figure", ""])
def test_an_object_that_is_not_there_is_named_in_the_fault(named: str) -> None:
    with pytest.raises(CommandError):
        call_command("export_law", object=named)
