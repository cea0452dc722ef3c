"""Every color of the site, in light and in dark, can be read on what it stands on."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TOKENS = Path(settings.BASE_DIR, "static/scss/_tokens.scss").read_text()

READABLE = 4.5  # WCAG 2.2, 1.4.3, for text
VISIBLE = 3.0  # WCAG 2.2, 1.4.11, for the edges of controls and for marks

SURFACES = ["paper", "mist", "wash"]
TEXT = ["ink", "ink-soft", "link", "link-strong", "link-visited", "error", "brand", "accent-ink"]
TONES = ["free", "entry", "formal", "barred", "depends"]


def colors(mode: str) -> dict[str, str]:
    """The values of a mode: what dark does not set stays as in light."""
    found: dict[str, str] = {}
    for name in ["light", "dark"] if mode == "dark" else ["light"]:
        block = re.search(rf"@mixin {name} \{{(.*?)\n\}}", TOKENS, re.DOTALL)
        assert block
        found |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block[1]))
    return found


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted([luminance(one), luminance(other)], reverse=True)
    return (high + 0.05) / (low + 0.05)


def pairs() -> list[tuple[str, str, float]]:
    wanted = [(text, surface, READABLE) for text in TEXT for surface in SURFACES]
    wanted += [
        (tone, surface, READABLE) for tone in TONES for surface in ["paper", "mist", "wash", f"{tone}-wash"]
    ]
    wanted += [("ink", f"{tone}-wash", READABLE) for tone in TONES]
    wanted += [("link", f"{tone}-wash", READABLE) for tone in TONES]
    wanted += [("on-solid", f"{tone}-solid", READABLE) for tone in TONES]
    wanted += [("on-solid", "door", READABLE), ("on-solid", "door-strong", READABLE)]
    wanted += [
        ("on-brand", "brand", READABLE),
        ("on-brand", "brand-strong", READABLE),
        ("on-deep", "deep", READABLE),
    ]
    wanted += [
        ("ink", "brand-tint", READABLE),
        ("ink-soft", "brand-tint", READABLE),
        ("ink-faint", "paper", READABLE),
    ]
    wanted += [(mark, surface, VISIBLE) for mark in ["edge", "focus"] for surface in SURFACES]
    wanted += [("accent", "deep", VISIBLE)]
    return wanted


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_color_can_be_read_on_what_it_stands_on(mode: str) -> None:
    values = colors(mode)
    poor = [
        f"--{front} on --{back}: {contrast(values[front], values[back]):.2f}, wanted {least}"
        for front, back, least in pairs()
        if contrast(values[front], values[back]) < least
    ]
    assert not poor, "\n".join(poor)
