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
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
    WorkflowState,
)

from portal.authoring import vocabulary
from portal.authoring.desks import Desk
from portal.authoring.identity import with_known_ids
from portal.authoring.objects.fields import LinesField, TicksField
from portal.authoring.placing import Path, at, day_in, mapping_in, plain, text_in, texts_in, yes_or_no
from portal.authoring.records import Contribution
from portal.authoring.rows import EMPTY, YES, raw_of, refuse_unknown, row_of, stream_item

NAME = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", _("Use letters, digits and hyphens, such as gift-limit.")
)


class LawQuerySet(models.QuerySet[Any]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """Each by itself, so that what was published is refused and everything that goes is written down."""
        with transaction.atomic():
            found = list(self)
            for each in found:
                log(instance=each, action="wagtail.delete", deleted=True)
                each.delete()
        return len(found), {self.model._meta.label: len(found)}

    def to_be_listed(self) -> Self:
        """With all that a list tells of each, in a few queries however many there are."""
        scheduled = Revision.objects.exclude(approved_go_live_at=None).defer("content")
        return self.select_related("desk", "latest_revision").prefetch_related(
            models.Prefetch("_revisions", scheduled, to_attr="_scheduled"),
            models.Prefetch(
                "_workflow_states", WorkflowState.objects.active(), to_attr="_current_workflow_states"
            ),
        )


class LawObject(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
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

    def places(self) -> dict[str, Path]:
        """Where in the row the value of each field stands; a merged one stands in the row itself."""
        return {name: (key,) if key else () for name, key in self.columns.items()}

    def take_row(self, row: Mapping[str, Any]) -> Self:
        """Put a row of the starter format into the fields; raises ``PlacedError`` for what has no place."""
        names = {key: name for name, key in self.columns.items() if name not in self.merged}
        left = dict(mapping_in(row))
        for key, name in names.items():
            with at(key):
                self._take(name, left.pop(key, None))
        for name in self.merged:
            self._take_merged(name, left)
            left = {}
        refuse_unknown(left, ())
        return self

    def _take(self, name: str, value: Any) -> None:
        field = self._meta.get_field(name)
        if isinstance(field, StreamField):
            self._take_stream(name, raw_of(field.stream_block, value))
        elif isinstance(field, LinesField):
            setattr(self, name, "\n".join(" ".join(line.split()) for line in texts_in(value)))
        elif isinstance(field, TicksField):
            setattr(self, name, texts_in(value))
        elif isinstance(field, models.BooleanField):
            setattr(self, name, yes_or_no(value))
        elif isinstance(field, models.DateField):
            setattr(self, name, day_in(value))
        elif isinstance(field, models.IntegerField):
            setattr(self, name, plain(value))
        else:
            setattr(self, name, " ".join(text_in(value).split()))

    def _take_merged(self, name: str, row: Mapping[str, Any]) -> None:
        """The one block whose keys stand in the row itself."""
        field: Any = self._meta.get_field(name)
        ((kind, child),) = field.stream_block.child_blocks.items()
        self._take_stream(name, [stream_item(kind, raw_of(child, row))])

    def _take_stream(self, name: str, raw: Any) -> None:
        field: Any = self._meta.get_field(name)
        known = with_known_ids(raw, list(getattr(self, name).raw_data))
        setattr(self, name, field.to_python(json.dumps(known)))

    def content_sha256(self) -> str:
        """The hash of all that is approved: what the object says, whose it is, its place and its hour."""
        hour = self.go_live_at.isoformat() if self.go_live_at else None
        told = {"row": self.row(), "desk": self.desk_id, "position": self.position, "live from": hour}
        return row_sha256(told)

    # Drafts and publishing

    def save_revision(self, user: Any = None, *args: Any, **kwargs: Any) -> Any:
        """Always a new version: approvals, contributions and the history stand on the one before.

        Whoever saves has written on the draft; whoever wrote a version that is put back has so again.
        """
        self.expire_at = None
        kwargs.pop("overwrite_revision", None)
        revision = super().save_revision(user, *args, **kwargs)
        put_back = kwargs.get("previous_revision")
        wrote = {user, put_back.user if put_back else None} - {None}
        Contribution.objects.bulk_create(Contribution(about=self, user=each) for each in wrote)
        vocabulary.look_again()
        return revision

    def with_content_json(self, content: Any) -> Self:
        """A version of this object. What is no content stays as it is now, whatever the version remembers.

        Without it a version from before the first publication would, when scheduled, take the live one away.
        """
        found: Self = super().with_content_json(content)
        found.live_revision_id = self.live_revision_id
        found.last_published_at = self.last_published_at
        found.starter_sha256 = self.starter_sha256
        found.expire_at = None
        return found

    @classmethod
    def from_serializable_data(cls, data: Any, check_fks: bool = False, strict_fks: bool = False) -> Self:
        """A version as it was kept. Its desk is protected and all else is set anew: nothing to look up."""
        found: Self = super().from_serializable_data(data, check_fks, strict_fks)
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

    @cached_property
    def scheduled_revision(self) -> Revision | None:
        """The version that waits for its day; ``to_be_listed`` has looked it up already."""
        known: list[Revision] | None = getattr(self, "_scheduled", None)
        return super().scheduled_revision if known is None else next(iter(known), None)

    def draft(self) -> Self:
        """The newest version, published or not."""
        if not self.has_unpublished_changes or self.latest_revision is None:
            return self
        return self.with_content_json(self.latest_revision.content)


def row_sha256(row: Mapping[str, Any]) -> str:
    """The hash of a row's canonical text."""
    text = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a row")
