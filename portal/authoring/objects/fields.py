"""Model fields for what staff edit: streams of blocks that keep migrations short, ticks, picks and lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.db import models
from wagtail.blocks.base import BlockWidget
from wagtail.fields import StreamField

from portal.authoring.vocabulary import Vocabulary, vocabulary

Pick = Callable[[Vocabulary], list[tuple[str, Any]]]


SENT_NUMBER = re.compile(r"-\d+-id$")
NUMBER = re.compile(r"[A-Za-z0-9-]{0,64}")


class SentBlocks(BlockWidget):
    """Reads blocks from a form; what no editor sends is a bad request, where Wagtail's own reading breaks."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        for field, value in data.items():
            if field.startswith(f"{name}-") and SENT_NUMBER.search(field) and not NUMBER.fullmatch(value):
                raise BadRequest(f"{field} is no number of a block")
        try:
            return super().value_from_datadict(data, files, name)
        except (LookupError, TypeError, ValueError) as error:
            raise BadRequest(f"{name} cannot be read as blocks") from error


class LawStream(StreamField):
    """A StreamField whose blocks stay out of migrations: the database does not know them anyway."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"widget": SentBlocks(self.stream_block), **kwargs})

    def deconstruct(self) -> tuple[Any, Any, Any, Any]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class PickField(models.CharField):
    """A name that the law's vocabulary knows."""

    def __init__(self, *args: Any, picks: Pick | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        self.picks = picks
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        if self.picks is None:
            return super().formfield(**kwargs)
        picks = self.picks
        return forms.ChoiceField(
            label=self.verbose_name,
            required=not self.blank,
            help_text=self.help_text,
            choices=lambda: [("", "---------"), *picks(vocabulary())],
        )


class TicksField(models.JSONField):
    """Any number of names that the law's vocabulary knows, as boxes to tick."""

    def __init__(self, *args: Any, picks: Pick | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        self.picks = picks
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        if self.picks is None:
            return super().formfield(**kwargs)
        picks = self.picks
        return forms.MultipleChoiceField(
            label=self.verbose_name,
            required=not self.blank,
            help_text=self.help_text,
            choices=lambda: picks(vocabulary()),
            widget=forms.CheckboxSelectMultiple(attrs={"class": "law-ticks"}),
        )


class LinesField(models.TextField):
    """Several short texts, one a line."""
