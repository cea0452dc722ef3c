"""The settings of processes that a test starts: the portal's own, with handlers that leave something to see."""

import os

from portal.settings import *  # noqa: F403
from portal.settings import INSTALLED_APPS as OURS

INSTALLED_APPS = [*OURS, "tests.delivery.handlers.HandlersForTests"]
DELIVERY_LOOK_EVERY_SECONDS = 0.1
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("TEST_QUEUE", "entrywise-test")
CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{CELERY_TASK_DEFAULT_QUEUE}:"}
