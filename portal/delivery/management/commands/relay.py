"""Runs the relay as a process of its own, where web workers shall not."""

import signal
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from portal.delivery.relay import Relay


class Command(BaseCommand):
    help = "Deliver what was posted and keep the clock, until SIGTERM or Ctrl+C. Several wait for each other."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        relay = Relay()

        def stop(_signal: int, _frame: FrameType | None) -> None:
            relay.stop()

        if options["once"]:
            relay.once()
            return
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        self.stdout.write("The relay is ready.")
        self.stdout.flush()
        relay.run()
