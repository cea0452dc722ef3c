"""Settings of a relay and a worker with only the rooms that reports need: they are there in a moment."""

from tests.load.settings import *  # noqa: F403

INSTALLED_APPS = [
    "tests.delivery.handlers.AccountsAlone",
    "portal.web",
    "portal.delivery",
    "portal.reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tests.load.rooms"
urlpatterns: list[object] = []
