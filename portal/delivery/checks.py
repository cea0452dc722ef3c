"""What `manage.py check` says about delivery; with `--database default` also what has failed."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Notice
from django.db import Error as AnyDatabaseError

from portal.delivery.handlers import Handler, handlers
from portal.delivery.schedules import Job, jobs


def what_is_registered_can_be_found(**_kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    registry: list[tuple[str, Handler | Job]] = [*handlers.items(), *jobs.items()]
    for name, registered in registry:
        try:
            registered.resolve()
        except ImportError:
            found.append(Error(f"Nothing is found at {registered.named} for {name}.", id="delivery.E001"))
    return found


def mail_leaves_the_house(**_kwargs: Any) -> list[CheckMessage]:
    if settings.SECURE and settings.DELIVERY_MAIL_BACKEND.endswith("console.EmailBackend"):
        return [Notice("Mail is printed, not sent.", hint="Set EMAIL_URL.", id="delivery.W001")]
    return []


def deliveries_arrive(databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """The tables may be missing: `migrate` asks too."""
    try:
        failed = apps.get_model("delivery", "Delivery").objects.failed().count() if databases else 0
    except AnyDatabaseError:
        return []
    if not failed:
        return []
    words = f"{failed} deliveries have failed." if failed > 1 else "A delivery has failed."
    return [Notice(words, hint="See manage.py outbox.", id="delivery.W002")]
