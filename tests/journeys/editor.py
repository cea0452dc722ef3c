"""Wagtail's editor as a person uses it: blocks are added by their plus, fields are found by their labels."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as Shut

PLUS = (
    "xpath=./div[@data-streamfield-stream-container]/div/button"
    " | ./div[@data-streamfield-list-container]/button"
)


@dataclass(frozen=True)
class Block:
    """One block of a form. ``name`` is what its fields are called by; each field is found by its label."""

    page: Page
    name: str

    @property
    def here(self) -> Locator:
        """All that is shown of the block."""
        count, number = re.fullmatch(r"(.*)-(\d+)-value", self.name).groups()  # type: ignore[union-attr]
        return self.page.locator(f"xpath=//input[@name='{count}-{number}-order']/..")

    def field(self, label: str) -> Locator:
        return self.here.get_by_label(re.compile(rf"^{re.escape(label)}\*?$")).first

    def write(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def write_day(self, label: str, day: str) -> None:
        """Type a day, and leave the calendar that opens below it."""
        self.field(label).fill(day)
        calendar = self.page.locator(".xdsoft_datetimepicker:visible")
        calendar.wait_for()
        self.here.locator("label").first.click()
        calendar.wait_for(state="hidden")

    def choose(self, label: str, answer: str) -> None:
        self.field(label).select_option(label=answer)

    def tick(self, *answers: str) -> None:
        for answer in answers:
            self.here.get_by_role("checkbox", name=answer, exact=True).check()

    def open(self, heading: str) -> None:
        """Open a part of the block that is folded."""
        titled = f"[data-panel-heading]:has-text('{heading}')"
        part = self.here.locator(f"section:has(> .w-panel__header {titled})")
        toggle = part.first.locator("[data-panel-toggle]").first
        if toggle.get_attribute("aria-expanded") == "false":
            toggle.evaluate("button => button.scrollIntoView({ block: 'center', inline: 'nearest' })")
            toggle.click()

    def add(self, inside: str, kind: str = "") -> Block:
        """Press the last plus of a list of blocks, and choose what to add where there is a choice."""
        return add(self.page, f"{self.name}-{inside}" if inside else self.name, kind)

    def error(self, label: str) -> Locator:
        """What is said by a field."""
        found = self.field(label).get_attribute("id")
        return self.here.locator(f"[id='{found}-errors']")


def add(page: Page, name: str, kind: str = "") -> Block:
    """A new block at the end of a stream or list of the form."""
    counter = page.locator(f"input[name='{name}-count']")
    number = int(counter.input_value())
    plus = counter.locator("xpath=..").locator(PLUS).last
    for _try in range(3):  # the list of the plus before may be shutting, and take this one along
        plus.click()
        if kind and not _chosen(page, kind):
            continue
        try:
            expect(counter).to_have_value(str(number + 1), timeout=3_000)
            break
        except AssertionError:
            continue
    expect(counter).to_have_value(str(number + 1))
    return Block(page, f"{name}-{number}-value")


def _chosen(page: Page, kind: str) -> bool:
    offered = page.locator(".w-combobox:visible").get_by_role("option", name=kind, exact=True)
    try:
        offered.click(timeout=3_000)
    except Shut:
        return False
    return True


def save_draft(page: Page) -> None:
    """Save; where Wagtail warns that somebody saved meanwhile, go on: nothing of theirs is lost."""
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").first.click()
        warned = page.get_by_role("dialog").get_by_role("button", name="Save draft")
        if warned.is_visible():
            warned.click()
