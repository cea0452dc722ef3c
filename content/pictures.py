"""Pictures in the sizes that pages show: made as a page goes live, never while somebody reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from wagtail.blocks import StreamValue
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.models import ReferenceIndex

from portal.delivery.handlers import Payload

WIDTHS = (480, 800, 1280)
"""Pixels: a telephone, a column of text, the same on a dense screen. A smaller picture is not made larger."""
SIZES = [Filter(spec=f"width-{width}|format-webp") for width in WIDTHS]


def shown(image: AbstractImage) -> list[AbstractRendition]:
    """The sizes that are there, the smallest first; none where they were not made yet."""
    found = image.find_existing_renditions(*SIZES)
    return sorted(found.values(), key=lambda size: size.width)


def make(images: Iterable[AbstractImage]) -> None:
    """Make what is not there."""
    for image in images:
        image.get_renditions(*SIZES)


def pictures_of(body: StreamValue) -> Iterator[AbstractImage]:
    """The pictures that stand in the blocks of a page."""
    yield from (
        block.value["image"] for block in body if block.block_type == "picture" and block.value["image"]
    )


def make_missing() -> None:
    """Whatever came between, such as new files for old pictures or a new server: make what pages show."""
    model = get_image_model()
    used = ReferenceIndex.objects.filter(to_content_type__model=model._meta.model_name).values("to_object_id")
    make(model.objects.filter(pk__in=[int(row["to_object_id"]) for row in used.distinct()]))


def make_again(payload: Payload, number: UUID) -> None:
    """A picture got another file, and its sizes are gone with the old one."""
    make_missing()


def attributes(sizes: list[AbstractRendition]) -> dict[str, Any]:
    """What an ``img`` element says of its sizes."""
    return {
        "src": sizes[0].url,
        "srcset": ", ".join(
            f"{size.url} {size.width}w" for size in {size.width: size for size in sizes}.values()
        ),
        "width": sizes[-1].width,
        "height": sizes[-1].height,
    }
