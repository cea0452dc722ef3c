"""The portal's own settings; what a killed process held is taken up after seconds instead of minutes.

A run has a queue of its own at the broker, whatever else that serves.
"""

import os

from portal.settings import *  # noqa: F403

DELIVERY_LEASE_SECONDS = CELERY_TASK_TIME_LIMIT = 10
DELIVERY_REPUBLISH_SECONDS = 20
DELIVERY_LOOK_EVERY_SECONDS = 0.5
CELERY_TASK_DEFAULT_QUEUE = os.environ.get("LOAD_QUEUE", "entrywise-load")
CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{CELERY_TASK_DEFAULT_QUEUE}:"}
