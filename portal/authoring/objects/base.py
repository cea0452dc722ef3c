"""What every object of the law has: a desk that owns it, a draft, a review, and the row that it reads as."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, ClassVar, NoReturn, Self

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, LockableMixin, Revision, RevisionMixin, WorkflowMixin
from wagtail.search import index

from portal.authoring import vocabulary
from portal.authoring.desks import Desk
from portal.authoring.objects.fields import LinesField, TicksField
from portal.authoring.records import Contribution
from portal.authoring.rows import EMPTY, YES, raw_of, row_of
from portal.rulebook.conditions_format import StarterError

NAME = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", _("Use letters, digits and hyphens, such as gift-limit.")
)


class LawQuerySet(models.QuerySet[Any]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """Each by itself, so that what was published is refused."""
        with transaction.atomic():
            deleted = [each.delete() for each in self]
        return len(deleted), {self.model._meta.label: len(deleted)}


class LawObject(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, index.Indexed, models.Model):
    """One thing that staff write, review and publish together.

    ``columns`` says which field stands under which key of its row in the starter format; a stream named in
    ``merged`` holds one block, whose keys stand in the row itself. Publishing goes through ``publish`` only,
    whoever asks: it demands an approval of exactly this content.
    """

    key = models.CharField(
        _("name"),
        max_length=80,
        unique=True,
        validators=[NAME],
        help_text=_("It never changes, and is never used for anything else."),
    )
    desk = models.ForeignKey(Desk, verbose_name=_("desk"), on_delete=models.PROTECT)
    position = models.PositiveIntegerField(_("place in the order"), default=1_000_000)
    starter_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    columns: ClassVar[Mapping[str, str]] = {}
    merged: ClassVar[tuple[str, ...]] = ()
    title_field: ClassVar[str] = "title"
    publisher: ClassVar[Callable[..., None] | None] = None
    """Publishes when the review allows it; ``review.publishing`` sets it, and until then nothing is."""

    objects = LawQuerySet.as_manager()

    search_fields = [
        index.SearchField("key"),
        index.AutocompleteField("key"),
        index.FilterField("desk"),
    ]

    class Meta:
        abstract = True
        ordering = ("position", "key")

    def __str__(self) -> str:
        return str(getattr(self, self.title_field) or self.key)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Published law never expires by itself: a rule has a last day instead."""
        self.expire_at = None
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.expire_at = None
        before = type(self)._default_manager.filter(pk=self.pk).values_list("key", flat=True).first()
        if before is not None and before != self.key:
            raise ValidationError({"key": _("The name is known to rules and old answers and cannot change.")})

    # As a row

    def row(self) -> dict[str, Any]:
        """The object as a row of the starter format."""
        row: dict[str, Any] = {}
        for name, key in self.columns.items():
            value = self._row_value(name)
            if name in self.merged:
                row |= value
            elif value not in EMPTY:
                row[key] = value
        return row

    def _row_value(self, name: str) -> Any:
        field = self._meta.get_field(name)
        value = getattr(self, name)
        if isinstance(field, StreamField):
            rows = row_of(field.stream_block, list(value.raw_data))
            return (rows[0] if rows else {}) if name in self.merged else rows
        if isinstance(field, LinesField):
            return [" ".join(line.split()) for line in value.splitlines() if line.strip()]
        if isinstance(field, models.BooleanField):
            return YES if value else None
        if isinstance(value, str):
            return " ".join(value.split())
        return value

    def take_row(self, row: Mapping[str, Any]) -> Self:
        """Put a row of the starter format into the fields; raises ``StarterError`` for what has no place."""
        names = {key: name for name, key in self.columns.items() if name not in self.merged}
        left = dict(row)
        for key, name in names.items():
            self._take(name, left.pop(key, None))
        for name in self.merged:
            self._take(name, [left])
            left = {}
        if left:
            raise StarterError(f"{self.key}: the key {next(iter(left))!r} is not known here")
        return self

    def _take(self, name: str, value: Any) -> None:
        field = self._meta.get_field(name)
        if isinstance(field, StreamField):
            setattr(self, name, field.to_python(json.dumps(raw_of(field.stream_block, value or []))))
        elif isinstance(field, LinesField):
            setattr(self, name, "\n".join(" ".join(str(line).split()) for line in value or ()))
        elif isinstance(field, TicksField):
            setattr(self, name, [str(item) for item in value or ()])
        elif isinstance(field, models.BooleanField):
            setattr(self, name, value in (YES, True))
        elif isinstance(field, models.IntegerField | models.DateField):
            setattr(self, name, value)
        else:
            setattr(self, name, " ".join(str(value).split()) if value is not None else "")

    def content_sha256(self) -> str:
        """The hash of what the object says: equal rows are equal law."""
        return row_sha256(self.row())

    # Drafts and publishing

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        revision = super().save_revision(*args, **kwargs)
        if user := kwargs.get("user") or (args[0] if args else None):
            Contribution.objects.create(about=self, user=user)
        vocabulary.look_again()
        return revision

    def with_content_json(self, content: Any) -> Self:
        """A version of this object. What is no content stays as it is now, whatever the version remembers.

        Without it a version from before the first publication would, when scheduled, take the live one away.
        """
        found: Self = super().with_content_json(content)
        found.live_revision = self.live_revision
        found.last_published_at = self.last_published_at
        found.starter_sha256 = self.starter_sha256
        return found

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """The only way to publish, for a button, a workflow, a schedule or a program."""
        if self.publisher is None:
            raise PermissionDenied(_("Nothing is published without a review."))
        self.publisher(self, revision, *args, **kwargs)

    def go_live(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """What Wagtail does when it publishes. Only the publisher calls it."""
        super().publish(revision, *args, **{**kwargs, "skip_permission_checks": True})

    def unpublish(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PermissionDenied(_("Published law is not taken away: give it a last day."))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.first_published_at or self.live:
            raise PermissionDenied(_("Published law is not deleted: give it a last day."))
        return super().delete(*args, **kwargs)

    def draft(self) -> Self:
        """The newest version, published or not."""
        found: Self = self.get_latest_revision_as_object()
        return found


def row_sha256(row: Mapping[str, Any]) -> str:
    """The hash of a row's canonical text."""
    text = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a row")
