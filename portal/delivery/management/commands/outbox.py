"""Shows what waits and what failed, and lets it be tried again. Never shows what a delivery holds."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count, Min
from django.utils import timezone

from portal.delivery import services
from portal.delivery.models import Delivery

LATE = timedelta(minutes=5)


class Command(BaseCommand):
    help = "Show the outbox. Ends with an error while something has failed or has been due for five minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        action = parser.add_mutually_exclusive_group()
        action.add_argument("--retry", metavar="NUMBER", help="try a failed delivery again, or `all`")
        action.add_argument("--discard", metavar="NUMBER", help="give a failed delivery up, with its content")

    def handle(self, *args: Any, **options: Any) -> None:
        if wanted := options["retry"]:
            count = services.retry(None if wanted == "all" else _number(wanted))
            self.stdout.write(f"{count} to be tried again.")
        elif wanted := options["discard"]:
            self.stdout.write(f"{services.discard(_number(wanted))} given up.")
        else:
            self._show()

    def _show(self) -> None:
        states = Delivery.objects.values("state", "kind").annotate(count=Count("pk"), oldest=Min("posted_at"))
        for group in states.order_by("state", "kind"):
            since = f"{group['oldest']:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(f"{group['state']}: {group['count']} of {group['kind']}, the oldest of {since}")
        failed = Delivery.objects.failed()
        for row in failed:
            self.stdout.write(f"{row.pk} {row.kind} failed after {row.attempts} tries: {row.error}")
        late = Delivery.objects.filter(next_at__lt=timezone.now() - LATE).count()
        if failed or late:
            raise CommandError(f"{len(failed)} failed, {late} late. Is a relay running?")


def _number(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise CommandError("a delivery is named by its number, as the list shows it") from error
