"""Pictures are described, made in their sizes as a page goes live, and never while somebody reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.db.models.fields.files import FieldFile
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.images.tests.utils import get_test_image_file

from content import pictures
from content.blocks.media import PictureBlock
from content.editing.gate import publish_starter
from content.models import NewsPage, TopicPage
from content.signals import MAKE_PICTURES
from content.texts import text_of
from portal.delivery.models import Delivery

pytestmark = pytest.mark.django_db
ALT = "A parcel on a scale"
PATH = "/guidance/news/a-parcel/"
OUTSIDE = ["secret.txt", "images/../secret.txt", "images/%2e%2e/secret.txt", "images/"]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def image() -> AbstractImage:
    file: ImageFile = get_test_image_file(filename="IMG_0815.png", size=(1600, 900))
    made: AbstractImage = get_image_model().objects.create(title="IMG_0815.png", file=file)
    return made


@pytest.fixture
def story(image: AbstractImage) -> NewsPage:
    picture = {"image": {"image": image.pk, "alt_text": ALT, "decorative": False}, "caption": "Weighed"}
    body = [{"type": "picture", "value": picture}]
    found = NewsPage(title="A parcel", slug="a-parcel", summary="It came.", body=body)
    TopicPage.objects.get(slug="news").add_child(instance=found)
    return NewsPage.objects.get(pk=found.pk)


def test_a_page_that_goes_live_has_its_pictures_in_all_sizes(story: NewsPage, client: Client) -> None:
    publish_starter(story)
    text = client.get(PATH).content.decode()
    assert f'alt="{ALT}"' in text
    assert all(f"{width}w" in text for width in pictures.WIDTHS)
    for size in pictures.shown(story.body[0].value["image"]):
        answer = client.get(size.url)
        assert b"WEBP" in b"".join(answer.streaming_content)
        assert answer.headers["Content-Type"] == "image/webp"
        assert "public" in answer.headers["Cache-Control"]
        assert client.get(size.url, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_no_reader_waits_for_a_picture_to_be_made(
    story: NewsPage, image: AbstractImage, client: Client
) -> None:
    publish_starter(story)
    image.renditions.all().delete()
    text = client.get(PATH).content.decode()
    assert f"Picture: {ALT}" in text
    assert not image.renditions.exists()
    pictures.make_missing()
    assert f'alt="{ALT}"' in client.get(PATH).content.decode()


def test_a_picture_that_got_another_file_is_made_again(story: NewsPage, image: AbstractImage) -> None:
    publish_starter(story)
    image.title = "Another"
    image.save()
    assert Delivery.objects.filter(kind=MAKE_PICTURES).exists()


def test_only_pictures_are_served_and_nothing_above_them(
    client: Client, image: AbstractImage, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    assert isinstance(image.file, FieldFile)
    for path in [*OUTSIDE, image.file.name]:
        assert client.get(f"/media/{path}").status_code in (400, 404), path


@pytest.mark.parametrize(("alt", "decorative"), [("", False), ("IMG_0815", False), ("x" * 251, False)])
def test_a_picture_without_a_description_is_refused(image: AbstractImage, alt: str, decorative: bool) -> None:
    assert refused(image, alt, decorative)


@pytest.mark.parametrize(("alt", "decorative"), [(ALT, False), ("", True)])
def test_a_picture_that_is_described_or_decorative_is_taken(
    image: AbstractImage, alt: str, decorative: bool
) -> None:
    assert not refused(image, alt, decorative)


def refused(image: AbstractImage, alt: str, decorative: bool) -> bool:
    block = PictureBlock()
    described = {"image": image.pk, "alt_text": alt, "decorative": decorative}
    try:
        block.clean(block.to_python({"image": described, "caption": ""}))
    except ValidationError:
        return True
    return False


def test_what_a_picture_shows_can_be_searched_and_is_checked_as_text(story: NewsPage) -> None:
    assert ALT in list(text_of(story, ["body"]))


def test_a_small_picture_is_not_made_larger(image: AbstractImage) -> None:
    small = get_image_model().objects.create(title="S", file=get_test_image_file("s.png", size=(300, 200)))
    pictures.make([small])
    assert {size.width for size in pictures.shown(small)} == {300}
