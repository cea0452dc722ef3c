"""The pages of disposals: what was proposed, its approval, and the certificate."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from portal.accounts.stepup import confirmed_lately
from portal.triage.access import signed_in, staff_only
from portal.triage.models import Certificate, Disposal
from portal.triage.retention import certificates, disposing, rows, schedules
from portal.triage.retention.due import Stop
from portal.triage.retention.views import PAGE, RecordsPage
from portal.triage.rights import Right
from portal.web.pdf import as_pdf


class DisposalsView(RecordsPage):
    template_name = "triage/records/disposals.html"
    page_title = _("Disposals")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = Disposal.objects.select_related("proposed_by", "approved_by", "certificate").order_by("-pk")
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        told = [(disposal, disposal.items.count(), certificate_of(disposal)) for disposal in page]
        return super().get_context_data(**kwargs) | {"disposals": told, "page": page}


@method_decorator(confirmed_lately, name="dispatch")
class DisposalView(RecordsPage):
    template_name = "triage/records/disposal.html"

    def get_page_title(self) -> str:
        return _t("Disposal %(number)s") % {"number": self.kwargs["disposal"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = ("proposed_by", "approved_by", "declined_by")
        found = get_object_or_404(Disposal.objects.select_related(*people), pk=self.kwargs["disposal"])
        return super().get_context_data(**kwargs) | {
            "disposal": found,
            "items": rows.items_of(found),
            "certificate": certificate_of(found),
            "is_open": not (found.approved_at or found.declined_at),
            "is_own": found.proposed_by_id == signed_in(self.request).pk,
            "backup_days": settings.BACKUP_DAYS,
        }


@staff_only(Right.RECORDS)
@confirmed_lately
@require_POST
def approve(request: HttpRequest, disposal: int) -> HttpResponseBase:
    found = get_object_or_404(Disposal, pk=disposal)
    try:
        disposing.approve(found, by=signed_in(request))
    except disposing.SamePersonError:
        messages.error(request, _t("You proposed this yourself. Somebody else has to approve it."))
    except disposing.AnsweredError:
        messages.error(request, _t("This was approved or declined already."))
    else:
        messages.success(request, _t("It is approved and carried out now. Then its certificate stands here."))
    return redirect("triage:disposal", found.pk)


@staff_only(Right.RECORDS)
@require_POST
def decline(request: HttpRequest, disposal: int) -> HttpResponseBase:
    found = get_object_or_404(Disposal, pk=disposal)
    try:
        disposing.decline(found, by=signed_in(request))
    except disposing.AnsweredError:
        messages.error(request, _t("This was approved or declined already."))
    else:
        messages.success(request, _t("It is declined. Nothing is disposed of."))
    return redirect("triage:disposal", found.pk)


class CertificateView(RecordsPage):
    template_name = "triage/records/certificate.html"

    def get_page_title(self) -> str:
        return _t("Certificate %(number)s") % {"number": self.kwargs["certificate"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = get_object_or_404(Certificate, number=self.kwargs["certificate"])
        return super().get_context_data(**kwargs) | shown(found)


@staff_only(Right.RECORDS)
@require_safe
def certificate_pdf(request: HttpRequest, certificate: str) -> HttpResponseBase:
    found = get_object_or_404(Certificate, number=certificate)
    return as_pdf(request, "print/certificate.html", shown(found), f"{found.number}.pdf")


def certificate_of(disposal: Disposal) -> Certificate | None:
    return getattr(disposal, "certificate", None)


def shown(certificate: Certificate) -> dict[str, Any]:
    """What a certificate says, read from itself and from nothing else, with moments as such."""
    told, kinds, stops = certificate.told, schedules.kinds(), dict(Stop.choices)
    return {
        "certificate": certificate,
        "holds": certificates.holds(certificate),
        "told": told,
        "proposed_at": parse_datetime(told["proposed"]["at"]),
        "approved_at": parse_datetime(told["approved"]["at"]),
        "done_at": parse_datetime(told["done_at"]),
        "backups_end": parse_date(told["backups_end"]),
        "keys": sorted({each["key"] for each in told["reports"]}),
        "reports": [
            each
            | {
                "kind_label": kinds.get(each["kind"], each["kind"]),
                "category_label": kinds.get(each["category"], each["category"]),
                "closed": parse_datetime(each["closed_at"]),
            }
            for each in told["reports"]
        ],
        "kept": [(each["number"], stops.get(each["why"], each["why"])) for each in told["kept"]],
    }
