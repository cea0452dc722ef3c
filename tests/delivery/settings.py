"""The settings of processes that a test starts: the portal's own, with handlers whose work can be seen.

The rooms that deliver nothing are left out, so that a relay or a worker is there in a moment.
"""

import os

from portal.settings import *  # noqa: F403

INSTALLED_APPS = [
    "tests.delivery.handlers.AccountsAlone",
    "portal.delivery",
    "tests.delivery.handlers.HandlersForTests",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "tests.delivery.settings"
urlpatterns: list[object] = []

DELIVERY_LOOK_EVERY_SECONDS = 0.1
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("TEST_QUEUE", "entrywise-test")
CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{CELERY_TASK_DEFAULT_QUEUE}:"}
