"""The site, with two pages in the staff area that ask for the second factor again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.views import View

from portal.accounts.stepup import confirmed_lately
from portal.urls import handler429, urlpatterns

__all__ = ["handler429", "urlpatterns"]
done: list[str] = []


@confirmed_lately
def reveal(request: HttpRequest, number: int) -> HttpResponse:
    if request.method == "POST":
        done.append(request.POST["why"])
    return HttpResponse(f"Report {number}")


@method_decorator(confirmed_lately, name="dispatch")
class Dispose(View):
    def post(self, request: HttpRequest) -> HttpResponse:
        done.append("disposed")
        return HttpResponse("Disposed")


urlpatterns = [
    path("staff/reveal/<int:number>/", reveal),
    path("staff/dispose/", Dispose.as_view()),
    *urlpatterns,
]
