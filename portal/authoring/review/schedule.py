"""What the clock does for the law: scheduled versions go live in their hour."""

from __future__ import annotations

from django.core.management import call_command


def publish_due() -> None:
    """Publish what is due, pages and law alike; what the gate refuses is withheld (``publishing``)."""
    call_command("publish_scheduled", verbosity=0)
