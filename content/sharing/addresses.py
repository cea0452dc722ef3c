"""Our own addresses, as others write them down."""

from django.conf import settings


def whole(path: str) -> str:
    """A whole address of ours, whatever the request called us."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path
