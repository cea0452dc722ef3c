"""The same without the rooms that deliver nothing, so that a relay or a worker is there in a moment."""

from tests.delivery.whole import *  # noqa: F403

INSTALLED_APPS = [
    "portal.accounts",
    "portal.delivery",
    "tests.delivery.handlers.HandlersForTests",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
