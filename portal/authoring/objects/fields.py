"""Model fields for what staff edit: streams of blocks that keep migrations short, ticks, picks and lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models
from wagtail.fields import StreamField

from portal.authoring.vocabulary import Vocabulary, vocabulary

Pick = Callable[[Vocabulary], list[tuple[str, Any]]]


class LawStream(StreamField):
    """A StreamField whose blocks stay out of migrations: the database does not know them anyway."""

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
