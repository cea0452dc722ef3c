"""What comes to the admin by hand: addresses and fields that no page of ours makes are refused, never an error."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import classproperty
from django.views import View
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models

NUMBER = re.compile(r"[0-9]{1,18}")
"""As many digits as every database holds."""


def number_in(text: str) -> int | None:
    """The number of a row as an address or a form tells it; nothing where it tells none."""
    return int(text) if NUMBER.fullmatch(text) else None


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
