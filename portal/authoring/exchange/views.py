"""One object as a file to download, and a file to upload as its draft."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.authoring.exchange.forms import ImportForm
from portal.authoring.exchange.taking import NotTakenError, take_file
from portal.authoring.exchange.writing import yaml_text
from portal.authoring.objects.base import LawObject
from portal.authoring.places import edit_url, list_url
from portal.authoring.roles import roles_of
from portal.authoring.views import law_object

LIVE = "live"


@require_safe
def export_object(request: HttpRequest, model_name: str, pk: int) -> HttpResponseBase:
    """The newest version of an object, or what is published of it, as a file of the starter format."""
    found = law_object(request, model_name, pk)
    told = found if request.GET.get("version") == LIVE and found.live else found.draft()
    file = BytesIO(yaml_text(told.row()).encode())
    return FileResponse(
        file, as_attachment=True, filename=f"{found.key}.yaml", content_type="application/yaml"
    )


class ImportView(WagtailAdminTemplateMixin, TemplateView):
    """A file becomes the newest draft of an object, or every fault of it is told and nothing changes."""

    template_name = "authoring/import.html"
    page_title = gettext_lazy("Import")
    header_icon = "upload"
    object: LawObject

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = law_object(request, kwargs["model_name"], kwargs["pk"])
        if not roles_of(request.user).may_write(self.object.desk_id):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.object.draft())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        kind = {
            "url": list_url(self.object),
            "label": capfirst(str(self.object._meta.verbose_name_plural)),
        }
        this = {"url": edit_url(self.object), "label": self.get_page_subtitle()}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, kind, this, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = ImportForm(initial={"seen": self.object.latest_revision_id})
        return super().get_context_data(**{"form": form, "object": self.object, **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        told = form.cleaned_data
        try:
            is_new = take_file(self.object, told["file"].read(), by=request.user, seen=told["seen"])
        except NotTakenError as error:
            context = self.get_context_data(faults=error.faults)
            return self.render_to_response(context, status=422)
        if is_new:
            messages.success(request, _("The file is the newest draft now. Nothing is published."))
        else:
            messages.info(request, _("The file says what the newest version says already."))
        return redirect(edit_url(self.object))
