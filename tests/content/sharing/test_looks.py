"""Frames are readable in every look: our own accents, and whatever color a partner names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from content.sharing import brand, frames
from tests.look.test_colors import READABLE, contrast

SHEET = Path(settings.BASE_DIR, "static/scss/embed.scss").read_text(encoding="utf-8")


def token(mode: str, name: str) -> str:
    block = re.search(rf"@mixin {mode} \{{(.*?)\n\}}", SHEET, re.DOTALL)
    assert block
    return re.findall(rf"--{name}: (#[0-9a-f]{{6}});", block[1])[0]


def accents() -> dict[str, tuple[str, str]]:
    named = re.findall(r'"(\w+)": \((#[0-9a-f]{6}), (#[0-9a-f]{6})\)', SHEET)
    return {name: (light, dark) for name, light, dark in named} | {
        "teal": (token("light", "accent"), token("dark", "accent"))
    }


def test_every_accent_that_is_offered_has_its_colors() -> None:
    assert set(accents()) == set(frames.ACCENTS)


@pytest.mark.parametrize(("mode", "place"), [("light", 0), ("dark", 1)])
def test_every_accent_can_be_read_on_its_paper_and_under_words(mode: str, place: int) -> None:
    for name, colors in accents().items():
        for other in ("paper", "on-accent"):
            assert contrast(colors[place], token(mode, other)) >= READABLE, (name, mode, other)
    for words in ("ink", "soft"):
        assert contrast(token(mode, words), token(mode, "paper")) >= READABLE


def test_the_colors_that_partners_colors_are_fitted_to_are_those_of_the_sheet() -> None:
    assert f"#{brand.LIGHT_PAPER}" == token("light", "paper") == token("light", "on-accent")
    assert f"#{brand.DARK_PAPER}" == token("dark", "paper")
    assert f"#{brand.DARK_INK}" == token("dark", "on-accent")


@given(st.integers(0, 0xFFFFFF))
def test_whatever_color_a_partner_names_it_can_be_read(number: int) -> None:
    light, dark, device = re.findall(r"--accent:(#[0-9a-f]{6})", brand.style(f"{number:06x}"))
    assert dark == device
    assert contrast(light, token("light", "paper")) >= READABLE
    assert min(contrast(dark, token("dark", other)) for other in ("paper", "on-accent")) >= READABLE


@pytest.mark.parametrize("named", ["1f6b34", "5a3d9a"])
def test_a_color_that_can_be_read_stays_as_it_is(named: str) -> None:
    assert f":root.accent-brand{{--accent:#{named}}}" in brand.style(named)


def test_an_address_names_its_look_or_has_the_usual_one() -> None:
    assert frames.look(QueryDict("theme=dark&accent=blue")) == {
        "theme": "dark",
        "accent": "blue",
        "brand": "",
    }
    assert frames.look(QueryDict("accent=%23AbCdEf"))["brand"] == "abcdef"
    assert frames.look(QueryDict("theme=pink&accent=pink")) == frames.look(QueryDict(""))
