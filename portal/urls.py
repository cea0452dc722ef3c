"""The whole public and staff map on one screen."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from content.serving import serve_library
from content.sharing.api import api as library_api
from content.sharing.sitemap import SITEMAPS
from portal.selfcheck.api import api
from portal.selfcheck.api_page import developers_api
from portal.web import health, metrics, views
from portal.web.cache import public_page

handler400 = "portal.web.errors.bad_request"
handler403 = "portal.web.errors.forbidden"
handler404 = "portal.web.errors.not_found"
handler429 = "portal.web.errors.rate_limited"  # allauth looks for this one
handler500 = "portal.web.errors.server_error"

urlpatterns = [
    # For machines
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("healthz/metrics", metrics.metrics, name="metrics"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("sitemap.xml", public_page()(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("documents/", include(wagtaildocs_urls)),
    path("media/images/<path:path>", views.picture, name="picture"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("api/v1/", api.urls),
    path("api/library/v1/", library_api.urls),
    re_path(r"^api/", views.nothing_here),
    # For staff
    path("account/", include("portal.accounts.urls")),
    path("staff/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # Wagtail's own sign-in of visitors would go around our throttle and second factor.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("staff/", include(wagtailadmin_urls)),
]

# For developers: every component in every state.
debug_patterns = [
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/errors/<str:code>/", views.styleguide_error, name="styleguide_error"),
]
if settings.DEBUG:
    urlpatterns += debug_patterns

# For the public. English stands without a prefix; a later language gets its own.
urlpatterns += i18n_patterns(
    path("check/", include("portal.selfcheck.urls")),
    path("report/", include("portal.reports.urls")),
    path("law/", include("portal.rulebook.urls")),
    path("developers/api/", developers_api, name="developers_api"),
    path("", include("content.sharing.urls")),
    path("guidance/", include("content.finding.urls")),
    path("guidance/", serve_library, name="guidance"),
    path("guidance/<path:rest>", serve_library),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
