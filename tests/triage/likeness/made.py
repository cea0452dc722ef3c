"""The made pairs of reports, as `facts_of` reads them, with pictures that are drawn here."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter
from ruamel.yaml import YAML

from portal.triage.likeness.facts import Facts, facts_of
from portal.triage.likeness.images import image_hash

FOLDER = Path(__file__).parent / "pairs"
FIRST_DAY = date(2026, 3, 2)
LABELS = ("same", "related", "apart")


@dataclass(frozen=True)
class Pair:
    title: str
    label: str
    one: Facts
    other: Facts
    part: str
    """``tuning``, ``seen`` or ``heldout``: see decision 063."""

    @property
    def belongs(self) -> bool:
        return self.label != "apart"


@cache
def pairs() -> tuple[Pair, ...]:
    return (*_pairs_within(), *_pairs_across())


def _pairs_within() -> Iterator[Pair]:
    for file, matter in matters():
        for label in LABELS:
            for letters in matter.get(label, ()):
                one, other = (reports()[f"{matter['matter']}.{letter}"] for letter in letters)
                title = f"{matter['matter']} {letters}"
                yield Pair(title, label, one, other, file.name.split("_")[0])


def _pairs_across() -> Iterator[Pair]:
    for told in _read(FOLDER / "tuning_across.yaml")["apart"]:
        one, other = told.split()
        yield Pair(told, "apart", reports()[one], reports()[other], "tuning")


@cache
def reports() -> Mapping[str, Facts]:
    """By "matter.letter"."""
    return {
        f"{matter['matter']}.{letter}": _facts(told)
        for _file, matter in matters()
        for letter, told in matter["reports"].items()
    }


@cache
def matters() -> tuple[tuple[Path, dict[str, Any]], ...]:
    files = [path for path in sorted(FOLDER.glob("*.yaml")) if path.name != "tuning_across.yaml"]
    return tuple((path, matter) for path in files for matter in _read(path))


def _read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def answers_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """The steps of a report, as they are sealed."""
    who = told["who"] if isinstance(told["who"], list) else [told["who"]]
    fields = ("made_in", "claimed_origin", "route", "numbers")
    return {
        "what": {"category": told["cat"], "story": told.get("story", "")},
        "who": who,
        "goods": {"what": told["goods"], **{field: told.get(field, "") for field in fields}},
        "evidence": {"how": told.get("how", ""), "proof": told.get("proof", "")},
    }


def _facts(told: Mapping[str, Any]) -> Facts:
    files = [_file(one) for one in told.get("files", ())]
    return facts_of(answers_of(told), files, sent_on=FIRST_DAY + timedelta(days=told.get("sent", 0)))


def _file(told: Mapping[str, str]) -> dict[str, Any]:
    if "image" not in told:
        return {"sha256": sha256(told["file"].encode()).hexdigest()}
    file = saved(
        changed(drawn(told["image"]), told.get("as", "")), quality=40 if told.get("as") == "poor" else 90
    )
    return {"sha256": sha256(file.getvalue()).hexdigest(), "image_hash": image_hash(file)}


# Pictures


@cache
def drawn(name: str, width: int = 800, height: int = 600) -> Image.Image:
    """A picture that is always the same for a name, and another for another: a wall, boxes, a lamp."""
    random = Random(name)
    left, right = (tuple(random.randrange(256) for _ in range(3)) for _ in range(2))
    image = Image.composite(
        Image.new("RGB", (width, height), left),
        Image.new("RGB", (width, height), right),
        Image.linear_gradient("L").resize((width, height)).rotate(random.randrange(360), expand=False),
    )
    draw = ImageDraw.Draw(image)
    for _ in range(random.randrange(6, 14)):
        x, y = random.randrange(width), random.randrange(height)
        box = (x, y, x + random.randrange(60, 300), y + random.randrange(60, 300))
        shape = random.choice([draw.rectangle, draw.ellipse])
        shape(box, fill=tuple(random.randrange(256) for _ in range(3)))
    return image.filter(ImageFilter.GaussianBlur(2))


def changed(image: Image.Image, how: str) -> Image.Image:
    if how in {"half", "third"}:
        part = 2 if how == "half" else 3
        return image.resize((image.width // part, image.height // part))
    if how in {"turned", "upside-down"}:
        return image.transpose(Image.Transpose.ROTATE_90 if how == "turned" else Image.Transpose.ROTATE_180)
    if how == "brighter":
        return ImageEnhance.Brightness(image).enhance(1.2)
    return image.convert("L") if how == "grey" else image


def saved(image: Image.Image, *, quality: int = 90, kind: str = "JPEG") -> io.BytesIO:
    file = io.BytesIO()
    image.save(file, kind, **({"quality": quality} if kind == "JPEG" else {}))
    return file
