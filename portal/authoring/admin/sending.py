"""What comes to the admin by hand: what no page of ours would send is refused, and never an error."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import classproperty
from django.views import View
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models

NAMED_VERSIONS = {"live", "latest", "earliest"}
OVERWRITE = "overwrite_revision_id"
NUMBER = re.compile(r"[0-9]{1,18}")
"""As many digits as every database holds."""


def number_in(text: str) -> int | None:
    """The number of a row as an address or a form tells it; nothing where it tells none."""
    return int(text) if NUMBER.fullmatch(text) else None


class Comparing:
    """Wagtail takes anything for the number of an object or of a version; what is none is not there."""

    def setup(self, request: HttpRequest, pk: str, *versions: str, **named: str) -> None:
        for told in (pk, *versions, *named.values()):
            if told not in NAMED_VERSIONS and number_in(told) is None:
                raise Http404
        super().setup(request, pk, *versions, **named)  # type: ignore[misc]


class History:
    """Days beyond the calendar narrow no history."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except OverflowError as error:
            raise BadRequest("There is no such day.") from error
        return response


class NewVersions:
    """A form that is saved makes a new version: none is saved by itself, and none is laid over another."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if OVERWRITE in request.POST:
            told = request.POST.copy()
            del told[OVERWRITE]
            request.POST = told  # type: ignore[assignment]
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = False


class NotOffered(View):
    """In the place of a page of Wagtail by which law would be decided round the gate."""

    template_name = None  # Wagtail asks every view for one

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        raise PermissionDenied


class BulkDelete(DeleteBulkAction):
    """Wagtail's page for several at once, which shows and deletes by the rights on each of them.

    Wagtail's own asks for a right on the kind as a whole, which our desks do not have, and shows the rest.
    """

    @classproperty
    def models(cls) -> list[type[Any]]:  # noqa: N805 - a property of the class
        return [model for model in get_snippet_models() if model._meta.app_label == "authoring"]

    @classmethod
    def get_queryset(cls, model: type[Any], object_ids: Any) -> Any:
        numbers = [number for each in object_ids if (number := number_in(str(each))) is not None]
        return super().get_queryset(model, numbers)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.policy.user_has_permission(request.user, "delete"):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @property
    def policy(self) -> Any:
        return self.model.snippet_viewset.permission_policy

    def check_perm(self, snippet: Any) -> bool:
        return bool(self.policy.user_has_permission_for_instance(self.request.user, "delete", snippet))
