"""The map with the developers' pages on it, for tests of those: `@pytest.mark.urls("tests.debug_urls")`."""

from portal.urls import debug_patterns, handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as served_patterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*debug_patterns, *served_patterns]
