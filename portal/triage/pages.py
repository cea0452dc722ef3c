"""What the pages of this room share: they stand in the admin, and each says who may see it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.triage.access import staff_only
from portal.triage.changing import DisposedError
from portal.triage.rights import Right


class StaffPage(WagtailAdminTemplateMixin, TemplateView):
    """A page of the admin for whoever has all of ``rights``. One that names none is seen by nobody."""

    rights: ClassVar[tuple[Right, ...]] = ()
    header_icon = "warning"

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """``rights`` can be given for one address of several."""
        return staff_only(*initkwargs.get("rights", cls.rights))(super().as_view(**initkwargs))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.rights:
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except DisposedError as gone:
            return TemplateResponse(request, "triage/disposed.html", {"number": gone.args[0]}, status=410)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("triage:queue"), "label": _("Reports")},
            {"url": "", "label": self.get_page_title()},
        ]
