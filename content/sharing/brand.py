"""A partner's own color in a frame, made darker or lighter as far as people need to read it."""

from __future__ import annotations

import re

BRAND = re.compile(r"#?([0-9a-fA-F]{6})")
LIGHT_PAPER, DARK_PAPER, DARK_INK = "ffffff", "0f1b20", "04222b"
"""As `static/scss/embed.scss` has them; a test compares."""
READABLE = 4.5
STEPS = 64

Color = tuple[int, int, int]


def brand_of(text: str) -> str:
    """Six hexadecimal digits, or nothing: no other sign of an address comes near a style sheet."""
    found = BRAND.fullmatch(text)
    return found[1].lower() if found else ""


def style(brand: str) -> str:
    """The style sheet of a color, light and dark. Links stand on paper, and words stand on buttons of it."""
    light = _fitting(brand, "000000", (LIGHT_PAPER,))
    dark = _fitting(brand, "ffffff", (DARK_PAPER, DARK_INK))
    return (
        f":root.accent-brand{{--accent:#{light}}}"
        f":root.theme-dark.accent-brand{{--accent:#{dark}}}"
        f"@media (prefers-color-scheme:dark){{:root.theme-auto.accent-brand{{--accent:#{dark}}}}}"
    )


def _fitting(brand: str, towards: str, beside: tuple[str, ...]) -> str:
    """The color itself where it can be read, else the nearest one on the way to black or white."""
    start, end = _color(brand), _color(towards)
    for step in range(STEPS):
        mixed = [round(one + (other - one) * step / STEPS) for one, other in zip(start, end, strict=True)]
        found = "".join(f"{channel:02x}" for channel in mixed)
        if all(contrast(found, other) >= READABLE for other in beside):
            return found
    return towards


def _color(text: str) -> Color:
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1.4.3."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(text: str) -> float:
    channels = (channel / 255 for channel in _color(text))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
