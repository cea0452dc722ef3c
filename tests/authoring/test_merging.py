"""Two people edit one object at once: what each wrote is kept, and nothing is decided for them."""

from __future__ import annotations

from typing import Any

import pytest

from portal.authoring.admin.merging import Merge, merge
from portal.authoring.objects.topics import EntryTopic

pytestmark = pytest.mark.django_db

NAMES = ("title", "about", "rules")


def topic() -> EntryTopic:
    return EntryTopic.objects.get(key="gifts")


def version(change: Any = None, *, about: str = "") -> EntryTopic:
    """A version of a topic, with its blocks keeping their identity."""
    found = topic()
    blocks = list(found.rules.raw_data)
    if change:
        blocks = change([dict(block, value=dict(block["value"])) for block in blocks])
    field = found._meta.get_field("rules")
    found.rules = field.stream_block.to_python(blocks)
    if about:
        found.about = about
    return found


def retitled(number: int, title: str) -> Any:
    def change(blocks: list[Any]) -> list[Any]:
        blocks[number]["value"]["title"] = title
        return blocks

    return change


def without(number: int) -> Any:
    return lambda blocks: [block for place, block in enumerate(blocks) if place != number]


def with_new(name: str, place: int) -> Any:
    def change(blocks: list[Any]) -> list[Any]:
        new = {"type": "rule", "id": name, "value": dict(blocks[0]["value"], id=name, title=name)}
        return [*blocks[:place], new, *blocks[place:]]

    return change


def put_together(theirs: EntryTopic, mine: EntryTopic) -> Merge:
    return merge(topic(), theirs, mine, NAMES)


def titles(found: Merge) -> list[str]:
    return [block["value"]["title"] for block in found.values["rules"].raw_data]


def test_changes_of_different_rules_are_both_kept() -> None:
    found = put_together(version(retitled(0, "Theirs")), version(retitled(1, "Mine")))
    assert found.clashes == ()
    assert titles(found)[:2] == ["Theirs", "Mine"]


def test_a_changed_field_and_a_changed_rule_are_both_kept() -> None:
    found = put_together(version(about="Their words"), version(retitled(0, "Mine")))
    assert found.clashes == ()
    assert found.values["about"] == "Their words"
    assert titles(found)[0] == "Mine"


def test_the_same_rule_changed_by_both_is_told_and_mine_stands_in_the_form() -> None:
    found = put_together(version(retitled(0, "Theirs")), version(retitled(0, "Mine")))
    assert found.clashes == ("Mine",)
    assert titles(found)[0] == "Mine"


def test_the_same_field_changed_by_both_is_told() -> None:
    found = put_together(version(about="Their words"), version(about="My words"))
    assert len(found.clashes) == 1
    assert found.values["about"] == "My words"


def test_rules_that_both_added_are_both_there() -> None:
    before = titles(put_together(version(), version()))
    found = put_together(version(with_new("theirs", 1)), version(with_new("mine", 0)))
    assert found.clashes == ()
    assert sorted(titles(found)) == sorted([*before, "theirs", "mine"])
    assert titles(found).index("theirs") > titles(found).index(before[0])


def test_a_rule_that_they_took_away_stays_away_unless_i_changed_it() -> None:
    away = put_together(version(without(0)), version())
    assert len(titles(away)) == len(topic().rules) - 1
    changed = put_together(version(without(0)), version(retitled(0, "Mine")))
    assert changed.clashes == ("Mine",)
    assert titles(changed)[0] == "Mine"


def test_a_rule_that_i_took_away_and_they_changed_is_told() -> None:
    found = put_together(version(retitled(0, "Theirs")), version(without(0)))
    assert found.clashes == ("Theirs",)


def test_an_empty_field_that_the_form_keeps_otherwise_is_no_change() -> None:
    def with_empties(blocks: list[Any]) -> list[Any]:
        blocks[0]["value"]["review"] = ""
        return blocks

    found = put_together(version(retitled(0, "Theirs")), version(with_empties))
    assert found.clashes == ()
    assert titles(found)[0] == "Theirs"


def test_the_same_change_by_both_is_no_clash() -> None:
    found = put_together(version(retitled(0, "Alike")), version(retitled(0, "Alike")))
    assert found.clashes == ()
    assert titles(found)[0] == "Alike"


def test_an_order_that_only_they_changed_is_theirs() -> None:
    def turned(blocks: list[Any]) -> list[Any]:
        return blocks[::-1]

    found = put_together(version(turned), version(retitled(0, "Mine")))
    before = [block["value"]["title"] for block in topic().rules.raw_data]
    assert titles(found) == [*before[1:][::-1], "Mine"]
    assert not found.clashes


def test_an_order_that_both_changed_is_told() -> None:
    def turned(blocks: list[Any]) -> list[Any]:
        return blocks[::-1]

    def first_last(blocks: list[Any]) -> list[Any]:
        return [*blocks[1:], blocks[0]]

    assert len(topic().rules) > 2
    assert put_together(version(turned), version(first_last)).clashes == ("the order of rules",)


def test_without_a_version_in_common_all_that_differs_is_told() -> None:
    found = merge(EntryTopic(), version(retitled(0, "Theirs")), version(retitled(0, "Mine")), NAMES)
    assert found.clashes == ("Mine",)
    assert titles(found)[0] == "Mine"
