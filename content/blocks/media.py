"""Blocks of files: a picture, a document to download, a video with its captions and transcript."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from content import pictures

LONGEST_ALT = 250


class DescribedImageBlock(ImageBlock):
    """A picture and what it shows, for those who do not see it. A file name describes nothing."""

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        told = (value.contextual_alt_text or "").strip() if value else ""
        if value and told.casefold() in {
            value.filename.casefold(),
            value.filename.rpartition(".")[0].casefold(),
        }:
            message = _("Say what the picture shows; this is the name of its file.")
        elif len(told) > LONGEST_ALT:
            message = _("Say it in a sentence or two; longer words belong into the text.")
        else:
            return value
        raise blocks.StructBlockValidationError({"alt_text": ValidationError(message)})


def _names(file: str) -> set[str]:
    return {file, file.rpartition(".")[0]} - {""}


class PictureBlock(blocks.StructBlock):
    """A picture with words for those who do not see it; a purely decorative one is marked so."""

    image = DescribedImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Words below"), max_length=240, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "content/blocks/picture.html"
        preview_template = "content/blocks/picture_preview.html"
        preview_value: dict[str, Any] = {}
        description = _("A picture with words for those who do not see it")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        image = value["image"]
        if image and getattr((parent_context or {}).get("request"), "is_preview", False):
            pictures.make([image])
        sizes = pictures.shown(image) if image else []
        return {**context, "picture": pictures.attributes(sizes) if sizes else None}


class DownloadBlock(blocks.StructBlock):
    """A file to download, with its kind and size beside the link."""

    document = DocumentChooserBlock(label=_("Document"))
    words = blocks.CharBlock(label=_("Words of the link"), max_length=120, required=False)

    class Meta:
        icon = "download"
        label = _("Download")
        template = "content/blocks/download.html"
        preview_template = "content/blocks/download_preview.html"
        preview_value: dict[str, Any] = {}
        description = _("A file to download")


class VideoBlock(blocks.StructBlock):
    """A video of ours. It has captions and a transcript, or it is not published."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    video = DocumentChooserBlock(label=_("Video (MP4 or WebM)"))
    captions = DocumentChooserBlock(label=_("Captions (WebVTT)"))
    transcript = blocks.TextBlock(label=_("Transcript"), rows=6)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "content/blocks/video.html"
        preview_template = "content/blocks/video_preview.html"
        preview_value: dict[str, Any] = {}
        description = _("A video with captions and transcript")

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        wrong = {}
        if value["video"].file_extension.lower() not in {"mp4", "webm"}:
            wrong["video"] = ValidationError(_("Choose an MP4 or a WebM file."))
        if value["captions"].file_extension.lower() != "vtt":
            wrong["captions"] = ValidationError(_("Choose a WebVTT file (.vtt)."))
        if wrong:
            raise blocks.StructBlockValidationError(wrong)
        return value
