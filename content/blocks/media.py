"""Blocks of files: a document to download, a video with its captions and transcript."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class DownloadBlock(blocks.StructBlock):
    """A file to download, with its kind and size beside the link."""

    document = DocumentChooserBlock(label=_("Document"))
    words = blocks.CharBlock(label=_("Words of the link"), max_length=120, required=False)

    class Meta:
        icon = "download"
        label = _("Download")
        template = "content/blocks/download.html"
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
